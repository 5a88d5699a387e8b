import fs from "node:fs";
import { expect, test } from "vitest";
import { asFailure, type Failure } from "../../../../src/kernel/errors.ts";
import { readTrustedRoot } from "../../../../src/signing/trust/trusted-root.ts";
import { describeWithFixtures, sigstoreFixture } from "../../../harness/sigstore-fixtures.ts";
import { fileOf, log, rootOf, stored } from "./files.ts";

const CANARY = "CANARY-7f3a";

function failure(content: unknown): Failure {
  try {
    readTrustedRoot(fileOf(content));
  } catch (error) {
    return asFailure(error);
  }
  throw new Error("it was read");
}

const authority = {
  certChain: { certificates: [{ rawBytes: "AAAA" }] },
  validFor: { start: "2024-01-01T00:00:00Z" },
};
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

test.each<[string, unknown, RegExp]>([
  ["no JSON", `{${CANARY}`, /is not JSON/],
  ["a list", "[]", /the file is no object/],
  ["too deep", nested(50), /is not JSON/],
  ["too large", `{"a":"${"x".repeat(1024 * 1024)}"}`, /is larger than 1048576 bytes/],
  ["a key twice", '{"tlogs":[],"tlogs":[]}', /a key twice/],
  ["no media type", {}, /mediaType is another/],
  ["another media type", rootOf({ mediaType: `application/${CANARY}` }), /mediaType is another/],
  [
    "a version of the future",
    rootOf({ mediaType: "application/vnd.dev.sigstore.trustedroot.v1+json" }),
    /mediaType/,
  ],
  ["logs that are no list", rootOf({ tlogs: { [CANARY]: 1 } }), /tlogs is no list/],
  [
    "too many logs",
    rootOf({ tlogs: Array.from({ length: 201 }, () => ({})) }),
    /more than 200 entries in tlogs/,
  ],
  [
    "a log without a key",
    rootOf({ tlogs: [log({ publicKey: undefined })] }),
    /tlogs\[0\]\.publicKey is no object/,
  ],
  [
    "a log without a start",
    rootOf({ tlogs: [log(), log({}, { validFor: {} })] }),
    /has no tlogs\[1\]\.publicKey\.validFor\.start/,
  ],
  [
    "a log without a range",
    rootOf({ ctlogs: [log({}, { validFor: undefined })] }),
    /has no ctlogs\[0\]\.publicKey\.validFor\.start/,
  ],
  [
    "a start that is no time",
    rootOf({ tlogs: [log({}, { validFor: { start: CANARY } })] }),
    /start is no time of RFC 3339/,
  ],
  [
    "an impossible day",
    rootOf({ tlogs: [log({}, { validFor: { start: "2024-13-41T00:00:00Z" } })] }),
    /start is no time/,
  ],
  [
    "an end before its start",
    rootOf({
      tlogs: [log({}, { validFor: { start: "2024-01-01T00:00:00Z", end: "2023-01-01T00:00:00Z" } })],
    }),
    /end before its start/,
  ],
  [
    "a key that is none",
    rootOf({ tlogs: [log({}, { rawBytes: Buffer.from(CANARY).toString("base64") })] }),
    /a key that cannot be read, in tlogs\[0\]/,
  ],
  [
    "a key that is no base64",
    rootOf({ tlogs: [log({}, { rawBytes: `!${CANARY}` })] }),
    /rawBytes is no base64/,
  ],
  ["a log without an id", rootOf({ tlogs: [log({ logId: {} })] }), /logId\.keyId is no base64/],
  [
    "a CA that is none",
    rootOf({ certificateAuthorities: [authority] }),
    /a certificate that cannot be read, in certificateAuthorities\[0\]/,
  ],
  [
    "a CA without a chain",
    rootOf({ timestampAuthorities: [{}] }),
    /timestampAuthorities\[0\]\.certChain is no object/,
  ],
  ["an empty chain", rootOf({ timestampAuthorities: [{ certChain: {} }] }), /has not 1 to 10 certificates/],
])("refuses %s", (_, content, words) => {
  const { code, message, fix } = failure(content);
  expect(code).toBe("TRUST_ROOT_INVALID");
  expect(message).toMatch(words);
  expect(`${message}${fix}`).not.toContain(CANARY);
});

test("a log with a kind of key that is not known is left out, and still counts as listed", () => {
  const read = readTrustedRoot(
    fileOf(
      rootOf({
        tlogs: [log({}, { keyDetails: "ML_DSA_65" })],
        ctlogs: [log({ hashAlgorithm: "SHA3_512" }), log()],
      }),
    ),
  );
  expect(read.root).toMatchObject({ tlogs: [], ctlogs: [{ baseUrl: "https://log.example" }] });
  expect(read.lists).toEqual({ logs: true, ctLogs: true, timestampAuthorities: false });
  expect(read.notes).toEqual([
    "tlogs[0] of the trusted root trust.json has a kind of key or hash that is not known here: left out.",
    "ctlogs[0] of the trusted root trust.json has a kind of key or hash that is not known here: left out.",
  ]);
});

test.each([
  "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
  "application/vnd.dev.sigstore.trustedroot.v0.1+json",
  "application/vnd.dev.sigstore.trustedroot.v0.2+json",
])("reads %s", (mediaType) => {
  const { newest, notes } = readTrustedRoot(
    fileOf(
      rootOf({ mediaType, tlogs: [log(), log({}, { validFor: { start: "2026-02-03T04:05:06.789Z" } })] }),
    ),
  );
  expect(newest).toEqual(new Date("2026-02-03T04:05:06.789Z"));
  expect(notes).toEqual([]);
});

describeWithFixtures("the stored roots", () => {
  test("the public one", () => {
    const { root, lists, newest, notes } = readTrustedRoot(stored("public-good/trusted_root.json"));
    expect(lists).toEqual({ logs: true, ctLogs: true, timestampAuthorities: true });
    expect(newest).toEqual(new Date("2025-09-23T00:00:00Z"));
    expect(notes).toEqual([]);
    expect((root as { tlogs: unknown[] }).tlogs).toHaveLength(2);
  });

  test("those of the conformance suite: all but the one whose log has no start", () => {
    const folder = sigstoreFixture("bundle-verify");
    const roots = fs
      .readdirSync(folder)
      .map((name) => `bundle-verify/${name}/trusted_root.json`)
      .filter((name) => fs.existsSync(sigstoreFixture(name)));
    const refused = roots.filter((name) => {
      try {
        readTrustedRoot(stored(name));
        return false;
      } catch {
        return true;
      }
    });
    expect(roots.length).toBeGreaterThan(30);
    expect(refused).toEqual(["bundle-verify/trust-root-tlog-missing-validity-start_fail/trusted_root.json"]);
  });
});
