import type { KubeObject, ObjectKey } from "../object.ts";

/** Who writes an object besides us. */
export interface Owner {
  /** As people call it: "Helm". */
  readonly tool: string;
  /** The release, application, ... As the server has it: only through `ClusterHost.said`. */
  readonly name: string;
  /** Whether it would undo what we write by itself; else it acts only when somebody starts it. */
  readonly writesBack: boolean;
  /** The object whose controller it is; where that is gone, so is the owner. */
  readonly object?: ObjectKey;
  /** Of a Helm release. */
  readonly namespace?: string;
}

interface Marks {
  readonly live: KubeObject;
  readonly label: (name: string) => string;
  readonly annotation: (name: string) => string;
}

type Mark = (marks: Marks) => Owner | undefined;

const OPERATOR = "externalsecrets.external-secrets.io/";

/** The first that finds itself is the owner. A tool's own marks come before the owner reference that it may set too. */
const MARKS: readonly Mark[] = [
  // https://external-secrets.io/latest/api/externalsecret/: the label stands under every policy that makes the Secret.
  ({ live, label }) => {
    const manager = live.metadata.managedFields?.find((entry) => entry.manager?.startsWith(OPERATOR));
    const reference = referenceOf(live, "ExternalSecret");
    if (reference === undefined && label("reconcile.external-secrets.io/managed") !== "true")
      return undefined;
    const name = reference?.name ?? manager?.manager?.slice(OPERATOR.length) ?? "";
    const owner = writer("the External Secrets Operator", name);
    // Long names are hashed in the manager.
    return name === "" || name.startsWith("sha3/")
      ? owner
      : { ...owner, object: at(live, "external-secrets.io/v1", "ExternalSecret", name) };
  },
  ({ live }) => {
    const reference = referenceOf(live, "SealedSecret");
    if (reference === undefined) return undefined;
    const object = at(live, reference.apiVersion, "SealedSecret", reference.name);
    return { ...writer("Sealed Secrets", reference.name), object };
  },
  // https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/: an id that was copied along names another object.
  ({ live, label, annotation }) => {
    const [application = "", ...of] = annotation("argocd.argoproj.io/tracking-id").split(":");
    if (application !== "" && of.join(":") === trackedAs(live)) return writer("Argo CD", application);
    const byLabel = label("argocd.argoproj.io/instance");
    if (byLabel !== "") return writer("Argo CD", byLabel);
    // Charts set this label too: it says Argo CD only where Argo CD wrote the object.
    const isWritten = live.metadata.managedFields?.some((entry) => entry.manager?.startsWith("argocd-"));
    const instance = label("app.kubernetes.io/instance");
    return isWritten === true && instance !== "" ? writer("Argo CD", instance) : undefined;
  },
  ...(["kustomize", "helm"] as const).map((kind): Mark => ({ live, label, annotation }) => {
    const name = label(`${kind}.toolkit.fluxcd.io/name`);
    // Flux's own switches for one object.
    const isLeft =
      annotation("kustomize.toolkit.fluxcd.io/reconcile") === "disabled" ||
      annotation("kustomize.toolkit.fluxcd.io/ssa") === "Ignore";
    if (name === "" || isLeft) return undefined;
    const namespace = label(`${kind}.toolkit.fluxcd.io/namespace`) || live.metadata.namespace;
    const object =
      kind === "kustomize"
        ? { apiVersion: "kustomize.toolkit.fluxcd.io/v1", kind: "Kustomization", namespace, name }
        : { apiVersion: "helm.toolkit.fluxcd.io/v2", kind: "HelmRelease", namespace, name };
    return { ...writer("Flux", name), object };
  }),
  ({ live, label, annotation }) => {
    const name = annotation("cert-manager.io/certificate-name");
    if (name === "" && label("controller.cert-manager.io/fao") !== "true") return undefined;
    const object = name === "" ? {} : { object: at(live, "cert-manager.io/v1", "Certificate", name) };
    return { ...writer("cert-manager", name), ...object };
  },
  ({ annotation }) => by("Reflector", annotation("reflector.v1.k8s.emberstack.com/reflects")),
  ({ annotation }) => by("kubed", annotation("kubed.appscode.com/origin")),
  ({ annotation }) => by("Replicator", annotation("replicator.v1.mittwald.de/replicated-from-version")),
  ({ label }) => by("Kyverno", label("generate.kyverno.io/policy-name")),
  ({ label }) => by("the Vault Secrets Operator", label("secrets.hashicorp.com/vso-ownerRefUID")),
  ({ live }) => {
    const reference = live.metadata.ownerReferences?.find(({ controller }) => controller === true);
    if (reference === undefined) return undefined;
    const { apiVersion, kind, name } = reference;
    return { ...writer(`the controller of ${kind}`, name), object: at(live, apiVersion, kind, name) };
  },
  // Both annotations: the label alone is in many a chart that somebody rendered and applied by other means.
  ({ label, annotation }) => {
    const name = annotation("meta.helm.sh/release-name");
    const namespace = annotation("meta.helm.sh/release-namespace");
    const isHelms = label("app.kubernetes.io/managed-by") === "Helm" && name !== "" && namespace !== "";
    return isHelms ? { tool: "Helm", name, namespace, writesBack: false } : undefined;
  },
];

/**
 * Who made an object and may write it again, by its labels, annotations, owner references and managers. Undefined for
 * nobody that we know.
 * @see docs/cluster.md
 */
export function ownerOf(live: KubeObject): Owner | undefined {
  const { labels = {}, annotations = {} } = live.metadata;
  const own = (map: Readonly<Record<string, string>>) => (name: string) =>
    Object.hasOwn(map, name) ? (map[name] ?? "") : "";
  const marks = { live, label: own(labels), annotation: own(annotations) };
  for (const mark of MARKS) {
    const owner = mark(marks);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

const writer = (tool: string, name: string): Owner => ({ tool, name, writesBack: true });

const by = (tool: string, name: string): Owner | undefined => (name === "" ? undefined : writer(tool, name));

const referenceOf = (live: KubeObject, kind: string) =>
  live.metadata.ownerReferences?.find((reference) => reference.kind === kind);

/** An object that owns this one lies in its namespace. */
const at = (live: KubeObject, apiVersion: string, kind: string, name: string): ObjectKey => ({
  apiVersion,
  kind,
  namespace: live.metadata.namespace,
  name,
});

/** `GROUP/KIND:NAMESPACE/NAME`, as Argo CD writes it behind the application. */
function trackedAs({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return `${group}/${kind}:${metadata.namespace ?? ""}/${metadata.name}`;
}
