import { type KubeconfigEntry, textIn, wrong } from "./kubeconfig-fields.ts";
import type { KubeconfigFile } from "./kubeconfig-policy.ts";

/** Several kubeconfigs as one: of each name the first counts, whole. */
export interface MergedKubeconfig {
  readonly current: string | undefined;
  readonly contexts: ReadonlyMap<string, KubeconfigEntry>;
  readonly clusters: ReadonlyMap<string, KubeconfigEntry>;
  readonly users: ReadonlyMap<string, KubeconfigEntry>;
}

/** A context with what it names. */
export interface ChosenContext {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly cluster: KubeconfigEntry;
  readonly user: KubeconfigEntry;
}

/**
 * Merges kubeconfigs as kubectl does. Pure; throws KUBECONFIG_INVALID for one of another form.
 * @see https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files
 */
export function mergeKubeconfigs(files: readonly KubeconfigFile[]): MergedKubeconfig {
  const merge = (list: string, inner: string): ReadonlyMap<string, KubeconfigEntry> => {
    const merged = new Map<string, KubeconfigEntry>();
    for (const file of files)
      for (const [name, entry] of entriesIn(file, list, inner))
        if (!merged.has(name)) merged.set(name, entry);
    return merged;
  };
  const currents = files.map(({ root, file }) => textIn({ fields: root, file }, "current-context"));
  return {
    current: currents.find((current) => current !== undefined),
    contexts: merge("contexts", "context"),
    clusters: merge("clusters", "cluster"),
    users: merge("users", "user"),
  };
}

/**
 * The context that is asked for, or the current one. Throws KUBECONFIG_INVALID where it, or what it names, is not there;
 * the names stay out of the message, as all that a kubeconfig holds.
 */
export function chosenContext(
  merged: MergedKubeconfig,
  asked: string | undefined,
  file: string | undefined,
): ChosenContext {
  const name = asked ?? merged.current;
  const fix = "kubectl config get-contexts\ncluster: kubeconfig://PATH#CONTEXT";
  if (name === undefined)
    throw wrong("KUBECONFIG_INVALID", "The kubeconfig has no current context, and none is named.", file, fix);
  const context = merged.contexts.get(name);
  if (context === undefined)
    throw wrong(
      "KUBECONFIG_INVALID",
      `The kubeconfig has no context of the ${asked === undefined ? "name that is its current one" : "given name"}.`,
      file,
      fix,
    );
  const named = (kind: "cluster" | "user", among: ReadonlyMap<string, KubeconfigEntry>): KubeconfigEntry => {
    const text = textIn(context, kind);
    const entry = text === undefined ? undefined : among.get(text);
    if (entry !== undefined) return entry;
    // A context without a user is one without credentials.
    if (kind === "user" && text === undefined) return { fields: new Map(), file: context.file };
    throw wrong(
      "KUBECONFIG_INVALID",
      `The context names ${text === undefined ? `no ${kind}` : `a ${kind} that is not there`}.`,
      context.file,
      fix,
    );
  };
  return {
    name,
    namespace: textIn(context, "namespace"),
    cluster: named("cluster", merged.clusters),
    user: named("user", merged.users),
  };
}

function entriesIn(
  { root, file }: KubeconfigFile,
  list: string,
  inner: string,
): Map<string, KubeconfigEntry> {
  const value = root.get(list) ?? [];
  const entries = new Map<string, KubeconfigEntry>();
  const refuse = (what: string): Error =>
    wrong("KUBECONFIG_INVALID", `${list} ${what}.`, file, "kubectl config view --raw");
  if (!Array.isArray(value)) throw refuse("is no list");
  for (const one of value as readonly unknown[]) {
    const name: unknown = one instanceof Map ? one.get("name") : undefined;
    if (!(one instanceof Map) || typeof name !== "string") throw refuse("has an entry without a name");
    const fields: unknown = one.get(inner) ?? new Map<string, unknown>();
    if (!(fields instanceof Map)) throw refuse(`has an entry whose ${inner} is no map`);
    if (entries.has(name)) throw refuse("has two entries of one name");
    entries.set(name, { fields: fields as ReadonlyMap<string, unknown>, file });
  }
  return entries;
}
