import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import type { VaultInputs } from "../../../../src/providers/vault/inputs.ts";
import { locateVault } from "../../../../src/providers/vault/locate.ts";
import { parseReference } from "../../../../src/references/parse-reference.ts";
import { CANARY } from "./answers.ts";
import { at } from "./reading.ts";

test.each([
  ["vault://secret/database/mongo_url", "secret/database/mongo_url", ["secret", "database", "mongo_url"]],
  ["vault://team/inner/kv/app#password", "team/inner/kv/app", ["team", "inner", "kv", "app"]],
  ["vault://secret/a%20b/c%25", "secret/a b/c%", ["secret", "a b", "c%"]],
  ['vault://"secret/with #/x"', "secret/with #/x", ["secret", "with #", "x"]],
  ["vault://secret/a%2Fb", "secret/a/b", ["secret", "a", "b"]],
  ["ref+vault://secret/app#/key", "secret/app", ["secret", "app"]],
])("%s", (text, path, parts) => {
  expect(at(text)).toMatchObject({ path, parts, version: undefined, shown: path });
  expect(at(text)).not.toHaveProperty("listing");
});

test("a version, and the parameters of a POST, whose values are not shown", () => {
  expect(at("vault://secret/a?version=3")).toMatchObject({ version: "3", shown: "secret/a?version=3" });
  const issued = at(`vault://pki/issue/web?ttl=1h&common_name=${CANARY}`);
  expect(issued.shown).toBe("pki/issue/web?common_name=…&ttl=…");
  expect([...issued.params]).toEqual([
    ["ttl", "1h"],
    ["common_name", CANARY],
  ]);
});

test.each([
  ["vault://secret/app/", ["secret", "app"], ""],
  ["vault://secret/app/*", ["secret", "app"], ""],
  ["vault://secret/app/db_*", ["secret", "app"], "db_"],
  ["vault://secret/", ["secret"], ""],
  ["vault://secret/*", ["secret"], ""],
])("%s is a folder", (text, parts, stem) => {
  expect(at(text)).toMatchObject({ parts, listing: { stem } });
});

test("one id is one request", () => {
  const id = (text: string): string => at(text).id;
  expect(id("vault://secret/a#x")).toBe(id("vault://secret/a#y"));
  expect(id("vault://pki/issue/a?x=1&y=2")).toBe(id("vault://pki/issue/a?y=2&x=1"));
  const others = ["vault://secret/a", "vault://secret/a?version=1", "vault://secret/a/", "vault://secret/a*"];
  expect(new Set([...others, "vault://secret/a?x=1"].map(id)).size).toBe(5);
});

describe("a bare path", () => {
  const bare = (path: string, vaultMount: string) =>
    locateVault({ kind: "bare", path }, { vaultMount } as VaultInputs, {});

  test("lies in vault-mount", () => {
    expect(bare("database/mongo_url", "secret")).toMatchObject({ path: "secret/database/mongo_url" });
    expect(bare("NAME", "/team/kv/")).toMatchObject({ parts: ["team", "kv", "NAME"] });
  });

  test("needs it", () => {
    expect(bare("database/mongo_url", "")).toMatchObject({
      code: "REFERENCE_INVALID",
      fix: "vault-mount: secret",
      at: { input: "vault-mount" },
    });
  });
});

test.each([
  "vault://secret",
  "vault://secret//a",
  "vault:///secret/a",
  "vault://secret/../sys/seal",
  "vault://secret/%2E%2E/sys/seal",
  "vault://secret/a%2F..%2F..%2Fsys",
  "vault://secret/./a",
  "vault://sys/seal-status",
  "vault://SYS/seal-status",
  "vault://auth/token/lookup-self",
  "vault://auth/",
  "vault://%73ys/mounts",
  "vault://secret/a%00b",
  "vault://secret/a%0Ab",
  "vault://secret/a%",
  "vault://secret/a?version=0",
  "vault://secret/a?version=latest",
  "vault://secret/a/?version=1",
  "vault://secret/a/?x=1",
  "vault://secret/a?version=1&x=1",
  "vault://*",
  `vault://${CANARY}`,
])("%j is refused, and not repeated", (text) => {
  const source = parseReference(text);
  const found =
    source instanceof Failure ? source : locateVault(source, { vaultMount: "" } as VaultInputs, {});
  expect(found).toBeInstanceOf(Failure);
  const { code, message, fix } = found as Failure;
  expect(code).toBe("REFERENCE_INVALID");
  expect(`${message}${fix}`).not.toContain(CANARY);
});
