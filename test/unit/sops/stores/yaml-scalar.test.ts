import { describe, expect, test } from "vitest";
import { goTimestamp } from "../../../../src/sops/stores/go-time.ts";
import { scalarStyle, writeDoubleQuoted } from "../../../../src/sops/stores/yaml-quote.ts";
import { resolvePlain, resolveTagged } from "../../../../src/sops/stores/yaml-scalar.ts";

describe("plain scalars", () => {
  test.each([
    ["014", 12n],
    ["0x1F", 31n],
    ["0b101", 5n],
    ["0o17", 15n],
    ["-0x10", -16n],
    ["1_000", 1000n],
    ["1__0", 10n],
    ["9223372036854775807", 9223372036854775807n],
    ["-9223372036854775808", -9223372036854775808n],
  ])("%s is an integer", (text, value) => {
    expect(resolvePlain(text)).toEqual({ kind: "int", value });
  });

  test.each([
    ["08", 8],
    ["1e3", 1000],
    [".5", 0.5],
    ["1.", 1],
    ["18446744073709551616", 18446744073709552000],
    ["-9223372036854775809", -9223372036854776000],
    ["+.inf", Infinity],
    [".NaN", NaN],
  ])("%s is a float", (text, value) => {
    expect(resolvePlain(text)).toEqual({ kind: "float", value });
  });

  test.each(["yes", "n", "On", "0o8", "12:30:45", "1e400", "2024-02-30", "-", ".", "+", "0x", "0xG", "1 2"])(
    "%s is a string",
    (text) => {
      expect(resolvePlain(text)).toEqual({ kind: "str", value: text });
    },
  );

  test("what SOPS cannot hold, and the merge key, are told apart", () => {
    expect(resolvePlain("9223372036854775808").kind).toBe("uint64");
    expect(resolvePlain("<<").kind).toBe("merge");
    expect(resolvePlain("").kind).toBe("null");
  });

  test("tags", () => {
    expect(resolveTagged("tag:yaml.org,2002:str", "1", true)).toEqual({ kind: "str", value: "1" });
    expect(resolveTagged("tag:yaml.org,2002:int", "5", false)).toEqual({ kind: "int", value: 5n });
    expect(resolveTagged("tag:yaml.org,2002:float", "3", true)).toEqual({ kind: "float", value: 3 });
    expect(resolveTagged("tag:yaml.org,2002:binary", "aGk=", true)).toEqual({ kind: "str", value: "hi" });
    expect(resolveTagged("!own", "5", true)).toEqual({ kind: "str", value: "5" });
    expect(resolveTagged("tag:yaml.org,2002:int", "x", true)).toBeUndefined();
  });
});

describe("timestamps", () => {
  test.each([
    ["2024-01-01", "2024-01-01T00:00:00Z"],
    ["2024-1-2T3:4:5Z", "2024-01-02T03:04:05Z"],
    ["2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43.1-05:00"],
    ["2001-12-14 21:59:43.123456789123", "2001-12-14T21:59:43.123456789Z"],
    ["2001-12-14T21:59:43+00:00", "2001-12-14T21:59:43Z"],
  ])("%s", (text, time) => {
    expect(goTimestamp(text)).toBe(time);
  });

  test.each([
    "2024-02-30",
    "2023-02-29",
    "2001-12-14 21:59:43.10 -5",
    "2001-12-14T21:59:43",
    "2024-13-01",
    "2024",
  ])("%s is none", (text) => {
    expect(goTimestamp(text)).toBeUndefined();
  });
});

describe("styles", () => {
  test.each([
    ["foo", "plain"],
    ["a b", "plain"],
    ["", "double"],
    ["y", "double"],
    ["123", "double"],
    ["1:20", "double"],
    ["#x", "single"],
    ["a: b", "single"],
    ["a #b", "single"],
    ["a:", "single"],
    [" a", "single"],
    ["---", "single"],
    ["a\tb", "double"],
    ["\u{1F600}", "double"],
    ["\x85", "double"],
    ["a\nb", "literal"],
    ["a \nb", "double"],
    ["a\n ", "double"],
    ["a\r\nb", "double"],
  ])("%j is written %s", (text, style) => {
    expect(scalarStyle(text)).toBe(style);
  });

  test("escapes", () => {
    expect(writeDoubleQuoted('\0\x07\b\t\n\v\f\r\x1b"\\\x85\u2028\u2029\x7f\u{1F600}\xa0é')).toBe(
      '"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\"\\\\\\N\\L\\P\\x7F\\U0001F600\xa0é"',
    );
  });
});
