import { describe, expect, test } from "vitest";
import type { Bundle, LogEntry } from "../../../../src/signing/bundle.ts";
import { sha256 } from "../../../../src/signing/encoding.ts";
import type { Requirements } from "../../../../src/signing/instance.ts";
import { verifyBundle } from "../../../../src/signing/verify/core.ts";
import { NOW, STRANGE_KEY, TRUSTED_ROOT, entry1, entry2, instanceOf, stampOf } from "./authority.ts";
import { BLOB, BLOB_DIGEST, messageBundle, reason, record1, record2, sign } from "./bundles.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const signature = sign(BLOB);
const rekor1 = (time?: number): LogEntry =>
  entry1("hashedrekord", "0.0.1", record1(BLOB_DIGEST.hex, signature), time);
const rekor2 = (): LogEntry => entry2("hashedrekord", record2(sha256(BLOB), signature));
const stamp = (time?: number): string => stampOf(signature, time);
const without = (entry: LogEntry, name: "inclusionPromise" | "inclusionProof"): LogEntry => {
  const { [name]: _, ...rest } = entry;
  return rest;
};
const check = (
  entries: readonly LogEntry[],
  stamps: readonly string[] = [],
  requires: Partial<Requirements> = {},
  trustedRoot: unknown = TRUSTED_ROOT,
): string => {
  const bundle: Bundle = messageBundle(signature, { entries, stamps });
  return reason(() =>
    verifyBundle(
      JSON.stringify(bundle),
      { digests: [BLOB_DIGEST] },
      { instance: instanceOf(requires, trustedRoot) },
    ),
  );
};

const STAMP = { timestamp: true };
const NO_LOG = { log: false, timestamp: true };

test.each<[string, string, readonly LogEntry[], readonly string[], Partial<Requirements>?]>([
  ["the log's time is enough where no timestamp is required", "verified", [rekor1()], []],
  ["and is not where one is", "timestamp-missing", [rekor1()], [], STAMP],
  ["a timestamp with a log", "verified", [rekor1()], [stamp()], STAMP],
  ["Rekor 2 gives no time", "time-missing", [rekor2()], []],
  ["Rekor 2 with a timestamp", "verified", [rekor2()], [stamp()], STAMP],
  ["no log where none is required", "verified", [], [stamp()], NO_LOG],
  ["no log where one is required", "log-missing", [], [stamp()], STAMP],
  [
    "an entry's time without the log's word for it",
    "time-missing",
    [without(rekor1(), "inclusionPromise")],
    [],
  ],
  [
    "no certificate transparency where it is required",
    "certificate-log-missing",
    [rekor1()],
    [],
    { sct: true },
  ],
  ["the log's time after the certificate", "time-outside", [rekor1(NOW + HOUR)], []],
  ["the log's time before it", "time-outside", [rekor1(NOW - MINUTE)], []],
  ["the last second of the certificate", "verified", [rekor1(NOW + 10 * MINUTE)], []],
  ["a timestamp after it", "time-outside", [rekor1()], [stamp(NOW + HOUR)]],
  ["one timestamp of two after it", "time-outside", [rekor1()], [stamp(), stamp(NOW + HOUR)]],
  [
    "a late entry of a signature that was stamped in time",
    "verified",
    [rekor1(NOW + HOUR)],
    [stamp()],
    STAMP,
  ],
  ["one timestamp twice counts once", "verified", [rekor1()], [stamp(), stamp()], STAMP],
  [
    "a stranger's timestamp proves nothing",
    "timestamp-missing",
    [rekor1()],
    [stampOf(signature, NOW, STRANGE_KEY)],
    STAMP,
  ],
  ["and does no harm", "verified", [rekor1()], [stampOf(signature, NOW + HOUR, STRANGE_KEY)]],
  [
    "a stranger's beside a good one",
    "verified",
    [rekor2()],
    [stampOf(signature, NOW, STRANGE_KEY), stamp()],
    STAMP,
  ],
  ["a timestamp over something else", "timestamp-missing", [rekor1()], [stampOf(sign(BLOB))], STAMP],
  [
    "an answer that grants nothing",
    "timestamp-missing",
    [rekor1()],
    [stampOf(signature, NOW + MINUTE, undefined, 2)],
    STAMP,
  ],
  ["bytes that are no answer", "timestamp-missing", [rekor1()], ["AAAA"], STAMP],
])("%s", (_, expected, entries, stamps, requires) => {
  expect(check(entries, stamps, requires)).toBe(expected);
});

test("every time that counts is told, each once", () => {
  const bundle = messageBundle(signature, {
    entries: [rekor1()],
    stamps: [stamp(NOW), stamp(NOW), stamp(NOW + MINUTE)],
  });
  const verified = verifyBundle(
    JSON.stringify(bundle),
    { digests: [BLOB_DIGEST] },
    { instance: instanceOf() },
  );
  expect(verified.signedAt).toEqual([new Date(NOW), new Date(NOW + MINUTE)]);
});

test("a time in the future is refused where the time is known", () => {
  const text = JSON.stringify(messageBundle(signature, { entries: [rekor1(NOW + 9 * MINUTE)] }));
  const at = (now: number): string =>
    reason(() =>
      verifyBundle(text, { digests: [BLOB_DIGEST] }, { instance: instanceOf(), now: new Date(now) }),
    );
  expect([at(NOW), at(NOW + 5 * MINUTE)]).toEqual(["time-future", "verified"]);
});

describe("logs", () => {
  const [log1, log2] = TRUSTED_ROOT.tlogs as { publicKey: object }[];
  const ended = (log: { publicKey: object }, end: number): object => ({
    ...log,
    publicKey: {
      ...log.publicKey,
      validFor: { start: new Date(0).toISOString(), end: new Date(end).toISOString() },
    },
  });

  test("a key of Rekor 2 counts only while it is valid, as one of Rekor 1 does", () => {
    const root = (end: number): object => ({
      ...TRUSTED_ROOT,
      tlogs: [ended(log1!, end), ended(log2!, end)],
    });
    expect(check([rekor2()], [stamp()], {}, root(NOW + MINUTE))).toBe("verified");
    expect(check([rekor2()], [stamp()], {}, root(NOW))).toBe("log-untrusted");
    expect(check([rekor1()], [], {}, root(NOW + MINUTE))).toBe("verified");
    expect(check([rekor1()], [], {}, root(NOW))).toBe("log-untrusted");
  });

  test("an entry of an unknown log is refused, also where no log is required", () => {
    const root = { ...TRUSTED_ROOT, tlogs: [log2] };
    expect(check([rekor1()], [stamp()], {}, root)).toBe("log-untrusted");
    expect(check([rekor1()], [stamp()], NO_LOG, root)).toBe("log-untrusted");
  });

  test.each([
    ["another size", { treeSize: "2" }],
    ["another root", { rootHash: Buffer.alloc(32).toString("base64") }],
    ["another place", { logIndex: "1" }],
    ["a hash too many", { hashes: [Buffer.alloc(32).toString("base64")] }],
  ])("a proof of %s is refused", (_, change) => {
    const entry = rekor1();
    const changed = { ...entry, inclusionProof: { ...entry.inclusionProof!, ...change } };
    expect(check([changed])).toBe("log-untrusted");
  });

  test("the index of an entry of Rekor 2 is that of its proof", () => {
    expect(check([{ ...rekor2(), logIndex: "1" }], [stamp()])).toBe("log-untrusted");
  });

  test("the top-level index and time are the log's own, where it promised them", () => {
    expect(check([{ ...rekor1(), logIndex: "42" }])).toBe("log-untrusted");
    expect(check([{ ...rekor1(), integratedTime: String((NOW + 2 * MINUTE) / 1_000) }])).toBe(
      "log-untrusted",
    );
  });
});
