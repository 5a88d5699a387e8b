import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { fileOf, formatOf } from "../../../src/export/together.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";

const VALUES = [
  "",
  "a b",
  "yes",
  "0x1F",
  'it\'s "$5"\r\n\t',
  "l1\nl2\n",
  "\u0085\u2028\ufeff\u007f\u0000",
  "äö 🔑",
  "- x: # y",
  "null",
];

test.each([
  [".env", "dotenv"],
  ["a/prod.env", "dotenv"],
  ["a/.env.production", "dotenv"],
  ["x.JSON", "json"],
  ["x.yml", "yaml"],
  ["x.yaml", "yaml"],
  ["x.txt", undefined],
  ["env", undefined],
])("the format of %s is %s", (file, format) => expect(formatOf(file)).toBe(format));

describe.each([
  ["json", (text: string): unknown => JSON.parse(text)],
  ["yaml", (text: string): unknown => parse(text)],
] as const)("%s", (format, read) => {
  test("holds every text", () => {
    const values = new Map([
      ...VALUES.map((value, i): [string, Secret] => [`V${i}`, Secret.of(value)]),
      ["on", Secret.of("x")],
    ]);
    const file = fileOf(values, format);
    if (file instanceof Failure) throw file;
    const expected = [...VALUES.map((value, i) => [`V${i}`, value]), ["on", "x"]];
    expect(Object.entries(read(file.reveal()!) as object)).toEqual(expected);
  });

  test("refuses bytes and names them", () => {
    const failure = fileOf(new Map([["BYTES", Secret.ofBytes(Uint8Array.of(255))]]), format);
    expect(failure).toMatchObject({
      code: "VALUE_UNSUITABLE",
      message: expect.stringMatching(/^BYTES: /) as string,
    });
  });
});
