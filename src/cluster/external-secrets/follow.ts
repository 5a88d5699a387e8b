import type { Clock } from "../../kernel/clock.ts";
import type { WatchEvent } from "../api.ts";

/**
 * The events of a watch, and a "tick" whenever so long none came: what no event tells is looked at then. Ends as the
 * watch does. Whoever stops reading aborts the watch's signal.
 */
export async function* follow(
  events: AsyncIterable<WatchEvent>,
  clock: Clock,
  everyMs: number,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent | "tick", void, void> {
  const iterator = events[Symbol.asyncIterator]();
  for (;;) {
    const next = iterator.next();
    // Nobody waits for it any more once the reader has stopped.
    next.catch(() => undefined);
    for (;;) {
      const woken = new AbortController();
      const tick = clock.sleep(everyMs, AbortSignal.any([signal, woken.signal])).then(() => "tick" as const);
      tick.catch(() => undefined);
      const got = await Promise.race([next, tick]);
      if (got === "tick") {
        yield "tick";
        continue;
      }
      woken.abort();
      if (got.done === true) return;
      yield got.value;
      break;
    }
  }
}
