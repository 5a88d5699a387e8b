import { at, listAt, textAt } from "./fields.ts";

/** What pods read their configuration from. */
export type SourceKind = "Secret" | "ConfigMap";

/** A Secret or ConfigMap that the pods of a template read. `optional`: they start without it too. */
export interface Use {
  readonly kind: SourceKind;
  readonly name: string;
  readonly optional: boolean;
}

/** Where the pod template of a workload stands; of a Pod, the pod itself. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
  Pod: ["spec"],
};
const TEMPLATE = ["spec", "template", "spec"];

interface Kind {
  readonly kind: SourceKind;
  /** In `env`, `envFrom` and `volumes`; a volume names a Secret by `secretName`. */
  readonly key: string;
  readonly from: string;
  readonly volume: string;
  readonly name: string;
}
const KINDS: readonly Kind[] = [
  { kind: "Secret", key: "secretKeyRef", from: "secretRef", volume: "secret", name: "secretName" },
  { kind: "ConfigMap", key: "configMapKeyRef", from: "configMapRef", volume: "configMap", name: "name" },
];

/**
 * The Secrets and ConfigMaps that a workload's pods read: `env`, `envFrom`, volumes and projected volumes, of init
 * containers too. Not `imagePullSecrets` (the kubelet reads them anew at every pull), and no ephemeral containers (a
 * template has none). Takes an object of any kind with a pod template, or a Pod. A name that is used several times is
 * given once, optional only where every use is.
 * https://kubernetes.io/docs/concepts/configuration/secret/#using-a-secret
 */
export function usesOf(workload: { readonly kind: string }): readonly Use[] {
  const pod = at(workload, ...(TEMPLATES[workload.kind] ?? TEMPLATE));
  const uses = new Map<string, Use>();
  const add = (kind: SourceKind, reference: unknown, field = "name"): void => {
    const name = textAt(reference, field);
    if (name === "") return;
    const id = `${kind}/${name}`;
    const optional = at(reference, "optional") === true;
    uses.set(id, { kind, name, optional: optional && (uses.get(id)?.optional ?? true) });
  };
  for (const container of [...listAt(pod, "initContainers"), ...listAt(pod, "containers")])
    for (const { kind, key, from } of KINDS) {
      for (const variable of listAt(container, "env")) add(kind, at(variable, "valueFrom", key));
      for (const source of listAt(container, "envFrom")) add(kind, at(source, from));
    }
  for (const volume of listAt(pod, "volumes"))
    for (const kind of KINDS) {
      add(kind.kind, at(volume, kind.volume), kind.name);
      // Projected ones name both by `name`.
      for (const source of listAt(volume, "projected", "sources")) add(kind.kind, at(source, kind.volume));
    }
  return [...uses.values()];
}

/** The names of the Secrets that a workload's pods read: `usesOf` without ConfigMaps. */
export const usersOf = (workload: { readonly kind: string }): ReadonlySet<string> =>
  new Set(usesOf(workload).flatMap(({ kind, name }) => (kind === "Secret" ? [name] : [])));
