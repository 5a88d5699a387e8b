import { expect, test } from "vitest";
import type { Clock } from "../../../src/kernel/clock.ts";
import {
  retry,
  retryAfterMs,
  RETRY_RULES,
  type RetryRules,
  type Verdict,
} from "../../../src/kernel/retry.ts";

/** A clock that a sleep moves on, and that writes the sleeps down. */
function fakeClock(): Clock & { readonly slept: number[]; readonly pass: (ms: number) => void } {
  let now = 1_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    pass: (ms) => void (now += ms),
    sleep: async (ms, signal) => {
      slept.push(ms);
      signal.throwIfAborted();
      now += ms;
    },
  };
}

const always = (): Verdict => ({ retry: true });
const never = new AbortController().signal;
const high: Partial<RetryRules> = { random: () => 1 };

/** Fails that many times, then gives the number of the call. */
function failing(times: number): { readonly call: () => Promise<number>; readonly calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    call: async () => {
      calls += 1;
      if (calls <= times) throw new Error(`attempt ${calls}`);
      return calls;
    },
  };
}

type WaitCase = readonly [string, number, Partial<RetryRules>, object, readonly number[]];
test.for<WaitCase>([
  ["doubles under the cap", 6, { ...high, attempts: 7, capMs: 500 }, {}, [100, 200, 400, 500, 500, 500]],
  ["is a random part of the bound", 2, { random: () => 0.25 }, {}, [25, 50]],
  ["starts higher when throttled", 3, high, { throttled: true }, [500, 1_000, 2_000]],
  ["is what the server asked for, where that is longer", 3, high, { afterMs: 150 }, [150, 200, 400]],
])("the wait %s", async ([, times, rules, more, waits]) => {
  const clock = fakeClock();
  const { call } = failing(times);
  const judge = (): Verdict => ({ retry: true, ...more });
  expect(await retry(call, judge, clock, never, rules)).toBe(times + 1);
  expect(clock.slept).toEqual(waits);
});

test("a permanent error is thrown after one call, a transient one after four", async () => {
  const clock = fakeClock();
  const permanent = failing(9);
  await expect(retry(permanent.call, () => ({ retry: false }), clock, never)).rejects.toThrow("attempt 1");
  expect([permanent.calls(), clock.slept]).toEqual([1, []]);
  const transient = failing(9);
  await expect(retry(transient.call, always, clock, never)).rejects.toThrow("attempt 4");
  expect([transient.calls(), clock.slept.length]).toEqual([RETRY_RULES.attempts, 3]);
});

test("what would end after the budget is not waited for", async () => {
  const clock = fakeClock();
  const { call, calls } = failing(9);
  const late = (): Verdict => ({ retry: true, afterMs: 30_001 });
  await expect(retry(call, late, clock, never)).rejects.toThrow("attempt 1");
  expect([calls(), clock.slept]).toEqual([1, []]);
});

test("the budget holds over all attempts and the time they take", async () => {
  const clock = fakeClock();
  const slow = failing(9);
  const call = (): Promise<number> => {
    clock.pass(15_000);
    return slow.call();
  };
  await expect(retry(call, always, clock, never, high)).rejects.toThrow("attempt 2");
  expect(slow.calls()).toBe(2);
});

test("a signal that ends a call or a wait ends the retries", async () => {
  const clock = fakeClock();
  const inCall = new AbortController();
  const first = failing(9);
  const stopping = (): Promise<number> => {
    inCall.abort();
    return first.call();
  };
  await expect(retry(stopping, always, clock, inCall.signal)).rejects.toThrow("attempt 1");
  expect([first.calls(), clock.slept]).toEqual([1, []]);

  const inWait = new AbortController();
  const second = failing(9);
  const judge = (): Verdict => {
    inWait.abort();
    return { retry: true };
  };
  await expect(retry(second.call, judge, clock, inWait.signal)).rejects.toThrow("attempt 1");
  expect(second.calls()).toBe(1);
});

test("the call gets the signal", async () => {
  const { signal } = new AbortController();
  expect(await retry(async (given) => given === signal, always, fakeClock(), signal)).toBe(true);
});

test.for([
  ["7", 7_000],
  [" 0 ", 0],
  ["Fri, 02 Jan 1970 00:00:10 GMT", 10_000],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["-1", undefined],
  ["1.5", undefined],
  ["soon", undefined],
  ["Soon, very", undefined],
  ["", undefined],
  ["99999999999999999999", undefined],
] as const)("retry-after: %s is %s ms", ([text, ms]) => {
  expect(retryAfterMs({ "retry-after": text }, 86_400_000)).toBe(ms);
  expect(retryAfterMs({}, 0)).toBeUndefined();
});
