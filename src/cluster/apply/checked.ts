import { Failure, together } from "../../kernel/errors.ts";
import type { Applied } from "../applied.ts";
import type { ClusterClient } from "../api.ts";
import { failureOf } from "../explain.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { type Desired, groupOf, type ObjectKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { asMember, canBeMember, readApplySet } from "./apply-set.ts";
import { planObject, type PlannedObject, type Reach } from "./dry-run.ts";
import { removedNote } from "./leftover-annotations.ts";
import { checkMembership, type Membership } from "./membership.ts";
import { checkNamespaces, type Namespaces } from "./namespaces.ts";
import { isDefinition, isNamespace } from "./order.ts";
import { inParallel } from "./parallel.ts";
import { asPruned } from "./prune.ts";

/** Everything that an apply needs to know. */
export interface Checked {
  /** In the order of what was asked for; the namespaces that `create-namespace` makes come first. */
  readonly items: readonly PlannedObject[];
  /** What would be done, for a dry run. */
  readonly planned: readonly Applied[];
  /** Members of the apply set that are no longer asked for, and would stay. */
  readonly left: readonly ObjectKey[];
  readonly membership: Membership | undefined;
}

/**
 * Checks all that is to be in the cluster against what is there, the server's dry run included. Changes nothing. An
 * unchanged object costs two requests, and is not applied afterwards.
 * @param desired what is to be there
 * @returns what is to be done with each object
 * @throws Failure that holds all problems: NAMESPACE_MISSING, KIND_UNKNOWN, OBJECT_OWNED, OBJECT_CONFLICT, ...
 */
export async function checkObjects(
  desired: readonly Desired[],
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Checked> {
  const set = await readApplySet(settings, client, host, signal);
  if (set instanceof Failure) throw set;
  const namespaces = await checkNamespaces(desired, settings, client, host, signal);
  throwAll(namespaces.problems);
  const all = [...namespaces.made, ...desired.map((one) => (set === undefined ? one : asMember(one, set)))];
  const unknown = await checkKinds(all, client, host, signal);
  const start = host.clock.now();
  const plans = await inParallel(all, async (one) =>
    unknown.get(kindOf(one)) instanceof Failure
      ? (unknown.get(kindOf(one)) as Failure)
      : await planObject(one, settings, client, host, signal, reachOf(one, namespaces, unknown)),
  );
  const problems = plans.filter((plan): plan is Failure => plan instanceof Failure);
  const items = plans.filter((plan): plan is PlannedObject => !(plan instanceof Failure));
  const members = all.filter(canBeMember).map(({ key }) => key);
  const found =
    set === undefined ? undefined : await checkMembership(set, members, settings, client, host, signal);
  throwAll([...problems, ...(found?.problems ?? [])]);
  host.debug(`Checked ${items.length} objects in ${host.clock.now() - start} ms.`);
  const left = found?.membership.leftovers.objects.map(({ key }) => key) ?? [];
  const pruned = settings.prune === "true" ? left : [];
  return {
    items,
    planned: [...items.map((item) => reported(item, 0, true)), ...pruned.map((key) => asPruned(key, 0))],
    left: settings.prune === "true" ? [] : left,
    membership: found?.membership,
  };
}

/** A planned object as it is reported: as planned, or as done. */
export function reported(
  item: PlannedObject,
  ms: number,
  dryRun: boolean,
  changes: Partial<Applied> = {},
): Applied {
  const { desired, live, verb, formerOwner, migration } = item;
  const { uid, resourceVersion } = live?.metadata ?? {};
  return {
    key: desired.key,
    verb,
    changes: item.changes,
    ms,
    ...(formerOwner === undefined ? {} : { formerOwner }),
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    notes: [...item.notes, ...(migration?.clear === true ? [removedNote(dryRun)] : [])],
    ...changes,
  };
}

const kindOf = ({ key }: Desired): string => `${key.apiVersion} ${key.kind}`;

/** The kinds that the server does not serve: a Failure, or "made" where a definition of this run makes them. */
async function checkKinds(
  all: readonly Desired[],
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Failure | "made">> {
  const defined = new Set(all.flatMap(({ key, body }) => (isDefinition(key) ? definedBy(body["spec"]) : [])));
  const unknown = new Map<string, Failure | "made">();
  const firsts = new Map(all.map((one) => [kindOf(one), one] as const));
  await inParallel([...firsts], async ([kind, { key }]) => {
    try {
      if ((await client.resource(key.apiVersion, key.kind, signal)) !== undefined) return;
      if (defined.has(`${groupOf(key.apiVersion)} ${key.kind}`)) unknown.set(kind, "made");
      else await client.path(key, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof ApiFault) unknown.set(kind, failureOf(error, { key, doing: "look up" }, host));
      else if (error instanceof Failure && error.code === "KIND_UNKNOWN") unknown.set(kind, error);
      else throw error;
    }
  });
  return unknown;
}

function definedBy(spec: unknown): string[] {
  const { group, names } = (spec ?? {}) as { group?: unknown; names?: { kind?: unknown } };
  return typeof group === "string" && typeof names?.kind === "string" ? [`${group} ${names.kind}`] : [];
}

function reachOf(one: Desired, { live }: Namespaces, unknown: ReadonlyMap<string, Failure | "made">): Reach {
  const { key } = one;
  if (isNamespace(key)) return live.has(key.name) ? { known: { live: live.get(key.name) } } : {};
  if (key.namespace !== undefined && live.has(key.namespace) && live.get(key.namespace) === undefined)
    return { known: { live: undefined }, unasked: "this run makes its namespace" };
  if (unknown.get(kindOf(one)) === "made")
    return { known: { live: undefined }, unasked: "this run makes the definition of its kind" };
  return {};
}

/** Throws the problems together, each once. */
function throwAll(problems: readonly Failure[]): void {
  const [first, ...rest] = new Map(problems.map((problem) => [problem.message, problem])).values();
  if (first !== undefined) throw together([first, ...rest]);
}
