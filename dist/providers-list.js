import { F as Failure, S as Secret, t as together, a as asFailure } from "./kernel-base.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const crypto = lazyBuiltin("node:crypto");
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
const buffer = lazyBuiltin("node:buffer");
const shownKey = ({ kind, namespace, name }) => `${kind} ${namespace === void 0 ? "" : `${namespace}/`}${name}`;
const idOf = ({ apiVersion, kind, namespace = "", name }) => `${groupOf(apiVersion)}|${kind}|${namespace}|${name}`;
const groupOf = (apiVersion) => apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
const isSecret = ({ apiVersion, kind }) => apiVersion === "v1" && kind === "Secret";
const REASONS = {
  ACCESS_DENIED: "denied",
  TRUST_REFUSED: "denied",
  LOGIN_REFUSED: "denied",
  CREDENTIALS_REFUSED: "denied",
  KEY_UNUSABLE: "denied",
  STORE_UNREACHABLE: "unreachable",
  STORE_THROTTLED: "unreachable",
  STORE_SEALED: "unreachable",
  SECRET_DELETED: "deleted"
};
const reasonOf = (failure) => REASONS[failure.code];
const erased = (provider) => provider;
const MAX_EDITS = 3;
const MAX_LENGTH = 64;
function nearest(word, known) {
  if (word.length > MAX_LENGTH) return void 0;
  let best;
  let least = Math.min(MAX_EDITS, Math.ceil(word.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
const ESCAPES = /* @__PURE__ */ new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "	"],
  ['"', '"'],
  ["\\", "\\"]
]);
const REVERSE = new Map([...ESCAPES].map(([letter, char]) => [char, letter]));
const isBlank = (char) => char === void 0 || char === " " || char === "	";
function tokens(text) {
  const found = [];
  let token;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === '"') quoted = false;
      else if (char === "\\") {
        const meant = ESCAPES.get(text[++i] ?? "");
        if (meant === void 0) return i < text.length ? "bad-escape" : "open-quote";
        token.push({ char: meant, quoted });
      } else token.push({ char, quoted });
    } else if (isBlank(char)) token = void 0;
    else {
      if (token === void 0) {
        if (char === "#") {
          if (isBlank(text[i + 1])) return found;
          return "detached-field";
        }
        token = [];
        found.push(token);
      }
      if (char === '"') quoted = true;
      else token.push({ char, quoted });
    }
  }
  return quoted ? "open-quote" : found;
}
const textOf$2 = (token) => token.map(({ char }) => char).join("");
const wordOf = (token) => token.some(({ quoted }) => quoted) ? void 0 : textOf$2(token);
const indexOfBare = (token, char) => token.findIndex((candidate) => !candidate.quoted && candidate.char === char);
function splitBare(token, char) {
  const at = indexOfBare(token, char);
  return at === -1 ? [token] : [token.slice(0, at), ...splitBare(token.slice(at + 1), char)];
}
const quote = (text) => `"${text.replace(/[\n\r\t"\\]/g, (char) => `\\${REVERSE.get(char)}`)}"`;
const SCHEMES = /* @__PURE__ */ new Map([
  ["awssecrets", "aws"],
  ["awsssm", "ssm"],
  ["vault", "vault"],
  ["gcpsecrets", "gcp"],
  ["azurekeyvault", "azure"],
  ["sops", "sops"],
  ["envsubst", "env"]
]);
const OUR_SCHEMES = /* @__PURE__ */ new Set([...SCHEMES.values(), "chain"]);
const QUERIES$1 = /* @__PURE__ */ new Map([
  ["version", "version"],
  ["version_id", "version"],
  ["version_stage", "stage"],
  ["region", "region"],
  ["format", "format"]
]);
const VARIABLE$2 = /^\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})$/;
function fromVals(reference) {
  const scheme = SCHEMES.get(reference.scheme);
  if (scheme === void 0)
    return new Failure("REFERENCE_INVALID", "This ref+ form names a backend that there is no provider for.", {
      fix: `Use one of: ${[...SCHEMES.keys()].map((name) => `ref+${name}://`).join(", ")}`
    });
  const query = /* @__PURE__ */ new Map();
  for (const [name, value] of reference.query) {
    const ours = QUERIES$1.get(name);
    if (ours !== void 0) query.set(ours, value);
    else if (name !== "key_type" || value !== "filepath")
      return new Failure(
        "REFERENCE_INVALID",
        "This ref+ form has a query that does not choose a version, region or format.",
        {
          fix: "Remove the query: addresses, tokens, roles and profiles are given as inputs of the step."
        }
      );
  }
  if (reference.scheme !== "envsubst") return { ...reference, scheme, query };
  const variable = VARIABLE$2.exec(reference.locator);
  if (variable === null)
    return new Failure("REFERENCE_INVALID", "ref+envsubst:// takes one variable and nothing else.", {
      fix: "ref+envsubst://$NAME"
    });
  return { ...reference, scheme, query, locator: variable[1] ?? variable[2] };
}
const PART$2 = /^[A-Za-z0-9_.-]+$/;
const SCHEME = /^(ref\+)?([A-Za-z][A-Za-z0-9.-]*):\/\//;
const QUERY_NAME = /^[A-Za-z0-9_.-]+$/;
const invalid$6 = (message, fix) => new Failure("REFERENCE_INVALID", message, fix === void 0 ? {} : { fix });
function parseReference(text, schemes) {
  const found = tokens(text);
  if (typeof found === "string" || found.length !== 1)
    return invalid$6(
      "This is not one reference.",
      'Put parts with spaces or # in double quotes: sops://"my file.yaml"#key'
    );
  return parseSource$1(found[0], schemes);
}
function parseSource$1(token, schemes) {
  const text = textOf$2(token);
  const scheme = SCHEME.exec(text);
  if (scheme === null) return isPath(text, 2) ? { kind: "bare", path: text } : notAReference(schemes);
  const [prefix, isVals, name] = [scheme[0], scheme[1] !== void 0, scheme[2]];
  const rest = token.slice(prefix.length);
  if (name === "chain" && !isVals) {
    const path2 = textOf$2(rest);
    return isPath(path2, 1) ? { kind: "bare", path: path2 } : invalid$6("chain:// takes a name of [A-Za-z0-9_.-] and slashes.", "chain://database/mongo_url");
  }
  if (!isVals && schemes !== void 0 && !schemes.has(name)) return unknownScheme(name, schemes);
  const reference = parseRest(name, rest);
  if (reference instanceof Failure || !isVals) return reference;
  const translated = fromVals(reference);
  if (translated instanceof Failure || schemes === void 0 || schemes.has(translated.scheme))
    return translated;
  return unknownScheme(translated.scheme, schemes);
}
function parseRest(scheme, rest) {
  const hash = indexOfBare(rest, "#");
  const field = hash === -1 ? void 0 : parseField(rest.slice(hash + 1));
  if (field instanceof Failure) return field;
  const front = hash === -1 ? rest : rest.slice(0, hash);
  const mark = indexOfBare(front, "?");
  const query = mark === -1 ? /* @__PURE__ */ new Map() : parseQuery(front.slice(mark + 1));
  if (query instanceof Failure) return query;
  const locator2 = textOf$2(mark === -1 ? front : front.slice(0, mark));
  if (locator2 === "") return invalid$6("The reference names nothing after ://.");
  if (locator2.includes("\0")) return invalid$6("The reference holds a NUL character.");
  return { kind: "reference", scheme, locator: locator2, query, field };
}
function parseField(token) {
  if (token.length === 0) return invalid$6("There is no field after #.", "Name the field, or remove the #.");
  if (token[0].char !== "/" || token[0].quoted) return { kind: "key", key: textOf$2(token) };
  return { kind: "path", parts: splitBare(token.slice(1), "/").map(textOf$2) };
}
function parseQuery(token) {
  const query = /* @__PURE__ */ new Map();
  for (const pair of splitBare(token, "&")) {
    const equals = indexOfBare(pair, "=");
    const name = textOf$2(pair.slice(0, Math.max(equals, 0)));
    if (!QUERY_NAME.test(name))
      return invalid$6("A query is not of the form NAME=VALUE.", "?name=value&other=value");
    if (query.has(name)) return invalid$6("A query names the same thing twice.");
    try {
      query.set(name, decodeURIComponent(textOf$2(pair.slice(equals + 1))));
    } catch {
      return invalid$6(
        "A query holds a % that is not followed by two hexadecimal digits of UTF-8.",
        "Write %25 for %."
      );
    }
  }
  return query;
}
function isPath(text, atLeast) {
  const parts = text.split("/");
  return parts.length >= atLeast && parts.every((part2) => PART$2.test(part2) && part2 !== "." && part2 !== "..");
}
function notAReference(schemes) {
  const known = schemes === void 0 ? "" : ` (${[...schemes].join(", ")})`;
  return invalid$6(
    `This is neither a reference with a scheme${known} nor a bare path with a slash. A value itself does not belong here.`,
    "Write scheme://locator#field, a path such as database/mongo_url, or chain://NAME for a flat name."
  );
}
function unknownScheme(name, schemes) {
  const near = nearest(name, schemes);
  return invalid$6(
    `The reference has a scheme that there is no provider for.${near === void 0 ? "" : ` Did you mean ${near}://?`}`,
    `Use one of: ${[...schemes, "chain"].map((scheme) => `${scheme}://`).join(", ")}`
  );
}
const CLUSTER_INPUTS = [
  {
    name: "cluster",
    kind: "text",
    doc: "The cluster: `eks://NAME[?region=REGION]`, `https://HOST[:PORT]` (the API server trusts GitHub's tokens), `in-cluster://`, `kubeconfig://PATH[#CONTEXT]`."
  },
  {
    name: "cluster-server",
    kind: "text",
    doc: "The address of the API server, where it is not the one that the cloud names: a private endpoint. With `cluster-ca` no right to look it up is needed."
  },
  {
    name: "cluster-ca",
    kind: "text",
    doc: "The CA of the API server: PEM, base64 of PEM, or a PEM file. Default: what the cloud or the kubeconfig says, else the usual CAs and `ca-cert`."
  },
  {
    name: "cluster-audience",
    kind: "text",
    doc: "The audience of GitHub's token for `https://` clusters. Default: the server's URL. Those of AWS, Azure and Sigstore are refused."
  },
  {
    name: "kubeconfig",
    kind: "text",
    secret: true,
    terminal: "set KUBECONFIG",
    doc: "A kubeconfig: its text, base64 of it, or a reference (`vault://ci/kubeconfig`). Never written to disk. With `cluster: kubeconfig://#CONTEXT` or without `cluster`."
  },
  {
    name: "export-kubeconfig",
    kind: "boolean",
    face: "action",
    default: "false",
    doc: "Whether later steps get a kubeconfig (KUBECONFIG): each call of helm or kubectl then asks this action for a fresh token. No token is in it; removed at the end of the job."
  },
  { name: "namespace", kind: "text", doc: "The namespace of all that names none. There is no default." },
  {
    name: "allow-namespaces",
    kind: "list",
    doc: "Namespaces besides `namespace` that manifests and lines may name."
  },
  {
    name: "create-namespace",
    kind: "boolean",
    default: "false",
    doc: "Whether namespaces that are not there are created."
  },
  {
    name: "apply",
    kind: "lines",
    doc: "Manifests to apply, a file, folder or pattern a line: `helm/secrets/*.enc.yaml`. SOPS files are decrypted in memory."
  },
  {
    name: "allow-kinds",
    kind: "list",
    doc: "Kinds besides Secret that may stand in the manifests: `ConfigMap`, `Deployment.apps`."
  },
  {
    name: "secret-options",
    kind: "lines",
    doc: "Of Secrets that lines make: `[NAMESPACE/]NAME: type T, docker HOST, immutable, label K=V`, one a line. Without `type` it follows from the keys."
  },
  {
    name: "external-secrets",
    kind: "files",
    doc: "Helm values files (merged as helm does) whose `externalSecrets` becomes an ExternalSecret."
  },
  {
    name: "external-secrets-store",
    kind: "lines",
    doc: "Stores to create, one a line: `NAME: aws, role ARN`, `NAME: vault, role ROLE`, `NAME: gcp, project P`, `NAME: azure, vault-url URL`; further words in docs/external-secrets.md. A store that stands in no line must be there."
  },
  {
    name: "helm-release",
    kind: "text",
    doc: "The release that the values are for: gives `<fullname>`, and marks the objects so that helm adopts them."
  },
  {
    name: "helm-chart",
    kind: "text",
    doc: "The chart's folder: its name counts for `<fullname>`, and keys of the values that it does not know are reported."
  },
  {
    name: "helm-values",
    kind: "files",
    doc: 'SOPS values files that later steps get decrypted (0600, below RUNNER_TEMP, removed at the end of the job): `helm upgrade -f "$HELM_VALUES"`.'
  },
  {
    name: "field-manager",
    kind: "text",
    doc: "The name under which the fields are owned. Default: `secrets-action/OWNER/REPO`."
  },
  {
    name: "conflicts",
    kind: "choice",
    default: "fail",
    choices: ["fail", "force", "skip"],
    doc: "What to do about fields that another manager owns: `fail`, `force` (take them), `skip` (leave the object as it is)."
  },
  {
    name: "take-ownership",
    kind: "boolean",
    default: "false",
    doc: "Whether objects may be taken over that Helm, Argo CD, Flux or another tool made and no longer writes."
  },
  {
    name: "applyset",
    kind: "text",
    doc: "The name of the set that the objects belong to (a ConfigMap in `namespace`), so that what is no longer asked for is found. Compatible with `kubectl apply --applyset`."
  },
  {
    name: "prune",
    kind: "choice",
    default: "report",
    choices: ["report", "true"],
    doc: "What to do with objects of the `applyset` that are no longer asked for."
  },
  {
    name: "restart",
    kind: "boolean",
    default: "false",
    doc: "Whether the workloads that use a changed Secret are restarted, and waited for."
  },
  {
    name: "wait-timeout",
    kind: "integer",
    default: "300",
    min: 1,
    max: 3600,
    doc: "How many seconds External Secrets and rollouts may take, each."
  }
];
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
    doc: "The chain for bare paths: these, in this order, nothing else. Default: every provider with an input of its own set (`sops`: `sops-files`), in the order of docs/references.md, then `env`."
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
    min: 1,
    max: 64,
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
    name: "ca-cert",
    kind: "text",
    doc: "A private CA that servers are trusted by besides the usual ones: a PEM file, or its text. NODE_EXTRA_CA_CERTS works too."
  },
  {
    name: "timeout",
    kind: "integer",
    default: "300",
    min: 1,
    max: 3600,
    doc: "How many seconds logging in and reading may take together."
  },
  {
    name: "metrics-file",
    kind: "text",
    doc: "A file that gets the metrics of the run as Prometheus text, also of a run that fails. Relative to the workspace; absolute only below it or RUNNER_TEMP."
  },
  {
    name: "audit-file",
    kind: "text",
    doc: "A file that gets a line of JSON appended for every name at every provider that was asked for it: who, what, when, with what outcome; never a value. Relative to the workspace; absolute only below it or RUNNER_TEMP."
  },
  {
    name: "otlp-endpoint",
    kind: "text",
    doc: "An OpenTelemetry collector that gets the metrics of the run by OTLP/HTTP, such as `https://collector.example:4318`. Default: OTEL_EXPORTER_OTLP_ENDPOINT of the job's environment, unless a step of this action exported it."
  }
];
const ARN = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):(\S.*)$/;
function parseArn(text) {
  const match = ARN.exec(text);
  if (!match) return void 0;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}
const accountOf = (arn) => parseArn(arn)?.account || void 0;
const AUDIENCE = "sts.amazonaws.com";
const AUDIENCE_CHINA = "sts.amazonaws.com.cn";
const audienceOf$1 = ({ awsAudience, awsRole }) => awsAudience || (parseArn(awsRole)?.partition === "aws-cn" ? AUDIENCE_CHINA : AUDIENCE);
const COMMERCIAL = { id: "aws", dnsSuffix: "amazonaws.com", dualStackSuffix: "api.aws" };
const OTHERS = [
  {
    begins: "cn-",
    id: "aws-cn",
    dnsSuffix: "amazonaws.com.cn",
    dualStackSuffix: "api.amazonwebservices.com.cn"
  },
  { begins: "us-gov-", id: "aws-us-gov", dnsSuffix: "amazonaws.com", dualStackSuffix: "api.aws" },
  { begins: "us-iso-", id: "aws-iso", dnsSuffix: "c2s.ic.gov", dualStackSuffix: "api.aws.ic.gov" },
  { begins: "us-isob-", id: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", dualStackSuffix: "api.aws.scloud" },
  {
    begins: "eu-isoe-",
    id: "aws-iso-e",
    dnsSuffix: "cloud.adc-e.uk",
    dualStackSuffix: "api.cloud-aws.adc-e.uk"
  },
  {
    begins: "us-isof-",
    id: "aws-iso-f",
    dnsSuffix: "csp.hci.ic.gov",
    dualStackSuffix: "api.aws.hci.ic.gov"
  },
  {
    begins: "eusc-",
    id: "aws-eusc",
    dnsSuffix: "amazonaws.eu",
    dualStackSuffix: "api.amazonwebservices.eu"
  }
];
function partitionOf(region) {
  const { id, dnsSuffix, dualStackSuffix } = OTHERS.find(({ begins }) => region.startsWith(begins)) ?? COMMERCIAL;
  return { id, dnsSuffix, dualStackSuffix };
}
const VARIABLES = {
  sts: "AWS_ENDPOINT_URL_STS",
  secretsmanager: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
  ssm: "AWS_ENDPOINT_URL_SSM",
  eks: "AWS_ENDPOINT_URL_EKS",
  ecr: "AWS_ENDPOINT_URL_ECR",
  "ecr-public": "AWS_ENDPOINT_URL_ECR_PUBLIC"
};
const SERVICES = Object.keys(VARIABLES);
const EVERY_SERVICE = "AWS_ENDPOINT_URL";
const FIPS_IN_GOVCLOUD = /* @__PURE__ */ new Set(["sts", "ssm", "eks"]);
const SECRETS_OVER_IPV6 = {
  aws: { fips: true },
  "aws-us-gov": { fips: true },
  "aws-cn": { fips: false }
};
const REGION$2 = /^[a-z]{2,}(-[a-z0-9]+)+$/;
const LOOPBACK$1 = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
function endpointOf(service, region, setting) {
  const own = setting.endpoints.get(service);
  if (own) return own;
  if (!REGION$2.test(region))
    throw new Failure("INPUT_INVALID", "The AWS region is missing, or is no name of a region.", {
      fix: "aws-region: eu-central-1",
      at: { input: "aws-region" }
    });
  const { id, dnsSuffix, dualStackSuffix } = partitionOf(region);
  const { fips, dualStack } = setting;
  const marked = fips && !(id === "aws-us-gov" && !dualStack && FIPS_IN_GOVCLOUD.has(service));
  const has = service === "secretsmanager" ? SECRETS_OVER_IPV6[id] : void 0;
  const suffix = dualStack && !(has && (!fips || has.fips)) ? dualStackSuffix : dnsSuffix;
  const name = marked ? `${service}-fips` : service;
  return new URL(`https://${dualStack ? name : nameOverIpv4(service, marked, id)}.${region}.${suffix}/`);
}
function nameOverIpv4(service, fips, partition) {
  if (service === "eks") return fips ? "fips.eks" : "eks";
  const isEcr = service === "ecr" || service === "ecr-public";
  const short = service === "ecr" && fips && (partition === "aws" || partition === "aws-us-gov");
  return `${isEcr && !short ? "api." : ""}${service}${fips ? "-fips" : ""}`;
}
function readEndpoints(inputs, env) {
  const endpoints = /* @__PURE__ */ new Map();
  const problems = [];
  const set = (service, text, from) => {
    const url = checked$1(text, from);
    if (url instanceof Failure) problems.push(url);
    else endpoints.set(service, url);
  };
  const named = /* @__PURE__ */ new Set();
  for (const entry of inputs.awsEndpoints) {
    const [, name, text = ""] = /^([^=]*)=(.*)$/s.exec(entry) ?? [];
    const service = SERVICES.find((known) => known === name?.trim());
    if (service === void 0 || named.has(service)) problems.push(badEntry(service));
    else {
      named.add(service);
      set(service, text.trim(), { input: "aws-endpoints" });
    }
  }
  if (env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.toLowerCase() !== "true")
    for (const service of SERVICES.filter((one) => !named.has(one))) {
      const variable = env[VARIABLES[service]] ? VARIABLES[service] : EVERY_SERVICE;
      const text = env[variable];
      if (text) set(service, text, { variable });
    }
  if (endpoints.size > 0 && (inputs.awsFips || inputs.awsDualStack)) problems.push(both(inputs));
  return { endpoints, problems: distinct(problems) };
}
const shownEndpoints = (endpoints) => [...Map.groupBy(endpoints, ([, { origin }]) => origin)].map(
  ([origin, of]) => `aws: ${of.map(([service]) => service).join(", ")} ${of.length === 1 ? "is" : "are"} called at ${origin}`
);
function checked$1(text, from) {
  const where = "input" in from ? from.input : from.variable;
  const refuse = (why) => new Failure("ENDPOINT_REFUSED", `${where} holds an endpoint that ${why}.`, {
    fix: "input" in from ? "aws-endpoints: |\n  secretsmanager=https://vpce-0123-abcd.secretsmanager.eu-central-1.vpce.amazonaws.com" : `${where}: https://HOST, or have the environment's endpoints ignored:
AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true"`,
    ..."input" in from ? { at: from } : {}
  });
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return refuse("is no https: address");
  if (url.username !== "" || url.password !== "") return refuse("holds a user name or a password");
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text)) return refuse("holds a query or a fragment");
  if (url.protocol === "http:" && !LOOPBACK$1.test(url.hostname))
    return refuse(
      "is http: and not on this machine's loopback, so that the requests would travel in the clear"
    );
  return url;
}
function badEntry(twice) {
  const cause = twice === void 0 ? `An entry of aws-endpoints is not SERVICE=URL with one of ${SERVICES.join(", ")}.` : `aws-endpoints names ${twice} twice.`;
  return new Failure("INPUT_INVALID", cause, {
    fix: "aws-endpoints: |\n  sts=https://sts.example.internal\n  secretsmanager=https://secrets.example.internal",
    at: { input: "aws-endpoints" }
  });
}
function both({ awsFips }) {
  const input = awsFips ? "aws-fips" : "aws-dual-stack";
  return new Failure(
    "INPUT_INVALID",
    `${input} picks an endpoint of AWS, and aws-endpoints or AWS_ENDPOINT_URL picks another.`,
    {
      fix: `Remove ${input} and set the endpoint that is meant, or remove the endpoint (AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" for the environment's).`,
      at: { input }
    }
  );
}
const distinct = (problems) => [
  ...new Map(problems.map((problem) => [problem.message, problem])).values()
];
const OUR_FILE = /^secrets-aws-[0-9a-f-]{36}$/;
const CREDENTIALS_VARIABLE = "AWS_SHARED_CREDENTIALS_FILE";
const CONFIG_VARIABLE = "AWS_CONFIG_FILE";
const PART$1 = /^[\x21-\x7e]+$/;
function ourProfiles(env, temp) {
  const folders = [env[CREDENTIALS_VARIABLE], env[CONFIG_VARIABLE]].map(
    (file) => file === void 0 ? void 0 : path.dirname(path.resolve(file))
  );
  const [folder] = folders;
  const isOurs = folder !== void 0 && folders.every((other) => other === folder) && OUR_FILE.test(path.basename(folder)) && path.dirname(folder) === path.resolve(temp);
  return isOurs ? folder : void 0;
}
function handOver(credentials, inputs, setting) {
  const { region, host } = setting;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  if ([accessKeyId, secretAccessKey, sessionToken].some((part2) => part2 && !PART$1.test(part2.reveal() ?? "")))
    throw new Failure(
      "CREDENTIALS_REFUSED",
      "The AWS credentials hold a space, a line break or another character that AWS gives none, and are not exported.",
      {
        at: { input: "aws-export" },
        fix: "Store keys and session token again, each as one line without quotes."
      }
    );
  const until = credentials.expires === void 0 ? "" : ` until ${credentials.expires.toISOString()}`;
  const common = [
    ["AWS_REGION", Secret.of(region)],
    ["AWS_DEFAULT_REGION", Secret.of(region)]
  ];
  const [, profile] = inputs.awsExport.split(/\s+/);
  if (profile === void 0) {
    const stale = credentials.sessionToken === void 0 && (host.env["AWS_SESSION_TOKEN"] ?? "") !== "";
    return {
      input: "aws-export",
      variables: new Map([
        ["AWS_ACCESS_KEY_ID", credentials.accessKeyId],
        ["AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey],
        // A token that belongs to other keys would make these useless.
        ...credentials.sessionToken === void 0 ? stale ? [["AWS_SESSION_TOKEN", Secret.of("")]] : [] : [["AWS_SESSION_TOKEN", credentials.sessionToken]],
        ...common
      ]),
      files: [],
      note: `Later steps have the AWS credentials${until}, as AWS_* variables.`
    };
  }
  const present = ourProfiles(host.env, host.temp);
  const folder = present ?? path.join(host.temp, `secrets-aws-${crypto.randomUUID()}`);
  const files = [
    {
      path: path.join(folder, "credentials"),
      title: profile,
      fields: [
        ["aws_access_key_id", credentials.accessKeyId],
        ["aws_secret_access_key", credentials.secretAccessKey],
        ...credentials.sessionToken === void 0 ? [] : [["aws_session_token", credentials.sessionToken]]
      ]
    },
    {
      path: path.join(folder, "config"),
      title: profile === "default" ? profile : `profile ${profile}`,
      fields: [["region", Secret.of(region)]]
    }
  ];
  return {
    input: "aws-export",
    variables: new Map([
      [CREDENTIALS_VARIABLE, Secret.of(files[0].path)],
      [CONFIG_VARIABLE, Secret.of(files[1].path)],
      // The first profile is the one that tools take by themselves; further ones are named by their users.
      ...present === void 0 ? [["AWS_PROFILE", Secret.of(profile)], ...common] : []
    ]),
    files: files.map((file) => ({
      path: file.path,
      content: Secret.of(
        withSection(present === void 0 ? "" : textOf$1(file.path), file.title, file.fields)
      )
    })),
    note: `Later steps have the AWS credentials${until}, as the profile ${profile}.`
  };
}
const textOf$1 = (file) => fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
function withSection(text, title, fields) {
  const kept = text.split(/^(?=\[)/m).filter((section) => section !== "" && !section.startsWith(`[${title}]`));
  const lines = fields.map(([name, value]) => `${name} = ${value.reveal() ?? ""}
`);
  return `${kept.join("")}[${title}]
${lines.join("")}`;
}
const FORM = /^(?:env|profile\s+[A-Za-z0-9_-]{1,64})$/;
const PROFILE_NAMES = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"];
const PROFILE_FILES = ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"];
function checkExport({ awsExport }, env, face) {
  if (awsExport === "") return [];
  if (!FORM.test(awsExport))
    return [
      new Failure("INPUT_INVALID", "aws-export is neither `env` nor `profile NAME`.", {
        at: { input: "aws-export" },
        fix: "aws-export: env\nor: aws-export: profile deploy (A-Z a-z 0-9 _ -)"
      })
    ];
  if (awsExport !== "env" && face === "terminal")
    return [
      new Failure(
        "INPUT_INVALID",
        "A terminal has no later steps, and nothing would remove the profile's files.",
        {
          at: { input: "aws-export" },
          fix: "aws-export: env   # for the variables of `run`"
        }
      )
    ];
  if (face === "terminal") return [];
  if (awsExport !== "env") return (env["AWS_ACCESS_KEY_ID"] ?? "") === "" ? [] : [keysConflict];
  const isOurs = ourProfiles(env, env["RUNNER_TEMP"] ?? "") !== void 0;
  const foreign = isOurs ? PROFILE_NAMES : [...PROFILE_NAMES, ...PROFILE_FILES];
  const set = foreign.filter((name) => (env[name] ?? "") !== "");
  if (set.length === 0) return [];
  const names = set.join(", ");
  return [
    new Failure(
      "CREDENTIALS_CONFLICT",
      `${names} ${set.length === 1 ? "is" : "are"} set: in later steps an SDK would take that profile, not the credentials exported here.`,
      {
        at: { input: "aws-export" },
        fix: isOurs ? "An earlier step of ours exported a profile. Export a profile here too:\naws-export: profile NAME" : `Remove ${names} from \`env:\` of the workflow and the job, from the step that writes it to GITHUB_ENV, or from the runner's own environment. A step that needs it sets it for itself:
- run: \u2026
  env:
${set.map((name) => `    ${name}: \u2026`).join("\n")}`
      }
    )
  ];
}
const keysConflict = new Failure(
  "CREDENTIALS_CONFLICT",
  "AWS_ACCESS_KEY_ID is set: in later steps an SDK would take the keys of the variables, not the profile exported here.",
  {
    at: { input: "aws-export" },
    fix: "Remove AWS_ACCESS_KEY_ID from `env:` or from the step that sets it, or export variables here too:\naws-export: env"
  }
);
const regionOf = ({ awsRegion }, env) => awsRegion || env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || void 0;
const PLAIN$2 = /* @__PURE__ */ new Set(["environment", "container", "instance", "static"]);
const PROFILE_NAME = /^[\w+=,.@:/-]{1,128}$/;
function parseSource(inputs) {
  const { awsRole: role, awsCredentials, awsAccessKeyId, awsSecretAccessKey, awsSessionToken } = inputs;
  const [, word = "", rest = ""] = /^(\S*)\s*(.*)$/s.exec(awsCredentials.trim()) ?? [];
  const hasKeys = awsAccessKeyId !== "" || awsSecretAccessKey !== void 0 || awsSessionToken !== void 0;
  if (hasKeys && word !== "static")
    return invalid$5(
      awsAccessKeyId === "" ? "aws-secret-access-key" : "aws-access-key-id",
      "aws-access-key-id, aws-secret-access-key and aws-session-token belong to aws-credentials: static.",
      role === "" ? "aws-credentials: static" : "Remove the keys: the role is got with the job's OIDC token. Or, to get it with these keys:\naws-credentials: static\naws-chain-roles: " + shownRole(role)
    );
  if (word === "") return role === "" ? nothing() : { kind: "oidc", role };
  if (word === "token-file") {
    if (rest === "")
      return invalid$5("aws-credentials", "token-file needs a path.", "aws-credentials: token-file PATH");
    if (role === "")
      return invalid$5(
        "aws-role",
        "A token file is exchanged for a role, and none is named.",
        "aws-role: arn:aws:iam::ACCOUNT:role/NAME"
      );
    return { kind: "token-file", path: rest, role };
  }
  if (word !== "profile" && !PLAIN$2.has(word)) return unknownSource();
  if (word === "profile" && !PROFILE_NAME.test(rest))
    return invalid$5(
      "aws-credentials",
      "profile needs the name of one profile.",
      "aws-credentials: profile NAME"
    );
  if (word !== "profile" && rest !== "") return unknownSource();
  if (role !== "")
    return invalid$5(
      "aws-role",
      `aws-role is the role for a token; with aws-credentials: ${word} there is none. Roles that these credentials assume are chained.`,
      `aws-chain-roles: ${shownRole(role)}
and no aws-role.`
    );
  if (word === "profile") return { kind: "profile", name: rest };
  if (word !== "static") return { kind: word };
  if (awsAccessKeyId === "" || awsSecretAccessKey === void 0 || awsSecretAccessKey.isEmpty)
    return invalid$5(
      awsAccessKeyId === "" ? "aws-access-key-id" : "aws-secret-access-key",
      "aws-credentials: static needs both keys.",
      "aws-access-key-id: ${{ vars.AWS_ACCESS_KEY_ID }}\naws-secret-access-key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}"
    );
  return {
    kind: "static",
    accessKeyId: awsAccessKeyId,
    secretAccessKey: awsSecretAccessKey,
    sessionToken: awsSessionToken?.isEmpty === true ? void 0 : awsSessionToken
  };
}
const assumes = (source, inputs) => source.kind === "oidc" || source.kind === "token-file" || inputs.awsChainRoles.length > 0;
const invalid$5 = (input, message, fix) => new Failure("INPUT_INVALID", message, { at: { input }, fix });
const shownRole = (role) => parseArn(role) === void 0 ? "ARN" : role;
const nothing = () => new Failure("INPUT_INVALID", "Nothing says which AWS credentials to use.", {
  at: { input: "aws-role" },
  fix: "With GitHub's OIDC token, and no stored key:\naws-role: arn:aws:iam::ACCOUNT:role/NAME\nOr from elsewhere:\naws-credentials: environment"
});
const unknownSource = () => invalid$5(
  "aws-credentials",
  "There is no such source of AWS credentials.",
  "One of: environment, static, container, instance, profile NAME, token-file PATH; for GitHub's OIDC token only aws-role, without aws-credentials."
);
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;
const VALUE$1 = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const NOT_IN_VALUE = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;
const DEFAULTS = [
  { key: "Repository", claim: "repository", variable: "GITHUB_REPOSITORY" },
  { key: "Workflow", claim: "workflow", variable: "GITHUB_WORKFLOW" },
  { key: "Action", variable: "GITHUB_ACTION" },
  { key: "Actor", claim: "actor", variable: "GITHUB_ACTOR" },
  { key: "Commit", claim: "sha", variable: "GITHUB_SHA" },
  { key: "Branch", claim: "ref", variable: "GITHUB_REF" },
  { key: "EventName", claim: "event_name", variable: "GITHUB_EVENT_NAME", droppable: true },
  { key: "BaseRef", claim: "base_ref", variable: "GITHUB_BASE_REF", droppable: true },
  { key: "HeadRef", claim: "head_ref", variable: "GITHUB_HEAD_REF", droppable: true },
  { key: "RunId", claim: "run_id", variable: "GITHUB_RUN_ID", droppable: true },
  { key: "Job", variable: "GITHUB_JOB", droppable: true },
  { key: "TriggeringActor", variable: "GITHUB_TRIGGERING_ACTOR", droppable: true }
];
const RESERVED = new Map(
  ["GitHub", ...DEFAULTS.map(({ key }) => key)].map((key) => [key.toLowerCase(), key])
);
function sessionTags(inputs, env, claims = {}) {
  const problem = tagProblem(inputs);
  if (problem) throw problem;
  if (inputs.awsChainRoles.length === 0 || inputs.awsSkipTags) return [];
  const tags2 = [];
  if (env["GITHUB_ACTIONS"] === "true") tags2.push({ key: "GitHub", value: "Actions" });
  for (const { key, claim, variable, droppable } of DEFAULTS) {
    const value = fitting(textOf(claim === void 0 ? void 0 : claims[claim]) || env[variable] || "");
    if (value !== "") tags2.push({ key, value, ...droppable === void 0 ? {} : { droppable } });
  }
  return [...tags2, ...inputs.awsTags.map(split)];
}
function tagProblem(inputs) {
  const { awsTags, awsTransitiveTags, awsChainRoles, awsSkipTags } = inputs;
  const input = awsTags.length > 0 ? "aws-tags" : "aws-transitive-tags";
  if (awsTags.length === 0 && awsTransitiveTags.length === 0) return void 0;
  if (awsChainRoles.length === 0)
    return invalid$4(
      input,
      `${input} is for chained roles, and none is chained: AWS takes no tags beside an identity token.`,
      `aws-chain-roles: arn:aws:iam::ACCOUNT:role/NAME
or remove ${input}.`
    );
  if (awsSkipTags)
    return invalid$4(
      input,
      `${input} names session tags, and aws-skip-tags: true sends none.`,
      `Remove ${input}, or aws-skip-tags.`
    );
  return listProblem(awsTags) ?? transitiveProblem(awsTransitiveTags, awsTags);
}
function listProblem(entries) {
  const seen = /* @__PURE__ */ new Set();
  for (const [i, entry] of entries.entries()) {
    const say = (what, fix = "aws-tags: |\n  team=payments\n  stage=production") => invalid$4("aws-tags", `Entry ${i + 1} of aws-tags ${what}.`, fix);
    if (!entry.includes("=")) return say("is not KEY=VALUE");
    const { key, value } = split(entry);
    const reserved = RESERVED.get(key.toLowerCase());
    if (reserved !== void 0)
      return say(
        `would replace the session tag ${reserved}, which says what GitHub says of the job`,
        "Name it otherwise. To send no tag at all: aws-skip-tags: true"
      );
    if (key.length > MAX_KEY || !KEY.test(key))
      return say(`has a key that is no 1 to ${MAX_KEY} letters, digits, spaces and _ . : / = + - @`);
    if (/^aws:/i.test(key)) return say("has a key that begins with aws:, which AWS keeps for itself");
    if (value.length > MAX_VALUE || !VALUE$1.test(value))
      return say(`has a value that is no 0 to ${MAX_VALUE} letters, digits, spaces and _ . : / = + - @`);
    if (seen.has(key.toLowerCase())) return say("has the key of an earlier entry; AWS tells no case apart");
    seen.add(key.toLowerCase());
  }
  const most = MAX_TAGS - RESERVED.size;
  return entries.length > most ? invalid$4(
    "aws-tags",
    `aws-tags has ${entries.length} entries: with the ${RESERVED.size} default ones a session has at most ${MAX_TAGS}.`,
    `Name at most ${most}.`
  ) : void 0;
}
function transitiveProblem(keys, entries) {
  const own = entries.map((entry) => split(entry).key);
  const known = [...RESERVED.values(), ...own];
  const i = keys.findIndex((key) => !known.includes(key));
  return i === -1 ? void 0 : invalid$4(
    "aws-transitive-tags",
    `Entry ${i + 1} of aws-transitive-tags is no key of a session tag; upper and lower case count.`,
    `A key of aws-tags, or one of: ${[...RESERVED.values()].join(", ")}`
  );
}
const invalid$4 = (input, message, fix) => new Failure("INPUT_INVALID", message, { at: { input }, fix });
function split(entry) {
  const at = entry.indexOf("=");
  return { key: entry.slice(0, at).trim(), value: entry.slice(at + 1).trim() };
}
const fitting = (text) => text.replace(NOT_IN_VALUE, "_").slice(0, MAX_VALUE).replace(/[\ud800-\udbff]$/, "");
const textOf = (claim) => typeof claim === "string" ? claim : typeof claim === "number" ? String(claim) : "";
var tags = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  sessionTags,
  tagProblem
});
const REGION$1 = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;
const ROLE = /^role\/[\w+=,.@/-]{1,576}$/;
const POLICY = /^policy\/[\w+=,.@/-]{1,640}$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const DEFAULT_SESSION_NAME = "GitHubActions";
const ACCOUNT$1 = /^\d{12}$/;
const LONGEST_CHAINED_SECONDS = 3600;
const MAX_POLICY_CHARACTERS = 2048;
const MAX_POLICIES = 10;
function checkInputs$1(inputs, env, face) {
  const source = parseSource(inputs);
  const region = regionOf(inputs, env);
  return [
    ...source instanceof Failure ? [source] : checkSession(inputs, assumes(source, inputs), source.kind),
    ...checkRegion(region, inputs),
    ...checkArns(inputs, region),
    ...checkValues(inputs),
    ...checkChain(inputs),
    ...readEndpoints(inputs, env).problems,
    ...checkExport(inputs, env, face)
  ];
}
const invalid$3 = (input, message, fix) => new Failure("INPUT_INVALID", message, { at: { input }, fix });
function checkRegion(region, { awsRegion }) {
  if (region === void 0)
    return [
      invalid$3(
        "aws-region",
        "No AWS region: neither aws-region nor AWS_REGION or AWS_DEFAULT_REGION is set.",
        "aws-region: eu-central-1"
      )
    ];
  if (REGION$1.test(region)) return [];
  const from = awsRegion === "" ? "AWS_REGION or AWS_DEFAULT_REGION of the environment" : "aws-region";
  return [
    invalid$3(
      "aws-region",
      `${from} is not the name of a region${/\d[a-z]$/.test(region) ? ": it ends like an availability zone" : ""}.`,
      "aws-region: eu-central-1"
    )
  ];
}
function checkArns(inputs, region) {
  const partition = region !== void 0 && REGION$1.test(region) ? partitionOf(region).id : void 0;
  const check = (text, input, what, at) => {
    const arn = parseArn(text);
    const example = `arn:${partition ?? "aws"}:iam::${what === "role" ? "123456789012:role" : "aws:policy"}/NAME`;
    const isAccount = arn !== void 0 && (ACCOUNT$1.test(arn.account) || what === "policy" && arn.account === "aws");
    if (arn?.service !== "iam" || arn.region !== "" || !isAccount || !(what === "role" ? ROLE : POLICY).test(arn.resource))
      return [invalid$3(input, `${at} is not the ARN of an IAM ${what}.`, `${input}: ${example}`)];
    if (partition === void 0 || arn.partition === partition) return [];
    return [
      invalid$3(
        input,
        `${at} is in the partition ${arn.partition}, and the region ${region} in ${partition}.`,
        `Use a region of ${arn.partition}, or a ${what} of ${partition}: ${example}`
      )
    ];
  };
  const each = (list2, input, what) => list2.flatMap((text, i) => check(text, input, what, `Entry ${i + 1} of ${input}`));
  return [
    ...inputs.awsRole === "" ? [] : check(inputs.awsRole, "aws-role", "role", "aws-role"),
    ...each(inputs.awsChainRoles, "aws-chain-roles", "role"),
    ...each(inputs.awsSessionPolicies, "aws-session-policies", "policy")
  ];
}
function checkValues(inputs) {
  const problems = [];
  if (!SESSION_NAME.test(inputs.awsSessionName))
    problems.push(
      invalid$3(
        "aws-session-name",
        "aws-session-name must have 2 to 64 of A-Z a-z 0-9 _ + = , . @ and -.",
        "aws-session-name: deploy-${{ github.run_id }}"
      )
    );
  if (inputs.awsSessionPolicy !== "" && !isPolicy(inputs.awsSessionPolicy))
    problems.push(
      invalid$3(
        "aws-session-policy",
        `aws-session-policy must be a JSON object of at most ${MAX_POLICY_CHARACTERS} characters.`,
        'aws-session-policy: |\n  {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "ARN"}]}'
      )
    );
  if (inputs.awsSessionPolicies.length > MAX_POLICIES)
    problems.push(
      invalid$3(
        "aws-session-policies",
        `aws-session-policies has ${inputs.awsSessionPolicies.length} entries; a session takes ${MAX_POLICIES}.`,
        "Put what they allow into fewer managed policies, or into aws-session-policy."
      )
    );
  const wrong = inputs.awsAllowedAccounts.findIndex((account) => !ACCOUNT$1.test(account));
  if (wrong !== -1)
    problems.push(
      invalid$3(
        "aws-allowed-accounts",
        `Entry ${wrong + 1} of aws-allowed-accounts is not an account id of 12 digits.`,
        'aws-allowed-accounts: "012345678901"\nin quotes, since YAML takes leading zeros away.'
      )
    );
  return problems;
}
function isPolicy(text) {
  if (text.length > MAX_POLICY_CHARACTERS) return false;
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
function checkChain(inputs) {
  const { awsChainRoles, awsDuration, awsExternalId } = inputs;
  const isChained = awsChainRoles.length > 0;
  const problems = [];
  if (isChained && awsDuration !== void 0 && awsDuration > LONGEST_CHAINED_SECONDS)
    problems.push(
      invalid$3(
        "aws-duration",
        `A chained role's session lasts at most ${LONGEST_CHAINED_SECONDS} seconds.`,
        `aws-duration: ${LONGEST_CHAINED_SECONDS}`
      )
    );
  const again = awsChainRoles.findIndex((role, i) => awsChainRoles.indexOf(role) < i);
  if (again !== -1)
    problems.push(
      invalid$3(
        "aws-chain-roles",
        `Entry ${again + 1} of aws-chain-roles is there already: a chain goes through each role once.`,
        "Remove that entry."
      )
    );
  const tags2 = tagProblem(inputs);
  if (tags2 !== void 0) problems.push(tags2);
  if (!isChained && awsExternalId !== "")
    problems.push(
      invalid$3(
        "aws-external-id",
        "aws-external-id is for chained roles, and none is chained: AWS takes no external id beside an identity token.",
        "aws-chain-roles: arn:aws:iam::ACCOUNT:role/NAME\nor remove aws-external-id."
      )
    );
  return problems;
}
function checkSession(inputs, isAssumed, kind) {
  const given = [
    ["aws-session-policy", !isAssumed && inputs.awsSessionPolicy !== ""],
    ["aws-session-policies", !isAssumed && inputs.awsSessionPolicies.length > 0],
    ["aws-duration", !isAssumed && inputs.awsDuration !== void 0],
    ["aws-session-name", !isAssumed && inputs.awsSessionName !== DEFAULT_SESSION_NAME],
    ["aws-audience", kind !== "oidc" && inputs.awsAudience !== ""]
  ];
  return given.filter(([, isGiven]) => isGiven).map(
    ([input]) => input === "aws-audience" ? invalid$3(
      input,
      `aws-audience is for GitHub's OIDC token, and aws-credentials: ${kind} asks for none.`,
      "Remove aws-audience, or aws-credentials."
    ) : invalid$3(
      input,
      `${input} is for a session that STS begins; aws-credentials: ${kind} takes the credentials as they are.`,
      `Remove ${input}, or assume a role with these credentials:
aws-chain-roles: arn:aws:iam::ACCOUNT:role/NAME`
    )
  );
}
const PUBLIC_REGION = "us-east-1";
const PUBLIC_HOSTS = /* @__PURE__ */ new Set(["public.ecr.aws", "ecr-public.aws.com"]);
const PRIVATE = /^(\d{12})\.dkr([.-])ecr(?:-fips)?\.([a-z]{2,}(?:-[a-z0-9]+)+)\.([a-z0-9.-]+)$/;
const DUAL_STACK = {
  aws: "on.aws",
  "aws-us-gov": "on.aws",
  "aws-cn": "on.amazonwebservices.com.cn"
};
function ecrRegistryOf(host) {
  if (PUBLIC_HOSTS.has(host)) return { kind: "public", region: PUBLIC_REGION };
  const [, account, mark, region, suffix] = PRIVATE.exec(host) ?? [];
  if (account === void 0 || region === void 0) return void 0;
  const { id, dnsSuffix } = partitionOf(region);
  return suffix === (mark === "." ? dnsSuffix : DUAL_STACK[id]) ? { kind: "private", account, region } : void 0;
}
const PLAIN$1 = /^[A-Za-z0-9_.:@%+,~$!*-]*$/;
const PLAIN_LOCATOR = /^[A-Za-z0-9_./:@%+=,~$!*&-]*$/;
const part = (text) => PLAIN$1.test(text) ? text : quote(text);
function printSource(source) {
  if (source.kind === "bare") return source.path.includes("/") ? source.path : `chain://${source.path}`;
  const locator2 = PLAIN_LOCATOR.test(source.locator) ? source.locator : quote(source.locator);
  const query = [...source.query].map(([name, value]) => `${name}=${part(value.replaceAll("%", "%25"))}`).join("&");
  return `${source.scheme}://${locator2}${query === "" ? "" : `?${query}`}${source.field ? `#${printField(source.field)}` : ""}`;
}
function printField(field) {
  return field.kind === "key" ? part(field.key) : field.parts.map((text) => `/${part(text)}`).join("");
}
const SECRET = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
const PARAMETER = /^[A-Za-z0-9_.\-/]{1,2048}$/;
const PARAMETER_LEVELS = 15;
const ACCOUNT = /^[0-9]{12}$/;
const invalidReference = (message, fix) => new Failure("REFERENCE_INVALID", message, { fix });
function secretName(text, isListing) {
  if (isListing) return prefixOf(text, SECRET);
  if (text.startsWith("arn:")) return fromArn(text, "secretsmanager", "secret:", SECRET);
  return SECRET.test(text) ? { name: text, region: void 0 } : invalidReference(
    "A name of Secrets Manager is 1 to 512 of A-Z a-z 0-9 / _ + = . @ -",
    "aws://liquid-hive/prod/database/mongo_url#field"
  );
}
function parameterName(text, isListing) {
  if (text.startsWith("arn:") && !isListing) return fromArn(text, "ssm", "parameter/", PARAMETER);
  const name = text.includes("/") && !text.startsWith("/") ? `/${text}` : text;
  if (isListing) {
    const prefix = prefixOf(name, PARAMETER);
    return prefix instanceof Failure || hasLevels(prefix.name.replace(/\/$/, "")) ? prefix : levels();
  }
  if (!PARAMETER.test(name))
    return invalidReference(
      "A name of Parameter Store is up to 2048 of A-Z a-z 0-9 _ . - and slashes.",
      "ssm://liquid-hive/prod/name   # a version: ?version=3"
    );
  return hasLevels(name) ? { name, region: void 0 } : levels();
}
const levels = () => invalidReference(
  `A name of Parameter Store has at most ${PARAMETER_LEVELS} levels, and none is empty.`,
  "ssm://liquid-hive/prod/name"
);
function hasLevels(name) {
  const parts = name.replace(/^\//, "").split("/");
  return parts.length <= PARAMETER_LEVELS && parts.every((part2) => part2 !== "");
}
function prefixOf(text, allowed) {
  const prefix = text.replace(/\*$/, "");
  if (prefix.startsWith("arn:"))
    return invalidReference(
      "A prefix is one of names: ARNs have none.",
      "aws://liquid-hive/prod/?region=us-east-1"
    );
  if (/^\/*$/.test(prefix) || !allowed.test(prefix))
    return invalidReference(
      "A prefix is the beginning of a name, is not empty, and ends in / or in one *.",
      "aws://liquid-hive/prod/"
    );
  return { name: prefix, region: void 0 };
}
function fromArn(text, service, kind, name) {
  const arn = parseArn(text);
  const resource = arn?.resource ?? "";
  if (arn === void 0 || arn.service !== service || !ACCOUNT.test(arn.account) || !resource.startsWith(kind) || !name.test(resource.slice(kind.length)))
    return invalidReference(
      `This is no ARN of ${service}.`,
      service === "ssm" ? "ssm://arn:aws:ssm:us-east-1:123456789012:parameter/liquid-hive/prod/name" : "aws://arn:aws:secretsmanager:us-east-1:123456789012:secret:liquid-hive/prod/db-AbCdEf"
    );
  if (partitionOf(arn.region).id !== arn.partition)
    return invalidReference(
      "The ARN's partition is not the one of its region.",
      "aws: most regions; aws-cn: cn-north-1, cn-northwest-1; aws-us-gov: us-gov-east-1, us-gov-west-1"
    );
  return { name: text, region: arn.region };
}
const QUERIES = {
  secrets: ["stage", "version", "region", "tags"],
  parameters: ["version", "label", "region", "tags"]
};
const REGION = /^[a-z]{2,8}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}$/;
const VERSION_ID = /^[A-Za-z0-9-]{32,64}$/;
const CURRENT = "AWSCURRENT";
const STAGE = /^[\x21-\x7e]{1,256}$/;
const VERSION_NUMBER = /^[1-9][0-9]{0,17}$/;
const LABEL = /^[A-Za-z_.-][A-Za-z0-9_.-]{0,99}$/;
const TAG = /^([^=]{1,128})=(.{0,256})$/u;
const VALUES = [
  {
    query: "version",
    store: "secrets",
    pattern: VERSION_ID,
    what: "A version of Secrets Manager is an id of 32 to 64 letters, digits and hyphens.",
    fix: "aws secretsmanager list-secret-version-ids --secret-id NAME   # a stage instead: ?stage=AWSPREVIOUS"
  },
  {
    query: "stage",
    store: "secrets",
    pattern: STAGE,
    what: "A stage is 1 to 256 visible characters.",
    fix: "?stage=AWSPREVIOUS"
  },
  {
    query: "version",
    store: "parameters",
    pattern: VERSION_NUMBER,
    what: "A version of Parameter Store is a number from 1 on.",
    fix: "?version=3   # or a label: ?label=NAME"
  },
  {
    query: "label",
    store: "parameters",
    pattern: LABEL,
    what: "A label of Parameter Store is up to 100 of A-Z a-z 0-9 _ . - and begins with no digit.",
    fix: "?label=NAME   # or a number: ?version=3"
  }
];
function locateAws(source, inputs, env) {
  if (source.kind === "bare") return locateBare$1(source.path, inputs, env);
  const store = source.scheme === "ssm" ? "parameters" : "secrets";
  const unknown = [...source.query.keys()].some((query) => !QUERIES[store].includes(query));
  if (unknown)
    return invalidReference(
      `A reference of the scheme ${source.scheme} has a query that it does not know.`,
      `Use one of: ${QUERIES[store].map((query) => `?${query}=`).join(", ")}`
    );
  const text = store === "parameters" ? decoded$1(source.locator) : source.locator;
  if (text instanceof Failure) return text;
  const isListing = /[/*]$/.test(text);
  const named = store === "secrets" ? secretName(text, isListing) : parameterName(text, isListing);
  if (named instanceof Failure) return named;
  const wrong = wrongQuery(source.query, store, isListing);
  if (wrong !== void 0) return wrong;
  const region = chosenRegion(source.query.get("region"), named);
  if (region instanceof Failure) return region;
  const tags2 = tagsOf(source.query.get("tags"));
  if (tags2 instanceof Failure) return tags2;
  const shown = printSource(source).replace(/^aws:\/\//, "");
  return locator$1(store, named.name, region, isListing ? tags2 : void 0, source.query, {
    shown,
    home: regionOf(inputs, env)
  });
}
function locateBare$1(path2, inputs, env) {
  const prefix = inputs.awsPrefix.replace(/\/+$/, "");
  const named = secretName(prefix === "" ? path2 : `${prefix}/${path2}`, false);
  if (named instanceof Failure || named.region !== void 0)
    return new Failure(
      "INPUT_INVALID",
      "aws-prefix and a bare path together are no name of Secrets Manager: 1 to 512 of A-Z a-z 0-9 / _ + = . @ -",
      { at: { input: "aws-prefix" }, fix: "aws-prefix: liquid-hive/prod" }
    );
  return locator$1("secrets", named.name, void 0, void 0, /* @__PURE__ */ new Map(), {
    shown: named.name,
    home: regionOf(inputs, env)
  });
}
function locator$1(store, name, region, tags2, query, { shown, home }) {
  const [version, label] = [query.get("version"), query.get("label")];
  const stage = query.get("stage") === CURRENT && version === void 0 ? void 0 : query.get("stage");
  const id = [store, region ?? home ?? "", name, version, stage, label, tags2];
  return {
    id: JSON.stringify(id.map((part2) => part2 ?? null)),
    shown,
    store,
    region,
    name,
    ...version === void 0 ? {} : { version },
    ...stage === void 0 ? {} : { stage },
    ...label === void 0 ? {} : { label },
    ...tags2 === void 0 ? {} : { listing: { prefix: name, tags: tags2 } }
  };
}
function decoded$1(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return invalidReference(
      "An ssm reference holds a % that is not followed by two hexadecimal digits of UTF-8.",
      "ssm://liquid-hive/prod/name"
    );
  }
}
function wrongQuery(query, store, isListing) {
  if (isListing && ["version", "stage", "label"].some((name) => query.has(name)))
    return invalidReference(
      "Everything under a prefix is read as it is now: it has no version, stage or label.",
      "Name one value, or remove the query."
    );
  if (!isListing && query.has("tags"))
    return invalidReference(
      "Tags choose among the values under a prefix, and this reference names one value.",
      "aws://liquid-hive/prod/?tags=KEY=VALUE"
    );
  if (query.has("version") && query.has("label"))
    return invalidReference("A version and a label together: each names a version.", "Keep one of them.");
  for (const { query: name, store: of, pattern, what, fix } of VALUES)
    if (of === store && query.has(name) && !pattern.test(query.get(name)))
      return invalidReference(what, fix);
  return void 0;
}
function chosenRegion(asked, named) {
  const region = asked ?? named.region;
  if (region !== void 0 && !REGION.test(region))
    return invalidReference("The region is none of AWS's form.", "?region=us-east-1");
  if (asked !== void 0 && named.region !== void 0 && asked !== named.region)
    return invalidReference(
      "The query names another region than the ARN.",
      "Remove ?region=: an ARN holds its region."
    );
  return region;
}
function tagsOf(text) {
  if (text === void 0) return [];
  const tags2 = text.split(",").map((pair) => {
    const parts = TAG.exec(pair);
    return parts === null ? void 0 : { key: parts[1], value: parts[2] };
  });
  const known = tags2.filter((tag) => tag !== void 0);
  if (known.length !== tags2.length || new Set(known.map(({ key }) => key)).size !== known.length)
    return invalidReference(
      "Tags are KEY=VALUE pairs with commas between, each key once.",
      "?tags=environment=prod,team=platform"
    );
  return known.sort((a, b) => a.key < b.key ? -1 : 1);
}
const NAME$2 = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;
function locateEks(source, inputs, env) {
  const { locator: name, query, field } = source;
  if (!NAME$2.test(name))
    return invalidReference(
      "An EKS cluster's name is up to 100 of A-Z a-z 0-9 _ - and begins with a letter or a digit.",
      "cluster: eks://prod   # the name, not the ARN; ?region=eu-central-1"
    );
  if (field !== void 0 || [...query.keys()].some((key) => key !== "region"))
    return invalidReference(
      "A cluster of EKS has no field, and no query but region.",
      "?region=eu-central-1"
    );
  const asked = query.get("region");
  const region = asked ?? regionOf(inputs, env);
  if (region === void 0)
    return new Failure("INPUT_INVALID", "No region is known for the EKS cluster.", {
      at: { input: "aws-region" },
      fix: "aws-region: eu-central-1   # or cluster: eks://NAME?region=eu-central-1"
    });
  if (!REGION.test(region))
    return asked === void 0 ? new Failure("INPUT_INVALID", "The AWS region is no name of a region.", {
      at: { input: "aws-region" },
      fix: "aws-region: eu-central-1"
    }) : invalidReference("The region is none of AWS's form.", "?region=eu-central-1");
  return { id: JSON.stringify(["eks", region, name]), shown: `eks://${name} in ${region}`, name, region };
}
const SHORTEST_SESSION_SECONDS = 900;
const LONGEST_SESSION_SECONDS = 43200;
const AWS_INPUTS = [
  {
    name: "aws-role",
    kind: "text",
    doc: "The ARN of the IAM role that this job gets by its GitHub OIDC token, and no stored key. Needs `id-token: write`."
  },
  {
    name: "aws-region",
    kind: "text",
    env: ["AWS_REGION", "AWS_DEFAULT_REGION"],
    doc: "The region of STS and of the stores. Default: AWS_REGION, then AWS_DEFAULT_REGION of the environment."
  },
  {
    name: "aws-credentials",
    kind: "text",
    doc: "Another source than GitHub's OIDC token: `environment`, `static`, `container`, `instance`, `profile NAME`, or `token-file PATH` (with `aws-role`). One source, no second try elsewhere."
  },
  { name: "aws-access-key-id", kind: "text", doc: "The access key of `aws-credentials: static`." },
  {
    name: "aws-secret-access-key",
    kind: "text",
    secret: true,
    terminal: "--aws-credentials environment   # and AWS_SECRET_ACCESS_KEY",
    doc: "The secret key of `aws-credentials: static`."
  },
  {
    name: "aws-session-token",
    kind: "text",
    secret: true,
    terminal: "--aws-credentials environment   # and AWS_SESSION_TOKEN",
    doc: "The session token of `aws-credentials: static`, where it has one."
  },
  {
    name: "aws-audience",
    kind: "text",
    doc: "The audience of the OIDC token. Default: `sts.amazonaws.com`, in China `sts.amazonaws.com.cn`."
  },
  {
    name: "aws-session-name",
    kind: "text",
    default: "GitHubActions",
    doc: "The role session name, 2 to 64 of `A-Z a-z 0-9 _ + = , . @ -`: CloudTrail shows it."
  },
  {
    name: "aws-duration",
    kind: "integer",
    min: SHORTEST_SESSION_SECONDS,
    max: LONGEST_SESSION_SECONDS,
    doc: "How long the session lasts, in seconds. Default: 900; with `aws-export` 3600. A chained role has at most 3600."
  },
  {
    name: "aws-session-policy",
    kind: "text",
    doc: "An inline session policy, as JSON: the session has no more rights than it gives."
  },
  {
    name: "aws-session-policies",
    kind: "list",
    doc: "ARNs of managed policies (at most 10) that bound the session likewise."
  },
  {
    name: "aws-chain-roles",
    kind: "list",
    doc: "ARNs of roles to assume one after the other, each with the credentials of the one before."
  },
  { name: "aws-external-id", kind: "text", doc: "The external id that chained roles ask for." },
  {
    name: "aws-tags",
    kind: "list",
    doc: "Session tags `KEY=VALUE` for chained roles, besides the default ones (GitHub, Repository, Workflow, Action, Actor, Commit, Branch, \u2026), which they cannot replace."
  },
  {
    name: "aws-transitive-tags",
    kind: "list",
    doc: "Keys of session tags that go on along the chain."
  },
  {
    name: "aws-skip-tags",
    kind: "boolean",
    default: "false",
    doc: "Whether chained roles get no session tags: their trust policy then needs no `sts:TagSession`."
  },
  {
    name: "aws-allowed-accounts",
    kind: "list",
    doc: "Account ids. Credentials of any other account stop the run before anything is read or exported."
  },
  {
    name: "aws-export",
    kind: "text",
    doc: "Gives the credentials to later steps: `env` as AWS_* variables, `profile NAME` as a profile in a file of ours below RUNNER_TEMP. Without it they stay inside the step."
  },
  {
    name: "aws-prefix",
    kind: "text",
    doc: "What stands before bare paths in Secrets Manager: with `liquid-hive/prod`, `database/mongo_url` is `liquid-hive/prod/database/mongo_url`."
  },
  {
    name: "aws-endpoints",
    kind: "list",
    doc: "Other endpoints, `SERVICE=URL` with `sts`, `secretsmanager`, `ssm`, `eks`, `ecr` or `ecr-public`. Default: AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL_SECRETS_MANAGER, AWS_ENDPOINT_URL_SSM, AWS_ENDPOINT_URL_EKS, AWS_ENDPOINT_URL_ECR, AWS_ENDPOINT_URL_ECR_PUBLIC, AWS_ENDPOINT_URL of the environment, then the region's own."
  },
  { name: "aws-fips", kind: "boolean", default: "false", doc: "Whether to use FIPS endpoints." },
  {
    name: "aws-dual-stack",
    kind: "boolean",
    default: "false",
    doc: "Whether to use endpoints with IPv4 and IPv6."
  }
];
const awsProvider = {
  id: "aws",
  schemes: [
    { name: "aws", queries: ["stage", "version", "region", "tags"], vals: ["awssecrets"] },
    { name: "ssm", queries: ["version", "label", "region", "tags"], vals: ["awsssm"] }
  ],
  inputs: AWS_INPUTS,
  seed: {
    word: "aws-secrets-manager",
    health: "aws_secrets_manager",
    remote: true,
    literal: true,
    version: stageOrVersion
  },
  check: checkInputs$1,
  login: (inputs) => inputs.awsRole !== "" && inputs.awsCredentials === "" ? { audience: audienceOf$1(inputs) } : void 0,
  handsOver: ({ awsExport }) => awsExport !== "",
  locate: locateAws,
  clusters: { schemes: ["eks"], locate: locateEks },
  registries: (host) => ecrRegistryOf(host) !== void 0,
  open: async (inputs, host, signal) => (await import("./providers-aws-session.js").then(function(n) {
    return n.u;
  })).openSession(inputs, host, signal)
};
function stageOrVersion(version) {
  const id = version.startsWith("uuid/") ? version.slice("uuid/".length) : void 0;
  if (id === "") return void 0;
  return id === void 0 ? /* @__PURE__ */ new Map([["stage", version]]) : /* @__PURE__ */ new Map([["version", id]]);
}
const VARIABLE$1 = /^[A-Za-z_][A-Za-z0-9_]*$/;
const envProvider = {
  id: "env",
  schemes: [{ name: "env", queries: [], vals: ["envsubst"] }],
  inputs: [],
  seed: { word: "environment", health: "environment", remote: false, keys: VARIABLE$1 },
  locate: (source) => {
    const variable = source.kind === "bare" ? source.path.slice(source.path.lastIndexOf("/") + 1).toUpperCase().replace(/[.-]/g, "_") : source.locator;
    if (!VARIABLE$1.test(variable))
      return new Failure("REFERENCE_INVALID", "This is no name of an environment variable.", {
        fix: "env://MONGO_URL"
      });
    return { id: variable, shown: variable, variable };
  },
  open: async (_inputs, { env }) => ({
    read: async (locators) => new Map(locators.map((locator2) => [locator2.id, read(env, locator2.variable)])),
    health: async () => ({ status: "healthy", authenticated: true, details: [] }),
    close: async () => void 0
  })
};
function read(env, variable) {
  const text = Object.hasOwn(env, variable) ? env[variable] : void 0;
  if (text === void 0) return { is: "missing", why: "not set" };
  if (text === "") return { is: "missing", why: "set but empty" };
  return { is: "found", value: { kind: "text", text: Secret.of(text) } };
}
const FORMATS = ["yaml", "json", "dotenv", "ini", "binary"];
const SUFFIXES = [
  [".yaml", "yaml"],
  [".yml", "yaml"],
  [".json", "json"],
  [".env", "dotenv"],
  [".ini", "ini"]
];
function formatOf(path2) {
  return SUFFIXES.find(([suffix]) => path2.endsWith(suffix))?.[1] ?? "binary";
}
const REFERENCE = /^\s*(?:ref\+)?[a-z][a-z0-9.-]*:\/\/\S/;
function borrowedKey(ageKey) {
  const text = ageKey?.reveal();
  if (text === void 0 || !REFERENCE.test(text)) return [];
  return [{ input: "age-key", source: parseReference(text.trim()) }];
}
const SOPS_INPUTS = [
  {
    name: "age-key",
    kind: "text",
    secret: true,
    terminal: "export SOPS_AGE_KEY   # or: --age-key-file keys.txt",
    doc: "The age identity that opens the SOPS files: a key, a whole keys.txt, or a reference with a scheme such as `aws://liquid-hive/prod/age-key`."
  },
  { name: "age-key-file", kind: "files", doc: "Files with age identities, as `age-keygen` writes them." },
  {
    name: "sops-files",
    kind: "files",
    doc: "SOPS files that bare paths are looked up in; a later one overrides an earlier one. They export nothing by themselves."
  }
];
const isFormat = (text) => FORMATS.includes(text);
const sopsProvider = {
  id: "sops",
  inputs: SOPS_INPUTS,
  inChain: ({ sopsFiles }) => sopsFiles.length > 0,
  files: ({ sopsFiles, ageKeyFile }) => [...sopsFiles, ...ageKeyFile],
  filesOf: (source) => source.kind === "reference" && source.scheme === "sops" ? [source.locator] : [],
  unused: ({ sopsFiles }) => sopsFiles.length === 0 ? void 0 : new Failure("INPUT_INVALID", "sops-files feeds the chain, and no line asks the chain for anything.", {
    at: { input: "sops-files" },
    fix: `secrets: |
${sopsFiles.map((file) => `  * = sops://${file}`).join("\n")}`
  }),
  borrows: ({ ageKey }) => borrowedKey(ageKey),
  schemes: [{ name: "sops", queries: ["format", "leaves"], vals: ["sops"] }],
  locate: (source) => {
    if (source.kind === "bare")
      return { id: `bare:${source.path}`, shown: source.path, file: void 0, bare: source.path };
    if (source.locator === "")
      return new Failure("REFERENCE_INVALID", "A sops reference names a file.", {
        fix: "sops://deploy/app.enc.yaml#database.url"
      });
    const asked = source.query.get("format");
    if (asked !== void 0 && !isFormat(asked))
      return new Failure("REFERENCE_INVALID", `The format must be one of ${FORMATS.join(", ")}.`, {
        fix: "sops://.env.production?format=dotenv"
      });
    const format = asked !== void 0 && isFormat(asked) ? asked : formatOf(source.locator);
    const field = source.field?.kind === "key" ? `#${source.field.key}` : source.field ? `#/${source.field.parts.join("/")}` : "";
    return {
      id: `${format}:${source.locator}`,
      shown: `${source.locator}${field}`,
      file: { path: source.locator, format },
      bare: void 0
    };
  },
  // The codec and its cryptography load with the first SOPS file.
  open: async (inputs, host, signal) => (await import("./providers-sops-session.js")).openSession(inputs, host, signal)
};
const REPLAYED = [
  { audience: /^sts\.amazonaws\.com(\.cn)?$/i, where: "AWS", as: "get every AWS role that trusts this job" },
  {
    audience: /^api:\/\/AzureADTokenExchange(USGov|China)?$/i,
    where: "Azure",
    as: "log in to Azure as every application that trusts this job"
  },
  { audience: /^sigstore$/i, where: "Sigstore", as: "sign artifacts in the name of this workflow" },
  {
    audience: /^(https:)?\/\/iam\.googleapis\.com(\/|$)/i,
    where: "Google Cloud",
    as: "become every service account that trusts this job"
  }
];
function audienceOf(inputs, env = {}) {
  if (inputs.vaultAudience !== "") return inputs.vaultAudience;
  const address = inputs.vaultAddress[0] ?? env["VAULT_ADDR"] ?? "";
  const origin = URL.canParse(address) ? new URL(address).origin : "null";
  return origin === "null" ? "" : origin;
}
function refusedAudience(audience) {
  const known = REPLAYED.find((one) => one.audience.test(audience.trim().replace(/\/$/, "")));
  if (!known) return void 0;
  return new Failure(
    "INPUT_INVALID",
    `vault-audience is the audience of ${known.where}: with such a token Vault, or whoever reads its traffic, could ${known.as}.`,
    {
      at: { input: "vault-audience" },
      fix: "Remove vault-audience (then it is the origin of vault-address), and have the role take that:\nvault write auth/jwt/role/NAME role_type=jwt bound_audiences=https://vault.example.com:8200"
    }
  );
}
const VARIABLE = "VAULT_ADDR";
const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const isLoopback = ({ hostname }) => LOOPBACK.test(hostname);
function readAddress(inputs, env) {
  const given = inputs.vaultAddress;
  const ambient = (env[VARIABLE] ?? "").trim();
  const texts = given.length > 0 ? given : ambient === "" ? [] : [ambient];
  if (texts.length === 0) return { addresses: [], problems: [noAddress()] };
  const addresses = [];
  const problems = [];
  for (const [i, text] of texts.entries()) {
    const where = given.length === 0 ? VARIABLE : texts.length === 1 ? "vault-address" : `Entry ${i + 1} of vault-address`;
    const url = checked(text, where, inputs.vaultAllowHttp);
    if (url instanceof Failure) problems.push(url);
    else addresses.push(url);
  }
  return { addresses, problems };
}
const EXAMPLE = "vault-address: https://vault.example.com:8200";
const AT = { at: { input: "vault-address" } };
const noAddress = () => new Failure("INPUT_INVALID", `No address of Vault: neither vault-address nor ${VARIABLE} is set.`, {
  ...AT,
  fix: EXAMPLE
});
function checked(text, where, allowHttp) {
  const refuse = (why, fix = where === VARIABLE ? `${VARIABLE}: https://HOST:8200` : EXAMPLE) => new Failure("ENDPOINT_REFUSED", `${where} ${why}.`, { ...AT, fix });
  const url = URL.canParse(text) ? new URL(text) : void 0;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return refuse("is no https: address");
  if (url.username !== "" || url.password !== "") return refuse("holds a user name or a password");
  if (/[?#]/.test(text)) return refuse("holds a query or a fragment");
  if (/(^|\/)v1\/?$/.test(url.pathname))
    return refuse("ends in /v1, which belongs to the requests", "Remove /v1 from the address.");
  if (url.protocol === "http:" && !isLoopback(url) && !allowHttp)
    return refuse(
      "is http: and not on this machine's loopback: whoever is on the way would read the token and the values",
      "Use https:, with ca-cert where the CA is your own. If the network in between is trusted for that, say so:\nvault-allow-http: true"
    );
  return url;
}
const NAME$1 = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const VALUE = /^[\x20-\x7e\x80-\xff]*$/;
const OURS = /^(x-vault-.*|host|content-(length|type)|transfer-encoding|connection|accept-encoding|upgrade)$/i;
function readHeaders(text) {
  const headers = /* @__PURE__ */ new Map();
  const problems = [];
  const lines = (text?.reveal() ?? "").split(/\r?\n/);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const [, name = "", value = ""] = /^\s*([^:\s]+)\s*:(.*)$/.exec(line) ?? [];
    const why = problemOf(name, value, headers);
    if (why === void 0) headers.set(name.toLowerCase(), Secret.of(value.trim()));
    else
      problems.push(
        new Failure("INPUT_INVALID", `Line ${i + 1} of vault-headers ${why}.`, {
          at: { input: "vault-headers" },
          fix: "vault-headers: |\n  CF-Access-Client-Id: ${{ vars.ACCESS_ID }}\n  CF-Access-Client-Secret: ${{ secrets.ACCESS_SECRET }}"
        })
      );
  }
  return { headers, problems };
}
function problemOf(name, value, headers) {
  if (!NAME$1.test(name) || !VALUE.test(value.trim()) || value.trim() === "") return "is not NAME: VALUE";
  if (OURS.test(name))
    return "sets a header that is not free: X-Vault-* and those of the connection are ours";
  return headers.has(name.toLowerCase()) ? "names a header a second time" : void 0;
}
const VERSION$1 = /^[1-9][0-9]{0,9}$/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const CLOSED = /* @__PURE__ */ new Set(["sys", "auth"]);
const invalid$2 = (message, fix) => new Failure("REFERENCE_INVALID", message, { fix });
function locateVault(source, inputs, _env) {
  if (source.kind === "bare") return locateBare(source.path, inputs);
  const text = decoded(source.locator);
  if (text instanceof Failure) return text;
  const listing = source.locator.endsWith("*") ? /(?:^|\/)([^/]*)\*$/.exec(text) : null;
  const isListing = listing !== null || text.endsWith("/");
  const parts = partsOf(isListing ? text.slice(0, text.lastIndexOf("/") + 1).replace(/\/$/, "") : text);
  if (parts instanceof Failure) return parts;
  const { version, ...rest } = Object.fromEntries(source.query);
  if (isListing && source.query.size > 0)
    return invalid$2(
      "Everything below a path is read as it is now: it takes no version and no other query.",
      "Name one secret, or remove the query."
    );
  if (version !== void 0 && !VERSION$1.test(version))
    return invalid$2("A version of KV 2 is a number from 1 on.", "?version=3");
  if (!isListing && parts.length < 2)
    return invalid$2(
      "A reference to Vault names a mount and a path in it.",
      "vault://secret/database/mongo_url"
    );
  const params = new Map(Object.entries(rest));
  if (version !== void 0 && params.size > 0)
    return invalid$2(
      "A version is for KV, any other query for an engine: one reference cannot have both.",
      "Keep ?version=, or remove it."
    );
  return locator(parts, version, params, isListing ? { stem: listing?.[1] ?? "" } : void 0);
}
function locateBare(path2, { vaultMount }) {
  if (vaultMount === "")
    return new Failure("REFERENCE_INVALID", "A bare path lies in a mount of Vault, and no mount is named.", {
      at: { input: "vault-mount" },
      fix: "vault-mount: secret"
    });
  const mount = mountParts(vaultMount);
  if (mount instanceof Failure) return mount;
  const parts = partsOf([...mount, path2].join("/"));
  return parts instanceof Failure ? parts : locator(parts, void 0, /* @__PURE__ */ new Map(), void 0);
}
const mountParts = (text) => partsOf(text.replace(/^\/+|\/+$/g, ""));
function locator(parts, version, params, listing) {
  const path2 = parts.join("/");
  const sorted = [...params].sort(([a], [b]) => a < b ? -1 : 1);
  const query = version === void 0 ? sorted.map(([name]) => `${name}=\u2026`) : [`version=${version}`];
  const end = listing === void 0 ? "" : listing.stem === "" ? "/" : `/${listing.stem}*`;
  return {
    id: JSON.stringify([parts, version ?? null, sorted, listing?.stem ?? null]),
    shown: `${path2}${end}${query.length === 0 ? "" : `?${query.join("&")}`}`,
    path: path2,
    parts,
    version,
    params,
    ...listing === void 0 ? {} : { listing }
  };
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return invalid$2(
      "A vault reference holds a % that is not followed by two hexadecimal digits of UTF-8.",
      "Write %25 for %."
    );
  }
}
function partsOf(text) {
  const parts = text.split("/");
  if (parts.some((part2) => part2 === "" || part2 === "." || part2 === ".."))
    return invalid$2(
      "A path of Vault has no empty part, and none that is . or ..",
      "vault://secret/database/mongo_url"
    );
  if (INVISIBLE.test(text))
    return invalid$2("A path of Vault holds an invisible character.", "vault://secret/database/mongo_url");
  if (CLOSED.has(parts[0].toLowerCase()))
    return invalid$2(
      "sys/ and auth/ are Vault's administration and its logins: nothing is read there.",
      "Name a secret, or an engine's path: vault://secret/database/mongo_url"
    );
  return parts;
}
const MOUNT = /^[\w.@+-]+(\/[\w.@+-]+)*$/;
const NAME = /^\w[\w.@+-]*$/;
const CONTROL = new RegExp("\\p{Cc}", "u");
const DOTS = /(^|\/)\.{1,2}(\/|$)/;
const dashed = (key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const isSet = (value) => value instanceof Secret ? !value.isEmpty : value !== void 0 && value !== "";
const invalid$1 = (input, message, fix) => new Failure("INPUT_INVALID", message, { at: { input }, fix });
class Needs {
  #inputs;
  #name;
  #failures = [];
  constructor(inputs, name) {
    this.#inputs = inputs;
    this.#name = name;
  }
  or(method) {
    return this.#failures.length === 0 ? method : this.#failures;
  }
  text(key) {
    const value = this.#inputs[key];
    if (typeof value === "string" && value !== "") return value;
    this.#lacks(key, `${dashed(key)}: \u2026`);
    return "";
  }
  secret(key) {
    const value = this.#inputs[key];
    if (value instanceof Secret && !value.isEmpty) return value;
    const name = dashed(key);
    this.#lacks(
      key,
      `${name}: \${{ secrets.${name.toUpperCase().replaceAll("-", "_")} }}
An input that is set and still empty is a secret that this repository, environment or event does not get.`
    );
    return Secret.of("");
  }
  /** The name of a role; "" where none is given. */
  name(key) {
    const value = this.#inputs[key];
    if (value !== "" && !NAME.test(value))
      this.#failures.push(
        invalid$1(
          dashed(key),
          `${dashed(key)} is not the name of a role: letters, digits and _ . @ + -, without the path before it.`,
          `${dashed(key)}: liquid-hive-secrets`
        )
      );
    return value;
  }
  /** The name of a user, which becomes one part of a path. */
  user() {
    const value = this.text("vaultUsername");
    if (value === "." || value === ".." || CONTROL.test(value))
      this.#failures.push(
        invalid$1("vault-username", "vault-username is not the name of a user.", "vault-username: deploy")
      );
    return value;
  }
  secretId() {
    const { vaultSecretId: id, vaultWrappedSecretId: token } = this.#inputs;
    const role = this.name("vaultApprole");
    const isWrapped = token !== void 0 && !token.isEmpty;
    if (isWrapped && isSet(id))
      this.#failures.push(
        new Failure("CREDENTIALS_CONFLICT", "Both a secret id and a wrapped one are given.", {
          at: { input: "vault-wrapped-secret-id" },
          fix: "Remove vault-secret-id or vault-wrapped-secret-id."
        })
      );
    if (!isWrapped) return id && !id.isEmpty ? { kind: "plain", id } : { kind: "none" };
    if (role === "")
      this.#failures.push(
        invalid$1(
          "vault-approle",
          "vault-wrapped-secret-id needs vault-approle: a wrapping token that was made elsewhere is not what it seems.",
          "vault-approle: NAME   # of auth/MOUNT/role/NAME/secret-id"
        )
      );
    return { kind: "wrapped", token, role };
  }
  /** The mount of the method; of `other` the whole path below `auth/`. */
  mount(fallback) {
    const given = this.#inputs.vaultAuthPath.replace(/^\/+|\/+$/g, "");
    const path2 = given === "" ? fallback : given;
    if (path2 === "") {
      this.#lacks("vaultAuthPath", "vault-auth-path: radius/login/deploy");
      return "";
    }
    const isPrefixed = path2.startsWith("auth/");
    if (!isPrefixed && MOUNT.test(path2) && !DOTS.test(path2)) return path2;
    this.#failures.push(
      invalid$1(
        "vault-auth-path",
        isPrefixed ? "vault-auth-path is named without auth/ before it." : "vault-auth-path is not the path of a mount: letters, digits and _ . @ + - between slashes.",
        this.#name === "other" ? "vault-auth-path: radius/login/deploy" : `vault-auth-path: ${fallback}`
      )
    );
    return path2;
  }
  awsKeys(env) {
    const missing = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].filter((name) => (env[name] ?? "") === "");
    if (missing.length > 0)
      this.#failures.push(
        new Failure(
          "CREDENTIALS_MISSING",
          `vault-method: aws shows Vault the AWS identity of the environment, and ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not there.`,
          {
            at: { input: "vault-method" },
            fix: "Get them in a step before:\n- uses: liquid-hive/secrets-action@v1\n  with:\n    aws-role: arn:aws:iam::ACCOUNT:role/NAME\n    aws-export: env"
          }
        )
      );
  }
  #lacks(key, fix) {
    const name = dashed(key);
    this.#failures.push(
      new Failure("CREDENTIALS_MISSING", `The login ${this.#name} needs ${name}, and it is empty.`, {
        at: { input: name },
        fix
      })
    );
  }
}
const USED_BY = {
  vaultToken: ["token"],
  vaultRoleId: ["approle"],
  vaultSecretId: ["approle"],
  vaultWrappedSecretId: ["approle"],
  vaultApprole: ["approle"],
  vaultUsername: ["userpass", "ldap"],
  vaultPassword: ["userpass", "ldap"],
  vaultGithubToken: ["github"],
  vaultJwtKey: ["jwt-key"],
  vaultJwtIssuer: ["jwt-key"],
  vaultLogin: ["other"],
  vaultRole: ["jwt", "jwt-key", "kubernetes", "cert", "aws"],
  vaultAudience: ["jwt", "jwt-key", "aws"]
};
function chooseMethod(inputs, env) {
  const name = nameOf(inputs, env);
  if (name instanceof Failure) return name;
  const strays = strayInputs(name, inputs);
  const method = methodOf(name, inputs, env);
  const failures = [...strays, ...Array.isArray(method) ? method : []];
  const [first, ...rest] = failures;
  if (first) return together([first, ...rest]);
  return method;
}
const setInputs = (inputs) => Object.keys(USED_BY).filter((key) => isSet(inputs[key]));
function nameOf(inputs, env) {
  if (inputs.vaultMethod !== "") return inputs.vaultMethod;
  const keys = setInputs(inputs).filter((key) => key !== "vaultRole" && key !== "vaultAudience");
  const groups = new Set(keys.map((key) => USED_BY[key].join(" and ")));
  if (groups.size > 1 || groups.has("token") && inputs.vaultRole !== "") {
    const all = [...keys, ...inputs.vaultRole === "" ? [] : ["vaultRole"]].map(dashed);
    return new Failure("CREDENTIALS_CONFLICT", `Several logins to Vault are asked for: ${all.join(", ")}.`, {
      at: { input: "vault-method" },
      fix: "Keep the inputs of one login. There is no second try with another."
    });
  }
  const [group] = groups;
  if (group === "userpass and ldap")
    return invalid$1(
      "vault-method",
      "vault-username and vault-password are for two methods, and nothing says which.",
      "vault-method: userpass\nor:\nvault-method: ldap"
    );
  if (group !== void 0) return group;
  if (inputs.vaultRole !== "") return "jwt";
  if ((env["VAULT_TOKEN"] ?? "").trim() !== "") return "token";
  const fix = "With GitHub's OIDC token, and no stored secret:\nvault-role: NAME";
  return new Failure("CREDENTIALS_MISSING", "Nothing says how to log in to Vault.", {
    at: { input: "vault-role" },
    fix: inputs.vaultClientCert === "" ? `${fix}
Or with a token that is there: VAULT_TOKEN in the environment.` : `${fix}
Or with the client certificate:
vault-method: cert`
  });
}
function strayInputs(name, inputs) {
  const strays = setInputs(inputs).filter((key) => !USED_BY[key].includes(name));
  const path2 = name === "token" && inputs.vaultAuthPath !== "" ? [
    invalid$1(
      "vault-auth-path",
      "A token is used as it is: there is no mount to log in at.",
      "Remove vault-auth-path."
    )
  ] : [];
  return [
    ...path2,
    ...strays.map(
      (key) => invalid$1(
        dashed(key),
        `${dashed(key)} is for ${USED_BY[key].join(", ")}; the login here is ${name}.`,
        `Remove ${dashed(key)}, or: vault-method: ${USED_BY[key][0]}`
      )
    )
  ];
}
function methodOf(name, inputs, env) {
  const needs = new Needs(inputs, name);
  const role = needs.name("vaultRole");
  const mount = name === "token" || name === "other" ? "" : needs.mount(name === "jwt-key" ? "jwt" : name);
  switch (name) {
    case "jwt":
      return needs.or({ name, mount, role });
    case "jwt-key": {
      const key = needs.secret("vaultJwtKey");
      return needs.or({ name, mount, role, key, issuer: needs.text("vaultJwtIssuer") });
    }
    case "token": {
      const given = inputs.vaultToken;
      if (given && !given.isEmpty) return needs.or({ name, token: given, from: "vault-token" });
      const ambient = (env["VAULT_TOKEN"] ?? "").trim();
      if (ambient !== "") return needs.or({ name, token: Secret.of(ambient), from: "VAULT_TOKEN" });
      return needs.or({ name, token: needs.secret("vaultToken"), from: "vault-token" });
    }
    case "approle":
      return needs.or({ name, mount, roleId: needs.text("vaultRoleId"), secretId: needs.secretId() });
    case "kubernetes":
      needs.text("vaultRole");
      return needs.or({ name, mount, role, file: needs.text("vaultKubernetesTokenPath") });
    case "userpass":
    case "ldap": {
      const username = needs.user();
      return needs.or({ name, mount, username, password: needs.secret("vaultPassword") });
    }
    case "cert":
      needs.text("vaultClientCert");
      needs.secret("vaultClientKey");
      return needs.or({ name, mount, role });
    case "github":
      return needs.or({ name, mount, token: needs.secret("vaultGithubToken") });
    case "aws":
      needs.awsKeys(env);
      return needs.or({ name, mount, role });
    case "other":
      return needs.or({ name, path: needs.mount(""), body: needs.secret("vaultLogin") });
  }
}
const PART = /^[^\s/\\?#%\p{C}]{1,128}$/u;
function namespaceOf(text) {
  const path2 = text.trim().replace(/^\/+|\/+$/g, "");
  return path2 === "root" ? "" : path2;
}
function isNamespace(text) {
  const path2 = namespaceOf(text);
  return path2 === "" || path2.split("/").every((part2) => PART.test(part2) && part2 !== "." && part2 !== "..");
}
const encoded = (parts) => parts.map(encodeURIComponent).join("/");
const inNamespace = (namespace, path2) => namespace === "" ? path2 : `${encoded(namespace.split("/"))}/${path2}`;
function policyPath(path2, namespace, authNamespace) {
  if (authNamespace === "") return namespace === "" ? path2 : `${namespace}/${path2}`;
  return namespace.startsWith(`${authNamespace}/`) ? `${namespace.slice(authNamespace.length + 1)}/${path2}` : path2;
}
function checkInputs(inputs, env, _face) {
  const method = chooseMethod(inputs, env);
  const login = method instanceof Failure ? method.all.length > 0 ? method.all : [method] : [];
  const audience = !(method instanceof Failure) && method.name === "jwt" ? refusedAudience(audienceOf(inputs, env)) : void 0;
  return [
    ...readAddress(inputs, env).problems,
    ...login,
    ...audience === void 0 ? [] : [audience],
    ...checkNamespaces(inputs, env),
    ...readHeaders(inputs.vaultHeaders).problems,
    ...checkCertificate(inputs),
    ...checkMount(inputs)
  ];
}
const invalid = (input, message, fix) => new Failure("INPUT_INVALID", message, { at: { input }, fix });
function checkNamespaces(inputs, env) {
  const fromEnv = inputs.vaultNamespace === "" && (env["VAULT_NAMESPACE"] ?? "") !== "";
  const reads = fromEnv ? env["VAULT_NAMESPACE"] : inputs.vaultNamespace;
  const wrong = (where, input) => invalid(input, `${where} is no path of namespaces: names with slashes between.`, `${input}: team/inner`);
  return [
    ...isNamespace(reads) ? [] : [wrong(fromEnv ? "VAULT_NAMESPACE" : "vault-namespace", "vault-namespace")],
    ...isNamespace(inputs.vaultAuthNamespace) ? [] : [wrong("vault-auth-namespace", "vault-auth-namespace")]
  ];
}
function checkCertificate({
  vaultClientCert: cert,
  vaultClientKey: key,
  vaultMethod
}) {
  const hasKey = key !== void 0 && !key.isEmpty;
  if (cert !== "" === hasKey || vaultMethod === "cert") return [];
  const [there, lacking] = hasKey ? ["vault-client-key", "vault-client-cert"] : ["vault-client-cert", "vault-client-key"];
  return [invalid(lacking, `${there} is given without ${lacking}.`, `${lacking}: \u2026`)];
}
function checkMount({ vaultMount }) {
  if (vaultMount === "" || !(mountParts(vaultMount) instanceof Failure)) return [];
  return [
    invalid(
      "vault-mount",
      "vault-mount is no path of a mount: names with slashes between, none of them empty, . or .., and not sys or auth first.",
      "vault-mount: secret"
    )
  ];
}
const VAULT_INPUTS = [
  {
    name: "vault-address",
    kind: "list",
    env: ["VAULT_ADDR"],
    doc: "The address of HashiCorp Vault or OpenBao, `https://vault.example.com:8200`. Further ones are hosts that a standby may redirect to. Default: VAULT_ADDR of the environment, then the seed's configuration of the event's own commit."
  },
  {
    name: "vault-role",
    kind: "text",
    doc: "The role to log in to. Alone it means: with GitHub's OIDC token, at the mount `jwt`. Needs `id-token: write`."
  },
  {
    name: "vault-method",
    kind: "choice",
    default: "",
    choices: [
      "",
      "jwt",
      "jwt-key",
      "token",
      "approle",
      "kubernetes",
      "userpass",
      "ldap",
      "cert",
      "github",
      "aws",
      "other"
    ],
    doc: "How to log in. One method, no second try elsewhere. Default: what the other inputs ask for: `jwt` with `vault-role`, `token` with `vault-token`."
  },
  {
    name: "vault-auth-path",
    kind: "text",
    doc: "The mount of the login method, such as `jwt/github_actions`. Default: the method's name."
  },
  {
    name: "vault-audience",
    kind: "text",
    doc: "The audience of the OIDC token. Default: the origin of `vault-address`. Those of AWS, Azure and Sigstore are refused."
  },
  {
    name: "vault-token",
    kind: "text",
    secret: true,
    env: ["VAULT_TOKEN"],
    terminal: "export VAULT_TOKEN",
    doc: "A token, for `vault-method: token`. Default: VAULT_TOKEN of the environment. It is not revoked: it is not ours."
  },
  { name: "vault-role-id", kind: "text", doc: "The role id of `approle`." },
  { name: "vault-secret-id", kind: "text", secret: true, doc: "The secret id of `approle`." },
  {
    name: "vault-wrapped-secret-id",
    kind: "text",
    secret: true,
    doc: "A wrapping token that holds the secret id of `approle`. Needs `vault-approle`: the token must have been made for that role."
  },
  {
    name: "vault-approle",
    kind: "text",
    doc: "The name of the AppRole that `vault-wrapped-secret-id` must have been made for."
  },
  { name: "vault-username", kind: "text", doc: "The user of `userpass` and `ldap`." },
  { name: "vault-password", kind: "text", secret: true, doc: "The password of `userpass` and `ldap`." },
  {
    name: "vault-github-token",
    kind: "text",
    secret: true,
    doc: "A personal token of an organisation's member, for `github`."
  },
  {
    name: "vault-kubernetes-token-path",
    kind: "text",
    default: "/var/run/secrets/kubernetes.io/serviceaccount/token",
    doc: "The service account's token, for `kubernetes`."
  },
  {
    name: "vault-jwt-key",
    kind: "text",
    secret: true,
    doc: "A private key (PEM, RSA or P-256) that signs the token of `jwt-key`; its claims are iss, aud, sub, iat, exp."
  },
  { name: "vault-jwt-issuer", kind: "text", doc: "The `iss` and `sub` of `jwt-key`." },
  {
    name: "vault-login",
    kind: "text",
    secret: true,
    doc: "The JSON body of the login for `vault-method: other`; `vault-auth-path` is then the whole path below `auth/`, such as `radius/login/deploy`."
  },
  {
    name: "vault-client-cert",
    kind: "text",
    doc: "A client certificate, as a PEM file or its text: for `cert`, and for servers that want one."
  },
  {
    name: "vault-client-key",
    kind: "text",
    secret: true,
    doc: "Its private key, as a PEM file or its text."
  },
  {
    name: "vault-namespace",
    kind: "text",
    env: ["VAULT_NAMESPACE"],
    doc: "The namespace of reads; references may start with one below it. Default: VAULT_NAMESPACE of the environment."
  },
  {
    name: "vault-auth-namespace",
    kind: "text",
    doc: "The namespace of the login. Default: the one of reads. `/` is the root."
  },
  {
    name: "vault-headers",
    kind: "text",
    secret: true,
    doc: "Further headers of every request, one `NAME: VALUE` a line, as a gateway may ask for; never `X-Vault-*`."
  },
  {
    name: "vault-mount",
    kind: "text",
    doc: "The mount that bare paths lie in: with `secret`, `database/mongo_url` is `secret/database/mongo_url`."
  },
  {
    name: "vault-allow-http",
    kind: "boolean",
    default: "false",
    doc: "Whether the address may be `http:` beyond loopback: then whoever is in between reads token and values."
  },
  {
    name: "vault-export",
    kind: "boolean",
    default: "false",
    doc: "Whether later steps get VAULT_ADDR, VAULT_TOKEN and VAULT_NAMESPACE. Post then revokes the token."
  }
];
const vaultProvider = {
  id: "vault",
  schemes: [{ name: "vault", queries: ["version"], parameters: true, vals: ["vault"] }],
  inputs: VAULT_INPUTS,
  seed: { word: "vault", health: "vault", remote: true, version: versionQuery },
  check: checkInputs,
  login: audienceOfLogin,
  handsOver: ({ vaultExport }) => vaultExport,
  locate: locateVault,
  open: async (inputs, host, signal) => (await import("./providers-vault-session.js").then(function(n) {
    return n.g;
  })).openSession(inputs, host, signal),
  reach: async (inputs, host, signal) => {
    const [{ serverHealth }, { readSetting }] = await Promise.all([
      import("./providers-vault-server-health.js"),
      import("./providers-vault-session.js").then(function(n) {
        return n.e;
      })
    ]);
    return (await serverHealth(readSetting(inputs, host), signal)).flatMap(({ details }) => details);
  },
  undo: async (leftover, host, signal) => (await import("./providers-vault-undo.js")).undo(leftover, host, signal)
};
function audienceOfLogin(inputs, env) {
  const method = chooseMethod(inputs, env);
  if (method instanceof Failure || method.name !== "jwt") return void 0;
  return { audience: audienceOf(inputs, env) };
}
function versionQuery(version) {
  return /^\d+$/.test(version) ? /* @__PURE__ */ new Map([["version", version]]) : void 0;
}
const PROVIDERS = [
  erased(vaultProvider),
  erased(awsProvider),
  erased(sopsProvider),
  erased(envProvider)
];
var list = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  PROVIDERS
});
const SIGSTORE_INPUTS = [
  {
    name: "sigstore",
    kind: "choice",
    default: "auto",
    choices: ["auto", "public", "github", "private"],
    doc: "The Sigstore: `public` (the public good), `github` (no public log), `private` (from `trusted-root` or `tuf-mirror`). `auto`: private where one of these is given, else by the repository's visibility; verifying tries public and GitHub's, each under its own rules."
  },
  {
    name: "trusted-root",
    kind: "text",
    doc: "The trusted root of a private Sigstore: a JSON file, or its text. Works offline. A file of the checkout counts only if that is the event's own commit."
  },
  {
    name: "tuf-mirror",
    kind: "text",
    doc: "The TUF repository that the trusted root is fetched from: `https://tuf.example`. Needs `tuf-root`, unless it is one of those that are built in."
  },
  {
    name: "tuf-root",
    kind: "text",
    doc: "The root of trust of `tuf-mirror`: a `root.json`, or its text."
  },
  {
    name: "registry-username",
    kind: "text",
    doc: "The user for registries. Default: as docker and podman log in (their files and credential helpers), `github-token` for ghcr.io; when signing, the AWS identity for ECR."
  },
  {
    name: "registry-password",
    kind: "text",
    secret: true,
    doc: "The password or token of `registry-username`."
  },
  {
    name: "insecure-registries",
    kind: "list",
    doc: "Registries that may be spoken to without TLS: `registry.example:5000`. Those of this machine may be anyway."
  },
  {
    name: "signatures-in",
    kind: "text",
    doc: "The repository that holds signatures in place of the image's own: `ghcr.io/liquid-hive/signatures`. cosign's COSIGN_REPOSITORY."
  },
  {
    name: "github-token",
    kind: "text",
    secret: true,
    terminal: "set GITHUB_TOKEN",
    env: ["GITHUB_TOKEN"],
    doc: "A token for ghcr.io and GitHub's attestations: the one of the job, where no other is named. In a terminal: GITHUB_TOKEN of the environment."
  }
];
const SIGN_INPUTS = [
  {
    name: "sign",
    kind: "lines",
    doc: "What to sign, one a line: a file or pattern (`dist/*.tgz`), an image (`oci://ghcr.io/liquid-hive/api@sha256:...`), stdin (`- = NAME`)."
  },
  {
    name: "attest",
    kind: "lines",
    doc: "What to state about it: `TYPE [= FILE] [for SUBJECT, ...]`, TYPE as cosign names it or a URI: `provenance`, `spdxjson = api.spdx.json for oci://ghcr.io/liquid-hive/api`. Without `for`: about all that is signed."
  },
  {
    name: "checksums",
    kind: "files",
    doc: "Checksums files (`sha256sum`'s format) whose lines are subjects of the statements. They are never signed one by one."
  },
  {
    name: "file-format",
    kind: "choice",
    default: "bundle",
    choices: ["bundle", "statement", "both"],
    doc: "How files are signed: `bundle` (a signature beside each file), `statement` (one statement for all, which `gh attestation verify` reads), or `both`."
  },
  {
    name: "legacy-files",
    kind: "boolean",
    default: "false",
    doc: "Whether `.sig` and `.pem` are written beside each file too, for old installers."
  },
  {
    name: "image-format",
    kind: "choice",
    default: "both",
    choices: ["referrers", "legacy", "both"],
    doc: "How images are signed: `referrers` (cosign 3), `legacy` (the tags `sha256-....sig` and `.att`: cosign 2, policy-controller, Kyverno), or `both`."
  },
  {
    name: "recursive",
    kind: "boolean",
    default: "true",
    doc: "Whether the images of a multi-arch index are signed too."
  },
  {
    name: "annotations",
    kind: "lines",
    doc: "Annotations that are signed with each image, `KEY=VALUE` a line."
  },
  {
    name: "bundles-folder",
    kind: "text",
    doc: "Where bundles go that have no file to lie beside, and with it those of files too. Default: a folder below RUNNER_TEMP."
  },
  {
    name: "signing-config",
    kind: "text",
    doc: "The signing config of a private Sigstore: a JSON file, or its text. The host of its Fulcio must also stand in `fulcio-url`."
  },
  { name: "fulcio-url", kind: "text", doc: "The Fulcio of a private Sigstore: `https://fulcio.example`." },
  { name: "rekor-url", kind: "text", doc: "The log of a private Sigstore: `https://rekor.example`." },
  {
    name: "rekor-version",
    kind: "choice",
    default: "1",
    choices: ["1", "2"],
    doc: "Which API the log at `rekor-url` speaks. Version 2 needs `timestamp-url`."
  },
  {
    name: "timestamp-url",
    kind: "list",
    doc: "Timestamp authorities (RFC 3161) of a private Sigstore, all of which are asked: `https://tsa.example/api/v1/timestamp`."
  },
  {
    name: "log",
    kind: "choice",
    default: "required",
    choices: ["required", "none"],
    doc: "Whether signatures are written to the log. `none` needs a timestamp authority; verifiers must be told."
  },
  {
    name: "allow-public-log",
    kind: "boolean",
    default: "false",
    doc: "Whether a repository that is not public may write its names (repository, workflow, environment) to a public log for good."
  },
  {
    name: "github-attestations",
    kind: "boolean",
    default: "false",
    doc: "Whether statements are stored as GitHub's attestations too. Needs `attestations: write`."
  },
  {
    name: "publish",
    kind: "files",
    doc: "Bundles of an earlier run, to be verified again and pushed in place of signing."
  },
  ...SIGSTORE_INPUTS
];
function bind(provider, inputs, given, host) {
  return {
    id: provider.id,
    schemes: provider.schemes,
    seed: provider.seed,
    inChain: provider.inChain?.(inputs) ?? given,
    handsOver: provider.handsOver?.(inputs) ?? false,
    audience: provider.login?.(inputs, host.env)?.audience,
    check: () => provider.check?.(inputs, host.env, host.face) ?? [],
    borrows: () => provider.borrows?.(inputs) ?? [],
    files: () => provider.files?.(inputs) ?? [],
    filesOf: (source) => provider.filesOf?.(source) ?? [],
    unused: () => provider.unused?.(inputs),
    locate: (source) => provider.locate(source, inputs, host.env),
    clusterSchemes: provider.clusters?.schemes ?? [],
    locateCluster: (source) => provider.clusters?.schemes.includes(source.scheme) ? provider.clusters.locate(source, inputs, host.env) : void 0,
    hasRegistry: (name) => provider.registries?.(name) ?? false,
    open: (signal) => provider.open(inputs, host, signal),
    reach: async (signal) => await provider.reach?.(inputs, host, signal) ?? []
  };
}
const VERSION = "0.1.0";
const EXPORTING = ["export", "export-file", "overwrite"];
const APPLY_INPUTS = INPUTS.filter(({ name }) => !EXPORTING.includes(name));
const PROBE_SECONDS = "10";
const SHARED = ["providers", "summary", "ca-cert"];
const DOCTOR_INPUTS = [
  {
    name: "config",
    kind: "files",
    doc: "YAML files as a load reads them; what Helm values there say of providers counts. `.github/secrets.yaml` is read where none is given and the file is there."
  },
  ...SHARED.flatMap((name) => INPUTS.find((input) => input.name === name) ?? []),
  {
    name: "timeout",
    kind: "integer",
    default: PROBE_SECONDS,
    min: 1,
    max: 3600,
    doc: "How many seconds each provider has to let us in and to answer."
  }
];
const SIGNING = [
  "on-untrusted",
  "dry-run",
  "summary",
  "ca-cert",
  "timeout",
  "metrics-file",
  "audit-file",
  "otlp-endpoint"
];
const SIGN_CORE_INPUTS = INPUTS.filter(({ name }) => SIGNING.includes(name));
const SCAN_INPUTS = [
  {
    name: "mode",
    kind: "choice",
    default: "range",
    choices: ["range", "tree", "history"],
    doc: "What is read: `range` (every commit that the event brings, and the files of its last one that it changed), `tree` (all files of the checked-out commit), `history` (every commit of it)."
  },
  {
    name: "fail-on",
    kind: "choice",
    default: "specific",
    choices: ["verified", "specific", "generic", "never"],
    doc: "From which level on a finding blocks: `verified` (its checksum holds), `specific` (the shape of one provider's token), `generic` (named like a secret), or `never`. What the base has already never blocks."
  },
  {
    name: "disable-rules",
    kind: "list",
    doc: "Ids of rules that are left out: docs/scan-rules.md."
  },
  {
    name: "decode-depth",
    kind: "integer",
    default: "3",
    min: 0,
    max: 8,
    doc: "How deep base64, hex, percent and unicode escapes are opened."
  },
  {
    name: "archive-depth",
    kind: "integer",
    default: "1",
    min: 0,
    max: 4,
    doc: "How deep zip, tar and gzip are opened."
  },
  {
    name: "new-inline",
    kind: "choice",
    default: "obey",
    choices: ["obey", "block"],
    doc: "Whether inline comments that the range itself adds silence a finding (they are listed, with who wrote them), or none of them does."
  },
  {
    name: "sarif-file",
    kind: "text",
    doc: "A file that gets the findings as SARIF 2.1.0, for `github/codeql-action/upload-sarif`."
  },
  { name: "json-file", kind: "text", doc: "A file that gets the findings as JSON, without any secret." },
  {
    name: "comment",
    kind: "boolean",
    face: "action",
    default: "false",
    doc: "Whether the pull request gets one comment, which updates itself. Needs `pull-requests: write`; where that is not there, a notice says so."
  },
  {
    name: "github-token",
    kind: "text",
    secret: true,
    terminal: "set GITHUB_TOKEN",
    doc: "The token that missing commits are fetched with, and that comments. Default: the job's own."
  }
];
const POLICY_INPUTS = [
  {
    name: "repository",
    kind: "text",
    doc: "The repository whose job signed: `OWNER/NAME`. `*` stands for any text up to the next `/`. `any` needs `repository-id`, `owner-id`, `issuer` or the owner of a reusable `workflow`."
  },
  {
    name: "workflow",
    kind: "text",
    doc: "The workflow that signed: `.github/workflows/release.yml` of `repository` at `ref`; a reusable one as `OWNER/NAME/.github/workflows/FILE@REF`; or `any`."
  },
  {
    name: "ref",
    kind: "text",
    doc: "The ref that the run was for, in full: `refs/heads/main`, `refs/tags/v*`, or `any` (pull requests too)."
  },
  {
    name: "identity",
    kind: "text",
    doc: "In place of `repository`, `workflow` and `ref`: the whole identity of the certificate, a URI or an e-mail address. Needs `issuer`."
  },
  {
    name: "identity-regexp",
    kind: "text",
    doc: "The same as a regular expression (RE2), which must match the whole identity."
  },
  {
    name: "issuer",
    kind: "text",
    doc: "Who vouched for the identity. Default with `repository`: `https://token.actions.githubusercontent.com`. GitHub Enterprise has its own."
  },
  {
    name: "issuer-regexp",
    kind: "text",
    doc: "The same as a regular expression (RE2), which must match the whole issuer."
  },
  { name: "repository-id", kind: "text", doc: "The number of the repository, which no new one gets." },
  { name: "owner-id", kind: "text", doc: "The number of the repository's owner, which no new one gets." },
  {
    name: "trigger",
    kind: "list",
    doc: "Events, one of which must have started the run: `push, workflow_dispatch`."
  },
  { name: "commit", kind: "text", doc: "The commit that the run was for, in full." },
  {
    name: "runner",
    kind: "choice",
    default: "any",
    choices: ["any", "github-hosted", "self-hosted"],
    doc: "On whose machine it was signed."
  },
  {
    name: "annotations",
    kind: "lines",
    doc: "Annotations that the signature must carry, `KEY=VALUE` a line."
  },
  {
    name: "builder",
    kind: "text",
    doc: "The builder's id that SLSA provenance must name; `*` stands for any text up to the next `/`. Lines then need `has provenance`."
  },
  {
    name: "source",
    kind: "text",
    doc: "The repository that SLSA provenance must name as the source: `OWNER/NAME` or a URL."
  },
  {
    name: "materials",
    kind: "lines",
    doc: "What SLSA provenance must list among the dependencies, `URI [ALGORITHM:DIGEST]` a line."
  }
];
const VERIFY_INPUTS = [
  {
    name: "verify",
    kind: "lines",
    doc: "What to verify, `SUBJECT [has NEED, ...]` a line: a file, pattern or image, and what it needs: `signature` (the default), a type as cosign names it (`provenance`, `spdxjson`), or a URI."
  },
  ...POLICY_INPUTS,
  {
    name: "policies",
    kind: "lines",
    doc: "Further policies, a YAML list of maps with the inputs from `repository` to `materials` as keys, and `name`. All must hold, each by a signature of its own or by the same."
  },
  {
    name: "key",
    kind: "text",
    doc: "A public key (PEM, or its file) that must have signed, in place of an identity."
  },
  {
    name: "bundle",
    kind: "files",
    doc: "Files with bundles to look in; `.jsonl` holds one a line. Without it, `NAME.sigstore.json` beside each file."
  },
  {
    name: "look-in",
    kind: "list",
    choices: ["beside", "bundle", "registry", "github"],
    doc: "Where to look for signatures. Default: `bundle` where it is given, else beside files and in the registry of images. `github` is GitHub's attestations of the repository that the policy names, else of this one."
  },
  {
    name: "require",
    kind: "list",
    choices: ["log", "sct", "timestamp"],
    doc: "What each signature must have besides what its Sigstore requires. It adds, and never takes away."
  },
  {
    name: "report",
    kind: "text",
    doc: "A file that gets the verdict as JSON. Relative to the workspace; absolute only below it or RUNNER_TEMP."
  },
  ...SIGSTORE_INPUTS
];
const ofProviders = PROVIDERS.flatMap(({ inputs }) => inputs);
const TABLE = [...INPUTS, ...CLUSTER_INPUTS, ...SIGN_INPUTS, ...ofProviders];
const SIGN_TABLE = [
  ...SIGN_INPUTS,
  ...SIGN_CORE_INPUTS,
  ...PROVIDERS.filter(({ id }) => id === "aws").flatMap(({ inputs }) => inputs)
];
const VERIFY_TABLE = [
  ...VERIFY_INPUTS,
  ...SIGN_CORE_INPUTS.filter(({ name }) => ["summary", "ca-cert", "timeout"].includes(name))
];
const SCAN_TABLE = [
  ...SCAN_INPUTS,
  ...SIGN_CORE_INPUTS.filter(({ name }) => ["ca-cert", "timeout"].includes(name))
];
const APPLY_TABLE = [...APPLY_INPUTS, ...CLUSTER_INPUTS, ...ofProviders];
const LOAD_TABLE = [...INPUTS, ...ofProviders];
const DOCTOR_TABLE = [...DOCTOR_INPUTS, ...ofProviders];
const MAX_INTEGER_DIGITS = 1e3;
const LETTERS = '"\\/bfnrt';
const CHARACTERS = '"\\/\b\f\n\r	';
const UNESCAPED = "A control character in a JSON string must be escaped.";
const LONG_STRING = 1e3;
const BREAKS_STRING = /[\\\p{Cc}]/u;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
function parseJson(input, options = {}) {
  if (typeof input === "string") return new Parser(input, options).document();
  const text = Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString("utf8");
  const parser = new Parser(text, options);
  if (!buffer.isUtf8(input))
    parser.fail("The JSON text is not valid UTF-8.", Math.max(0, text.indexOf("\uFFFD")));
  return parser.document();
}
class Parser {
  #text;
  #options;
  #at = 0;
  #depth = 0;
  constructor(text, options) {
    this.#text = text;
    this.#options = options;
  }
  document() {
    if (this.#text.charCodeAt(0) === 65279) this.fail("The JSON text starts with a byte order mark.");
    this.#space();
    const value = this.#value();
    if (this.#options.ignoreTrailing) return value;
    this.#space();
    if (this.#at < this.#text.length) this.fail("The JSON value ends here, but more text follows it.");
    return value;
  }
  fail(message, at = this.#at, code = this.#options.code ?? "DECODE_FAILED") {
    const before = this.#text.slice(0, at);
    let line = 1;
    for (let from = before.indexOf("\n"); from !== -1; from = before.indexOf("\n", from + 1)) line++;
    const place = { line, column: at - before.lastIndexOf("\n") };
    const exit = this.#options.exit;
    throw new Failure(code, message, exit === void 0 ? { at: place } : { at: place, exit });
  }
  #space() {
    for (; ; ) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at++;
    }
  }
  #value() {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 34) return { kind: "str", value: this.#string() };
    if (code === 123) return this.#map();
    if (code === 91) return this.#list();
    if (code === 45 || code >= 48 && code <= 57) return this.#number();
    if (this.#word("true")) return { kind: "bool", value: true };
    if (this.#word("false")) return { kind: "bool", value: false };
    if (this.#word("null")) return { kind: "null" };
    if (this.#at >= this.#text.length) this.fail("The JSON text ends where a value should stand.");
    return this.fail("A JSON value should stand here.");
  }
  #word(word) {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }
  /** After an opening character: true where a member follows, false after the closing one. */
  #any(close) {
    this.#at++;
    const limit = this.#options.maxDepth ?? 200;
    if (++this.#depth > limit)
      this.fail(`JSON nested deeper than ${limit} levels.`, this.#at, "LIMIT_EXCEEDED");
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== close) return true;
    this.#at++;
    this.#depth--;
    return false;
  }
  /** After a member: true where another one follows, false after the closing character. */
  #more(close, message) {
    this.#space();
    const code = this.#text.charCodeAt(this.#at);
    if (code !== 44 && code !== close) this.fail(message);
    this.#at++;
    if (code === 44) this.#space();
    else this.#depth--;
    return code === 44;
  }
  #map() {
    const items = [];
    let more = this.#any(125);
    while (more) {
      if (this.#text.charCodeAt(this.#at) !== 34) this.fail("A key in double quotes should stand here.");
      const key = this.#string();
      this.#space();
      if (this.#text.charCodeAt(this.#at) !== 58) this.fail("A colon should stand after the key.");
      this.#at++;
      this.#space();
      items.push({ key, value: this.#value() });
      more = this.#more(125, "A comma or a closing brace should stand here.");
    }
    return { kind: "map", items };
  }
  #list() {
    const items = [];
    let more = this.#any(93);
    while (more) {
      items.push(this.#value());
      more = this.#more(93, "A comma or a closing bracket should stand here.");
    }
    return { kind: "list", items };
  }
  #string() {
    const text = this.#text;
    const start = ++this.#at;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        this.#at = at + 1;
        return text.slice(start, at);
      }
      if (code === 92) return this.#escaped(start, at);
      if (code < 32) this.fail(UNESCAPED, at);
      if (at - start === LONG_STRING) {
        const rest = this.#longRest(at);
        if (rest !== void 0) return text.slice(start, rest);
      }
    }
    return this.fail("The JSON string that starts here has no end.", start - 1);
  }
  /** The end of a long string without escapes, such as the content of a file; native search is several times faster. */
  #longRest(at) {
    const end = this.#text.indexOf('"', at);
    if (end === -1 || BREAKS_STRING.test(this.#text.slice(at, end))) return void 0;
    this.#at = end + 1;
    return end;
  }
  #escaped(start, firstEscape) {
    const text = this.#text;
    let out = "";
    let from = start;
    for (let at = firstEscape; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        this.#at = at + 1;
        return (out + text.slice(from, at)).replace(LONE_SURROGATE, "\uFFFD");
      }
      if (code < 32) this.fail(UNESCAPED, at);
      if (code !== 92) continue;
      out += text.slice(from, at);
      const letter = text.charAt(at + 1);
      if (letter === "u") {
        const hex = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.fail("Four hexadecimal digits should follow \\u.", at);
        out += String.fromCharCode(Number.parseInt(hex, 16));
        at += 5;
      } else {
        const index = letter === "" ? -1 : LETTERS.indexOf(letter);
        if (index === -1) this.fail("This backslash starts no JSON escape.", at);
        out += CHARACTERS.charAt(index);
        at += 1;
      }
      from = at + 1;
    }
    return this.fail("The JSON string that starts here has no end.", start - 1);
  }
  #digits(at) {
    const start = at;
    for (let code = this.#text.charCodeAt(at); code >= 48 && code <= 57; )
      code = this.#text.charCodeAt(++at);
    if (at === start) this.fail("A digit should stand here.", at);
    return at;
  }
  #number() {
    const text = this.#text;
    const start = this.#at;
    let at = text.charCodeAt(start) === 45 ? start + 1 : start;
    at = text.charCodeAt(at) === 48 ? at + 1 : this.#digits(at);
    const integer = at;
    if (text.charCodeAt(at) === 46) at = this.#digits(at + 1);
    if (text.charAt(at) === "e" || text.charAt(at) === "E") {
      const sign = text.charAt(at + 1);
      at = this.#digits(sign === "+" || sign === "-" ? at + 2 : at + 1);
    }
    this.#at = at;
    const literal = text.slice(start, at);
    if (at === integer && literal.length <= MAX_INTEGER_DIGITS) {
      const value2 = BigInt(literal);
      if (!this.#options.int64 || BigInt.asIntN(64, value2) === value2) return { kind: "int", value: value2 };
    }
    const value = Number(literal);
    if (!Number.isFinite(value)) this.fail("This number is too large.", start);
    return { kind: "float", value };
  }
}
const WORD = String.raw`(?:[A-Za-z0-9_/ :,=@~-]|\\[.\-/])+`;
const WORDS = `${WORD}(?:\\|${WORD})*`;
const PLAIN = new RegExp(`^(?:\\^?(?:${WORD}|\\((?:\\?:)?${WORDS}\\))\\$?|${WORDS})$`);
const MAX_PATTERN = 1e4;
async function compileRe2(pattern, code, name, file) {
  const at = file === void 0 ? {} : { at: { file } };
  if (pattern.length > MAX_PATTERN) {
    throw new Failure(
      "LIMIT_EXCEEDED",
      `The pattern of ${name} is longer than ${MAX_PATTERN} characters.`,
      at
    );
  }
  if (PLAIN.test(pattern)) {
    const plain = new RegExp(pattern);
    return { search: (text) => plain.test(text) };
  }
  const { RE2JS } = await import("./vendor-re2js.js");
  try {
    const compiled = RE2JS.compile(pattern);
    return { search: (text) => compiled.matcher(text).find() };
  } catch {
    throw new Failure(code, `The pattern of ${name} is not a valid regular expression in RE2 syntax.`, {
      fix: "Use Go's syntax (https://github.com/google/re2/wiki/Syntax): no lookaround, no backreference.",
      exit: 1,
      ...at,
      ...at
    });
  }
}
const failed = (error) => ({ is: "failed", error });
const MISSING = { is: "missing", why: "not found" };
async function attempt(read2, signal) {
  try {
    return await read2();
  } catch (error) {
    if (signal.aborted) throw error;
    return failed(asFailure(error));
  }
}
export {
  SCAN_TABLE as $,
  handOver as A,
  endpointOf as B,
  CLUSTER_INPUTS as C,
  SHORTEST_SESSION_SECONDS as D,
  failed as E,
  attempt as F,
  inNamespace as G,
  isLoopback as H,
  INPUTS as I,
  chooseMethod as J,
  namespaceOf as K,
  readAddress as L,
  MISSING as M,
  readHeaders as N,
  policyPath as O,
  PROVIDERS as P,
  encoded as Q,
  INVISIBLE as R,
  SIGN_INPUTS as S,
  audienceOf as T,
  refusedAudience as U,
  VERSION as V,
  audienceOf$1 as W,
  APPLY_TABLE as X,
  DOCTOR_TABLE as Y,
  SIGN_TABLE as Z,
  VERIFY_TABLE as _,
  splitBare as a,
  LOAD_TABLE as a0,
  TABLE as a1,
  FORMATS as a2,
  PROBE_SECONDS as a3,
  borrowedKey as a4,
  formatOf as a5,
  OUR_SCHEMES as a6,
  LONGEST_SESSION_SECONDS as a7,
  ecrRegistryOf as a8,
  tags as a9,
  list as aa,
  tokens as b,
  bind as c,
  parseJson as d,
  SCAN_INPUTS as e,
  compileRe2 as f,
  POLICY_INPUTS as g,
  VERIFY_INPUTS as h,
  indexOfBare as i,
  parseReference as j,
  groupOf as k,
  isSecret as l,
  idOf as m,
  nearest as n,
  parseSource as o,
  parseSource$1 as p,
  accountOf as q,
  reasonOf as r,
  shownKey as s,
  textOf$2 as t,
  partitionOf as u,
  parseArn as v,
  wordOf as w,
  readEndpoints as x,
  regionOf as y,
  shownEndpoints as z
};
