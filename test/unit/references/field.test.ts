import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { Content, FieldTree } from "../../../src/references/content.ts";
import { decodeValue } from "../../../src/references/decode.ts";
import { selectField } from "../../../src/references/field.ts";
import type { FieldPath } from "../../../src/references/reference.ts";

const json = (text: string): Content => ({ kind: "text", text: Secret.of(text) });
const key = (name: string): FieldPath => ({ kind: "key", key: name });
const at = (...parts: string[]): FieldPath => ({ kind: "path", parts });
function read(content: Content, field: FieldPath | undefined): string | undefined {
  const selected = selectField(content, field);
  if (selected instanceof Failure) return selected.code;
  return selected.kind === "null" ? "null" : selected.value.reveal();
}

describe("selectField", () => {
  const content = json(
    '{"a.b":"exact","a":{"b":"nested","c":[1,{"d":12345678901234567890}]},"n":null,"__proto__":"p","x/y":"z"}',
  );
  test.each([
    [key("a.b"), "exact"],
    [at("a", "b"), "nested"],
    [key("a.c.0"), "1"],
    [key("a.c.1.d"), "12345678901234567890"],
    [key("a.c"), '[1,{"d":12345678901234567890}]'],
    [key("n"), "null"],
    [key("__proto__"), "p"],
    [at("x/y"), "z"],
    [key("constructor"), "FIELD_NOT_FOUND"],
    [key("a.c.2"), "FIELD_NOT_FOUND"],
    [key("a.c.01"), "FIELD_NOT_FOUND"],
  ])("%j", (field, expected) => expect(read(content, field)).toBe(expected));

  test("without a field the text is unchanged; a field of other text is an error without it", () => {
    expect(read(json(" hunter2\n"), undefined)).toBe(" hunter2\n");
    const failure = selectField(json("hunter2"), key("a")) as Failure;
    expect(failure.code).toBe("FIELD_NOT_FOUND");
    expect(`${failure.message}${failure.fix}`).not.toContain("hunter2");
  });

  test.each<[string, string]>([
    ['{"user":1,"pass.word":2}', "Fields at the top: user, pass.word"],
    ['{"CANARY-7f3a secret":1,"user":2}', "Fields at the top: user and 1 more"],
    [`{"${"k".repeat(65)}":1}`, "Fields at the top: 1 whose keys are no names"],
    ["{}", "The object is empty."],
    [
      `{${Array.from({ length: 14 }, (_, i) => `"f${i}":0`).join(",")}}`,
      "Fields at the top: f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11 and 2 more",
    ],
  ])("where it is not in %s, the names that are there are listed", (text, fix) => {
    expect(selectField(json(text), key("other"))).toMatchObject({ code: "FIELD_NOT_FOUND", fix });
  });

  test("of a file every key is listed", () => {
    const leaf = { kind: "leaf", value: Secret.of("v"), clear: false } as const;
    const content: Content = { kind: "fields", fields: new Map([["api key", leaf]]), whole: Secret.of("x") };
    expect(selectField(content, key("other"))).toMatchObject({ fix: "Fields at the top: api key" });
  });

  test("a field says whether the file keeps it in the clear", () => {
    const leaf = { kind: "leaf", value: Secret.of("v"), clear: true } as const;
    expect(
      selectField({ kind: "fields", fields: new Map([["a", leaf]]), whole: Secret.of("a: v") }, key("a")),
    ).toMatchObject({ clear: true });
  });
});

describe("decodeValue", () => {
  const decoded = (text: string, how: "base64" | "hex") => {
    const value = decodeValue(Secret.of(text), how);
    return value instanceof Secret ? value.reveal() : (value as Failure).code;
  };
  test.each([
    ["aGVsbG8=", "base64", "hello"],
    ["aGVs\nbG8=\n", "base64", "hello"],
    ["aGVsbG8", "base64", "DECODE_FAILED"],
    ["aGVsbG9=", "base64", "DECODE_FAILED"],
    ["a-_=", "base64", "DECODE_FAILED"],
    ["", "base64", ""],
    ["68656C6c6f\n", "hex", "hello"],
    ["686", "hex", "DECODE_FAILED"],
  ] as const)("%j %s", (text, how, expected) => expect(decoded(text, how)).toBe(expected));

  test("dotenv and json give trees", () => {
    const tree = decodeValue(
      Secret.of('# c\nexport A=1 # c\nB=\'x y\'\nC="l1\\nl2"\nD="a\nb"\nE=\n'),
      "dotenv",
    );
    if (!(tree instanceof Map)) throw new Error("no tree");
    const values = [...(tree as FieldTree)].map(([name, node]) => [
      name,
      node.kind === "leaf" ? node.value.reveal() : node.kind,
    ]);
    expect(values).toEqual([
      ["A", "1"],
      ["B", "x y"],
      ["C", "l1\nl2"],
      ["D", "a\nb"],
      ["E", ""],
    ]);
    expect([...(decodeValue(Secret.of('{"__proto__":1}'), "json") as Map<string, unknown>).keys()]).toEqual([
      "__proto__",
    ]);
    for (const text of ["[1]", "{", "1"])
      expect(decodeValue(Secret.of(text), "json")).toMatchObject({ code: "DECODE_FAILED" });
    for (const text of ["A", "A='x", "A='x' y"])
      expect(decodeValue(Secret.of(text), "dotenv")).toMatchObject({ code: "DECODE_FAILED" });
  });
});
