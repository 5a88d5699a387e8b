import { expect, test } from "vitest";
import { decodeBech32, encodeBech32 } from "../../../src/sops/bech32.ts";

// The shortest valid text of BIP 173.
test.each(["A12UEL5L", "a12uel5l"])("%s is empty text under the prefix a", (text) => {
  expect(decodeBech32("a", text)).toEqual(Buffer.alloc(0));
});

test.each([
  ["mixed case", "A12uEL5L"],
  ["a wrong checksum", "a12uel5m"],
  ["another prefix", "b12uel5l"],
  ["a letter outside the alphabet", "a1buel5l"],
  ["too short", "a1uel5l"],
])("%s is refused", (_name, text) => expect(decodeBech32("a", text)).toBeUndefined());

test("bytes of any length come back", () => {
  for (let length = 0; length < 40; length++) {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 37 + length) % 256));
    expect(decodeBech32("age", encodeBech32("age", bytes))).toEqual(bytes);
  }
});
