import { F as Failure, S as Secret } from "./report-failure.js";
const INPUTS = [
  {
    name: "secrets",
    kind: "lines",
    doc: "What to load, one `NAME = REFERENCE` a line. See docs/references.md."
  },
  {
    name: "config",
    kind: "files",
    doc: "YAML files whose key `secrets` holds the same lines. `.github/secrets.yaml` is read where neither `secrets` nor `config` is given and the file is there."
  },
  {
    name: "providers",
    kind: "list",
    doc: "The chain for bare paths: these, in this order, nothing else. Default: `sops` where `sops-files` is given, then `env`."
  },
  {
    name: "fallback-on",
    kind: "list",
    default: "not-found",
    choices: ["not-found", "denied", "unreachable", "deleted"],
    doc: "What lets the chain go on to the next provider."
  },
  {
    name: "export",
    face: "action",
    kind: "choice",
    default: "env",
    choices: ["env", "output", "file", "none"],
    doc: "Where lines without `as` go. `none` resolves and masks only."
  },
  {
    name: "export-file",
    face: "action",
    kind: "text",
    doc: "The file that `export: file` writes, format by suffix: `.env`, `.json`, `.yaml`. Relative to the workspace; absolute only below it or RUNNER_TEMP. Default: a random folder in RUNNER_TEMP. Later steps find its path in SECRETS_ACTION_FILE."
  },
  {
    name: "on-untrusted",
    face: "action",
    kind: "choice",
    default: "skip",
    choices: ["skip", "fail"],
    doc: "What to do where GitHub withholds secrets (a fork's pull request, Dependabot): `skip` with a notice and the output `skipped`, or `fail`."
  },
  {
    name: "overwrite",
    kind: "boolean",
    default: "false",
    doc: "Whether a variable that is already set, or a file that is already there, may be replaced."
  },
  {
    name: "wildcard-names",
    kind: "list",
    doc: "Patterns (`APP_*`) that bound which names a wildcard may export."
  },
  {
    name: "name-case",
    kind: "choice",
    default: "keep",
    choices: ["keep", "upper"],
    doc: "The case of the names that a wildcard makes."
  },
  {
    name: "min-mask-length",
    kind: "integer",
    default: "4",
    doc: "Values with fewer characters are not masked, and the log names them."
  },
  {
    name: "dry-run",
    kind: "boolean",
    default: "false",
    doc: "Resolve and check everything, show the plan, export nothing."
  },
  {
    name: "summary",
    face: "action",
    kind: "boolean",
    default: "true",
    doc: "Whether to write a job summary."
  },
  {
    name: "age-key",
    kind: "text",
    secret: true,
    doc: "The age identity that opens the SOPS files: a key, a whole keys.txt, or a reference with a scheme such as `env://MY_AGE_KEY`."
  },
  { name: "age-key-file", kind: "files", doc: "Files with age identities, as `age-keygen` writes them." },
  {
    name: "sops-files",
    kind: "files",
    doc: "SOPS files that bare paths are looked up in; a later one overrides an earlier one. They export nothing by themselves."
  }
];
const BARE = /^[A-Za-z0-9_./:@%+=,-]*$/;
const DOUBLE = /^[^"$`\\\r\0]*$/;
const NOT_SINGLE = /['\r\0]|\\\\|\\$|\$\{/;
function toDotenv(variables) {
  let text = "";
  const unsuitable = [];
  for (const [name, value] of variables) {
    const written = dotenvValue(value);
    if (written === void 0) unsuitable.push(name);
    else text += `${name}=${written}
`;
  }
  if (unsuitable.length === 0) return text;
  return new Failure(
    "VALUE_UNSUITABLE",
    `${unsuitable.join(", ")}: no dotenv file carries this value to every program that reads it.`,
    {
      fix: "Use json instead: export-file: secrets.json"
    }
  );
}
function dotenvValue(value) {
  if (BARE.test(value)) return value;
  if (!NOT_SINGLE.test(value)) return `'${value}'`;
  return DOUBLE.test(value) ? `"${value}"` : void 0;
}
function formatOf(file) {
  if (/\.env$|(?:^|[\\/])\.env\.[^\\/]+$/i.test(file)) return "dotenv";
  if (/\.json$/i.test(file)) return "json";
  return /\.ya?ml$/i.test(file) ? "yaml" : void 0;
}
function fileOf(values, format) {
  const texts = /* @__PURE__ */ new Map();
  const binary = [];
  for (const [name, value] of values) {
    const text2 = value.reveal();
    if (text2 === void 0) binary.push(name);
    else texts.set(name, text2);
  }
  if (binary.length > 0)
    return new Failure(
      "VALUE_UNSUITABLE",
      `${binary.join(", ")}: the value is not UTF-8 text, which a common file needs.`,
      { fix: `${binary[0]} = \u2026 as file` }
    );
  const lines = [...texts].map(([name, text2]) => `${JSON.stringify(name)}: ${quoted(text2)}`);
  if (format === "json") return Secret.of(lines.length === 0 ? "{}\n" : `{
  ${lines.join(",\n  ")}
}
`);
  if (format === "yaml") return Secret.of(lines.length === 0 ? "{}\n" : `${lines.join("\n")}
`);
  const text = toDotenv(texts);
  return text instanceof Failure ? text : Secret.of(text);
}
const quoted = (text) => JSON.stringify(text).replace(
  /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
  (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`
);
const FORMATS = ["yaml", "json", "dotenv", "ini", "binary"];
const VERSION = "0.1.0";
export {
  FORMATS as F,
  INPUTS as I,
  VERSION as V,
  fileOf as a,
  formatOf as f
};
