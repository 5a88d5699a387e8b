import crypto from "node:crypto";
import { expect, test } from "vitest";
import { isOfNow, syncedVersionOf } from "../../../../src/cluster/external-secrets/sync-version.ts";

const OF_3 = {
  name: "a",
  generation: 3,
  annotations: { "force-sync": "1700000000" },
  labels: { app: "liquid-hive" },
};

test.each([
  [OF_3, "3-6ea2dcfc4b6403366d1bdc7c3ac69a98a243b44af6803ba6d97e8fce"],
  [{ name: "a", generation: 1 }, "1-f47fe3c0b255b6dd8047cdffa772587bb829efe7a1cb70febeda2eb2"],
])("the operator's own hash of %j", (metadata, version) => {
  expect(syncedVersionOf(metadata)).toBe(version);
  expect(isOfNow(metadata, version)).toBe(true);
});

test("keys go in order of bytes", () => {
  const labels = { b: "1", B: "2", "😀": "4", "\uffff": "3" };
  const text = "{annotations:map[] labels:map[B:2 b:1 \uffff:3 😀:4]}";
  const hash = crypto.createHash("sha3-224").update(text).digest("hex");
  expect(syncedVersionOf({ name: "a", labels })).toBe(`0-${hash}`);
});

test("before 0.16.2 it is an MD5, which is told by its length", () => {
  const hash = crypto
    .createHash("md5")
    .update("{annotations:map[force-sync:1700000000] labels:map[app:liquid-hive]}")
    .digest("hex");
  expect(syncedVersionOf(OF_3, `2-${"0".repeat(32)}`)).toBe(`3-${hash}`);
  expect(isOfNow(OF_3, `3-${hash}`)).toBe(true);
  expect(isOfNow(OF_3, `2-${hash}`)).toBe(false);
});

test("nothing, or another's, is not of now", () => {
  expect(isOfNow(OF_3, undefined)).toBe(false);
  expect(isOfNow({ ...OF_3, labels: {} }, syncedVersionOf(OF_3))).toBe(false);
});
