import { expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { hashOf, staleTexts, suppressorOf } from "../../../../src/scan/suppress/own-match.ts";
import { writeSuppressions } from "../../../../src/scan/suppress/own-write.ts";
import { readSuppressions } from "../../../../src/scan/suppress/own.ts";

const CANARY = "CANARY-7f3a";
const SALT = Buffer.alloc(16, 7);
const TODAY = "2026-11-24";
const ENTRY = {
  rule: "github-pat",
  path: "src/a.ts",
  hash: "0a1b2",
  reason: "revoked in March",
  owner: "@acme/platform",
  expires: "2027-05-24",
};
const bytesOf = (file: object): Uint8Array => Buffer.from(JSON.stringify(file));
const fileOf = (...entries: object[]): Uint8Array =>
  bytesOf({ version: 1, salt: SALT.toString("base64"), entries });
const messages = (bytes: Uint8Array): string[] => {
  try {
    readSuppressions(bytes);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const all = error.all.length > 0 ? error.all : [error];
    return all.map((one) => `${one.message} ${one.fix ?? ""}`);
  }
  return [];
};
const secret = Buffer.from(CANARY);
/** Cheap, for what is not about the hash. */
const cheap = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex").slice(-5);
const BASELINE = { reason: "known", owner: "@acme/platform", expires: "2027-02-22", today: TODAY };

test("reads what it is given, entries by number", () => {
  const { path: _, ...anywhere } = ENTRY;
  const { salt, entries } = readSuppressions(fileOf(ENTRY, anywhere));
  expect(Buffer.from(salt)).toEqual(SALT);
  expect(entries).toEqual([
    { entry: 1, ...ENTRY },
    { entry: 2, ...anywhere },
  ]);
});

test.each([
  ["no reason", { ...ENTRY, reason: " " }, "Entry 2: `reason`"],
  ["no owner", { ...ENTRY, owner: undefined }, "Entry 2: `owner`"],
  ["no day", { ...ENTRY, expires: "never" }, "Entry 2: `expires`"],
  ["a day that is none", { ...ENTRY, expires: "2027-02-30" }, "Entry 2: `expires`"],
  ["a longer hash", { ...ENTRY, hash: "0a1b2c" }, "Entry 2: `hash`"],
  ["a path that leaves the repository", { ...ENTRY, path: "a/../b" }, "Entry 2: `path`"],
  ["an absolute path", { ...ENTRY, path: "/a" }, "Entry 2: `path`"],
  ["a rule of another kind", { ...ENTRY, rule: 7 }, "Entry 2: `rule`"],
  ["an unknown key", { ...ENTRY, [CANARY]: CANARY }, "Entry 2 has a key that is none of"],
  ["no object", CANARY, "Entry 2 has to be an object."],
])("refuses %s, with the number and without the text", (_, entry, start) => {
  const [first] = messages(fileOf(ENTRY, entry as object));
  expect(first).toContain(start);
  expect(messages(fileOf(ENTRY, entry as object)).join()).not.toContain(CANARY);
});

test.each([
  ["another version", { version: 2, salt: SALT.toString("base64"), entries: [] }, "`version` has to be 1."],
  ["a short salt", { version: 1, salt: "AAAA", entries: [] }, "`salt` has to be base64"],
  ["no entries", { version: 1, salt: SALT.toString("base64") }, "`entries` has to be a list."],
  ["a list", [], "The file has to be an object."],
])("refuses %s", (_, file, text) => {
  expect(messages(bytesOf(file)).join()).toContain(text);
});

test("refuses a key that is there twice, and what is no JSON", () => {
  const twice = Buffer.from(`{"version":1,"version":1,"salt":"${SALT.toString("base64")}","entries":[]}`);
  expect(messages(twice).join()).toContain("`version` twice");
  expect(() => readSuppressions(Buffer.from(CANARY))).toThrow(
    expect.objectContaining({ code: "DECODE_FAILED" }),
  );
});

test("tells many problems together, not without end", () => {
  const wrong = Array.from({ length: 100 }, () => ({ ...ENTRY, owner: "" }));
  expect(messages(fileOf(...wrong))).toHaveLength(20);
});

test("what it writes silences the same secret wherever its lines go, and no other", () => {
  const text = writeSuppressions(undefined, [{ rule: "github-pat", path: "src/a.ts", secret }], BASELINE);
  const { match, unused } = suppressorOf(readSuppressions(Buffer.from(text)), TODAY);
  expect(unused()).toHaveLength(1);
  expect(match({ rule: "github-pat", path: "src/a.ts", secret })).toMatchObject({
    entry: 1,
    reason: "known",
  });
  expect(match({ rule: "github-pat", path: "src/a.ts", secret: Buffer.from("another") })).toBeUndefined();
  expect(match({ rule: "github-pat", path: "src/b.ts", secret })).toBeUndefined();
  expect(match({ rule: "npm-token", path: "src/a.ts", secret })).toBeUndefined();
  expect(unused()).toEqual([]);
  for (const form of [CANARY, secret.toString("base64"), secret.toString("hex")])
    expect(text).not.toContain(form);
});

test("the hash is of few bits and of this file's salt", () => {
  expect(hashOf(secret, SALT)).toMatch(/^[0-9a-f]{5}$/);
  expect(hashOf(secret, SALT)).toBe(hashOf(secret, SALT));
  expect(hashOf(secret, Buffer.alloc(16, 8))).not.toBe(hashOf(secret, SALT));
});

test.each([
  [undefined, true],
  ["src/a.ts", true],
  ["src/", true],
  ["src", false],
  ["lib/", false],
  ["src/a.tsx", false],
])("an entry for %s", (path, silences) => {
  const { path: _, ...rest } = ENTRY;
  const entry = { ...rest, hash: cheap(secret), ...(path === undefined ? {} : { path }) };
  const { match } = suppressorOf(readSuppressions(fileOf(entry)), TODAY, cheap);
  expect(match({ rule: "github-pat", path: "src/a.ts", secret }) !== undefined).toBe(silences);
});

test.each([
  ["2026-11-24", true],
  ["2026-11-23", false],
])("an entry until %s on 2026-11-24", (expires, silences) => {
  const file = readSuppressions(fileOf({ ...ENTRY, expires, hash: cheap(secret) }));
  const suppressor = suppressorOf(file, TODAY, cheap);
  expect(suppressor.match({ rule: "github-pat", path: "src/a.ts", secret }) !== undefined).toBe(silences);
  expect(suppressor.expired).toHaveLength(silences ? 0 : 1);
});

test("tells what is past its day and what matches nothing", () => {
  const file = readSuppressions(fileOf({ ...ENTRY, expires: "2026-10-01" }, ENTRY));
  const suppressor = suppressorOf(file, TODAY, cheap);
  expect(staleTexts(suppressor, "F", false)).toHaveLength(1);
  expect(staleTexts(suppressor, "F", true)).toEqual([
    "F entry 1 (github-pat, @acme/platform): past its day since 2026-10-01",
    "F entry 2 (github-pat, @acme/platform): matches nothing",
  ]);
});

test("hashes a secret once, only where an entry could fit, and not without end", () => {
  let count = 0;
  const counted = (bytes: Uint8Array): string => {
    count += 1;
    return cheap(bytes);
  };
  const { match } = suppressorOf(readSuppressions(fileOf(ENTRY)), TODAY, counted);
  match({ rule: "other", path: "src/a.ts", secret });
  match({ rule: "github-pat", path: "other.ts", secret });
  expect(count).toBe(0);
  for (let i = 0; i < 2_000; i++)
    match({ rule: "github-pat", path: "src/a.ts", secret: Buffer.from(`s${i % 1_000}`) });
  expect(count).toBe(500);
});

test("writing again keeps salt and entries, adds what none silences, and renews what is past its day", () => {
  const old = { ...ENTRY, path: "src/", hash: cheap(secret) };
  const past = { ...ENTRY, path: "lib/x.ts", hash: cheap(secret), expires: "2026-01-01" };
  const before = readSuppressions(fileOf(old, past));
  const other = Buffer.from(`${CANARY}-2`);
  const findings = [
    ...["src/new.ts", "lib/x.ts"].map((path) => ({ rule: "github-pat", path, secret })),
    { rule: "github-pat", path: `a/${CANARY}-2/b`, secret: other },
    { rule: "a user's own", path: "/outside", secret },
  ];
  const text = writeSuppressions(before, [...findings, ...findings], BASELINE, cheap);
  const after = readSuppressions(Buffer.from(text));
  expect(after.salt).toEqual(before.salt);
  expect(after.entries.map(({ path, expires }) => [path, expires])).toEqual([
    ["src/", "2027-05-24"],
    ["lib/x.ts", "2027-02-22"],
    [undefined, "2027-02-22"],
    [undefined, "2027-02-22"],
  ]);
  expect(text).not.toContain(CANARY);
});
