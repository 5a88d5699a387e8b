import { Failure } from "../../kernel/errors.ts";
import type { Applied } from "../applied.ts";
import type { ClusterClient } from "../api.ts";
import { failureOf } from "../explain.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { objectOf } from "../listing.ts";
import type { KubeObject, ObjectKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { bodyOf } from "./body.ts";
import { reported } from "./checked.ts";
import { planObject, type PlannedObject } from "./dry-run.ts";
import type { Migration } from "./migrate.ts";
import { isOnlyOf } from "./same.ts";
import { sendApply } from "./send-apply.ts";

/** What a run applies with. */
export interface ApplyContext {
  readonly settings: ApplySettings;
  readonly client: ClusterClient;
  readonly host: ClusterHost;
  readonly signal: AbortSignal;
}

/** What was sent for one object: enough to take it back. */
export interface Written {
  readonly item: PlannedObject;
  /** As it was before the first thing that was sent. */
  readonly before: KubeObject | undefined;
  /** As the server gave it back; undefined where the answer was lost. */
  readonly after: KubeObject | undefined;
  readonly created: boolean;
}

/** Somebody else writes the object too, or answers are lost: so often it is looked at anew. */
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 50;
/** Of failures that are no answer: the request may have arrived. */
const UNANSWERED: ReadonlySet<string> = new Set(["STORE_UNREACHABLE", "STORE_ANSWER_INVALID"]);

/**
 * Applies one object at the resourceVersion that the check saw. Where it was changed in between, or the answer was
 * lost, it is checked again with all of its rules and tried again, a bounded number of times. An unchanged object
 * sends nothing.
 * @param wrote is told of each thing that was, or may have been, written
 * @throws Failure OBJECT_CONFLICT where others were faster each time, and what the server says of the object
 */
export async function writeObject(
  item: PlannedObject,
  context: ApplyContext,
  wrote: (written: Written) => void,
): Promise<Applied> {
  const { settings, client, host, signal } = context;
  const { desired } = item;
  const start = host.clock.now();
  const took = (): number => host.clock.now() - start;
  let plan = item;
  let before = item.live;
  let migrated: KubeObject | undefined;
  let isLost = false;
  for (let attempt = 1; ; attempt += 1) {
    if (!plan.write) {
      if (!isLost || plan.live === undefined) return reported(plan, took(), false, isOf(migrated));
      // The answer was lost after the deed: the object is as it should be.
      const created = before === undefined && isOnlyOf(settings.manager, plan.live);
      wrote({ item, before, after: plan.live, created });
      return reported(item, took(), false, { verb: verbOf(item, created), ...isOf(plan.live) });
    }
    try {
      if (plan.migration !== undefined && migrated === undefined) {
        migrated = await migrate(plan.migration, desired.key, context);
        wrote({ item, before, after: migrated, created: false });
      }
      const seen = (migrated ?? plan.live)?.metadata.resourceVersion;
      const options = { manager: settings.manager, force: plan.force };
      const done = await sendApply(client, desired.key, bodyOf(desired, seen), options, signal);
      const { object } = done;
      const created = done.created || (isLost && before === undefined && isOnlyOf(settings.manager, object));
      wrote({ item, before, after: object, created });
      return reported(plan, took(), false, { verb: verbOf(plan, created), ...isOf(object) });
    } catch (error) {
      const isUnknown = mayBeDone(error);
      if (isUnknown) wrote({ item, before, after: undefined, created: false });
      isLost ||= isUnknown;
      if (!(isUnknown || isRace(error, plan)) || attempt >= ATTEMPTS || signal.aborted)
        throw error instanceof ApiFault
          ? failureOf(error, { key: desired.key, doing: "apply" }, host)
          : error;
    }
    await host.clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random()), signal);
    const again = await planObject(desired, settings, client, host, signal);
    if (again instanceof Failure) throw again;
    plan = again;
    // What we may have written ourselves is no state of somebody else's to go back to.
    if (migrated !== undefined) migrated = again.live;
    else if (!isLost) before = again.live;
  }
}

async function migrate(
  { patch }: Migration,
  key: ObjectKey,
  { client, settings, signal }: ApplyContext,
): Promise<KubeObject> {
  const path = await client.path(key, signal);
  const query = { fieldManager: settings.manager };
  const call = { method: "PATCH", path, query, body: JSON.stringify(patch), as: "json-patch" } as const;
  return objectOf((await client.call(call, signal)).json);
}

/** Of an object that appeared while we made it, nothing was created by us. */
const verbOf = ({ verb }: PlannedObject, created: boolean): PlannedObject["verb"] =>
  created ? "created" : verb === "created" ? "changed" : verb;

const isOf = (object: KubeObject | undefined): Pick<Applied, "uid" | "resourceVersion"> => {
  const { uid, resourceVersion } = object?.metadata ?? {};
  return {
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
};

/** Whether there is no answer that says what was done. */
const mayBeDone = (error: unknown): boolean =>
  error instanceof ApiFault ? error.status >= 500 : error instanceof Failure && UNANSWERED.has(error.code);

/** Whether the object is not what the check saw: changed, deleted or made anew. */
const isRace = (error: unknown, { live }: PlannedObject): boolean =>
  error instanceof ApiFault &&
  (error.status === 409 ||
    (live !== undefined && error.status === 404 && error.reason === "NotFound") ||
    error.has(/resourceVersion (?:should|may|must) not be set/));
