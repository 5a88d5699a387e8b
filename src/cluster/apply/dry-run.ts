import { Failure } from "../../kernel/errors.ts";
import type { AppliedVerb, KeyChange } from "../applied.ts";
import type { ClusterClient } from "../api.ts";
import { failureOf } from "../explain.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { type Desired, type KubeObject, shownKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { otherSetProblem } from "./apply-set.ts";
import { bodyOf, liveValues } from "./body.ts";
import { conflictFailure, conflictsOf } from "./conflicts.ts";
import { diffOf } from "./diff.ts";
import { type Migration, migrationPatch } from "./migrate.ts";
import { isGone, ownerOf, ownerShown, ownershipProblem } from "./ownership.ts";
import { sameContent, sameOwnership } from "./same.ts";

/** What is to be done with one object, and what it was found to be. */
export interface PlannedObject {
  readonly desired: Desired;
  readonly live: KubeObject | undefined;
  readonly verb: Exclude<AppliedVerb, "pruned" | "rolled back">;
  readonly changes: readonly KeyChange[];
  /** Whether anything is to be sent: an unchanged object is not applied again. */
  readonly write: boolean;
  /** Whether fields are taken from others. */
  readonly force: boolean;
  /** Of one that was applied by `kubectl apply` from the client's side: what hands its fields over to us. */
  readonly migration: Migration | undefined;
  readonly formerOwner: string | undefined;
  readonly notes: readonly string[];
}

/** What the server can be asked about an object before anything is there. */
export interface Reach {
  /** Known already, `undefined` for what cannot be there yet; absent: to be read. */
  readonly known?: { readonly live: KubeObject | undefined };
  /** Why the server cannot be asked to try it. */
  readonly unasked?: string;
}

/**
 * Reads an object and has the server try it: two requests, one more where a conflict is resolved by force. Changes
 * nothing. The values that it holds in the cluster are masked before anything of the server is shown. A Failure where
 * this object stands in the way; throws what the client throws, but for what the server says of this object.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run
 */
export async function planObject(
  desired: Desired,
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
  reach: Reach = {},
): Promise<PlannedObject | Failure> {
  const { key } = desired;
  try {
    const live = reach.known === undefined ? await client.get(key, signal) : reach.known.live;
    if (live !== undefined) {
      host.born(liveValues(live));
      const problem = await liveProblem(live, desired, settings, client, host, signal);
      if (problem !== undefined) return problem;
    }
    if (reach.unasked !== undefined) return unasked(desired, live, reach.unasked);
    return await tried(desired, live, settings, client, host, signal);
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    return failureOf(error, { key, doing: "apply" }, host);
  }
}

async function liveProblem(
  live: KubeObject,
  desired: Desired,
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  if (live.metadata.deletionTimestamp !== undefined)
    return new Failure("OBJECT_GONE", `${shownKey(desired.key)} is being deleted.`, {
      fix: "Wait until it is gone, and run the job again; where it stays, a finalizer on it is not served.",
    });
  const otherSet = otherSetProblem(live, desired);
  if (otherSet !== undefined) return otherSet;
  const owner = ownerOf(live);
  if (owner === undefined) return undefined;
  const gone = settings.takeOwnership && (await isGone(owner, client, signal));
  return ownershipProblem(live, desired, { settings, host, gone });
}

const unasked = (desired: Desired, live: KubeObject | undefined, why: string): PlannedObject => ({
  desired,
  live,
  verb: live === undefined ? "created" : "changed",
  changes: diffOf(live, shownBody(desired)),
  write: true,
  force: false,
  migration: undefined,
  formerOwner: undefined,
  notes: [...desired.notes, `Checked here only: ${why}.`],
});

/** As the server would give it back, so far as that is known here: enough to say which keys there are. */
const shownBody = ({ body, data }: Desired): KubeObject =>
  data === undefined
    ? body
    : { ...body, data: Object.fromEntries([...data.keys()].map((name) => [name, ""])) };

async function tried(
  desired: Desired,
  live: KubeObject | undefined,
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<PlannedObject | Failure> {
  const { manager, conflicts } = settings;
  const migration = live === undefined ? undefined : migrationPatch(live, manager);
  const body = bodyOf(desired);
  const attempt = async (force: boolean): Promise<KubeObject> =>
    (await client.apply(desired.key, body, { manager, force, dryRun: true }, signal)).object;
  const plan = (merged: KubeObject, taken: ApiFault | undefined, force: boolean): PlannedObject => {
    const lost = (migration?.keys ?? []).filter((key) => !asksFor(desired, key));
    const changed = live === undefined || lost.length > 0 || !sameContent(live, merged);
    const owned = live !== undefined && sameOwnership(manager, live, merged);
    return {
      desired,
      live,
      verb: live === undefined ? "created" : changed ? "changed" : "unchanged",
      changes: withLosses(diffOf(live, merged), lost),
      write: changed || !owned || migration !== undefined,
      force,
      migration,
      formerOwner: formerOwnerOf(live, taken, migration, manager, host),
      notes: [
        ...desired.notes,
        ...(changed || owned ? [] : ["What is applied here is there already: only who manages it is new."]),
      ],
    };
  };
  try {
    return plan(await attempt(false), undefined, false);
  } catch (error) {
    if (!isFieldConflict(error)) throw error;
    const others = conflictsOf(error).map((conflict) => conflict.manager);
    const migrated = others.every((name) => migration?.managers.includes(name));
    if (migrated) return plan(await attempt(true), error, false);
    if (conflicts === "force") return plan(await attempt(true), error, true);
    const failure = conflictFailure(error, desired.key, host, live);
    if (conflicts === "fail") return failure;
    return {
      desired,
      live,
      verb: "skipped",
      changes: [],
      write: false,
      force: false,
      migration: undefined,
      formerOwner: formerOwnerOf(live, error, undefined, manager, host),
      notes: [...desired.notes, `Left as it is: ${failure.message}`],
    };
  }
}

const asksFor = ({ data, body }: Desired, key: string): boolean =>
  data?.has(key) ?? Object.hasOwn((body["data"] as object | undefined) ?? {}, key);

/** Whose it was: a tool by its marks, else the managers whose fields are taken. */
function formerOwnerOf(
  live: KubeObject | undefined,
  taken: ApiFault | undefined,
  migration: Migration | undefined,
  ours: string,
  { said }: ClusterHost,
): string | undefined {
  const owner = live === undefined ? undefined : ownerOf(live);
  if (owner !== undefined) return ownerShown(owner, said);
  const names = [
    ...(taken === undefined ? [] : conflictsOf(taken).map(({ manager }) => manager)),
    ...(migration?.managers ?? []),
  ].filter((name) => name !== ours);
  return names.length === 0 ? undefined : [...new Set(names)].map((name) => said(name)).join(", ");
}

const withLosses = (changes: readonly KeyChange[], lost: readonly string[]): readonly KeyChange[] => [
  ...changes.filter(({ key }) => !lost.includes(key)),
  ...lost.map((key) => ({ key, is: "removed" as const })),
];

/** Whether other managers own fields that would change. */
export const isFieldConflict = (error: unknown): error is ApiFault =>
  error instanceof ApiFault &&
  error.status === 409 &&
  error.causes.some(({ reason }) => reason === "FieldManagerConflict");
