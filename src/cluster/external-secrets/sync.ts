import { Failure } from "../../kernel/errors.ts";
import { createPool } from "../../kernel/pool.ts";
import type { ClusterClient } from "../api.ts";
import type { Synced } from "../applied.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { idOf, type ObjectKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { awaitSync } from "./await-sync.ts";
import { force, forcing, needsForce } from "./force.ts";
import { syncSpec, syncStatus } from "./status.ts";
import { targetChanged, type TargetMark, targetMark } from "./target.ts";
import { warningsOf } from "./warnings.ts";

/** What became of one ExternalSecret, and of the Secret that it makes. */
export interface SyncOutcome extends Synced {
  readonly fix?: string;
  /** Whether the Secret holds something else than before; undefined where that cannot be told. */
  readonly changed: boolean | undefined;
  readonly after?: TargetMark;
}

/** Secrets as they were, by `idOf` of their key: read before the ExternalSecrets were applied. */
export type TargetsBefore = ReadonlyMap<string, TargetMark | undefined | "unknown">;

type Mark = TargetMark | undefined | "unknown";

/** Each is one watch. */
const AT_ONCE = 16;

/**
 * Makes the operator read each ExternalSecret now, and waits for exactly that, `settings.waitMs` each. Never throws
 * but for the signal: what fails is said in its outcome, in the order of `objects`.
 */
export async function syncAll(
  objects: readonly ObjectKey[],
  settings: Pick<ApplySettings, "manager" | "waitMs">,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
  before: TargetsBefore = new Map(),
): Promise<readonly SyncOutcome[]> {
  const pool = createPool(AT_ONCE);
  return await Promise.all(
    objects.map((key) =>
      pool.run(async (): Promise<SyncOutcome> => {
        const began = host.clock.now();
        const target = { apiVersion: "v1", kind: "Secret", namespace: key.namespace, name: key.name };
        const run: Run = { key, settings, client, host, signal, before };
        try {
          return { ...(await syncOne(run)), ms: host.clock.now() - began };
        } catch (error) {
          signal.throwIfAborted();
          return {
            key,
            is: "failed",
            target,
            changed: undefined,
            ms: host.clock.now() - began,
            ...said(error, host),
          };
        }
      }),
    ),
  );
}

interface Run {
  readonly key: ObjectKey;
  readonly settings: Pick<ApplySettings, "manager" | "waitMs">;
  readonly client: ClusterClient;
  readonly host: ClusterHost;
  readonly signal: AbortSignal;
  readonly before: TargetsBefore;
}

async function syncOne(run: Run): Promise<Omit<SyncOutcome, "ms">> {
  const { key, client, host, signal, settings } = run;
  const found = await client.get(key, signal);
  const target: ObjectKey = {
    apiVersion: "v1",
    kind: "Secret",
    namespace: key.namespace,
    name: found === undefined ? key.name : syncSpec(found).target,
  };
  if (found === undefined)
    return {
      key,
      target,
      is: "failed",
      why: "it is not there",
      fix: "Run the step again.",
      changed: undefined,
    };
  const now = await targetMark(client, host, target, signal);
  const id = idOf(target);
  const before: Mark = run.before.has(id) ? run.before.get(id) : now;
  const can = forcing(found, now !== undefined);
  if (!can.can)
    return { key, target, is: can.is, why: can.why, changed: targetChanged(before, now), ...markOf(now) };
  const warnings = await warningsOf(client, found, signal);
  const stamp = needsForce(found) ? String(host.clock.now()) : undefined;
  const object = stamp === undefined ? found : await force(client, key, settings.manager, stamp, signal);
  const condition = syncStatus(found).mark;
  const waited = await awaitSync(
    client,
    host,
    key,
    { object, stamp, condition, warnings: warnings.mark },
    settings.waitMs,
    signal,
  );
  const after = await targetMark(client, host, target, signal);
  const changed = targetChanged(before, after);
  if (waited.is === "failed") return { key, target, ...waited, changed, ...markOf(after) };
  return { key, target, is: changed === false ? "unchanged" : "synced", changed, ...markOf(after) };
}

const markOf = (mark: Mark): { readonly after?: TargetMark } =>
  mark === undefined || mark === "unknown" ? {} : { after: mark };

function said(error: unknown, host: ClusterHost): { readonly why: string; readonly fix?: string } {
  if (error instanceof ApiFault)
    return {
      why: `the API server answered ${error.status} to ${error.call.method}: ${error.said(host.said)}`,
      ...(error.status === 403
        ? { fix: "Its Role needs get, patch and watch of externalsecrets, get of secrets, list of events." }
        : {}),
    };
  if (error instanceof Failure)
    return { why: error.message, ...(error.fix === undefined ? {} : { fix: error.fix }) };
  throw error;
}
