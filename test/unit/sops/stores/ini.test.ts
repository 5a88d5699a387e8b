import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { iniStore } from "../../../../src/sops/stores/ini.ts";
import type { Branch, Item } from "../../../../src/sops/tree.ts";
import { casesOf, read, rewritten } from "./vectors.ts";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const tree = (...items: Item[]): Branch => ({ kind: "map", items });
const section = (key: string, ...items: Item[]): Branch => tree({ key, value: tree(...items) });
const str = (value: string) => ({ kind: "str", value }) as const;
const print = (source: string): string => text(iniStore.writePlain(iniStore.readPlain(Buffer.from(source))));
const refused = expect.objectContaining({ code: "SOPS_FORMAT", exit: 4 });

describe("vectors", () => {
  for (const name of casesOf("enc.ini")) {
    test(`${name} is written as it was read`, () => {
      expect(rewritten(iniStore, name, "enc.ini")).toBe(read(name, "enc.ini"));
    });
  }
  for (const name of casesOf("dec.ini")) {
    test(`${name} is printed as it was read`, () => {
      expect(Buffer.from(print(Buffer.from(read(name, "dec.ini"), "latin1").toString()))).toEqual(
        Buffer.from(read(name, "dec.ini"), "latin1"),
      );
    });
  }
  for (const name of casesOf("plain.ini")) {
    test(`${name} is printed as sops prints it`, () => {
      expect(print(Buffer.from(read(name, "plain.ini"), "latin1").toString())).toBe(
        Buffer.from(read(name, "dec.ini"), "latin1").toString(),
      );
    });
  }
  for (const name of casesOf("rejected.ini")) {
    test(`${name} is refused`, () => {
      const act = (): unknown => iniStore.readPlain(Buffer.from(read(name, "rejected.ini"), "latin1"));
      expect(act).toThrow(expect.objectContaining({ exit: name.includes("sops-section") ? 203 : 2 }));
    });
  }
});

test.each([
  ["no delimiter", "[s]\na"],
  ["no key", "[s]\n=a"],
  ["an empty quoted key", '[s]\n""=a'],
  ["an open section", "[s"],
  ["an unnamed section", "[]"],
  ["an open key quote", '[s]\n"a=b'],
  ["an open value quote", '[s]\na="""b'],
])("%s is refused", (_, source) => {
  expect(() => iniStore.readPlain(Buffer.from(source))).toThrow(
    expect.objectContaining({ code: "SOPS_FORMAT", exit: 2 }),
  );
});

test("a key that needs it is quoted, the others are padded to it", () => {
  expect(print("[s]\n`a=b` = 1\nc = 2\n")).toBe("[s]\n`a=b` = 1\nc     = 2\n");
});

test("newlines in the metadata are two characters, or stand as they are (3.13.0)", () => {
  const lines = '[s]\na = b\n\n[sops]\nage__list_0__map_enc = """x\ny\n"""\n';
  const escaped = "[s]\na = b\n\n[sops]\nage__list_0__map_enc = x\\ny\\n\n";
  const documents = iniStore.readEncrypted(Buffer.from(lines));
  expect(iniStore.readEncrypted(Buffer.from(escaped))).toEqual(documents);
  const [document] = documents;
  expect(text(iniStore.writeEncrypted([document!.tree], document!.metadata!))).toBe(escaped);
});

test("a tree that is not two levels deep is refused", () => {
  expect(() => iniStore.writePlain([tree({ key: "a", value: str("x") })])).toThrow(refused);
  expect(() => iniStore.writePlain([section("a\n[b]", { key: "a", value: str("x") })])).toThrow(refused);
  expect(() => iniStore.writePlain([section("s", { key: "a\nb", value: str("x") })])).toThrow(refused);
  expect(() => iniStore.writePlain([section("s", { key: "a", value: str('"""\nb=c') })])).toThrow(refused);
});

test("encrypting refuses what would not come back", () => {
  const back = (branch: Branch) => () => iniStore.writeEncrypted([branch], tree());
  expect(back(section("default", { key: "a", value: str("x") }))).toThrow(refused);
  expect(back(section("sops", { key: "a", value: str("x") }))).toThrow(refused);
  expect(back(section("s", { key: "a", value: str("x\\") }))).toThrow(refused);
  expect(back(section("s", { key: "#1", value: str("x") }))).toThrow(refused);
  expect(back(section("s", { key: "a", value: str("1") }, { key: "a", value: str("2") }))).toThrow(refused);
  expect(back(section("s", { key: "a", value: { kind: "bool", value: true } }))).toThrow(refused);
  expect(text(back(section("s", { key: "a", value: str("x") }))())).toBe("[s]\na = x\n\n[sops]\n");
});

test("one value: strings bare, a section as a file, the rest as JSON on one line", () => {
  expect(text(iniStore.writeValue(str("x;")))).toBe("x;");
  expect(text(iniStore.writeValue({ kind: "list", items: [str("a"), { kind: "null" }] }))).toBe('["a",null]');
  expect(() => iniStore.writeValue(tree({ key: "a", value: str("x") }))).toThrow(refused);
});

test("a value that is not UTF-8 survives", () => {
  const bytes = Buffer.from("[s]\na = \xff\xe9\n", "latin1");
  expect(Buffer.from(iniStore.writePlain(iniStore.readPlain(bytes))).equals(bytes)).toBe(true);
});

test("any bytes either read or are a Failure, and are then written or refused", () => {
  const unit = fc.constantFrom(
    "a",
    "=",
    "#",
    ";",
    "\n",
    "\\",
    "[",
    "]",
    '"',
    '"""',
    "'",
    "`",
    " ",
    ":",
    "-",
    "é",
    "\r",
    "\u0085",
  );
  const source = fc.oneof(
    fc.string({ unit, maxLength: 40 }).map((value) => Buffer.from(`[s]\na=${value}`)),
    fc.uint8Array(),
  );
  fc.assert(
    fc.property(source, (bytes) => {
      try {
        const documents = iniStore.readPlain(bytes);
        iniStore.writePlain(documents);
        const written = iniStore.writeEncrypted(documents, tree({ key: "version", value: str("3") }));
        const values = (items: Branch["items"]): unknown =>
          items.filter(
            (item) =>
              "key" in item &&
              (item.value.kind !== "map" || item.value.items.some((inner) => "key" in inner)),
          );
        const keys = (branch: Branch): unknown =>
          values(
            branch.items.map((item) =>
              "key" in item && item.value.kind === "map"
                ? { key: item.key, value: { kind: "map", items: values(item.value.items) as Item[] } }
                : item,
            ),
          );
        expect(keys(iniStore.readEncrypted(written)[0]!.tree)).toEqual(keys(documents[0]!));
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
      }
    }),
    { numRuns: 500 },
  );
});
