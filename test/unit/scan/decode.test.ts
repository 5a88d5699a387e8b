import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../src/scan/engine/engine.ts";
import { eachRun } from "../../../src/scan/decode/runs.ts";
import { RULES } from "../../../src/scan/rules/index.ts";
import { seeded } from "../../harness/token-checks.ts";
import { trueToken } from "../../harness/tokens.ts";

const rules = RULES.filter((rule) => rule.id === "github-pat-classic");
const engine = createEngine(rules, []);
const TOKEN = rules[0] === undefined ? "" : trueToken(rules[0], seeded(1)).secret;

const scan = (text: string | Buffer, decodeDepth = 3) => {
  const bytes = typeof text === "string" ? Buffer.from(text, "latin1") : text;
  return engine.scan({ path: "a.txt", bytes }, { decodeDepth, archiveDepth: 1, disabled: new Set() });
};

const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");
const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");
const percent = (text: string) => text.replaceAll(/./gs, (char) => `%${hex(char)}`);
const unicode = (text: string) => text.replaceAll(/./gs, (char) => `\\u00${hex(char)}`);
const wrap = (text: string, width: number, indent: string) =>
  (text.match(new RegExp(`.{1,${width}}`, "g")) ?? []).join(`\n${indent}`);
const long = `{"note":"${"a long text before it ".repeat(6)}","token":"${TOKEN}","rest":"${"z y ".repeat(20)}"}`;

describe("an encoded token", () => {
  it.each([
    ["base64", base64(TOKEN)],
    ["base64", base64(`token: ${TOKEN}\n`)],
    ["base64", base64(`user:${TOKEN}`).replaceAll("=", "")],
    ["base64", Buffer.from(`?>~${TOKEN}?>~`).toString("base64url")],
    ["base64", Buffer.from(`set ${TOKEN}`, "utf16le").toString("base64")],
    ["base64", wrap(base64(long), 64, "")],
    ["base64", wrap(base64(long), 76, "      ")],
    ["hex", hex(TOKEN)],
    ["hex", `0x${hex(TOKEN).toUpperCase()}`],
    ["percent", percent(TOKEN)],
    ["percent", `q=a%3d${TOKEN.replace("_", "%5F")}%26b`],
    ["unicode", unicode(TOKEN)],
    ["unicode", `x\\u003d${TOKEN}\\u0026y`],
    ["unicode", TOKEN.replace("_", "\\x5f")],
  ])("is found in %s, %j, where it stands", (kind, text) => {
    for (const [before, after] of [
      ["", ""],
      ['a = "', '";\n'],
      ["k: ", "\n"],
    ]) {
      const [found, ...more] = scan(`${before}${text}${after}`);
      expect(more).toEqual([]);
      expect(Buffer.from(found?.secret ?? []).toString("latin1")).toBe(TOKEN);
      expect(found?.decoded).toEqual([kind]);
      const start = before?.length ?? 0;
      expect(found?.start).toBeGreaterThanOrEqual(start);
      expect(found?.end).toBeGreaterThan(found?.start ?? 0);
      expect(found?.end).toBeLessThanOrEqual(start + text.length);
    }
    expect(scan(text, 0)).toEqual([]);
  });

  it("has the exact place of its digits", () => {
    const text = `${base64(`ab ${TOKEN} c`)}`;
    const [found] = scan(text);
    expect([found?.start, found?.end]).toEqual([4, Math.ceil(((3 + TOKEN.length) * 4) / 3)]);
    expect(scan(hex(`ab ${TOKEN} c`)).map((one) => [one.start, one.end])).toEqual([
      [6, 6 + 2 * TOKEN.length],
    ]);
    expect(scan(`ab%20${unicode(TOKEN)}`).map((one) => [one.start, one.end])).toEqual([
      [5, 5 + 6 * TOKEN.length],
    ]);
  });

  it("is found in what is encoded again and again, to a depth", () => {
    const twice = base64(hex(TOKEN));
    const thrice = percent(base64(base64(`a ${TOKEN}`)));
    expect(scan(twice).map((one) => one.decoded)).toEqual([["base64", "hex"]]);
    expect(scan(thrice).map((one) => one.decoded)).toEqual([["percent", "base64", "base64"]]);
    expect(scan(thrice, 2)).toEqual([]);
    const [found] = scan(`== ${thrice} ==`);
    expect(found?.start).toBeGreaterThanOrEqual(3);
    expect(found?.end).toBeLessThanOrEqual(3 + thrice.length);
  });

  it("is found in a gzip that is base64, as Helm keeps its releases", () => {
    const text = gzipSync(`release ${TOKEN}\n`).toString("base64");
    expect(scan(text).map((one) => one.decoded)).toEqual([["base64", "gzip"]]);
  });

  it("is given once where some of its line is encoded and it is not", () => {
    expect(scan(`u=%41%42%43 ${TOKEN} a%20b%20${TOKEN.slice(0, 9)}`).map((one) => one.decoded)).toEqual([[]]);
  });
});

describe("runs of base64 digits", () => {
  it("are those that a pattern finds", () => {
    const random = seeded(4);
    for (let round = 0; round < 40; round += 1) {
      const text = Array.from({ length: 300 }, () =>
        random() < 0.06 ? " " : "Ab3+_-/="[Math.floor(random() * 7)],
      ).join("");
      const found: string[] = [];
      eachRun(Buffer.from(text), 20, (start, end) => {
        found.push(text.slice(start, end));
        return end;
      });
      expect(found).toEqual(text.match(/[\w+/-]{20,}/g) ?? []);
    }
  });
});
