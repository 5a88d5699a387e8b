import type { ClusterClient } from "../cluster/api.ts";
import { targetCollisions, targetProblem } from "../cluster/external-secrets/checks.ts";
import type { Mapping } from "../cluster/external-secrets/mapping.ts";
import { type SyncOutcome, syncAll, type TargetsBefore } from "../cluster/external-secrets/sync.ts";
import { syncSpec } from "../cluster/external-secrets/status.ts";
import { targetMark } from "../cluster/external-secrets/target.ts";
import { requireOperator } from "../cluster/external-secrets/versions.ts";
import { ApiFault } from "../cluster/fault.ts";
import type { ClusterHost } from "../cluster/host.ts";
import { type Desired, idOf, type ObjectKey, shownKey } from "../cluster/object.ts";
import type { SecretState } from "../cluster/restart/record.ts";
import type { ApplySettings } from "../cluster/settings.ts";
import { Failure, together } from "../kernel/errors.ts";
import type { SyncEnd } from "./cluster-apply.ts";

export { mappingProblems, targetCollisions } from "../cluster/external-secrets/checks.ts";
export { steady } from "../cluster/external-secrets/steady.ts";
export { storeObjects } from "../cluster/external-secrets/store-objects.ts";
export { preflight, storeInputs } from "./cluster-preflight.ts";
export { externalSecretOf } from "../cluster/external-secrets/external-secret.ts";

/** What is known of External Secrets before anything is applied. */
export interface SyncPlan {
  readonly keys: readonly ObjectKey[];
  /** The Secrets that they make. */
  readonly targets: readonly ObjectKey[];
  readonly before: TargetsBefore;
}

/**
 * Makes sure that the operator is there, and that the Secret of a mapping is not somebody else's. Notes what each Secret
 * is before its ExternalSecret is applied: the operator may be faster than our next look. Throws KIND_UNKNOWN,
 * OBJECT_OWNED.
 */
export async function checkSync(
  external: readonly Desired[],
  mapping: Mapping | undefined,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<SyncPlan> {
  await requireOperator(client, signal);
  const targets = external.map(({ body, key: { namespace } }) => secretKey(namespace, syncSpec(body).target));
  const marks = targets.map(
    async (target) => [idOf(target), await targetMark(client, host, target, signal)] as const,
  );
  const before = new Map(await Promise.all(marks));
  if (mapping !== undefined) {
    const live = await readable(client, secretKey(mapping.namespace, mapping.target), signal);
    const problem = targetProblem(live, mapping);
    if (problem !== undefined) throw problem;
  }
  return { keys: external.map(({ key }) => key), targets, before };
}

const secretKey = (namespace: string | undefined, name: string): ObjectKey => ({
  apiVersion: "v1",
  kind: "Secret",
  namespace,
  name,
});

/** What in `desired` the ExternalSecrets among the manifests would write, too. */
export const manifestCollisions = (external: readonly Desired[], desired: readonly Desired[]): Failure[] =>
  external.flatMap(({ key, body, origin }) => {
    const { creationPolicy, target } = syncSpec(body);
    // Merge fills a Secret of somebody else's, and None writes none.
    if (creationPolicy === "Merge" || creationPolicy === "None") return [];
    return targetCollisions(
      { namespace: key.namespace ?? "", target, file: origin.file ?? origin.input },
      desired,
    );
  });

/** Who may not read it goes on: the operator itself refuses what it may not take. */
async function readable(client: ClusterClient, key: ObjectKey, signal: AbortSignal) {
  try {
    return await client.get(key, signal);
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return undefined;
    throw error;
  }
}

/** Has the operator take the present values, and waits for exactly that. */
export async function sync(
  plan: SyncPlan,
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<SyncEnd> {
  const outcomes = await syncAll(plan.keys, settings, client, host, signal, plan.before);
  const [first, ...more] = outcomes.flatMap(failureOf);
  return {
    synced: outcomes,
    states: outcomes.flatMap(stateOf),
    failure: first === undefined ? undefined : together([first, ...more]),
  };
}

const failureOf = ({ key, is, why, fix }: SyncOutcome): Failure[] =>
  is === "failed"
    ? [
        new Failure(
          "SYNC_FAILED",
          `${shownKey(key)}: ${why ?? "it did not sync"}.`,
          fix === undefined ? {} : { fix },
        ),
      ]
    : [];

/** What pods read of it. Where it cannot be told whether it changed, it counts as changed. */
const stateOf = ({ target, after, changed }: SyncOutcome): SecretState[] =>
  after === undefined
    ? []
    : [
        {
          namespace: target.namespace ?? "",
          kind: "Secret",
          name: target.name,
          uid: after.uid,
          resourceVersion: after.resourceVersion,
          changed: changed !== false,
        },
      ];
