import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { jsonStore } from "../../../../src/sops/stores/json.ts";
import type { Branch } from "../../../../src/sops/tree.ts";
import { casesOf, read, rewritten } from "./vectors.ts";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const parse = (json: string): Branch => jsonStore.readPlain(Buffer.from(json))[0] as Branch;
// sops reads `-0` as the integer 0, so that it cannot verify its own file; ours writes `-0.0`.
const REWRITTEN_OTHERWISE = ["json-unenc-negzero"];

describe("vectors", () => {
  for (const name of casesOf("enc.json")) {
    if (REWRITTEN_OTHERWISE.includes(name)) continue;
    test(`${name} is written as it was read`, () => {
      const options = name === "json-indent2" ? { indent: 2 } : {};
      expect(rewritten(jsonStore, name, "enc.json", options)).toBe(read(name, "enc.json"));
    });
  }

  for (const name of casesOf("plain.json").filter((known) => casesOf("dec.json").includes(known))) {
    test(`${name} is printed as sops prints it`, () => {
      const print = (): string =>
        text(jsonStore.writePlain(jsonStore.readPlain(Buffer.from(read(name, "plain.json"), "latin1"))));
      if (name === "json-trailing" || name === "json-truncated") expect(print).toThrow(Failure);
      else expect(Buffer.from(print()).toString("latin1")).toBe(read(name, "dec.json"));
    });
  }

  for (const name of casesOf("rejected.json")) {
    test(`${name} is refused`, () => {
      const exit = name.includes("sops-key") ? 203 : 2;
      const act = (): unknown => jsonStore.readPlain(Buffer.from(read(name, "rejected.json"), "latin1"));
      expect(act).toThrow(expect.objectContaining({ exit }));
    });
  }
});

test("a file cut short is refused on decrypting too, text behind it is not read", () => {
  expect(() => jsonStore.readEncrypted(Buffer.from('{"a":'))).toThrow(expect.objectContaining({ exit: 1 }));
  expect(jsonStore.readEncrypted(Buffer.from('{"a":1} x'))).toEqual([
    { tree: parse('{"a":1}'), metadata: undefined },
  ]);
});

test("the metadata occur once and are a map", () => {
  const metadata = { code: "SOPS_METADATA", exit: 1 };
  expect(() => jsonStore.readEncrypted(Buffer.from('{"sops":{},"sops":{}}'))).toThrow(
    expect.objectContaining(metadata),
  );
  expect(() => jsonStore.readEncrypted(Buffer.from('{"sops":1}'))).toThrow(expect.objectContaining(metadata));
});

test("integers of 64 bits stay exact, larger ones become floats", () => {
  expect(parse('{"a":9223372036854775807,"b":9223372036854775808,"c":1.0}').items).toEqual([
    { key: "a", value: { kind: "int", value: 9223372036854775807n } },
    { key: "b", value: { kind: "float", value: 9223372036854775808 } },
    { key: "c", value: { kind: "float", value: 1 } },
  ]);
});

test("comments are left out, NaN is refused", () => {
  const tree: Branch = {
    kind: "map",
    items: [
      { kind: "comment", text: "x" },
      { key: "l", value: { kind: "list", items: [{ kind: "comment", text: "y" }] } },
    ],
  };
  expect(text(jsonStore.writePlain([tree]))).toBe('{\n\t"l": []\n}\n');
  const nan: Branch = { kind: "map", items: [{ key: "a", value: { kind: "float", value: Number.NaN } }] };
  expect(() => jsonStore.writePlain([nan])).toThrow(expect.objectContaining({ exit: 4 }));
});

test("what is encrypted comes back as its MAC counts it, or is refused", () => {
  const metadata: Branch = { kind: "map", items: [] };
  const zero: Branch = { kind: "map", items: [{ key: "a", value: { kind: "float", value: -0 } }] };
  expect(jsonStore.readEncrypted(jsonStore.writeEncrypted([zero], metadata))[0]?.tree).toEqual(zero);
  const bytes: Branch = {
    kind: "map",
    items: [{ key: "a", value: { kind: "bytes", value: Buffer.from([255]) } }],
  };
  expect(() => jsonStore.writeEncrypted([bytes], metadata)).toThrow(Failure);
  expect(text(jsonStore.writePlain([bytes]))).toBe('{\n\t"a": "\\ufffd"\n}\n');
  expect(() => jsonStore.writeEncrypted([zero, zero], metadata)).toThrow(
    expect.objectContaining({ exit: 4 }),
  );
});

test("one value: strings bare, maps as a file, the rest as JSON", () => {
  expect(text(jsonStore.writeValue({ kind: "str", value: "x<" }))).toBe("x<");
  expect(text(jsonStore.writeValue({ kind: "list", items: [{ kind: "int", value: 1n }] }))).toBe("[\n\t1\n]");
  expect(text(jsonStore.writeValue({ kind: "time", value: "2024-01-01T00:00:00Z" }))).toBe(
    '"2024-01-01T00:00:00Z"',
  );
  expect(text(jsonStore.writeValue({ kind: "map", items: [] }))).toBe("{}\n");
});

test("any text either reads or is a Failure", () => {
  const json = fc.oneof(
    fc.json().map((value) => `{"a":${value}}`),
    fc.string({ unit: "binary" }),
    fc.json(),
  );
  fc.assert(
    fc.property(json, fc.nat(), (value, cut) => {
      for (const part of [value, value.slice(0, cut % (value.length + 1))]) {
        try {
          jsonStore.readEncrypted(Buffer.from(part));
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      try {
        jsonStore.readEncrypted(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
      }
    }),
  );
});
