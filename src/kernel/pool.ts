/** Bounded parallelism that gives way when a server throttles. */
export interface Pool {
  /** Runs the task when there is room, in order of arrival. Settles as the task does. */
  readonly run: <T>(task: () => Promise<T>) => Promise<T>;
  /** Halves the room, down to one. */
  readonly throttled: () => void;
}

/**
 * Makes a pool of at most `max` tasks at a time. Throttled, it takes half as many; each task that succeeds
 * after that makes room for one more.
 */
export function createPool(max: number): Pool {
  let room = max;
  let running = 0;
  let waiting: (() => void)[] = [];

  const admit = (): void => {
    const free = Math.max(0, room - running);
    const next = waiting.slice(0, free);
    waiting = waiting.slice(free);
    running += next.length;
    for (const enter of next) enter();
  };

  return {
    run: async (task) => {
      await new Promise<void>((enter) => {
        waiting.push(enter);
        admit();
      });
      try {
        const result = await task();
        room = Math.min(max, room + 1);
        return result;
      } finally {
        running -= 1;
        admit();
      }
    },
    throttled: () => {
      // The other requests that were under way are throttled too: they say nothing about the new room.
      if (running > room) return;
      room = Math.max(1, Math.floor(room / 2));
    },
  };
}
