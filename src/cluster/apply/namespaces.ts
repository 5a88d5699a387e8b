import { Failure } from "../../kernel/errors.ts";
import type { ClusterClient } from "../api.ts";
import { failureOf } from "../explain.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import type { Desired, KubeObject, ObjectKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { isNamespace } from "./order.ts";
import { inParallel } from "./parallel.ts";

/** What is known of the namespaces that a run needs. */
export interface Namespaces {
  /** By name; those that this identity may not look at are not here. */
  readonly live: ReadonlyMap<string, KubeObject | undefined>;
  /** Those that this run makes because `create-namespace` says so. */
  readonly made: readonly Desired[];
  readonly problems: readonly Failure[];
}

/** The key of a namespace. */
export const namespaceKey = (name: string): ObjectKey => ({
  apiVersion: "v1",
  kind: "Namespace",
  namespace: undefined,
  name,
});

/**
 * Looks for every namespace that the objects are in: one request each. One that may not be looked at may well be
 * there, so the run goes on. Throws what the client throws, but for what the server says of one of them.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export async function checkNamespaces(
  desired: readonly Desired[],
  settings: Pick<ApplySettings, "namespace" | "createNamespace" | "applySet">,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Namespaces> {
  const ours = new Set(desired.flatMap(({ key }) => (isNamespace(key) ? [key.name] : [])));
  const used = new Map(
    desired.flatMap((one) => (one.key.namespace === undefined ? [] : [[one.key.namespace, one]])),
  );
  const names = new Set([
    ...ours,
    ...used.keys(),
    ...(settings.applySet === undefined ? [] : [settings.namespace]),
  ]);
  const live = new Map<string, KubeObject | undefined>();
  const made: Desired[] = [];
  const problems: Failure[] = [];
  await inParallel([...names], async (name) => {
    const found = await look(name, client, host, signal);
    if (found instanceof Failure) problems.push(found);
    if (found instanceof Failure || found === "unknown") return;
    live.set(name, found);
    if (found?.metadata.deletionTimestamp !== undefined) problems.push(terminating(name));
    if (found !== undefined || ours.has(name)) return;
    if (settings.createNamespace) made.push(namespaceOf(name));
    else problems.push(missing(name, used.get(name)));
  });
  return { live, made, problems };
}

async function look(
  name: string,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<KubeObject | undefined | "unknown" | Failure> {
  const key = namespaceKey(name);
  try {
    return await client.get(key, signal);
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    return error.status === 403 ? "unknown" : failureOf(error, { key, doing: "read" }, host);
  }
}

const namespaceOf = (name: string): Desired => ({
  key: namespaceKey(name),
  origin: { from: "namespace", input: "create-namespace" },
  body: {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "app.kubernetes.io/managed-by": "secrets-action" } },
  },
  notes: [],
});

const missing = (name: string, user: Desired | undefined): Failure =>
  new Failure("NAMESPACE_MISSING", `The namespace ${name} does not exist.`, {
    fix: `create-namespace: true   # or: kubectl create namespace ${name}`,
    ...(user?.origin.file === undefined ? {} : { at: { file: user.origin.file } }),
  });

const terminating = (name: string): Failure =>
  new Failure("OBJECT_GONE", `The namespace ${name} is being deleted: nothing can be made in it.`, {
    fix: `Wait until it is gone, and run the job again:\nkubectl wait --for=delete namespace/${name} --timeout=5m`,
  });
