import { expect, test } from "vitest";
import { verdictOf, type ReadResult } from "../../../../src/cluster/external-secrets/preflight.ts";
import { keyProblems, remoteReferences } from "../../../../src/cluster/external-secrets/remote.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { FieldNode } from "../../../../src/references/content.ts";
import { CANARY, MAPPING, shown } from "./samples.ts";

const leaf: FieldNode = { kind: "leaf", value: Secret.of(CANARY), clear: false };
const text = (value: string): ReadResult => ({ kind: "text", text: Secret.of(value) });
const fields = (...names: string[]): ReadResult => ({
  kind: "fields",
  fields: new Map(names.map((name) => [name, leaf])),
  whole: Secret.of(CANARY),
});
const JSON_TEXT = text(`{"url":"${CANARY}","a":{"b":null},"x.y":1,"l":[]}`);

test.each([
  ["aws", {}, text(CANARY), "there", ""],
  ["aws", {}, text(""), "there", "empty"],
  ["aws", {}, "missing", "missing", "no secret of this key"],
  ["aws", {}, "denied", "unknown", "may not read"],
  ["aws", {}, "unreachable", "unknown", "did not answer"],
  ["aws", { property: "url" }, JSON_TEXT, "there", ""],
  ["aws", { property: "x.y" }, JSON_TEXT, "there", ""],
  ["aws", { property: "a.b" }, JSON_TEXT, "there", "null"],
  ["aws", { property: "a.c" }, JSON_TEXT, "missing", "`property` in it is not"],
  ["aws", { property: "a.*" }, JSON_TEXT, "unknown", "query"],
  ["aws", { property: "url" }, text(CANARY), "wrong", "needs JSON"],
  ["aws", { property: "url" }, text("7"), "wrong", "needs JSON"],
  ["aws", { property: "0" }, text("[1]"), "there", ""],
  ["ssm", { property: "l", decoding: "Base64" }, JSON_TEXT, "wrong", "over a list"],
  ["aws", { decoding: "Base64" }, text("not base64!"), "wrong", "no base64"],
  ["aws", { decoding: "Base64" }, text("aGk="), "there", ""],
  [
    "aws",
    { property: "k" },
    { kind: "bytes", bytes: Secret.ofBytes(Uint8Array.of(255, 0)) },
    "wrong",
    "JSON",
  ],
  ["aws", {}, { kind: "bytes", bytes: Secret.ofBytes(Uint8Array.of(255, 0)) }, "there", ""],
  ["vault", { property: "value" }, fields("value"), "there", ""],
  ["vault", { property: "a.b" }, fields("a.b"), "there", ""],
  ["vault", { property: "password" }, fields("value"), "missing", "`property` in it is not"],
  ["vault", {}, fields("value"), "there", "JSON of all fields"],
  ["vault", {}, { kind: "listing", entries: new Map() }, "unknown", "folder"],
] as const)("%s %j", (store, more, read, is, why) => {
  const entry = { secretKey: "A", key: "a", decoding: "None", ...more } as const;
  const verdict = verdictOf(entry, store, read);
  expect(verdict.is).toBe(is);
  expect(verdict.why).toContain(why);
  expect(JSON.stringify(verdict)).not.toContain(CANARY);
});

test("the seed's habit of the field value gets its line", () => {
  const entry = { secretKey: "A", key: "a", decoding: "None" } as const;
  expect(verdictOf(entry, "vault", fields("value")).fix).toContain("property: value");
  expect(verdictOf(entry, "vault", fields("a", "b")).fix).toContain("Add `property`");
  const wrong = verdictOf({ ...entry, property: "x" }, "vault", fields("value"));
  expect(wrong.fix).toContain("property: value");
});

const KNOWN = { schemes: new Set(["aws", "ssm", "vault"]), vaultAddress: "https://v.example.com" };
const vault = (more: object = {}): object => ({
  provider: { vault: { server: "https://v.example.com/", path: "secret", version: "v2", ...more } },
});
const one = (spec: unknown, entry: object = {}, known = {}): unknown => {
  const mapping = { entries: [{ secretKey: "A", key: "a/b", decoding: "None", ...entry } as const] };
  const [found] = remoteReferences(mapping, spec, { ...KNOWN, ...known });
  if (found === undefined || "why" in found) return found?.why;
  const { scheme, locator, query } = found.reference;
  return `${scheme}://${locator}?${new URLSearchParams([...query]).toString()}`;
};

test.each([
  [{ provider: { aws: { region: "eu-west-1" } } }, {}, "aws://a/b?region=eu-west-1"],
  [{ provider: { aws: { prefix: "p/" } } }, { version: "AWSPREVIOUS" }, "aws://p/a/b?stage=AWSPREVIOUS"],
  [{ provider: { aws: {} } }, { version: "uuid/1-2" }, "aws://a/b?version=1-2"],
  [
    { provider: { aws: { service: "ParameterStore" } } },
    { key: "/a%", version: "3" },
    "ssm:///a%25?version=3",
  ],
  [{ provider: { aws: { service: "CertificateManager" } } }, {}, "certificates are not read here"],
  [vault(), {}, "vault://secret/a/b?"],
  [vault(), { key: "secret/data/a", version: "2" }, "vault://secret/a?version=2"],
  [vault({ version: "v1" }), { key: "data/a" }, "vault://secret/data/a?"],
  [vault({ path: undefined }), { key: "kv/data/x" }, "vault://kv/data/x?"],
  [vault({ server: "https://other" }), {}, "the store reads from another Vault than vault-address"],
  [vault({ namespace: "t" }), {}, "the store reads from another namespace of Vault than vault-namespace"],
  [{ provider: { gcpsm: {} } }, {}, "this step has no provider for such a store"],
  [undefined, {}, "this step has no provider for such a store"],
])("%j with %j", (spec, entry, reference) => {
  expect(one(spec, entry)).toBe(reference);
});

test("who is not configured is not asked", () => {
  const known = { schemes: new Set<string>() };
  expect(one({ provider: { aws: {} } }, {}, known)).toContain("aws-role");
  expect(one(vault(), {}, known)).toContain("vault-role");
});

test("a store that reads in another account tells nothing of this one", () => {
  const spec = (role?: string) => ({ provider: { aws: role === undefined ? {} : { role } } });
  const mine = { schemes: new Set(["aws"]), awsAccount: "123456789012" };
  const theirs = "arn:aws:iam::210987654321:role/eso";
  const ask = (role: string | undefined, more: object = {}) => one(spec(role), {}, { ...mine, ...more });
  expect(ask(theirs)).toContain("another account");
  expect(ask(undefined, { operatorAccount: "210987654321" })).toContain("another account");
  expect(ask("arn:aws:iam::123456789012:role/eso", { operatorAccount: "210987654321" })).not.toContain(
    "account",
  );
  expect(ask(undefined)).not.toContain("account");
});

test("the seed's keys are no names in Google's and Azure's stores", () => {
  expect(keyProblems(MAPPING, { provider: { aws: {} } })).toEqual([]);
  const problems = keyProblems(MAPPING, { provider: { gcpsm: {} } });
  expect(shown(problems)).toMatch(/MONGO_URL: .*Google[^]*REDIS_URL: .*"line":9/);
  expect(keyProblems(MAPPING, { provider: { azurekv: {} } })).toHaveLength(2);
  const good = { ...MAPPING, entries: [{ secretKey: "A", key: "secret/a-b", decoding: "None" } as const] };
  expect(keyProblems(good, { provider: { azurekv: {} } })).toEqual([]);
  expect(keyProblems(good, { provider: { gcpsm: {} } })).toHaveLength(1);
});
