import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { createPool } from "../../../../src/kernel/pool.ts";
import { accessOf } from "../../../../src/providers/vault/access.ts";
import { type Mounts, openMounts } from "../../../../src/providers/vault/mounts.ts";
import type { VaultSetting } from "../../../../src/providers/vault/setting.ts";
import { CANARY, DENIED, mounted, PREFLIGHT, type Reply } from "./answers.ts";
import { scripted, settingAt, SIGNAL, TOKEN } from "./scripted.ts";

const UI = "sys/internal/ui/mounts";

/** Mounts by the path that is looked up. */
async function given(
  replies: Readonly<Record<string, Reply>>,
  more: Partial<VaultSetting> = {},
): Promise<{ readonly mounts: Mounts; readonly asked: () => string[] }> {
  const prefix = more.namespace === undefined ? "" : `${more.namespace}/`;
  const server = await scripted(
    Object.fromEntries(Object.entries(replies).map(([path, reply]) => [`GET ${prefix}${UI}/${path}`, reply])),
  );
  const { setting } = settingAt(server.url, more);
  // What a denied look-up tries from inside of a namespace, which nothing here is, is left out.
  const asked = (): string[] =>
    server
      .lines()
      .filter((line) => line.startsWith(`GET ${prefix}${UI}/`))
      .map((line) => line.replace(`GET ${prefix}${UI}/`, ""));
  return { mounts: openMounts(accessOf(TOKEN, setting, createPool(8))), asked };
}

const find = async (mounts: Mounts, ...paths: string[]): Promise<string[]> =>
  (
    await mounts.find(
      paths.map((path) => path.split("/")),
      SIGNAL,
    )
  ).map((one) => (one instanceof Failure ? one.code : `${one.path} ${one.kind}`));

/** The words about the token itself; a policy is denied in a list of errors. */
const NO_TOKEN: Reply = { status: 403, body: { errors: ["permission denied"] } };

test.each<[string, Reply, string]>([
  ["secret/a", mounted("secret", "kv", "2"), "secret kv2"],
  ["secret/a", mounted("secret", "kv", "1"), "secret kv1"],
  ["secret/a", mounted("secret", "kv"), "secret kv1"],
  ["secret/a", mounted("secret", "generic"), "secret kv1"],
  ["apps/team/kv/a/b", mounted("apps/team/kv", "kv", "2"), "apps/team/kv kv2"],
  ["cubbyhole/a", mounted("cubbyhole", "cubbyhole"), "cubbyhole cubbyhole"],
  ["db/creds/x", mounted("db", "database"), "db engine"],
  ["kv/auth/x/y", mounted("kv/auth", "kv", "2"), "kv/auth kv2"],
  ["team/sys/mounts", mounted("team/sys", "system"), "REFERENCE_INVALID"],
  ["team/sys/mounts", mounted("team/sys", "ns_system"), "REFERENCE_INVALID"],
  ["team/auth/jwt/login", mounted("team/auth/jwt", "jwt"), "REFERENCE_INVALID"],
  ["team/auth/token/lookup-self", mounted("team/auth/token", "token"), "REFERENCE_INVALID"],
  ["secret/a", mounted("other", "kv", "2"), "STORE_ANSWER_INVALID"],
  ["secret/a", mounted("sec", "kv", "2"), "STORE_ANSWER_INVALID"],
  ["secret/a", { body: { data: null } }, "STORE_ANSWER_INVALID"],
  ["secret/a", { status: 204 }, "STORE_ANSWER_INVALID"],
  ["secret/a", PREFLIGHT, "ACCESS_DENIED"],
  ["secret/a", NO_TOKEN, "CREDENTIALS_REFUSED"],
  ["secret/a", DENIED, "MOUNT_UNKNOWN"],
  ["secret/a", { status: 404, body: { errors: [`no handler for route ${CANARY}`] } }, "MOUNT_UNKNOWN"],
  ["secret/a", { status: 404, body: { errors: ["namespace not found"] } }, "MOUNT_UNKNOWN"],
  ["secret/a", { status: 404, body: { errors: [] } }, "STORE_ANSWER_INVALID"],
  ["secret/a", { status: 503, body: { errors: ["Vault is sealed"] } }, "STORE_SEALED"],
])("%s with %j is %s", async (path, reply, expected) => {
  const { mounts } = await given({ [path]: reply });
  const [found] = await mounts.find([path.split("/")], SIGNAL);
  expect(await find(mounts, path)).toEqual([expected]);
  if (found instanceof Failure) expect(`${found.message}${found.fix}`).not.toContain(CANARY);
});

describe("the answer says what of a path is a namespace", () => {
  test("an inner namespace is part of the mount's path", async () => {
    const { mounts } = await given({ "team/inner/kv/a": mounted("team/inner/kv", "kv", "2") });
    expect(await find(mounts, "team/inner/kv/a")).toEqual(["team/inner/kv kv2"]);
  });

  test("below vault-namespace it is named from the root, and taken from there", async () => {
    const { mounts, asked } = await given(
      { "inner/kv/a": mounted("team/inner/kv", "kv", "2") },
      { namespace: "team" },
    );
    expect(await find(mounts, "inner/kv/a")).toEqual(["inner/kv kv2"]);
    expect(asked()).toEqual(["inner/kv/a"]);
  });

  test("what is denied from outside is asked again from inside", async () => {
    const server = await scripted({
      [`GET team/${UI}/inner/deep/kv/a`]: PREFLIGHT,
      [`GET team/inner/${UI}/deep/kv/a`]: PREFLIGHT,
      [`GET team/inner/deep/${UI}/kv/a`]: mounted("kv", "kv", "2"),
    });
    const { setting } = settingAt(server.url, { namespace: "team" });
    const mounts = openMounts(accessOf(TOKEN, setting, createPool(8)));
    expect(await find(mounts, "inner/deep/kv/a")).toEqual(["inner/deep/kv kv2"]);
    expect(server.seen).toHaveLength(3);
  });

  test("in vault-namespace itself it is named as it is", async () => {
    const { mounts } = await given({ "team/a": mounted("team", "kv", "1") }, { namespace: "team" });
    expect(await find(mounts, "team/a")).toEqual(["team kv1"]);
  });
});

describe("each mount is looked up once", () => {
  test("whatever is asked of it, at once and later", async () => {
    const { mounts, asked } = await given({ "secret/a": mounted("secret", "kv", "2") });
    const paths = Array.from({ length: 100 }, (_, i) => `secret/${i === 0 ? "a" : `p${i}/x`}`);
    const [first, second] = await Promise.all([find(mounts, ...paths), find(mounts, ...paths)]);
    expect(new Set([...first, ...second])).toEqual(new Set(["secret kv2"]));
    expect(asked()).toEqual(["secret/a"]);
  });

  test("mounts that begin alike take a round more", async () => {
    const { mounts, asked } = await given({
      "apps/one/a": mounted("apps/one", "kv", "2"),
      "apps/two/a": mounted("apps/two", "kv", "1"),
      "apps/two/b": mounted("apps/two", "kv", "1"),
    });
    expect(await find(mounts, "apps/one/a", "apps/two/a", "apps/two/b", "apps/one/b")).toEqual([
      "apps/one kv2",
      "apps/two kv1",
      "apps/two kv1",
      "apps/one kv2",
    ]);
    expect(asked()).toEqual(["apps/one/a", "apps/two/a"]);
  });

  test("a mount is no prefix of letters", async () => {
    const { mounts } = await given({
      "kv/a": mounted("kv", "kv", "1"),
      "kv2/a": mounted("kv2", "kv", "2"),
    });
    expect(await find(mounts, "kv/a", "kv2/a")).toEqual(["kv kv1", "kv2 kv2"]);
  });

  test("a denied one does not speak for others that begin alike, and is not asked again", async () => {
    const { mounts, asked } = await given({
      "apps/one/a": PREFLIGHT,
      "apps/two/a": mounted("apps/two", "kv", "1"),
    });
    expect(await find(mounts, "apps/one/a", "apps/two/a")).toEqual(["ACCESS_DENIED", "apps/two kv1"]);
    expect(await find(mounts, "apps/one/a")).toEqual(["ACCESS_DENIED"]);
    expect(asked()).toEqual(["apps/one/a", "apps/two/a"]);
  });

  test("a token that is refused is not tried with every path", async () => {
    const { mounts, asked } = await given({ "secret/a": NO_TOKEN });
    expect(await find(mounts, "secret/a", "secret/b", "secret/c")).toEqual(
      Array(3).fill("CREDENTIALS_REFUSED"),
    );
    expect(asked()).toEqual(["secret/a"]);
  });
});

test("a denied look-up asks inside of what may be a namespace once, and no more", async () => {
  const server = await scripted({ [`GET ${UI}/kv/app/db/x`]: PREFLIGHT, [`GET kv/${UI}/app/db/x`]: DENIED });
  const mounts = openMounts(accessOf(TOKEN, settingAt(server.url).setting, createPool(8)));
  expect(await find(mounts, "kv/app/db/x")).toEqual(["ACCESS_DENIED"]);
  expect(server.seen).toHaveLength(2);
});

test("a denied look-up gives the policy to add, in the namespace of the login", async () => {
  const { mounts } = await given({ "kv/app/db": PREFLIGHT }, { namespace: "team", authNamespace: "" });
  const [failure] = (await mounts.find([["kv", "app", "db"]], SIGNAL)) as [Failure];
  expect(failure.fix).toContain('path "team/kv/data/app/db" {');
  expect(failure.message).toContain("jwt:repo:acme/app");
});
