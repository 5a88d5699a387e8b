import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { git } from "../harness/run-folder.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { blobBundle, failsWith, mustCosign, outcome, partsOf, PASSES, verifyUsual } from "./verify-place.ts";
import { verifyWith } from "./sign-action.ts";

/** What cosign signs with a key of the user's, judged by that key alone or by its Sigstore's log besides. */
let peers: Sigstore;
const keys = new Map<string, string>();
const env = { COSIGN_PASSWORD: "" };
beforeAll(async () => {
  peers = await sigstore();
  await mustCosign(peers, ["generate-key-pair"], env);
  const kinds = {
    ed25519: crypto.generateKeyPairSync("ed25519"),
    p384: crypto.generateKeyPairSync("ec", { namedCurve: "secp384r1" }),
    rsa: crypto.generateKeyPairSync("rsa", { modulusLength: 3072 }),
    other: crypto.generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  };
  for (const [name, { privateKey }] of Object.entries(kinds)) {
    const file = peers.write(`${name}.pem`, privateKey.export({ type: "pkcs8", format: "pem" }));
    await mustCosign(peers, ["import-key-pair", `--key=${file}`, `--output-key-prefix=${name}`], env);
  }
  for (const name of ["cosign", ...Object.keys(kinds)])
    keys.set(name, fs.readFileSync(path.join(peers.folder, `${name}.pub`), "utf8"));
});
afterAll(async () => peers.stop());

const NO_ONE = { repository: "", workflow: "", ref: "", issuer: "" };
const ALONE = { ...NO_ONE, "trusted-root": "" };
const keyOf = (name: string): string => keys.get(name) ?? "";
const unlogged = ["--yes", "--use-signing-config=false", "--tlog-upload=false"];
const withoutToken = (flags: readonly string[]): readonly string[] =>
  flags.filter((flag) => !flag.startsWith("--identity-token"));

async function blob(key: string, flags: readonly string[], content = "x"): Promise<string> {
  const file = peers.write("key-blob", content);
  const at = path.join(peers.folder, "key-blob.json");
  await mustCosign(peers, ["sign-blob", ...flags, `--key=${key}.key`, `--bundle=${at}`, file], env);
  return fs.readFileSync(at, "utf8");
}

test.each(["cosign", "ed25519", "p384", "rsa"])("a file by a key %s, alone", async (name) => {
  const bundle = await blob(name, unlogged);
  const files = { app: "x", "app.sigstore.json": bundle, other: "y", "other.sigstore.json": bundle };
  const run = async (inputs: Readonly<Record<string, string>>): Promise<readonly unknown[]> =>
    outcome(await verifyUsual(peers, { ...ALONE, verify: "app", key: keyOf(name), ...inputs }, files));
  expect(await run({})).toEqual(PASSES);
  expect(await run({ key: keyOf("other") })).toEqual(failsWith("SIGNATURE_INVALID"));
  expect(await run({ verify: "other" })).toEqual(failsWith("SIGNATURE_INVALID"));
  expect(await run({ key: "" })).toEqual(failsWith("INPUT_INVALID"));
  expect(await run({ repository: "liquid-hive/shop" })).toEqual(failsWith("INPUT_INVALID"));
  // Under a Sigstore of one's own what that requires must be there.
  const root = fs.readFileSync(peers.trustedRoot, "utf8");
  expect(await run({ "trusted-root": root })).toEqual(failsWith("SIGNATURE_INVALID"));
});

test.each([
  ["cosign", "v1"],
  ["cosign", "v2"],
  ["rsa", "v1"],
  ["p384", "v1"],
] as const)("a file by a key %s, with a log entry of %s", async (name, kind) => {
  const bundle = await blob(name, withoutToken(peers.signFlags(kind)));
  const files = { app: "x", "app.sigstore.json": bundle };
  for (const inputs of [NO_ONE, ALONE]) {
    const run = await verifyUsual(peers, { ...inputs, verify: "app", key: keyOf(name) }, files);
    expect(outcome(run)).toEqual(PASSES);
  }
  const other = await verifyUsual(peers, { ...NO_ONE, verify: "app", key: keyOf("other") }, files);
  expect(outcome(other)).toEqual(failsWith("SIGNATURE_INVALID"));
});

test.each(["cosign", "ed25519", "p384", "rsa"])("older files of a file by a key %s", async (name) => {
  const file = peers.write("older-blob", "x");
  const flags = ["--yes", "--new-bundle-format=false", "--use-signing-config=false", "--tlog-upload=false"];
  const out = ["--output-signature=older.sig", "--bundle=older.bundle"];
  await mustCosign(peers, ["sign-blob", ...flags, `--key=${name}.key`, ...out, file], env);
  const read = (end: string): string => fs.readFileSync(`${peers.folder}/older.${end}`, "utf8");
  for (const [inputs, files] of [
    [{}, { "app.sig": read("sig") }],
    [{ bundle: "b.json" }, { "b.json": read("bundle") }],
  ] as const)
    for (const [key, content, expected] of [
      [name, "x", PASSES],
      [name, "y", failsWith("SIGNATURE_INVALID")],
      ["other", "x", failsWith("SIGNATURE_INVALID")],
    ] as const) {
      const untracked = { app: content, ...files };
      const run = await verifyUsual(
        peers,
        { ...ALONE, verify: "app", key: keyOf(key), ...inputs },
        untracked,
      );
      expect([key, content, ...outcome(run)]).toEqual([key, content, ...expected]);
    }
});

test("a signature by an identity is none by a key, and the other way round", async () => {
  const file = peers.write("identity-blob", "x");
  await mustCosign(peers, ["sign-blob", ...peers.signFlags("v1"), "--bundle=identity.json", file]);
  const byIdentity = fs.readFileSync(`${peers.folder}/identity.json`, "utf8");
  const byKey = await blob("cosign", withoutToken(peers.signFlags("v1")));
  const asKey = { ...NO_ONE, verify: "app", key: keyOf("cosign") };
  const [one, other] = await Promise.all([
    verifyUsual(peers, asKey, { app: "x", "app.sigstore.json": byIdentity }),
    verifyUsual(peers, { verify: "app" }, { app: "x", "app.sigstore.json": byKey }),
  ]);
  expect(outcome(one)).toEqual(failsWith("SIGNATURE_INVALID"));
  expect(outcome(other)).toEqual(failsWith("SIGNATURE_INVALID"));
});

test.each(["registryHost", "referrersRegistryHost"] as const)("an image at the %s by a key", async (host) => {
  const newer = await peers.pushImage(peers[host], "shop/key", "newer");
  const older = await peers.pushImage(peers[host], "shop/key", "older");
  const custom = "https://example.com/tests/v1";
  const predicate = `--predicate=${peers.write("tests.json", '{"passed":true}')}`;
  const flags = withoutToken(peers.signFlags("v1"));
  await mustCosign(peers, ["sign", ...flags, "--key=cosign.key", newer], env);
  await mustCosign(
    peers,
    ["attest", ...flags, "--key=cosign.key", `--type=${custom}`, predicate, newer],
    env,
  );
  const legacy = [...withoutToken(peers.legacyFlags()), "--key=cosign.key"];
  await mustCosign(peers, ["sign", ...legacy, older], env);
  await mustCosign(peers, ["attest", ...legacy, `--type=${custom}`, predicate, older], env);
  for (const image of [newer, older])
    for (const [inputs, key, expected] of [
      [ALONE, "cosign", PASSES],
      [NO_ONE, "cosign", PASSES],
      [ALONE, "other", failsWith("SIGNATURE_INVALID")],
    ] as const) {
      const verify = `oci://${image} has signature, ${custom}`;
      const run = await verifyUsual(peers, { ...inputs, verify, key: keyOf(key) });
      expect([partsOf(image).digest, ...outcome(run)]).toEqual([partsOf(image).digest, ...expected]);
    }
});

test.each(["ed25519", "p384", "rsa"])(
  "an image by a key %s, without a log, in both schemes",
  async (name) => {
    const host = peers.referrersRegistryHost;
    const newer = await peers.pushImage(host, "shop/kinds", "newer");
    const older = await peers.pushImage(host, "shop/kinds", "older");
    const sign = ["sign", ...unlogged, `--key=${name}.key`];
    await mustCosign(peers, [...sign, newer], env);
    await mustCosign(peers, [...sign, "--new-bundle-format=false", older], env);
    const verify = async (image: string, key: string): Promise<readonly unknown[]> =>
      outcome(await verifyUsual(peers, { ...ALONE, verify: `oci://${image}`, key: keyOf(key) }));
    for (const [image, more] of [
      [newer, []],
      [older, ["--new-bundle-format=false"]],
    ] as const) {
      expect(await verify(image, "other")).toEqual(failsWith("SIGNATURE_INVALID"));
      // Of Ed25519 (Ed25519ph) and of larger curves cosign signs some that it does not take itself.
      const flags = [`--key=${name}.pub`, "--insecure-ignore-tlog", ...more];
      const theirs = await peers.cosign(["verify", ...flags, image], { env });
      const [ours] = await verify(image, name);
      expect([more, theirs.code === 0 ? ours : "not by cosign"]).toEqual([
        more,
        theirs.code === 0 ? 0 : "not by cosign",
      ]);
      if (name === "rsa") expect([theirs.code, ours]).toEqual([0, 0]);
    }
  },
);

test("a key in a file: of the event's own commit it counts, of a pull request's it does not", async () => {
  const bundle = await blob("cosign", unlogged);
  const inputs = { ...ALONE, verify: "app", key: "keys/cosign.pub" };
  const workspace = { "keys/cosign.pub": keyOf("cosign") };
  const untracked = { app: "x", "app.sigstore.json": bundle };
  const trusted = await verifyWith(peers, { inputs, workspace, untracked });
  expect(outcome(trusted)).toEqual(PASSES);
  // A later step checks the pull request's head out.
  const prepare = ({ workspace: folder }: { workspace: string }): void => {
    fs.writeFileSync(path.join(folder, "keys/cosign.pub"), keyOf("cosign"));
    git(folder, ["commit", "--quiet", "--all", "--message=pull request"]);
  };
  const event = { name: "pull_request_target", payload: {} };
  const foreign = await verifyWith(peers, {
    inputs,
    workspace: { "keys/cosign.pub": keyOf("other") },
    untracked,
    event,
    prepare,
  });
  expect(outcome(foreign)).toEqual(failsWith("EVENT_UNTRUSTED"));
});

test("a person's key and a workflow's identity, both wanted", async () => {
  const byKey = await blob("cosign", withoutToken(peers.signFlags("v1")));
  const byJob = await blobBundle(peers, "x");
  const policies = `- repository: liquid-hive/shop\n  workflow: .github/workflows/deploy.yml\n  ref: refs/heads/main\n  issuer: ${peers.oidc.url}\n`;
  const inputs = { ...NO_ONE, verify: "app", key: keyOf("cosign"), policies, bundle: "all.jsonl" };
  for (const [bundles, expected] of [
    [[byKey, byJob], PASSES],
    [[byKey], failsWith("IDENTITY_MISMATCH")],
    [[byJob], failsWith("IDENTITY_MISMATCH")],
  ] as const) {
    const files = { app: "x", "all.jsonl": bundles.map((one) => `${one.trim()}\n`).join("") };
    expect([bundles.length, ...outcome(await verifyUsual(peers, inputs, files))]).toEqual([
      bundles.length,
      ...expected,
    ]);
  }
});

test.each<[string, () => string]>([
  ["a private key", () => fs.readFileSync(`${peers.folder}/rsa.pem`, "utf8")],
  ["no key", () => "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"],
])("%s is refused, and not shown", async (_name, key) => {
  const files = { app: "x", "app.sigstore.json": await blob("cosign", unlogged) };
  const run = await verifyUsual(peers, { ...ALONE, verify: "app", key: key() }, files);
  expect(outcome(run)).toEqual(failsWith("KEY_UNUSABLE"));
  expect(run.log).not.toContain(key().split("\n")[1]!);
});
