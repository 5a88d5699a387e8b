import { describe, expect, test } from "vitest";
import type { Bearer } from "../../../src/cluster/access.ts";
import { createBearerCache } from "../../../src/cluster/bearer.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import { CANARY, problem, quickClock, signal } from "./scripted-api.ts";

/** A cache over tokens that live so long, in ms. */
function tokens(lifeMs?: number) {
  const clock = quickClock();
  const asked: boolean[] = [];
  const bearer = async (renew: boolean): Promise<Bearer> => {
    asked.push(renew);
    const token = Secret.of(`${CANARY}-${asked.length}`);
    return lifeMs === undefined ? { token } : { token, expires: new Date(clock.now() + lifeMs) };
  };
  const cache = createBearerCache({ bearer, shown: "kube.example" }, clock);
  const token = async (): Promise<string | undefined> => (await cache.credential(signal))?.header.reveal();
  return { clock, asked, cache, token };
}

describe("a token", () => {
  test("without an end is kept", async () => {
    const { token, asked, clock } = tokens();
    expect(await token()).toBe(`Bearer ${CANARY}-1`);
    clock.advance(1e9);
    expect(await token()).toBe(`Bearer ${CANARY}-1`);
    expect(asked).toEqual([false]);
  });

  test.each([
    [900_000, 839_999, 840_000],
    [60_000, 29_999, 30_000],
  ])("that lives %i ms is kept for %i, not for %i", async (life, kept, renewed) => {
    const { token, asked, clock } = tokens(life);
    await token();
    clock.advance(kept);
    await token();
    expect(asked).toEqual([false]);
    clock.advance(renewed - kept);
    expect(await token()).toBe(`Bearer ${CANARY}-2`);
    expect(asked).toEqual([false, true]);
  });

  test("is asked for once, however many wait or were refused", async () => {
    const { cache, asked } = tokens();
    const first = await Promise.all([1, 2, 3].map(() => cache.credential(signal)));
    expect(asked).toEqual([false]);
    const next = await Promise.all(first.map((refused) => cache.credential(signal, refused)));
    expect(asked).toEqual([false, true]);
    expect(new Set(next.map((one) => one?.header)).size).toBe(1);
    await cache.credential(signal, first[0]);
    expect(asked).toHaveLength(2);
  });

  test("that somebody else gave up waiting for is asked for again", async () => {
    const clock = quickClock();
    let calls = 0;
    const bearer = (_: boolean, during: AbortSignal): Promise<Bearer> => {
      calls += 1;
      if (calls > 1) return Promise.resolve({ token: Secret.of("second") });
      return new Promise((_resolve, reject) =>
        during.addEventListener("abort", () => reject(new Error("aborted"))),
      );
    };
    const cache = createBearerCache({ bearer, shown: "x" }, clock);
    const controller = new AbortController();
    const given = cache.credential(controller.signal).catch(() => "given up");
    const waiting = cache.credential(signal);
    controller.abort();
    expect(await given).toBe("given up");
    expect((await waiting)?.header.reveal()).toBe("Bearer second");
  });

  test("that failed is not kept", async () => {
    const answers = [Promise.reject(new Error("no")), Promise.resolve({ token: Secret.of("second") })];
    const cache = createBearerCache({ bearer: () => answers.shift()!, shown: "x" }, quickClock());
    await expect(cache.credential(signal)).rejects.toThrow("no");
    expect((await cache.credential(signal))?.header.reveal()).toBe("Bearer second");
  });

  test.each(["", `${CANARY}\n`, `${CANARY} x`, "ü", `a\r\nb: ${CANARY}`])("cannot be %j", async (text) => {
    const bearer = async () => ({ token: Secret.of(text) });
    const cache = createBearerCache({ bearer, shown: "kube.example" }, quickClock());
    expect(await problem(cache.credential(signal))).toMatchObject({ code: "CREDENTIALS_REFUSED" });
  });
});

test("no token, no header", async () => {
  expect(await createBearerCache({ shown: "x" }, quickClock()).credential(signal)).toBeUndefined();
});
