import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { dotenvStore } from "../../../../src/sops/stores/dotenv.ts";
import type { Branch, Item } from "../../../../src/sops/tree.ts";
import { casesOf, read, rewritten } from "./vectors.ts";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const tree = (...items: Item[]): Branch => ({ kind: "map", items });
const empty = tree();

describe("vectors", () => {
  for (const name of casesOf("enc.env")) {
    test(`${name} is written as it was read`, () => {
      expect(rewritten(dotenvStore, name, "enc.env")).toBe(read(name, "enc.env"));
    });
  }
  for (const name of casesOf("dec.dotenv")) {
    test(`${name} is printed as it was read`, () => {
      const bytes = Buffer.from(read(name, "dec.dotenv"), "latin1");
      expect(Buffer.from(dotenvStore.writePlain(dotenvStore.readPlain(bytes))).toString("latin1")).toBe(
        bytes.toString("latin1"),
      );
    });
  }
  for (const name of casesOf("rejected.env")) {
    test(`${name} is refused`, () => {
      const act = (): unknown => dotenvStore.readPlain(Buffer.from(read(name, "rejected.env"), "latin1"));
      expect(act).toThrow(expect.objectContaining({ exit: name.includes("reserved") ? 203 : 2 }));
    });
  }
});

test("no quotes, no trimming, no export; `\\n` is a newline", () => {
  expect(dotenvStore.readPlain(Buffer.from('export E = "x" \nA=a\\nb=c\r\n#c\n\n'))).toEqual([
    {
      kind: "map",
      items: [
        { key: "export E ", value: { kind: "str", value: ' "x" ' } },
        { key: "A", value: { kind: "str", value: "a\nb=c\r" } },
        { kind: "comment", text: "c" },
      ],
    },
  ]);
});

test("other types as sops shows them", () => {
  const shown = (value: Item["value"]): string =>
    text(dotenvStore.writePlain([tree({ key: "a", value })])).slice(2, -1);
  expect(shown({ kind: "float", value: 1 })).toBe("1.0");
  expect(shown({ kind: "float", value: 1e6 })).toBe("1E+06");
  expect(shown({ kind: "float", value: Number.POSITIVE_INFINITY })).toBe("+Inf");
  expect(shown({ kind: "bool", value: true })).toBe("true");
  expect(shown({ kind: "null" })).toBe("<nil>");
  expect(shown({ kind: "int", value: -5n })).toBe("-5");
  expect(shown({ kind: "time", value: "2024-01-01T00:00:00.5Z" })).toBe("2024-01-01T00:00:00Z");
});

test("maps, lists and keys with a newline are refused, a comment cannot become a variable", () => {
  const refused = expect.objectContaining({ code: "SOPS_FORMAT", exit: 4 });
  expect(() => dotenvStore.writePlain([tree({ key: "a", value: { kind: "list", items: [] } })])).toThrow(
    refused,
  );
  expect(() => dotenvStore.writePlain([tree({ key: "a\nB", value: { kind: "str", value: "x" } })])).toThrow(
    refused,
  );
  expect(() => dotenvStore.writeValue({ kind: "int", value: 1n })).toThrow(refused);
  const comment: Branch = { kind: "map", items: [{ kind: "comment", text: "a\nB=1" }] };
  expect(text(dotenvStore.writePlain([comment]))).toBe("#a\n#B=1\n");
});

test("encrypting refuses what would not come back", () => {
  const value = { kind: "str", value: "x" } as const;
  const back = (item: Item) => () => dotenvStore.writeEncrypted([tree(item)], empty);
  expect(back({ key: "a=b", value })).toThrow(Failure);
  expect(back({ key: "#a", value })).toThrow(Failure);
  expect(back({ key: "sops_a", value })).toThrow(Failure);
  expect(back({ key: "a", value: { kind: "str", value: "x\\ny" } })).toThrow(Failure);
  expect(back({ key: "a", value: { kind: "float", value: 1 } })).toThrow(Failure);
  expect(text(back({ key: "a", value: { kind: "int", value: 1n } })())).toBe("a=1\n");
});

test("values that are not UTF-8 survive, keys must be UTF-8", () => {
  const bytes = Buffer.from("A=\xff\xe9\nB=\xc3\xa9\n", "latin1");
  const documents = dotenvStore.readPlain(bytes);
  expect(documents[0]?.items[1]).toEqual({ key: "B", value: { kind: "str", value: "é" } });
  expect(Buffer.from(dotenvStore.writePlain(documents)).equals(bytes)).toBe(true);
  expect(() => dotenvStore.readPlain(Buffer.from("\xff=1", "latin1"))).toThrow(
    expect.objectContaining({ exit: 2 }),
  );
});

test("the quotes of sops 3.6.0 are taken off", () => {
  const plain = "A=ENC[x]\nsops_mac=ENC[y]\nsops_version=3.6.0\n";
  const quoted = "A='ENC[x]'\nsops_mac='ENC[y]'\nsops_version='3.6.0'\n";
  expect(dotenvStore.readEncrypted(Buffer.from(quoted))).toEqual(
    dotenvStore.readEncrypted(Buffer.from(plain)),
  );
  expect(dotenvStore.readEncrypted(Buffer.from("A='x'\nsops_mac=y\n"))[0]?.tree).toEqual(
    tree({ key: "A", value: { kind: "str", value: "'x'" } }),
  );
});

test("any bytes either read or are a Failure; what reads is written again", () => {
  const line = fc.string({
    unit: fc.constantFrom("a", "=", "#", "\n", "\\", "n", "s", "o", "p", "_", "é", "\r", '"'),
  });
  fc.assert(
    fc.property(
      fc.oneof(
        line.map((value) => Buffer.from(value)),
        fc.uint8Array(),
      ),
      (bytes) => {
        try {
          const documents = dotenvStore.readPlain(bytes);
          expect(dotenvStore.readPlain(dotenvStore.writePlain(documents))).toEqual(documents);
          dotenvStore.readEncrypted(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      },
    ),
  );
});
