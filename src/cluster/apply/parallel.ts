import { createPool } from "../../kernel/pool.ts";

/** So many objects are under way at a time: what one connection pool and the server's flow control bear well. */
const AT_A_TIME = 32;

/**
 * Runs a task an item, so many at a time, and returns the results in the order of the items. After one has thrown none
 * is begun; those under way end first, so that nothing goes on behind the caller's back. Throws what was thrown first.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const pool = createPool(AT_A_TIME);
  const results: R[] = [];
  let thrown: { readonly error: unknown } | undefined;
  await Promise.all(
    items.map((item, i) =>
      pool.run(async () => {
        if (thrown !== undefined) return;
        try {
          results[i] = await task(item);
        } catch (error) {
          thrown ??= { error };
        }
      }),
    ),
  );
  if (thrown !== undefined) throw thrown.error;
  return results;
}
