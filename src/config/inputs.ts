import type { InputSpec } from "../kernel/input-table.ts";

/**
 * The inputs that belong to no provider, as data. With the tables of the providers they make `action.yml`, the
 * tables in the docs, the flags and the reader; see tools/generate.mjs.
 */
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
    doc: "The chain for bare paths: these, in this order, nothing else. Default: every provider with an input of its own set (`sops`: `sops-files`), in the order of docs/references.md, then `env`.",
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
    min: 1,
    max: 64,
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
    name: "ca-cert",
    kind: "text",
    doc: "A private CA that servers are trusted by besides the usual ones: a PEM file, or its text. NODE_EXTRA_CA_CERTS works too.",
  },
  {
    name: "timeout",
    kind: "integer",
    default: "300",
    min: 1,
    max: 3600,
    doc: "How many seconds logging in and reading may take together.",
  },
  {
    name: "metrics-file",
    kind: "text",
    doc: "A file that gets the metrics of the run as Prometheus text, also of a run that fails. Relative to the workspace; absolute only below it or RUNNER_TEMP.",
  },
  {
    name: "audit-file",
    kind: "text",
    doc: "A file that gets a line of JSON appended for every name at every provider that was asked for it: who, what, when, with what outcome; never a value. Relative to the workspace; absolute only below it or RUNNER_TEMP.",
  },
  {
    name: "otlp-endpoint",
    kind: "text",
    doc: "An OpenTelemetry collector that gets the metrics of the run by OTLP/HTTP, such as `https://collector.example:4318`. Default: OTEL_EXPORTER_OTLP_ENDPOINT of the job's environment, unless a step of this action exported it.",
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
  {
    name: "applied",
    doc: "The objects that were created, changed or pruned in the cluster, as a JSON list.",
  },
  {
    name: "changed",
    doc: "`true` where any object of the cluster was created, changed or pruned, else `false`.",
  },
  { name: "restarted", doc: "The workloads that were restarted, as a JSON list." },
  {
    name: "secret-names",
    doc: "Of immutable Secrets the real name by the one that was asked for, as a JSON object.",
  },
  { name: "kubeconfig", doc: "The path of the kubeconfig that `export-kubeconfig` makes." },
  {
    name: "helm-values",
    doc: "The paths of the decrypted `helm-values`, separated by commas as `helm --values` takes them.",
  },
  { name: "skipped", doc: "`true` where the event gets no secrets and the step did nothing." },
] as const satisfies readonly OutputSpec[];
