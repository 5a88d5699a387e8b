import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { parseJson, printJson } from "../../../src/kernel/json.ts";

/** Without the difference between 0 and -0: `-0` is an integer here. */
const normal = (text: string): string => JSON.stringify(JSON.parse(text));

const failure = (input: string | Uint8Array): Failure => {
  try {
    parseJson(input);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("It was read.");
};

describe("parseJson", () => {
  test("keeps order, repeated keys, `__proto__` and digits", () => {
    const value = parseJson('{"2":1,"1":18446744073709551617,"2":null,"__proto__":{"a":true}}');
    expect(printJson(value)).toBe('{"2":1,"1":18446744073709551617,"2":null,"__proto__":{"a":true}}');
  });

  test("agrees with JSON.parse", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(normal(printJson(parseJson(text)))).toBe(normal(text));
      }),
    );
  });

  test("refuses what JSON.parse refuses, with a Failure that does not quote", () => {
    const unit = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "\\",
      "u",
      "0",
      "1",
      "-",
      ".",
      "e",
      "t",
      "true",
      "null",
      " ",
      "\n",
      "a",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        let expected: string;
        try {
          expected = normal(text);
        } catch {
          expect(failure(text).code).toBe("DECODE_FAILED");
          return;
        }
        expect(normal(printJson(parseJson(text)))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['{"a":1,}', 1, 8],
    ['{"a":\n  hunter2}', 2, 3],
    ['["a\nb"]', 1, 4],
    ['["hunter2', 1, 2],
    ['["\\x"]', 1, 3],
    ['["\\u12g4"]', 1, 3],
    ["[1e400]", 1, 2],
    ["[01]", 1, 3],
    ["[-]", 1, 3],
    ["1 2", 1, 3],
    ["\ufeff1", 1, 1],
    ["", 1, 1],
  ])("%j fails at %i:%i", (input, line, column) => {
    const { at, message } = failure(input);
    expect(at).toEqual({ line, column });
    expect(message).not.toContain("hunter2");
  });

  test("bytes must be UTF-8", () => {
    expect(failure(Buffer.from([0x22, 0xff, 0x22])).at).toEqual({ line: 1, column: 2 });
    expect(parseJson(Buffer.from('"é"'))).toEqual({ kind: "str", value: "é" });
  });

  test("depth is limited, whatever the input's size", () => {
    expect(failure("[".repeat(1_000_000)).code).toBe("LIMIT_EXCEEDED");
    expect(parseJson(`${"[".repeat(200)}${"]".repeat(200)}`).kind).toBe("list");
  });

  test("a number of a million digits is read in no time", () => {
    expect(failure(`[1${"0".repeat(1_000_000)}]`).message).toBe("This number is too large.");
    expect(parseJson(`0.${"1".repeat(1_000_000)}`).kind).toBe("float");
  });

  test("half a surrogate pair becomes U+FFFD", () => {
    expect(parseJson('"\\ud800x\\ud83d\\ude00"')).toEqual({ kind: "str", value: "\ufffdx😀" });
  });
});

describe("printJson", () => {
  test("escapes as Go does", () => {
    expect(printJson({ kind: "str", value: '<>&\u2028\u2029"\\/\b\f\n\r\t\u0001\u007f😀\ud800' })).toBe(
      '"\\u003c\\u003e\\u0026\\u2028\\u2029\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007f😀\\ufffd"',
    );
  });

  test("every byte that starts no UTF-8 sequence becomes one \\ufffd", () => {
    const print = (...bytes: number[]): string => printJson({ kind: "bytes", value: Uint8Array.from(bytes) });
    expect(print(0xe2, 0x82, 0x41)).toBe('"\\ufffd\\ufffdA"');
    expect(print(0xc3, 0xa9, 0xff, 0x3c)).toBe('"é\\ufffd\\u003c"');
    expect(print(0xed, 0xa0, 0x80)).toBe('"\\ufffd\\ufffd\\ufffd"');
    expect(print(0xf0, 0x9f, 0x98, 0x80, 0xc0, 0x80)).toBe('"😀\\ufffd\\ufffd"');
  });

  test("indents, and keeps empty collections short", () => {
    const value = parseJson('{"a":[1,{"b":{}}],"c":[]}');
    expect(printJson(value, { indent: "  " })).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": {}\n    }\n  ],\n  "c": []\n}',
    );
    expect(printJson(value, { indent: "" }).split("\n")[1]).toBe('"a": [');
  });

  test("floats", () => {
    const print = (value: number, exactZero = false): string =>
      printJson({ kind: "float", value }, { exactZero });
    expect([1, 1e21, 1e-7, -0, 0.1].map((value) => print(value))).toEqual([
      "1",
      "1e+21",
      "1e-7",
      "-0",
      "0.1",
    ]);
    expect(print(-0, true)).toBe("-0.0");
    expect(() => print(Number.NaN)).toThrow(RangeError);
  });
});
