import type { KubeObject } from "../object.ts";

/** Where a pod's description names Secrets; `*` is each item of a list. */
const POD: readonly string[] = [
  ...["containers", "initContainers", "ephemeralContainers"].flatMap((containers) => [
    `${containers}.*.env.*.valueFrom.secretKeyRef.name`,
    `${containers}.*.envFrom.*.secretRef.name`,
  ]),
  "imagePullSecrets.*.name",
  "volumes.*.secret.secretName",
  "volumes.*.projected.sources.*.secret.name",
  "volumes.*.csi.nodePublishSecretRef.name",
  "volumes.*.azureFile.secretName",
];

/** Where a pod's description stands in a kind that does not have it in `spec.template.spec`. */
const PODS: Readonly<Record<string, string>> = {
  Pod: "spec",
  PodTemplate: "template.spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
};

/** Kinds that name Secrets, and have no pods. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  ServiceAccount: ["secrets.*.name", "imagePullSecrets.*.name"],
  Ingress: ["spec.tls.*.secretName"],
  Gateway: ["spec.listeners.*.tls.certificateRefs.*.name"],
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * The object with the names of the Secrets that it refers to as `renamed` says, and how many there were: in pods and pod
 * templates of any kind, service accounts, the TLS of Ingress and Gateway. A reference that says another kind or another
 * namespace is left alone. `renamed` gives undefined for a name that stays. Pure.
 * https://kubernetes.io/docs/concepts/configuration/secret/#using-a-secret
 */
export function withSecretNames(
  body: KubeObject,
  renamed: (name: string) => string | undefined,
): { readonly body: KubeObject; readonly count: number } {
  const { namespace } = body.metadata;
  let count = 0;

  const refersElsewhere = (holder: Fields): boolean =>
    (typeof holder["kind"] === "string" && holder["kind"] !== "Secret") ||
    (typeof holder["namespace"] === "string" && holder["namespace"] !== namespace);

  /** The same node where nothing below it changes. */
  const walk = (node: unknown, [step, ...rest]: readonly string[]): unknown => {
    if (step === "*") {
      if (!Array.isArray(node)) return node;
      const items = node.map((item: unknown) => walk(item, rest));
      return items.some((item, index) => item !== node[index]) ? items : node;
    }
    if (typeof node !== "object" || node === null || Array.isArray(node) || !Object.hasOwn(node, step!))
      return node;
    const fields = node as Fields;
    const child = fields[step!];
    if (rest.length > 0) {
      const made = walk(child, rest);
      return made === child ? node : { ...fields, [step!]: made };
    }
    const name = typeof child === "string" && !refersElsewhere(fields) ? renamed(child) : undefined;
    if (name === undefined) return node;
    count += 1;
    return { ...fields, [step!]: name };
  };

  const made = pathsOf(body.kind).reduce<unknown>((object, path) => walk(object, path.split(".")), body);
  return { body: made as KubeObject, count };
}

function pathsOf(kind: string): readonly string[] {
  if (Object.hasOwn(OTHERS, kind)) return OTHERS[kind]!;
  const pod = Object.hasOwn(PODS, kind) ? PODS[kind]! : "spec.template.spec";
  return POD.map((path) => `${pod}.${path}`);
}
