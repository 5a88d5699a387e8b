import { expect, test } from "vitest";
import { createPool, type Pool } from "../../../src/kernel/pool.ts";

interface Job {
  readonly done: (error?: Error) => Promise<void>;
  readonly result: Promise<unknown>;
}

const settled = (): Promise<void> => new Promise(setImmediate);

/** Starts jobs; `running` are those under way, in order. */
function jobs(pool: Pool, count: number): { readonly running: Job[]; readonly all: Promise<unknown>[] } {
  const running: Job[] = [];
  const all = Array.from({ length: count }, (_, index) =>
    pool.run(
      () =>
        new Promise((resolve, reject) => {
          const done = async (error?: Error): Promise<void> => {
            running.splice(running.indexOf(job), 1);
            if (error === undefined) resolve(index);
            else reject(error);
            await settled();
          };
          const job: Job = { done, result: Promise.resolve(index) };
          running.push(job);
        }),
    ),
  );
  return { running, all };
}

const names = (running: readonly Job[]): Promise<unknown[]> =>
  Promise.all(running.map(({ result }) => result));

test("at most so many run at a time, in order, and results come back", async () => {
  const { running, all } = jobs(createPool(2), 4);
  await settled();
  expect(await names(running)).toEqual([0, 1]);
  await running[1]!.done();
  expect(await names(running)).toEqual([0, 2]);
  await running[0]!.done();
  await running[0]!.done();
  await running[0]!.done();
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
});

test("a task that fails, or throws at once, gives its place free and rejects alone", async () => {
  const pool = createPool(1);
  const { running, all } = jobs(pool, 2);
  const first = expect(all[0]).rejects.toThrow("no");
  await settled();
  await running[0]!.done(new Error("no"));
  await first;
  expect(await names(running)).toEqual([1]);
  await running[0]!.done();
  const broken = (): Promise<never> => {
    throw new Error("at once");
  };
  await expect(pool.run(broken)).rejects.toThrow("at once");
  expect(await pool.run(async () => "next")).toBe("next");
});

test("throttled, half as many run; each success makes room for one more", async () => {
  const pool = createPool(4);
  const { running } = jobs(pool, 20);
  await settled();
  expect(running.length).toBe(4);
  pool.throttled();
  pool.throttled();
  pool.throttled();
  const failed = (): Promise<void> => running[0]!.done();
  await failed();
  expect(running.length, "room 2 + 1, 3 of the old ones left").toBe(3);
  await failed();
  expect(running.length).toBe(4);
  await failed();
  expect(running.length, "never above the first limit").toBe(4);
});

test("throttled again and again, one still runs; failures make no room", async () => {
  const pool = createPool(4);
  const { running, all } = jobs(pool, 9);
  for (const result of all) result.catch(() => undefined);
  await settled();
  pool.throttled();
  await running[0]!.done(new Error("busy"));
  await running[0]!.done(new Error("busy"));
  expect(running.length).toBe(2);
  pool.throttled();
  await running[0]!.done(new Error("busy"));
  expect(running.length).toBe(1);
  pool.throttled();
  await running[0]!.done(new Error("busy"));
  expect(running.length).toBe(1);
});
