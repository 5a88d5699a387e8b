import type { InputSpec, InputValues } from "../kernel/input-table.ts";

/** The inputs that concern the cluster, as data: docs/cluster.md. */
export const CLUSTER_INPUTS = [
  {
    name: "cluster",
    kind: "text",
    doc: "The cluster: `eks://NAME[?region=REGION]`, `https://HOST[:PORT]` (the API server trusts GitHub's tokens), `in-cluster://`, `kubeconfig://PATH[#CONTEXT]`.",
  },
  {
    name: "cluster-server",
    kind: "text",
    doc: "The address of the API server, where it is not the one that the cloud names: a private endpoint. With `cluster-ca` no right to look it up is needed.",
  },
  {
    name: "cluster-ca",
    kind: "text",
    doc: "The CA of the API server: PEM, base64 of PEM, or a PEM file. Default: what the cloud or the kubeconfig says, else the usual CAs and `ca-cert`.",
  },
  {
    name: "cluster-audience",
    kind: "text",
    doc: "The audience of GitHub's token for `https://` clusters. Default: the server's URL. Those of AWS, Azure and Sigstore are refused.",
  },
  {
    name: "kubeconfig",
    kind: "text",
    secret: true,
    terminal: "set KUBECONFIG",
    doc: "A kubeconfig: its text, base64 of it, or a reference (`vault://ci/kubeconfig`). Never written to disk. With `cluster: kubeconfig://#CONTEXT` or without `cluster`.",
  },
  {
    name: "export-kubeconfig",
    kind: "boolean",
    face: "action",
    default: "false",
    doc: "Whether later steps get a kubeconfig (KUBECONFIG): each call of helm or kubectl then asks this action for a fresh token. No token is in it; removed at the end of the job.",
  },
  { name: "namespace", kind: "text", doc: "The namespace of all that names none. There is no default." },
  {
    name: "allow-namespaces",
    kind: "list",
    doc: "Namespaces besides `namespace` that manifests and lines may name.",
  },
  {
    name: "create-namespace",
    kind: "boolean",
    default: "false",
    doc: "Whether namespaces that are not there are created.",
  },
  {
    name: "apply",
    kind: "lines",
    doc: "Manifests to apply, a file, folder or pattern a line: `helm/secrets/*.enc.yaml`. SOPS files are decrypted in memory.",
  },
  {
    name: "allow-kinds",
    kind: "list",
    doc: "Kinds besides Secret that may stand in the manifests: `ConfigMap`, `Deployment.apps`.",
  },
  {
    name: "secret-options",
    kind: "lines",
    doc: "Of Secrets that lines make: `[NAMESPACE/]NAME: type T, docker HOST, immutable, label K=V`, one a line. Without `type` it follows from the keys.",
  },
  {
    name: "external-secrets",
    kind: "files",
    doc: "Helm values files (merged as helm does) whose `externalSecrets` becomes an ExternalSecret.",
  },
  {
    name: "external-secrets-store",
    kind: "lines",
    doc: "Stores to create, one a line: `NAME: aws, role ARN`, `NAME: vault, role ROLE`, `NAME: gcp, project P`, `NAME: azure, vault-url URL`; further words in docs/external-secrets.md. A store that stands in no line must be there.",
  },
  {
    name: "helm-release",
    kind: "text",
    doc: "The release that the values are for: gives `<fullname>`, and marks the objects so that helm adopts them.",
  },
  {
    name: "helm-chart",
    kind: "text",
    doc: "The chart's folder: its name counts for `<fullname>`, and keys of the values that it does not know are reported.",
  },
  {
    name: "helm-values",
    kind: "files",
    doc: 'SOPS values files that later steps get decrypted (0600, below RUNNER_TEMP, removed at the end of the job): `helm upgrade -f "$HELM_VALUES"`.',
  },
  {
    name: "field-manager",
    kind: "text",
    doc: "The name under which the fields are owned. Default: `secrets-action/OWNER/REPO`.",
  },
  {
    name: "conflicts",
    kind: "choice",
    default: "fail",
    choices: ["fail", "force", "skip"],
    doc: "What to do about fields that another manager owns: `fail`, `force` (take them), `skip` (leave the object as it is).",
  },
  {
    name: "take-ownership",
    kind: "boolean",
    default: "false",
    doc: "Whether objects may be taken over that Helm, Argo CD, Flux or another tool made and no longer writes.",
  },
  {
    name: "applyset",
    kind: "text",
    doc: "The name of the set that the objects belong to (a ConfigMap in `namespace`), so that what is no longer asked for is found. Compatible with `kubectl apply --applyset`.",
  },
  {
    name: "prune",
    kind: "choice",
    default: "report",
    choices: ["report", "true"],
    doc: "What to do with objects of the `applyset` that are no longer asked for.",
  },
  {
    name: "restart",
    kind: "boolean",
    default: "false",
    doc: "Whether the workloads that use a changed Secret are restarted, and waited for.",
  },
  {
    name: "wait-timeout",
    kind: "integer",
    default: "300",
    min: 1,
    max: 3600,
    doc: "How many seconds External Secrets and rollouts may take, each.",
  },
] as const satisfies readonly InputSpec[];

export type ClusterInputs = InputValues<typeof CLUSTER_INPUTS>;
