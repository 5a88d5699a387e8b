import { asFailure } from "../../kernel/errors.ts";
import { attempt, failed } from "../outcome.ts";
import type { Outcome } from "../provider.ts";
import { type AwsAction, AwsFault, failureOf } from "./fault.ts";

/** How a store reads many names at once. */
export interface Batching<A, B> {
  /** The most that one request takes. */
  readonly size: number;
  readonly ask: (asks: readonly A[]) => Promise<B>;
  /** What the batch needs to be allowed, for a refusal that is about the credentials. */
  readonly action: () => AwsAction;
  /** What the answer says of one name; an undefined answer is none, and a single read decides. */
  readonly read: (ask: A, answer: B | undefined) => Promise<Outcome>;
}

export type Read<A> = readonly (readonly [A, Outcome])[];

/** Reads many: two and more in batches, next to each other; one by itself. */
export async function readInBatches<A, B>(
  asks: readonly A[],
  batching: Batching<A, B>,
  signal: AbortSignal,
): Promise<Read<A>> {
  const { size } = batching;
  const batches = Array.from({ length: Math.ceil(asks.length / size) }, (_, i) =>
    asks.slice(i * size, (i + 1) * size),
  );
  const read = batches.map(async (batch) =>
    attemptAll(batch, async () => readBatch(batch, batching, signal), signal),
  );
  return (await Promise.all(read)).flat();
}

async function readBatch<A, B>(
  asks: readonly A[],
  batching: Batching<A, B>,
  signal: AbortSignal,
): Promise<Read<A>> {
  const answer = asks.length === 1 ? undefined : await askBatch(asks, batching);
  return Promise.all(
    asks.map(async (ask) => [ask, await attempt(async () => batching.read(ask, answer), signal)] as const),
  );
}

/**
 * The answer of a batch; undefined where it is refused: one name that may not be read is enough for that, or a permission
 * of the batch's own, and only single reads tell which. Credentials that are refused would be so one by one too.
 */
async function askBatch<A, B>(asks: readonly A[], { ask, action }: Batching<A, B>): Promise<B | undefined> {
  try {
    return await ask(asks);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    const failure = failureOf(error, action());
    if (failure.code === "CREDENTIALS_REFUSED") throw failure;
    return undefined;
  }
}

/** What reading many gives; what is thrown holds for each of them. Only the end of the whole run goes on upwards. */
export async function attemptAll<A>(
  asked: readonly A[],
  read: () => Promise<Read<A>>,
  signal: AbortSignal,
): Promise<Read<A>> {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    const outcome = failed(asFailure(error));
    return asked.map((one) => [one, outcome] as const);
  }
}
