import { describe, expect, test } from "vitest";
import {
  bytesOf,
  formatFloatF,
  formatFloatG,
  formatFloatGUpper,
  normalizeTime,
  parseEncrypted,
  printEncrypted,
  valueOf,
} from "../../../src/sops/value.ts";

const IV = Buffer.alloc(32, 7).toString("base64");
const TAG = Buffer.alloc(16, 9).toString("base64");
const enc = (data = "YQ==", iv = IV, tag = TAG, type = "str") =>
  `ENC[AES256_GCM,data:${data},iv:${iv},tag:${tag},type:${type}]`;

describe("ENC text", () => {
  test("printing is the inverse of parsing", () => {
    const parsed = parseEncrypted(enc());
    expect(parsed?.data.toString()).toBe("a");
    expect(parsed && printEncrypted(parsed)).toBe(enc());
  });
  test("text after the bracket is ignored, an IV of any length is read", () => {
    expect(parseEncrypted(`${enc()} trailing`)?.type).toBe("str");
    expect(parseEncrypted(enc("YQ==", Buffer.alloc(12).toString("base64")))?.iv).toHaveLength(12);
  });
  test.each([
    ["another start", ` ${enc()}`],
    ["no data", enc("")],
    ["no iv", enc("YQ==", "")],
    ["no type", enc("YQ==", IV, TAG, "")],
    ["a short tag", enc("YQ==", IV, Buffer.alloc(12).toString("base64"))],
    ["a long tag", enc("YQ==", IV, Buffer.alloc(17).toString("base64"))],
    ["no padding", enc("YQ")],
    ["the URL alphabet", enc("-_-_")],
    ["a letter outside base64", enc("Y!==")],
    ["a line break before the bracket", enc().replace("]", "\n]")],
    ["a cut text", enc().slice(0, -1)],
  ])("%s is no encrypted value", (_name, text) => expect(parseEncrypted(text)).toBeUndefined());
});

describe("values", () => {
  const bytes = (text: string) => Buffer.from(text, "latin1");
  test.each([
    ["int", "-9223372036854775808", { kind: "int", value: -(2n ** 63n) }],
    ["int", "007", { kind: "int", value: 7n }],
    ["float", "1e3", { kind: "float", value: 1000 }],
    ["float", "-inf", { kind: "float", value: Number.NEGATIVE_INFINITY }],
    ["bool", "t", { kind: "bool", value: true }],
    ["bool", "False", { kind: "bool", value: false }],
    ["time", "2024-01-01T00:00:00.500+00:00", { kind: "time", value: "2024-01-01T00:00:00.5Z" }],
    ["str", "a", { kind: "str", value: "a" }],
    ["str", "\xff", { kind: "bytes", value: Buffer.from([255]) }],
    ["comment", " c", { kind: "comment", text: " c" }],
  ])("%s %s is read as Go reads it", (type, text, value) =>
    expect(valueOf(type, bytes(text))).toEqual(value),
  );

  test.each([
    ["int", "9223372036854775808"],
    ["int", "1.0"],
    ["float", "1e999"],
    ["float", "0x1"],
    ["bool", "yes"],
    ["time", "2024-02-30T00:00:00Z"],
    ["wat", "x"],
  ])("%s %s is refused without its text", (type, text) => {
    expect(() => valueOf(type, bytes(text))).toThrow(
      expect.objectContaining({ code: "SOPS_VALUE_TAMPERED", exit: 25 }),
    );
  });

  test("a bool and a BOM are written as sops counts them", () => {
    expect(Buffer.from(bytesOf({ kind: "bool", value: true })).toString()).toBe("True");
    expect(valueOf("str", Buffer.from("\ufeffx"))).toEqual({ kind: "str", value: "\ufeffx" });
  });
});

describe("floats as Go prints them", () => {
  test.each([
    [1, "1", "1"],
    [0, "0", "0"],
    [-0, "-0", "-0"],
    [1e21, "1000000000000000000000", "1e+21"],
    [1e-7, "0.0000001", "1e-07"],
    [1e6, "1000000", "1e+06"],
    [999999.5, "999999.5", "999999.5"],
    [123456789.123, "123456789.123", "1.23456789123e+08"],
    [0.0001, "0.0001", "0.0001"],
    [1e-5, "0.00001", "1e-05"],
    [1.5e300, `15${"0".repeat(299)}`, "1.5e+300"],
    [9007199254740994, "9007199254740994", "9.007199254740994e+15"],
    [5e-324, `0.${"0".repeat(323)}5`, "5e-324"],
    [Number.NaN, "NaN", "NaN"],
    [Number.POSITIVE_INFINITY, "+Inf", "+Inf"],
    [Number.NEGATIVE_INFINITY, "-Inf", "-Inf"],
  ] as [number, string, string][])("%d", (value, f, g) => {
    expect(formatFloatF(value)).toBe(f);
    expect(formatFloatG(value)).toBe(g);
    expect(formatFloatGUpper(value)).toBe(g.replace("e", "E"));
  });
  test("an integer above 2^53 keeps its shortest digits only", () => {
    expect(formatFloatF(2 ** 63)).toBe("9223372036854776000");
  });
});

test("a time without a zone, or outside the calendar, is none", () => {
  expect(normalizeTime("2024-01-01T00:00:00")).toBeUndefined();
  expect(normalizeTime("2024-13-01T00:00:00Z")).toBeUndefined();
  expect(normalizeTime("2024-02-29T23:59:59.1234567891+05:30")).toBe("2024-02-29T23:59:59.123456789+05:30");
});
