import { expect, test } from "vitest";
import { readSnappy } from "../../../src/signing/snappy.ts";

const LIMIT = 1024 * 1024;
const type = "application/vnd.dev.sigstore.bundle.v0.3+json";

// Written by github.com/klauspost/compress/snappy.
test.each([
  ["nothing", "AA==", ""],
  ["a literal", "AQBh", "a"],
  ["copies that read what they write", "kAMEYWLuAgDuAgDuAgDuAgDuAgDuAgCWAgA=", "ab".repeat(200)],
  [
    "a long literal, then a copy",
    "cfA+eyJtZWRpYVR5cGUiOiJhcHBsaWNhdGlvbi92bmQuZGV2LnNpZ3N0b3JlLmJ1bmRsZS52MC4zK2pzb24iLCJhwjQAAH0=",
    JSON.stringify({ mediaType: type, a: type }),
  ],
])("reads %s", (_, block, expected) => {
  expect(readSnappy(Buffer.from(block, "base64"), LIMIT)?.toString()).toBe(expected);
});

test("reads a copy with four bytes of offset, and a literal with two bytes of length", () => {
  const literal = Buffer.alloc(300, "x");
  const block = Buffer.concat([
    Buffer.from([0xb0, 0x02, 0xf4, 0x2b, 0x01]),
    literal,
    Buffer.from([0x0f, 0x2c, 0x01, 0, 0]),
  ]);
  expect(readSnappy(block, LIMIT)?.toString()).toBe("x".repeat(304));
});

test.each<[string, readonly number[]]>([
  ["nothing at all", []],
  ["a length without an end", [0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
  ["a length over the limit", [0x80, 0x80, 0x80, 0x80, 0x0f, 0x00, 0x61]],
  ["fewer bytes than announced", [0x02, 0x00, 0x61]],
  ["more bytes than announced", [0x01, 0x04, 0x61, 0x62]],
  ["a literal that breaks off", [0x04, 0x0c, 0x61]],
  ["a literal whose length breaks off", [0x04, 0xf4, 0x01]],
  ["a copy that breaks off", [0x05, 0x00, 0x61, 0x0e, 0x01]],
  ["a copy from nowhere", [0x05, 0x00, 0x61, 0x01, 0x00]],
  ["a copy from before the beginning", [0x05, 0x00, 0x61, 0x01, 0x02]],
  ["a copy over the end", [0x03, 0x00, 0x61, 0x01, 0x01]],
])("refuses %s", (_, bytes) => {
  expect(readSnappy(Uint8Array.from(bytes), LIMIT)).toBeUndefined();
});
