import { describe, expect, test } from "vitest";
import { selectField } from "../../../../src/references/field.ts";
import { Failure } from "../../../../src/kernel/errors.ts";
import { BARE, CANARY, DENIED, kv2, mounted, type Reply, SECRET, UI } from "./answers.ts";
import { at, brief, printed, read } from "./reading.ts";

const ONE = { [`${UI}/secret/app`]: mounted("secret", "kv", "1") };

test("KV 2 is read below data/, with version, date and the request's id", async () => {
  const { outcome, lines } = await read("vault://secret/app", {
    ...SECRET,
    "GET secret/data/app": kv2({ value: "x" }),
  });
  expect(lines).toEqual(["GET secret/data/app"]);
  expect(outcome).toMatchObject({
    is: "found",
    version: "3",
    date: new Date("2026-11-01T10:00:00.5Z"),
    requestId: "11111111-2222-3333-4444-555555555555",
  });
  expect(outcome).not.toHaveProperty("notices");
});

test("KV 1 is read as it is, also where a field is called data; its lease_duration is no lease", async () => {
  const body = {
    data: { data: "x", metadata: { deletion_time: "2020-01-01T00:00:00Z" } },
    lease_id: "",
    lease_duration: 2764800,
  };
  const { outcome, lines } = await read("vault://secret/app", { ...ONE, "GET secret/app": { body } });
  expect(lines).toEqual(["GET secret/app"]);
  expect(brief(outcome)).toBe(JSON.stringify(body.data));
  expect(outcome).not.toHaveProperty("expires");
});

describe("the path", () => {
  test("has one data/ dropped after a KV 2 mount, and that is said", async () => {
    const { outcome, lines } = await read("vault://secret/data/app", {
      [`${UI}/secret/data/app`]: mounted("secret", "kv", "2"),
      "GET secret/data/app": kv2({ value: "x" }),
    });
    expect(lines).toEqual(["GET secret/data/app"]);
    expect(outcome).toMatchObject({
      notices: [expect.stringMatching(/^secret\/data\/app is read as secret\/app: /)],
    });
  });

  test.each([
    ["vault://secret/data/data/app", "2", "GET secret/data/data/app"],
    ["vault://secret/data", "2", "GET secret/data/data"],
    ["vault://secret/data/app", "1", "GET secret/data/app"],
    ["vault://secret/a%20b/c%3Fd%23", "2", "GET secret/data/a%20b/c%3Fd%23"],
  ])("%s of KV %s is %s", async (text, version, line) => {
    const { parts } = at(text);
    const { lines } = await read(text, {
      [`${UI}/${parts.map(encodeURIComponent).join("/")}`]: mounted("secret", "kv", version),
      [line]: kv2({ value: "x" }),
    });
    expect(lines).toEqual([line]);
  });

  test("of a namespace is read in it", async () => {
    const { outcome, lines } = await read(
      "vault://inner/kv/app",
      {
        [`GET team/sys/internal/ui/mounts/inner/kv/app`]: mounted("team/inner/kv", "kv", "2"),
        "GET team/inner/kv/data/app": kv2({ value: "x" }),
      },
      { namespace: "team" },
    );
    expect([brief(outcome), lines]).toEqual(['{"value":"x"}', ["GET team/inner/kv/data/app"]]);
  });
});

describe("fields", () => {
  const choose = async (data: string, field?: string): Promise<string> => {
    const { outcome } = await read("vault://secret/app", {
      ...ONE,
      "GET secret/app": { body: `{"data":${data}}` },
    });
    if (outcome.is !== "found") return brief(outcome);
    const chosen = selectField(outcome.value, field === undefined ? undefined : { kind: "key", key: field });
    if (chosen instanceof Failure) return `${chosen.code} ${chosen.fix}`;
    return chosen.kind === "null" ? "null" : (chosen.value.reveal() ?? "");
  };

  test.each([
    ['{"value":"a"}', undefined, "a"],
    ['{"value":"a","other":"b"}', undefined, "a"],
    ['{"only":"b"}', undefined, "b"],
    ['{"only":{"x":1}}', undefined, '{"x":1}'],
    ['{"value":null,"other":"b"}', undefined, "null"],
    ['{"user":"a","pass word":"b"}', undefined, 'FIELD_AMBIGUOUS Add one of: #user, #"pass word"'],
    ["{}", undefined, "FIELD_NOT_FOUND Compare with what is stored."],
    ['{"value":"a","other":"b"}', "other", "b"],
    ['{"value":"a"}', "none", "FIELD_NOT_FOUND Fields at the top: value"],
    ['{"a":{"b":"c"}}', "a.b", "c"],
  ])("of %s %s is %s", async (data, field, expected) => {
    expect(await choose(data, field)).toBe(expected);
  });

  test.each(["12345678901234567890", "1e400", "1.10", "-0", "1E5", "0.1000"])(
    "the number %s keeps its text",
    async (number) => {
      expect(await choose(`{"value":${number}}`)).toBe(number);
      expect(await choose(`{"value":{"n":[${number}]}}`)).toBe(`{"n":[${number}]}`);
    },
  );
});

const GONE = { version: 4, deletion_time: "2026-11-20T08:00:00.123Z" };

test.each<[string, string, Reply, string, RegExp]>([
  ["nothing there", "", BARE, "missing", /^$/],
  [
    "a version that is not there",
    "?version=7",
    BARE,
    "VERSION_NOT_FOUND",
    /vault kv metadata get -mount=secret app/,
  ],
  [
    "deleted",
    "",
    { status: 404, body: (kv2(null, GONE) as { body: unknown }).body },
    "SECRET_DELETED",
    /version 4 of secret\/app was deleted at 2026-11-20T08:00:00Z[^]*vault kv undelete -mount=secret -versions=4 app/,
  ],
  [
    "an older version, deleted",
    "?version=4",
    { status: 404, body: (kv2(null, GONE) as { body: unknown }).body },
    "SECRET_DELETED",
    /version 4/,
  ],
  [
    "destroyed",
    "",
    { status: 404, body: (kv2(null, { ...GONE, destroyed: true }) as { body: unknown }).body },
    "SECRET_DELETED",
    /destroyed/,
  ],
  ["deleted, said with 200", "", kv2(null, GONE), "SECRET_DELETED", /was deleted/],
  [
    "to be deleted later",
    "",
    kv2({ value: "x" }, { deletion_time: "2027-01-01T00:00:00Z" }),
    '{"value":"x"}',
    /^$/,
  ],
  ["no data at all", "", kv2(null), "STORE_ANSWER_INVALID", /no fields/],
  [
    "no route any more",
    "",
    { status: 404, body: { errors: ["no handler for route"] } },
    "MOUNT_UNKNOWN",
    /secrets list/,
  ],
  ["a gateway's 404", "", { status: 404, body: { message: CANARY } }, "STORE_ANSWER_INVALID", /.*/],
  ["denied", "", DENIED, "ACCESS_DENIED", /path "secret\/data\/app" \{\n {2}capabilities = \["read"\]\n\}/],
  [
    "a token that ended meanwhile",
    "",
    { status: 403, body: { errors: ["permission denied", "invalid token"] } },
    "CREDENTIALS_REFUSED",
    /.*/,
  ],
])("%s", async (_, query, reply, expected, text) => {
  const { outcome } = await read(`vault://secret/app${query}`, {
    ...SECRET,
    [`GET secret/data/app${query}`]: reply,
  });
  expect(brief(outcome)).toBe(expected);
  expect(printed(outcome)).toMatch(text);
  expect(printed(outcome)).not.toContain(CANARY);
});

test("a denial on KV 1 names the path without data/, for a login further up with the namespace", async () => {
  const { outcome } = await read(
    "vault://secret/app",
    { "GET team/sys/internal/ui/mounts/secret/app": mounted("secret", "kv"), "GET team/secret/app": DENIED },
    { namespace: "team" },
  );
  expect(printed(outcome)).toContain('path "team/secret/app" {');
});

test.each([
  ["vault://secret/app?version=1", ONE],
  ["vault://secret/app?x=1", ONE],
  ["vault://secret/app?x=1", SECRET],
])("%s asks for what the mount does not take", async (text, mount) => {
  const { outcome, lines } = await read(text, mount);
  expect([brief(outcome), lines]).toEqual(["REFERENCE_INVALID", []]);
});

test("a mount that is several parts long is no secret", async () => {
  const { outcome, lines } = await read("vault://apps/kv", {
    [`${UI}/apps/kv`]: mounted("apps/kv", "kv", "2"),
  });
  expect([brief(outcome), lines]).toEqual(["REFERENCE_INVALID", []]);
  expect(printed(outcome)).toContain("vault://apps/kv/NAME");
});
