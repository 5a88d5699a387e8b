import { describe, expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import { createMasker } from "../harness/masker.ts";
import { runAction } from "../harness/run-action.ts";

const TOKEN = "CANARY7f3aQ8Zk2LmN0pRt5Vw9XyZ1aB4cD6";
const PEM = `-----BEGIN PRIVATE KEY-----\n${"CANARYMIIEvQIBADANBgkqhkiG9w0BAQEFAASC".repeat(3)}\n${"Q8Zk2LmN0pRt5Vw9XyZ1aB4cD6eF7gH8iJ9kL".repeat(3)}\n-----END PRIVATE KEY-----\n`;
const JSON_TEXT = JSON.stringify(
  { user: "admin-canary", password: 'CANARY"quoted\\back', nested: { on: true, n: null } },
  null,
  2,
);
const URL_TEXT = "postgres://app:CANARY%40pass-7f3a@db.internal:5432/app";

/** What a later step prints of a value, as people do by accident. */
const RENDERINGS: readonly (readonly [string, (value: string) => string])[] = [
  ["as it is", (value) => value],
  ["base64", (value) => Buffer.from(value).toString("base64")],
  ["base64 of echo", (value) => Buffer.from(`${value}\n`).toString("base64")],
  ["base64 at 76 columns", (value) => Buffer.from(value).toString("base64").replace(/.{76}/g, "$&\n")],
  ["base64url", (value) => Buffer.from(value).toString("base64url")],
  ["hex", (value) => Buffer.from(value).toString("hex")],
  ["upper hex", (value) => Buffer.from(value).toString("hex").toUpperCase()],
  ["URL", (value) => encodeURIComponent(value)],
  ["JSON", (value) => JSON.stringify(value)],
  [
    "each line",
    (value) =>
      value
        .split("\n")
        .map((line) => `> ${line.trim()}`)
        .join("\n"),
  ],
];
/** So many characters of a value in a row are a leak. */
const SHOWN = 12;

describe.each([
  ["a token", TOKEN],
  ["a PEM key", PEM],
  ["a JSON document", JSON_TEXT],
  ["a URL with a password", URL_TEXT],
])("%s", (_, value) => {
  test("is masked in every form that a later step may print", async () => {
    const run = await runAction({ inputs: { secrets: "S = env://SOURCE" }, env: { SOURCE: value } });
    expect(run.env.get("S")).toBe(value);
    const masker = createMasker();
    for (const mask of run.masks) masker.add(mask);
    for (const [name, render] of RENDERINGS) {
      const rendered = render(value);
      const shown = masker
        .apply(rendered)
        .split(/\*\*\*|\n/)
        .filter((part) => part.length >= SHOWN && !/BEGIN|END/.test(part));
      expect([name, shown.length]).toEqual([name, 0]);
    }
  });

  test("is in no channel, with every debug switch on", async () => {
    const run = await runAction({
      inputs: { secrets: "S = env://SOURCE" },
      env: { SOURCE: value, LOG_LEVEL: "DEBUG" },
      debug: true,
    });
    expect(run.main.succeeded).toBe(true);
    expect(run.log).toContain("resolve: line 1 S: found by env");
    // In this mode the runner itself prints what was exported, behind its masks; our own lines are looked at raw.
    expect(findLeaks(run, [value], { except: ["main.log-before-masks"] })).toEqual([]);
    const said = run.main.stdout.split("\n").filter((line) => !line.startsWith("::add-mask::"));
    for (const line of value.split("\n").filter((part) => part.length >= SHOWN && !/BEGIN|END/.test(part)))
      expect(said.some((one) => one.includes(line.trim()))).toBe(false);
  });
});

test("the leaves of a document are masked, and what stands in every log is not", async () => {
  const run = await runAction({ inputs: { secrets: "S = env://SOURCE" }, env: { SOURCE: JSON_TEXT } });
  expect(run.masks).toContain('CANARY"quoted\\back');
  for (const common of ["{", "}", "true", "null"]) expect(run.masks).not.toContain(common);
});

test("a slow reader of the log gets every mask before anything is exported", async () => {
  const names = Array.from({ length: 300 }, (_, i) => `S${i}`);
  const run = await runAction({
    inputs: { secrets: names.map((name) => `${name} = env://V_${name}`).join("\n") },
    env: Object.fromEntries(names.map((name) => [`V_${name}`, `${TOKEN}-${name}`])),
    slowReader: true,
  });
  expect(run.main.succeeded).toBe(true);
  expect(names.every((name) => run.masks.includes(`${TOKEN}-${name}`))).toBe(true);
  expect(findLeaks(run, [`${TOKEN}-S299`])).toEqual([]);
});

test("public values and short ones are not masked, and the log says so", async () => {
  const run = await runAction({
    inputs: { secrets: "REGION = env://REGION_NAME public\nPIN = env://PIN_CODE" },
    env: { REGION_NAME: "eu-west-1", PIN_CODE: "123" },
  });
  expect(run.masks).toEqual([]);
  expect(run.log).toContain("REGION is not masked: it is public");
  expect(run.log).toContain("PIN is not masked");
});
