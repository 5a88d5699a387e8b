/**
 * Every input of the action, once, as data. `action.yml`, the tables in the docs and the reader are made
 * from this table; see tools/generate.mjs.
 */
export interface InputSpec {
  readonly name: string;
  readonly kind: "lines" | "text" | "list" | "choice" | "boolean" | "integer" | "files";
  /** Its text is a credential, or may hold one: never in a message. */
  readonly secret?: true;
  readonly default?: string;
  readonly choices?: readonly string[];
  /** It steers the runner's own channels, so the terminal has no flag for it. */
  readonly face?: "action";
  readonly doc: string;
}

export const INPUTS = [
  {
    name: "secrets",
    kind: "lines",
    doc: "What to load, one `NAME = REFERENCE` a line. See docs/references.md.",
  },
  {
    name: "config",
    kind: "files",
    doc: "YAML files whose key `secrets` holds the same lines. `.github/secrets.yaml` is read where neither `secrets` nor `config` is given and the file is there.",
  },
  {
    name: "providers",
    kind: "list",
    doc: "The chain for bare paths: these, in this order, nothing else. Default: `sops` where `sops-files` is given, then `env`.",
  },
  {
    name: "fallback-on",
    kind: "list",
    default: "not-found",
    choices: ["not-found", "denied", "unreachable", "deleted"],
    doc: "What lets the chain go on to the next provider.",
  },
  {
    name: "export",
    face: "action",
    kind: "choice",
    default: "env",
    choices: ["env", "output", "file", "none"],
    doc: "Where lines without `as` go. `none` resolves and masks only.",
  },
  {
    name: "export-file",
    face: "action",
    kind: "text",
    doc: "The file that `export: file` writes, format by suffix: `.env`, `.json`, `.yaml`. Relative to the workspace; absolute only below it or RUNNER_TEMP. Default: a random folder in RUNNER_TEMP. Later steps find its path in SECRETS_ACTION_FILE.",
  },
  {
    name: "on-untrusted",
    face: "action",
    kind: "choice",
    default: "skip",
    choices: ["skip", "fail"],
    doc: "What to do where GitHub withholds secrets (a fork's pull request, Dependabot): `skip` with a notice and the output `skipped`, or `fail`.",
  },
  {
    name: "overwrite",
    kind: "boolean",
    default: "false",
    doc: "Whether a variable that is already set, or a file that is already there, may be replaced.",
  },
  {
    name: "wildcard-names",
    kind: "list",
    doc: "Patterns (`APP_*`) that bound which names a wildcard may export.",
  },
  {
    name: "name-case",
    kind: "choice",
    default: "keep",
    choices: ["keep", "upper"],
    doc: "The case of the names that a wildcard makes.",
  },
  {
    name: "min-mask-length",
    kind: "integer",
    default: "4",
    doc: "Values with fewer characters are not masked, and the log names them.",
  },
  {
    name: "dry-run",
    kind: "boolean",
    default: "false",
    doc: "Resolve and check everything, show the plan, export nothing.",
  },
  {
    name: "summary",
    face: "action",
    kind: "boolean",
    default: "true",
    doc: "Whether to write a job summary.",
  },
  {
    name: "age-key",
    kind: "text",
    secret: true,
    doc: "The age identity that opens the SOPS files: a key, a whole keys.txt, or a reference with a scheme such as `env://MY_AGE_KEY`.",
  },
  { name: "age-key-file", kind: "files", doc: "Files with age identities, as `age-keygen` writes them." },
  {
    name: "sops-files",
    kind: "files",
    doc: "SOPS files that bare paths are looked up in; a later one overrides an earlier one. They export nothing by themselves.",
  },
] as const satisfies readonly InputSpec[];

export type InputName = (typeof INPUTS)[number]["name"];

export interface OutputSpec {
  readonly name: string;
  readonly doc: string;
}

export const OUTPUTS = [
  { name: "report", doc: "The path of the report, a JSON file without any value." },
  { name: "loaded", doc: "The names that were loaded, as a JSON list." },
  { name: "sources", doc: "The provider that each name came from, as a JSON object." },
  { name: "skipped", doc: "`true` where the event gets no secrets and the step did nothing." },
] as const satisfies readonly OutputSpec[];
