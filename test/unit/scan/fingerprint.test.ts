import { expect, test } from "vitest";
import { fingerprintOf } from "../../../src/scan/fingerprint.ts";
import { maskedLine, withoutSecrets } from "../../../src/scan/mask.ts";

const CANARY = "CANARY-7f3a";
const spanOf = (bytes: Buffer, text = CANARY, from = 0): { start: number; end: number } => {
  const start = bytes.indexOf(text, from);
  return { start, end: start + Buffer.byteLength(text) };
};
const lineOf = (text: string): string => {
  const bytes = Buffer.from(text);
  return maskedLine(bytes, spanOf(bytes));
};
const markOf = (text: string) => ({ rule: "r", path: "a.ts", line: lineOf(text), occurrence: 1 });

test("a line is masked where the secret stands, also where it stands again", () => {
  expect(lineOf(`one\nkey = "${CANARY}"; // ${CANARY}\nthree`)).toBe('key = "***"; // ***');
});

test("other findings of the line are masked too, also those that overlap", () => {
  const bytes = Buffer.from(`a ${CANARY} b OTHERSECRET c`);
  const others = [spanOf(bytes, "OTHERSECRET"), spanOf(bytes, "SECRET c"), spanOf(bytes, `a ${CANARY}`)];
  expect(maskedLine(bytes, spanOf(bytes), others)).toBe("*** b ***");
});

test("a secret of several lines is one mask between what stands around it", () => {
  const bytes = Buffer.from("x = <<BEGIN\nbody\nEND>> y\nz");
  expect(maskedLine(bytes, spanOf(bytes, "BEGIN\nbody\nEND"))).toBe("x = <<***>> y");
});

test("of a very long line only what is near counts", () => {
  const far = "f".repeat(10_000);
  expect(lineOf(`${far}${CANARY}${far}`)).toBe(`${"f".repeat(160)}***${"f".repeat(160)}`);
});

test("another secret at the same place has the same fingerprint: nothing of it is in there", () => {
  const bytes = Buffer.from(`k = "another one"`);
  const other = {
    rule: "r",
    path: "a.ts",
    occurrence: 1,
    line: maskedLine(bytes, spanOf(bytes, "another one")),
  };
  expect(fingerprintOf(other)).toEqual(fingerprintOf(markOf(`k = "${CANARY}"`)));
});

test("stays under line shift and other spaces", () => {
  expect(fingerprintOf(markOf(`\n\n\t k  = ${CANARY}\r\n`))).toBe(fingerprintOf(markOf(`k = ${CANARY}`)));
});

test("differs by rule, path, line and occurrence", () => {
  const one = markOf(`k = ${CANARY}`);
  const others = [{ ...one, rule: "s" }, { ...one, path: "b.ts" }, markOf(`j = ${CANARY}`)];
  const all = [one, ...others, { ...one, occurrence: 2 }].map(fingerprintOf);
  expect(new Set(all).size).toBe(5);
  expect(all[4]).toBe(all[0]!.replace(/:1$/, ":2"));
  for (const print of all) expect(print).toMatch(/^[0-9a-f]{16}:\d+$/);
});

test.each([
  ["as it is", (text: string) => text],
  ["in base64", (text: string) => Buffer.from(text).toString("base64")],
  ["in hex", (text: string) => Buffer.from(text).toString("hex")],
  ["percent-encoded", encodeURIComponent],
])("a text is shown without the secret %s", (_, form) => {
  const secret = `${CANARY}/ü+x`;
  expect(withoutSecrets(`a/${form(secret)}/b`, [Buffer.from(secret)])).toMatch(/^a\/\*\*\*=*\/b$/);
});

test("a secret that holds another one is masked whole, and very short ones mask no words", () => {
  const secrets = ["LONG", "VERYLONGONE", "a"].map((text) => Buffer.from(text));
  expect(withoutSecrets("VERYLONGONE LONG a", secrets)).toBe("*** *** a");
  expect(withoutSecrets("xabcdefghz", [Buffer.from("abcdef"), Buffer.from("defgh")])).toBe("x***z");
});
