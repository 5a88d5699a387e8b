import { describe, expect, test } from "vitest";
import { binaryStore } from "../../../../src/sops/stores/binary.ts";
import type { Branch } from "../../../../src/sops/tree.ts";
import { casesOf, read, rewritten } from "./vectors.ts";

const data = (value: string | Uint8Array): Branch => ({
  kind: "map",
  items: [
    { key: "data", value: typeof value === "string" ? { kind: "str", value } : { kind: "bytes", value } },
  ],
});

describe("vectors", () => {
  for (const name of casesOf("enc.bin")) {
    test(`${name} is written as it was read`, () => {
      expect(rewritten(binaryStore, name, "enc.bin")).toBe(read(name, "enc.bin"));
    });
  }
  for (const name of casesOf("dec.binary")) {
    test(`${name} keeps its bytes`, () => {
      const bytes = Buffer.from(read(name, "dec.binary"), "latin1");
      expect(Buffer.from(binaryStore.writePlain(binaryStore.readPlain(bytes))).equals(bytes)).toBe(true);
    });
  }
});

test("content is a string where it is UTF-8, bytes where not", () => {
  expect(binaryStore.readPlain(Buffer.from("é"))).toEqual([data("é")]);
  expect(binaryStore.readPlain(Buffer.alloc(0))).toEqual([data("")]);
  expect(binaryStore.readPlain(Buffer.from([0xff]))[0]?.items[0]).toMatchObject({ value: { kind: "bytes" } });
});

test("bytes are handed out without a copy", () => {
  const bytes = Buffer.from([0xff, 0]);
  expect(binaryStore.writePlain([data(bytes)])).toBe(bytes);
});

test("only a string under `data` can be written", () => {
  const refused = expect.objectContaining({ exit: 4 });
  const number: Branch = { kind: "map", items: [{ key: "data", value: { kind: "int", value: 1n } }] };
  expect(() => binaryStore.writePlain([number])).toThrow(refused);
  expect(() => binaryStore.writePlain([{ kind: "map", items: [] }])).toThrow(refused);
  expect(() => binaryStore.writePlain([data("a"), data("b")])).toThrow(refused);
  expect(() => binaryStore.writeValue({ kind: "list", items: [] })).toThrow(refused);
  expect(Buffer.from(binaryStore.writeValue({ kind: "str", value: "x" })).toString()).toBe("x");
});
