import { expect, test } from "vitest";
import type { SigningCertificate } from "../../../src/signing/fulcio.ts";
import { createCertificateSession, RENEW_BEFORE_MS } from "../../../src/signing/session.ts";
import { fakeSigstore, never, NOW } from "./fake-services.ts";

const certificate = (lifeMs: number): SigningCertificate =>
  ({ notAfter: new Date(NOW + lifeMs) }) as SigningCertificate;

interface Asking {
  readonly signal: AbortSignal;
  readonly give: (certificate: SigningCertificate) => void;
  readonly fail: (error: Error) => void;
}

function session() {
  const { clock } = fakeSigstore();
  const asking: Asking[] = [];
  const obtain = (signal: AbortSignal): Promise<SigningCertificate> =>
    new Promise((give, fail) => void asking.push({ signal, give, fail }));
  return { clock, asking, ...createCertificateSession(obtain, clock) };
}

test("callers at the same time share one request, and later ones its result", async () => {
  const { asking, current } = session();
  const both = Promise.all([current(never), current(never)]);
  const made = certificate(600_000);
  asking[0]!.give(made);
  expect(await both).toEqual([made, made]);
  expect(await current(never)).toBe(made);
  expect(asking).toHaveLength(1);
});

test("a failure is given to all who wait, and not remembered", async () => {
  const { asking, current } = session();
  const both = Promise.allSettled([current(never), current(never)]);
  asking[0]!.fail(new Error("no"));
  expect((await both).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const later = current(never);
  asking[1]!.give(certificate(600_000));
  await expect(later).resolves.toBeDefined();
});

test("who waits beside one that is cancelled asks for itself", async () => {
  const { asking, current } = session();
  const own = new AbortController();
  const cancelled = current(own.signal);
  const other = current(never);
  own.abort();
  asking[0]!.fail(new Error("cancelled"));
  await expect(cancelled).rejects.toThrow("cancelled");
  const made = certificate(600_000);
  await expect.poll(() => asking.length).toBe(2);
  asking[1]!.give(made);
  expect(await other).toBe(made);
});

test.each([
  [RENEW_BEFORE_MS, 1],
  [RENEW_BEFORE_MS - 1, 2],
])("with %i ms left there were %i requests", async (left, requests) => {
  const { asking, current } = session();
  const first = current(never);
  asking[0]!.give(certificate(left));
  await first;
  const second = current(never);
  asking[1]?.give(certificate(600_000));
  await second;
  expect(asking).toHaveLength(requests);
});

test("one that is dropped is asked for anew, an older one is no matter", async () => {
  const { asking, current, drop } = session();
  const first = current(never);
  asking[0]!.give(certificate(600_000));
  drop(await first);
  const second = current(never);
  asking[1]!.give(certificate(700_000));
  const held = await second;
  drop(await first);
  expect(await current(never)).toBe(held);
});
