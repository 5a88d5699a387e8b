import { Failure } from "../../kernel/errors.ts";
import { failureOf } from "../explain.ts";
import { ApiFault } from "../fault.ts";
import type { KubeObject } from "../object.ts";
import { byRank, isDefinition, isNamespace } from "./order.ts";
import { giveBack, NotGivenBack } from "./give-back.ts";
import { inParallel } from "./parallel.ts";
import { isOnlyOf, isStillAsWritten } from "./same.ts";
import type { ApplyContext, Written } from "./write.ts";

/** What became of one object that was to be taken back; `why` it could not be. */
export interface TakenBack {
  readonly written: Written;
  readonly why?: string;
}

/** A controller may write the status in between, so often. */
const ATTEMPTS = 3;

/**
 * Takes back what was written, the last first: what we created is deleted (by uid, so that nobody else's is), what we
 * changed is given back. Never throws: what could not be taken back says why.
 */
export async function rollBack(
  written: readonly Written[],
  context: ApplyContext,
): Promise<readonly TakenBack[]> {
  const results: TakenBack[] = [];
  for (const rank of byRank(written, ({ item }) => item.desired.key).toReversed())
    results.push(
      ...(await inParallel(rank, async (one): Promise<TakenBack> => {
        const why = await whyNot(one, context);
        return { written: one, ...(why === undefined ? {} : { why }) };
      })),
    );
  return results;
}

/** Takes one object back; why that could not be. */
async function whyNot(written: Written, context: ApplyContext): Promise<string | undefined> {
  const { key } = written.item.desired;
  try {
    if (written.after === undefined) return await takeBackUnknown(written, context);
    if (written.created) return await remove(written.after, written, context);
    return await restore(written.before, written.after, context);
  } catch (error) {
    if (error instanceof NotGivenBack) return error.message;
    if (error instanceof ApiFault) {
      if (error.status === 409) return "it was changed by somebody else since";
      return withoutStop(failureOf(error, { key, doing: "roll back" }, context.host).message);
    }
    return error instanceof Failure ? withoutStop(error.message) : "the run was stopped before";
  }
}

/** A sentence as a part of one. */
const withoutStop = (sentence: string): string => sentence.replace(/\.$/, "");

/** Of an object whose answer was lost: what it was made into, if anything, shows in the object itself. */
async function takeBackUnknown(written: Written, context: ApplyContext): Promise<string | undefined> {
  const { item, before } = written;
  const { client, settings, signal } = context;
  const now = await client.get(item.desired.key, signal);
  if (now === undefined || now.metadata.resourceVersion === before?.metadata.resourceVersion)
    return undefined;
  if (before === undefined && isOnlyOf(settings.manager, now)) return await remove(now, written, context);
  return "the connection was lost, and it is not known what was written";
}

async function remove(
  { metadata }: KubeObject,
  { item }: Written,
  { client, signal }: ApplyContext,
): Promise<string | undefined> {
  const { key } = item.desired;
  if (isNamespace(key)) return "a namespace is never deleted, others may have put something into it";
  if (isDefinition(key)) return "deleting the definition of a kind would delete all objects of it";
  try {
    await client.call(
      {
        method: "DELETE",
        path: await client.path(key, signal),
        body: deleteOptions({ uid: metadata.uid }),
        repeatable: true,
      },
      signal,
    );
  } catch (error) {
    if (!(error instanceof ApiFault && error.status === 404)) throw error;
  }
  return undefined;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/ */
export const deleteOptions = (preconditions: {
  readonly uid: string | undefined;
  readonly resourceVersion?: string | undefined;
}): string =>
  JSON.stringify({ apiVersion: "v1", kind: "DeleteOptions", preconditions, propagationPolicy: "Background" });

async function restore(
  before: KubeObject | undefined,
  after: KubeObject,
  context: ApplyContext,
): Promise<undefined> {
  let at = after;
  for (let attempt = 1; ; attempt += 1)
    try {
      await giveBack(before ?? bare(after), at, context);
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiFault) || error.status !== 409 || attempt >= ATTEMPTS) throw error;
      const { apiVersion, kind, metadata } = after;
      const key = { apiVersion, kind, namespace: metadata.namespace, name: metadata.name };
      const now = await context.client.get(key, context.signal);
      if (now === undefined || !isStillAsWritten(context.settings.manager, at, now)) throw error;
      at = now;
    }
}

/** Of an object that appeared while we applied ours: nothing of it was ours before. */
const bare = ({ apiVersion, kind, metadata }: KubeObject): KubeObject => ({
  apiVersion,
  kind,
  metadata: {
    name: metadata.name,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
  },
});
