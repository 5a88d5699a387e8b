import { describe, expect, test } from "vitest";
import { createMasker } from "../../harness/masker.ts";

function masked(mask: string, text: string): string {
  const masker = createMasker();
  masker.add(mask);
  return masker.apply(text);
}

describe("masker", () => {
  test("text without a mask stays", () => {
    expect(masked("tiger", "a lion")).toBe("a lion");
  });

  test("overlapping and touching spans become one", () => {
    const masker = createMasker();
    for (const mask of ["abcd", "cdef", "ghi"]) masker.add(mask);
    expect(masker.apply("x abcdef y")).toBe("x *** y");
    expect(masker.apply("x abcdghi y ghi")).toBe("x *** y ***");
    expect(masker.apply("abcd ghi")).toBe("*** ***");
  });

  test("a value overlapping itself is covered whole", () => {
    expect(masked("aXa", "-aXaXa-")).toBe("-***-");
  });

  test("the longest mask wins, one of a single character works", () => {
    const masker = createMasker();
    masker.add("tok");
    masker.add("token-long");
    masker.add("~");
    expect(masker.apply("token-long tokyo ~")).toBe("*** ***yo ***");
  });

  test("a value of several lines masks the whole and each trimmed line, however short", () => {
    expect(masked('{\n  "a": 1\n}', 'x "a": 1 {y}')).toBe("x *** ***y***");
  });

  test.each([
    ["base64", Buffer.from("p&\"'<word").toString("base64")],
    ["base64 from the second byte", Buffer.from("&\"'<word").toString("base64")],
    ["base64 from the third byte", Buffer.from("\"'<word").toString("base64")],
    ["command line", "p&\\\"'<word"],
    ["expression", "p&\"''<word"],
    ["json", "p&\\\"'<word"],
    ["uri", "p%26%22%27%3Cword"],
    ["xml", "p&amp;&quot;&apos;&lt;word"],
  ])("%s", (_form, text) => {
    expect(masked("p&\"'<word", `[${text}]`)).toBe("[***]");
  });

  test("surrounding quotes are dropped from long values only", () => {
    expect(masked('"longvalue"', "=longvalue=")).toBe("=***=");
    expect(masked('"short"', "=short=")).toBe("=short=");
  });

  test("both sides of an ampersand, if they are long enough", () => {
    expect(masked("secret&second&third", "secret&second& _ third")).toBe("*** _ third");
    expect(masked("secret&+longer", "secret&+ _ longer")).toBe("*** _ ***");
  });

  test("what the runner does not cover stays visible", () => {
    const value = "a value?>";
    expect(masked(value, Buffer.from(value).toString("hex"))).toBe(Buffer.from(value).toString("hex"));
  });

  test("a blank mask is not taken", () => {
    expect(createMasker().add("  ")).toBe(false);
    expect(createMasker().add("")).toBe(false);
  });
});
