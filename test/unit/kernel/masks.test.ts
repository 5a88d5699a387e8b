import { describe, expect, test } from "vitest";
import { MAX_FORMS_PER_RUN, MAX_FORMS_PER_VALUE, maskForms, runMasks } from "../../../src/kernel/masks.ts";
import { Secret } from "../../../src/kernel/secret.ts";

const forms = (text: string) => maskForms(Secret.of(text), { min: 4 }).forms;
const TOKEN = "tok/3n+v@lue'with\"<odd>&$chars äö 0123456789";
const wrap = (text: string, width: number) => text.match(new RegExp(`.{1,${width}}`, "g"))!;

describe("the forms of one value", () => {
  const base64 = Buffer.from(TOKEN).toString("base64");
  const hex = Buffer.from(TOKEN).toString("hex");
  test.each([
    ["plain", TOKEN],
    ["base64", base64],
    ["base64 without padding", base64.replace(/=+$/, "")],
    ["base64url", Buffer.from(TOKEN).toString("base64url")],
    ["hex", hex],
    ["upper-case hex", hex.toUpperCase()],
    ["JSON", JSON.stringify(TOKEN).slice(1, -1)],
    [
      "Go JSON",
      JSON.stringify(TOKEN)
        .slice(1, -1)
        .replaceAll("<", "\\u003c")
        .replaceAll(">", "\\u003e")
        .replaceAll("&", "\\u0026"),
    ],
    ["URL", encodeURIComponent(TOKEN)],
    ["form", new URLSearchParams([["", TOKEN]]).toString().slice(1)],
    ["shell", TOKEN.replaceAll("'", "'\\''")],
    ["base64 with a newline at its end", Buffer.from(`${TOKEN}\n`).toString("base64")],
  ])("%s", (_name, form) => expect(forms(TOKEN)).toContain(form));

  test("the middle of base64 in something larger, at each alignment", () => {
    for (const before of ["", "x", "xy"]) {
      const inside = Buffer.from(`${before}${TOKEN}yz`).toString("base64");
      const hit = forms(TOKEN)
        .filter((form) => inside.includes(form))
        .map((form) => form.length);
      expect(Math.max(...hit)).toBeGreaterThanOrEqual(base64.length - 8);
    }
  });

  test("wrapped base64 and hex at the usual widths", () => {
    const long = Array.from({ length: 40 }, (_, i) => `part${i}`).join("-");
    const all = forms(long);
    for (const width of [76, 64, 60])
      for (const line of wrap(Buffer.from(long).toString("base64"), width))
        if (line.length >= 8) expect(all).toContain(line);
    for (const line of wrap(Buffer.from(long).toString("hex"), 60))
      if (line.length >= 8) expect(all).toContain(line);
  });

  test("lines, leaves and passwords, never what every log has", () => {
    const all = forms(
      '{\n  "user": "admin-user",\n  "on": true,\n  "none": null,\n  "deep": [{"pass": "l3af-value"}]\n}\n',
    );
    expect(all).toContain("l3af-value");
    expect(all).toContain('"user": "admin-user",');
    for (const common of ["{", "}", "true", "null", "[", "},", "]"]) expect(all).not.toContain(common);
    expect(forms("-----BEGIN KEY-----\nMIIBsecretline\n-----END KEY-----\n")).toContain("MIIBsecretline");
    expect(forms("-----BEGIN KEY-----\nMIIBsecretline\n-----END KEY-----\n")).not.toContain(
      "-----BEGIN KEY-----",
    );
    expect(forms("postgres://app:p%40ssw0rd@db/x")).toEqual(
      expect.arrayContaining(["p%40ssw0rd", "p@ssw0rd", "app:p%40ssw0rd"]),
    );
    expect(forms("A: yaml-value\nB: 'quoted value'\n")).toEqual(
      expect.arrayContaining(["yaml-value", "quoted value"]),
    );
    expect(forms("A=1\nPASS=dotenv-value\n")).toContain("dotenv-value");
  });

  test("no form has a line break or is shorter than the least", () => {
    for (const form of forms(`one line\r\nanother\n${TOKEN}\nab`)) {
      expect(form).not.toMatch(/[\r\n]/);
      expect(form.length).toBeGreaterThanOrEqual(4);
    }
  });

  test.each([
    ["", false],
    ["abc", true],
    ["true", true],
    ["Null", true],
    ["{}", true],
    ["abcd", false],
  ])("%j: too short %s", (text, short) =>
    expect(maskForms(Secret.of(text), { min: 4 }).tooShort).toBe(short),
  );

  test("many short lines are too short, but their encodings are not", () => {
    const { forms: all, tooShort } = maskForms(Secret.of("ab\ncd\nef\n"), { min: 4 });
    expect(tooShort).toBe(true);
    expect(all).toEqual(
      expect.arrayContaining(["ab\\ncd\\nef", Buffer.from("ab\ncd\nef\n").toString("base64")]),
    );
  });

  test("binary has base64 and hex", () => {
    const { forms: all } = maskForms(Secret.ofBytes(Uint8Array.of(255, 254, 1, 2, 3, 4)), { min: 4 });
    expect(all).toEqual(expect.arrayContaining(["//4BAgME", "__4BAgME", "fffe01020304", "FFFE01020304"]));
  });
});

describe("bounds", () => {
  const many = (count: number, prefix = "line") =>
    Secret.of(Array.from({ length: count }, (_, i) => `${prefix}-${i}-of-many`).join("\n"));
  test("a value has at most 300, its lines first", () => {
    const { forms: all, cut } = maskForms(many(100), { min: 4 });
    expect(cut).toBe(true);
    expect(all).toHaveLength(MAX_FORMS_PER_VALUE);
    expect(all.slice(0, 100)).toContain("line-99-of-many");
  });

  test("lines are never given up for the bound of a value", () => {
    expect(maskForms(many(1000), { min: 4 }).forms).toContain("line-999-of-many");
  });

  test("a run has at most 5,000, the plain forms of every value first", () => {
    const values = Array.from({ length: 40 }, (_, i) => many(100, `v${i}`));
    const { forms: all, notices } = runMasks(values, 4);
    expect(all).toHaveLength(MAX_FORMS_PER_RUN);
    expect(all).toContain("v39-99-of-many");
    expect(notices).toHaveLength(2);
  });

  test("no value is left in the clear for the bound of a run", () => {
    const { forms: all, notices } = runMasks(
      Array.from({ length: 6000 }, (_, i) => Secret.of(`value-${i}-of-many`)),
      4,
    );
    expect(all).toContain("value-5999-of-many");
    expect(all).toContain(Buffer.from("value-5999-of-many").toString("base64"));
    expect(notices).toHaveLength(1);
  });
});
