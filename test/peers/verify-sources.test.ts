import fs from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { verifyWith } from "./sign-action.ts";
import { githubAttestations } from "./verify-github.ts";
import {
  blobBundle,
  failsWith,
  mustCosign,
  outcome,
  partsOf,
  PASSES,
  policyOf,
  sha256,
  signUsual,
  verifyUsual,
} from "./verify-place.ts";

/** Where signatures are found, and that they are looked for nowhere else. */
let peers: Sigstore;
let good: string;
let stranger: string;
beforeAll(async () => {
  peers = await sigstore();
  good = await blobBundle(peers, "x");
  stranger = await blobBundle(peers, "x", "v1", {
    job_workflow_ref: "evil/shop/.github/workflows/deploy.yml@refs/heads/main",
  });
});
afterAll(async () => peers.stop());

const CUSTOM = "https://example.com/tests/v1";

describe("a file", () => {
  test.each<[string, Readonly<Record<string, string>>, () => Record<string, string>, readonly unknown[]]>([
    ["beside it", {}, () => ({ "app.sigstore.json": good }), PASSES],
    [
      "beside it, not asked for",
      { "look-in": "registry" },
      () => ({ "app.sigstore.json": good }),
      failsWith("SIGNATURE_MISSING"),
    ],
    ["beside another", {}, () => ({ "other.sigstore.json": good }), failsWith("SIGNATURE_MISSING")],
    ["in a file", { bundle: "b/one.json" }, () => ({ "b/one.json": good }), PASSES],
    [
      "in a file, and beside it a stranger's",
      { bundle: "b/one.json" },
      () => ({ "b/one.json": good, "app.sigstore.json": stranger }),
      PASSES,
    ],
    [
      "beside it, and in a file a stranger's",
      { bundle: "b/one.json" },
      () => ({ "b/one.json": stranger, "app.sigstore.json": good }),
      failsWith("IDENTITY_MISMATCH"),
    ],
    [
      "both looked in",
      { bundle: "b/one.json", "look-in": "beside, bundle" },
      () => ({ "b/one.json": stranger, "app.sigstore.json": good }),
      PASSES,
    ],
    [
      "in a file of lines",
      { bundle: "all.jsonl" },
      () => ({ "all.jsonl": `${stranger.trim()}\r\n\n{"junk":\n${good.trim()}\n` }),
      PASSES,
    ],
    [
      "in a file of lines without it",
      { bundle: "all.jsonl" },
      () => ({ "all.jsonl": `${stranger.trim()}\n{}\n` }),
      failsWith("IDENTITY_MISMATCH"),
    ],
    [
      "in one of several files",
      { bundle: "a.json, b.json" },
      () => ({ "a.json": "{}", "b.json": good }),
      PASSES,
    ],
    ["in no file", { bundle: "none.json" }, () => ({}), failsWith("FILE_")],
  ])("%s", async (_name, inputs, files, expected) => {
    expect(outcome(await verifyUsual(peers, { verify: "app", ...inputs }, { app: "x", ...files() }))).toEqual(
      expected,
    );
  });

  test("several by one pattern: each needs its own", async () => {
    const y = await blobBundle(peers, "y");
    const files = { "dist/x.tgz": "x", "dist/y.tgz": "y", "dist/x.tgz.sigstore.json": good };
    const missing = await verifyUsual(peers, { verify: "dist/*.tgz" }, files);
    expect(outcome(missing)).toEqual(failsWith("dist/y.tgz: no signature was found"));
    const swapped = await verifyUsual(
      peers,
      { verify: "dist/*.tgz" },
      { ...files, "dist/y.tgz.sigstore.json": good },
    );
    expect(outcome(swapped)).toEqual(failsWith("SIGNATURE_INVALID"));
    const all = await verifyUsual(
      peers,
      { verify: "dist/*.tgz" },
      { ...files, "dist/y.tgz.sigstore.json": y },
    );
    expect(outcome(all)).toEqual(PASSES);
    expect(JSON.parse(all.outputs.get("digests") ?? "")).toEqual({
      "dist/x.tgz": `sha256:${sha256("x")}`,
      "dist/y.tgz": `sha256:${sha256("y")}`,
    });
  });

  test("in the older bundle of cosign", async () => {
    const file = peers.write("older", "x");
    await mustCosign(peers, ["sign-blob", ...peers.legacyFlags(), "--bundle=older.json", file]);
    const bundle = fs.readFileSync(`${peers.folder}/older.json`, "utf8");
    const run = await verifyUsual(peers, { verify: "app", bundle: "b.json" }, { app: "x", "b.json": bundle });
    expect(outcome(run)).toEqual(PASSES);
    const other = await verifyUsual(
      peers,
      { verify: "app", bundle: "b.json" },
      { app: "y", "b.json": bundle },
    );
    expect(outcome(other)).toEqual(failsWith("SIGNATURE_INVALID"));
  });

  test("what sign/ leaves: bundles, one for all, older files that have no log entry with them", async () => {
    const inputs = { sign: "dist/*.tgz", attest: `${CUSTOM} = tests.json for dist/*.tgz` };
    const sources = { "dist/x.tgz": "x", "dist/y.tgz": "y", "tests.json": '{"passed":true}' };
    const { run, files } = await signUsual(peers, inputs, sources, "v2");
    expect(run.main.exitCode).toBe(0);
    const bundles = [...files.keys()].filter(
      (name) => name.endsWith(".sigstore.json") || name.endsWith(".jsonl"),
    );
    const left = { ...sources, ...Object.fromEntries(files) };
    const bundle = bundles.join("\n");
    const verify = `dist/*.tgz has signature, ${CUSTOM}`;
    expect(outcome(await verifyUsual(peers, { verify, bundle }, left))).toEqual(PASSES);
    const changed = { ...left, "dist/y.tgz": "z" };
    expect(outcome(await verifyUsual(peers, { verify, bundle }, changed))).toEqual(
      failsWith("SIGNATURE_INVALID"),
    );
  });
});

describe("an image", () => {
  test.each(["registryHost", "referrersRegistryHost"] as const)("at the %s", async (host) => {
    const image = await peers.pushImage(peers[host], "shop/sources", "one");
    await mustCosign(peers, ["sign", ...peers.signFlags("v2"), "--bundle=image.json", image]);
    const bundle = fs.readFileSync(`${peers.folder}/image.json`, "utf8");
    const verify = `oci://${image}`;
    expect(outcome(await verifyUsual(peers, { verify }))).toEqual(PASSES);
    const beside = await verifyUsual(peers, { verify, "look-in": "beside" });
    expect(outcome(beside)).toEqual(failsWith("SIGNATURE_MISSING"));
    const other = await peers.pushImage(peers[host], "shop/sources", "two");
    const named = { verify: `oci://${other}`, bundle: "image.json" };
    expect(outcome(await verifyUsual(peers, named, { "image.json": bundle }))).toEqual(
      failsWith("SIGNATURE_INVALID"),
    );
    // The same bytes under another name are the same image.
    const copy = await peers.pushImage(peers[host], "shop/copy", "one", "layer of a copy");
    const original = await peers.pushImage(peers[host], "shop/original", "one", "layer of a copy");
    await mustCosign(peers, ["sign", ...peers.signFlags("v1"), original]);
    expect(partsOf(copy).digest).toBe(partsOf(original).digest);
    expect(outcome(await verifyUsual(peers, { verify: `oci://${copy}` }))).toEqual(
      failsWith("SIGNATURE_MISSING"),
    );
    const elsewhere = { verify: `oci://${copy}`, "signatures-in": `${peers[host]}/shop/original` };
    expect(outcome(await verifyUsual(peers, elsewhere))).toEqual(PASSES);
  });
});

describe("GitHub's attestations", () => {
  const TOKEN = "CANARY-7f3a-github-token";

  test("are asked of the repository that is to have signed, with the token, and believed no more than others", async () => {
    const github = await githubAttestations();
    try {
      const predicate = `--predicate=${peers.write("tests.json", '{"passed":true}')}`;
      const file = peers.write("stored", "x");
      const attest = async (claims: Readonly<Record<string, string>> = {}): Promise<string> => {
        const flags = [
          ...peers.signFlags("v1", claims),
          `--type=${CUSTOM}`,
          predicate,
          "--bundle=stored.json",
        ];
        await mustCosign(peers, ["attest-blob", ...flags, file]);
        return fs.readFileSync(`${peers.folder}/stored.json`, "utf8");
      };
      const evil = await attest({ job_workflow_ref: "evil/shop/.github/workflows/x.yml@refs/heads/main" });
      const junk = Array.from({ length: 120 }, () => evil);
      const digest = `sha256:${sha256("x")}`;
      const run = async (inputs: Readonly<Record<string, string>> = {}) =>
        await verifyWith(peers, {
          inputs: {
            ...policyOf(peers),
            verify: `app has ${CUSTOM}`,
            "look-in": "github",
            "github-token": TOKEN,
            ...inputs,
          },
          untracked: { app: "x" },
          env: { GITHUB_API_URL: github.url },
        });
      expect(outcome(await run())).toEqual(failsWith("SIGNATURE_MISSING"));
      github.store("liquid-hive/shop", digest, junk);
      expect(outcome(await run())).toEqual(failsWith("IDENTITY_MISMATCH"));
      github.store("liquid-hive/shop", digest, [...junk, await attest()]);
      const found = await run();
      expect([outcome(found), findLeaks(found, [TOKEN])]).toEqual([PASSES, []]);
      expect(new Set(github.calls.map(({ authorization }) => authorization))).toEqual(
        new Set([`Bearer ${TOKEN}`]),
      );
      expect(github.calls.at(-1)!.path).toContain("/repos/liquid-hive/shop/attestations/");
      expect(outcome(await run({ "look-in": "" }))).toEqual(failsWith("SIGNATURE_MISSING"));
      github.fail(403);
      const refused = await run();
      expect([outcome(refused), findLeaks(refused, [TOKEN])]).toEqual([failsWith("ATTESTATION_REFUSED"), []]);
    } finally {
      await github.stop();
    }
  });
});
