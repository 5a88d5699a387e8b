import { groupOf, type ObjectKey } from "../object.ts";

/** One thing that somebody may do. */
export interface Right {
  /** "" for the core. */
  readonly group: string;
  /** The plural, as in a Role. */
  readonly resource: string;
  readonly subresource?: string;
  readonly verb: string;
  /** Undefined for what lies in no namespace. */
  readonly namespace: string | undefined;
  /** Undefined for all of the kind. */
  readonly name: string | undefined;
}

interface Rule {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
}

/** What each part of a run must be allowed to do, for the documents too. */
export const RIGHTS = {
  /** Each object that is applied, by its name: a server-side apply of what is not there asks for `create` with the name. */
  apply: { verbs: ["get", "patch"] },
  create: { verbs: ["create"] },
  /** In the namespaces of an apply set, for each of its kinds. */
  report: { verbs: ["list"] },
  prune: { verbs: ["list", "delete"] },
  /** The parent of an apply set, by its name. */
  applySet: [{ group: "", resource: "configmaps", verbs: ["get", "patch", "create"] }],
  /** Immutable Secrets: one with the same values is looked for. */
  reuse: [{ group: "", resource: "secrets", verbs: ["list"] }],
  /** Namespaces, by name. */
  createNamespace: [{ group: "", resource: "namespaces", verbs: ["get", "patch", "create"] }],
  restart: [
    { group: "apps", resource: "deployments", verbs: ["get", "list", "watch", "patch"] },
    { group: "apps", resource: "statefulsets", verbs: ["get", "list", "watch", "patch"] },
    { group: "apps", resource: "daemonsets", verbs: ["get", "list", "watch", "patch"] },
  ],
  /** An ExternalSecret is applied, forced and waited for: its own rights come with `apply`. */
  sync: [{ group: "external-secrets.io", resource: "externalsecrets", verbs: ["list", "watch"] }],
  /** Not asked for beforehand: without them a rollout or a sync that is stuck is not explained. */
  explain: [
    { group: "", resource: "events", verbs: ["list"] },
    { group: "", resource: "pods", verbs: ["list"] },
    { group: "apps", resource: "replicasets", verbs: ["list"] },
    { group: "apps", resource: "controllerrevisions", verbs: ["list"] },
    { group: "batch", resource: "cronjobs", verbs: ["list"] },
    { group: "batch", resource: "jobs", verbs: ["list"] },
  ],
} as const satisfies Readonly<Record<string, { readonly verbs: readonly string[] } | readonly Rule[]>>;

/** A kind as it stands in a Role. */
export interface NamedResource {
  readonly group: string;
  readonly resource: string;
}

/** What a run is about to do. */
export interface Deeds {
  readonly objects: readonly {
    readonly key: ObjectKey;
    /** The plural of its kind, as the server serves it. */
    readonly resource: string;
    /** Whether it is there; undefined where that is not known. */
    readonly exists?: boolean;
    /** Whether its name is another one in each run: then the right is needed for all of its kind. */
    readonly isRenamed?: boolean;
  }[];
  readonly createNamespaces?: readonly string[];
  readonly applySet?: {
    readonly parent: { readonly namespace: string; readonly name: string };
    readonly prune: boolean;
    readonly kinds: readonly NamedResource[];
    readonly namespaces: readonly string[];
  };
  /** Namespaces in which immutable Secrets are made. */
  readonly reuse?: readonly string[];
  /** Namespaces in which workloads are restarted. */
  readonly restart?: readonly string[];
  /** Namespaces in which ExternalSecrets are waited for. */
  readonly sync?: readonly string[];
}

/** The rights that a run needs, each once. @see RIGHTS */
export function needsOf(deeds: Deeds): readonly Right[] {
  const rights: Right[] = [];
  const add = (rules: readonly Rule[], namespace: string | undefined, name?: string): void => {
    for (const { group, resource, verbs } of rules)
      for (const verb of verbs) rights.push({ group, resource, verb, namespace, name });
  };
  for (const { key, resource, exists, isRenamed } of deeds.objects) {
    const verbs = [...RIGHTS.apply.verbs, ...(exists === true ? [] : RIGHTS.create.verbs)];
    const name = isRenamed === true ? undefined : key.name;
    add([{ group: groupOf(key.apiVersion), resource, verbs }], key.namespace, name);
  }
  for (const name of deeds.createNamespaces ?? []) add(RIGHTS.createNamespace, undefined, name);
  if (deeds.applySet !== undefined) {
    const { parent, prune, kinds, namespaces } = deeds.applySet;
    add(RIGHTS.applySet, parent.namespace, parent.name);
    const { verbs } = prune ? RIGHTS.prune : RIGHTS.report;
    for (const namespace of namespaces)
      add(
        kinds.map((kind) => ({ ...kind, verbs })),
        namespace,
      );
  }
  for (const namespace of deeds.reuse ?? []) add(RIGHTS.reuse, namespace);
  for (const namespace of deeds.restart ?? []) add(RIGHTS.restart, namespace);
  for (const namespace of deeds.sync ?? []) add(RIGHTS.sync, namespace);
  return [...new Map(rights.map((right) => [JSON.stringify(right), right])).values()];
}
