import fs from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, folder as terminalFolder } from "../scenario/terminal.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import {
  blobBundle,
  BUNDLE,
  failsWith,
  type Inputs,
  type Json,
  mustCosign,
  outcome,
  partsOf,
  PASSES,
  policyOf,
  pushArtifact,
  signUsual,
  verifyUsual,
} from "./verify-place.ts";
import { verifyWith } from "./sign-action.ts";

/** Several policies, what signatures carry, and what a run says of all that. */
let peers: Sigstore;
let built: string;
let approved: string;
beforeAll(async () => {
  peers = await sigstore({ rekor2: false, tsa: false, registry: false });
  built = await blobBundle(peers, "x");
  approved = await blobBundle(peers, "x", "v1", {
    job_workflow_ref: APPROVER,
    event_name: "workflow_dispatch",
  });
});
afterAll(async () => {
  fs.rmSync(terminalFolder, { recursive: true, force: true });
  await peers.stop();
});

const APPROVER = "liquid-hive/shop/.github/workflows/approve.yml@refs/heads/main";
const approval = (): string => `
- name: approval
  repository: liquid-hive/shop
  workflow: .github/workflows/approve.yml
  ref: refs/heads/main
  issuer: ${peers.oidc.url}
  trigger: workflow_dispatch
`;
const lines = (...bundles: readonly string[]): Record<string, string> => ({
  app: "x",
  "all.jsonl": bundles.map((bundle) => `${bundle.trim()}\n`).join(""),
});

describe("several policies all hold, or it is a failure", () => {
  test.each<[string, () => string[], readonly unknown[]]>([
    ["both signed", () => [built, approved], PASSES],
    ["only the one", () => [built], failsWith("(approval)")],
    ["only the other", () => [approved], failsWith("IDENTITY_MISMATCH")],
    ["none", () => [], failsWith("SIGNATURE_MISSING")],
  ])("%s", async (_name, bundles, expected) => {
    const run = await verifyUsual(
      peers,
      { verify: "app", bundle: "all.jsonl", policies: approval() },
      lines(...bundles()),
    );
    expect(outcome(run)).toEqual(expected);
  });

  test("without the inputs' own policy the list stands alone", async () => {
    const inputs = { verify: "app", bundle: "all.jsonl", policies: approval() };
    for (const [bundle, expected] of [
      [approved, PASSES],
      [built, failsWith("IDENTITY_MISMATCH")],
    ] as const)
      expect(outcome(await verifyWith(peers, { inputs, untracked: lines(bundle) }))).toEqual(expected);
  });

  test.each<[string, string]>([
    ["a key that nobody knows", "- repositori: liquid-hive/shop\n"],
    ["no workflow", "- repository: liquid-hive/shop\n  ref: refs/heads/main\n"],
    ["a map", "repository: liquid-hive/shop\n"],
    ["YAML that is none", "- {{\n"],
    ["an alias bomb", "a: &a [1,1]\nb: &b [*a,*a]\n- *b\n"],
    ["a number as a ref", "- repository: a/b\n  workflow: Json\n  ref: 5\n"],
  ])("a list with %s is a failure", async (_name, policies) => {
    const run = await verifyUsual(
      peers,
      { verify: "app", bundle: "all.jsonl", policies },
      lines(built, approved),
    );
    expect([run.main.exitCode, run.log]).toEqual([1, expect.stringContaining("policies")]);
    expect(run.log).not.toContain("✓");
  });
});

describe("annotations", () => {
  test.each(["new", "old"] as const)("of an image's signature in the %s scheme", async (scheme) => {
    const image = await peers.pushImage(peers.referrersRegistryHost, "shop/annotated", scheme);
    const flags = scheme === "new" ? peers.signFlags("v1") : peers.legacyFlags();
    await mustCosign(peers, ["sign", ...flags, "--annotations=env=prod", "--annotations=team=hive", image]);
    for (const [annotations, expected] of [
      ["env=prod", PASSES],
      ["env=prod\nteam=hive", PASSES],
      ["env=staging", failsWith("POLICY_UNMET")],
      ["env=prod\nbuild=1", failsWith("POLICY_UNMET")],
      ["ENV=prod", failsWith("POLICY_UNMET")],
      ["env=pro", failsWith("POLICY_UNMET")],
      ["env", failsWith("INPUT_INVALID")],
    ] as const)
      expect([
        annotations,
        ...outcome(await verifyUsual(peers, { verify: `oci://${image}`, annotations })),
      ]).toEqual([annotations, ...expected]);
  });
});

test("what stands beside a signature, and is not signed, is no annotation", async () => {
  const image = await peers.pushImage(peers.referrersRegistryHost, "shop/beside", "one");
  const { host, repository, digest } = partsOf(image);
  await mustCosign(peers, ["sign", ...peers.signFlags("v1"), "--bundle=beside.json", image]);
  const data = fs.readFileSync(`${peers.folder}/beside.json`, "utf8");
  const annotations = { env: "prod", "dev.sigstore.bundle.content": "dsse-envelope" };
  await pushArtifact(host, repository, { mediaType: BUNDLE, data, annotations }, { subject: digest });
  const verify = `oci://${image}`;
  expect(outcome(await verifyUsual(peers, { verify }))).toEqual(PASSES);
  expect(outcome(await verifyUsual(peers, { verify, annotations: "env=prod" }))).toEqual(
    failsWith("POLICY_UNMET"),
  );
});

test("a missing signature's lines, pasted to sign/, make it", async () => {
  const host = peers.referrersRegistryHost;
  const image = await peers.pushImage(host, "shop/pasted", "one");
  const files = { "dist/my app.tgz": "x" };
  for (const verify of [
    `oci://${image} has signature, provenance`,
    '"dist/*.tgz" has signature, provenance',
  ]) {
    const missing = await verifyUsual(peers, { verify }, files);
    expect(outcome(missing)).toEqual(failsWith("SIGNATURE_MISSING"));
    const fixes = [...missing.main.log.matchAll(/^Fix: (sign|attest): \|.*\n {2}(.*)$/gm)];
    const inputs = Object.fromEntries(fixes.map(([, input, line]) => [input!, line!]));
    expect(Object.keys(inputs).toSorted()).toEqual(["attest", "sign"]);
    const signed = await signUsual(peers, inputs, files);
    expect(signed.run.main.exitCode).toBe(0);
    const left = Object.fromEntries(signed.files);
    const bundles = Object.keys(left).filter((name) => /\.sigstore\.json$|\.intoto\.jsonl$/.test(name));
    const where: Inputs = verify.startsWith("oci") ? {} : { bundle: bundles.join("\n") };
    expect(outcome(await verifyUsual(peers, { verify, ...where }, { ...files, ...left }))).toEqual(PASSES);
  }
});

describe("what a run says", () => {
  const verdictOf = (run: Awaited<ReturnType<typeof verifyUsual>>): Json => {
    const file = run.files.afterMain.find(({ path }) =>
      (run.outputs.get("verdict") ?? "").endsWith(path.replace(/^(temp|workspace)\//, "")),
    );
    return JSON.parse(file?.bytes.toString() ?? "null");
  };

  test("the verdict names each check that failed, and its lines to paste make it pass", async () => {
    const evil = await blobBundle(peers, "x", "v1", {
      repository: "liquid-hive/shop-evil",
      repository_id: "5",
      ref: "refs/tags/v1",
      job_workflow_ref: "liquid-hive/shop-evil/.github/workflows/x.yml@refs/tags/v1",
    });
    const run = await verifyUsual(
      peers,
      { verify: "app", bundle: "all.jsonl", "repository-id": "74001" },
      lines(evil),
    );
    expect(outcome(run)).toEqual(failsWith("IDENTITY_MISMATCH"));
    const [candidate] = verdictOf(run).subjects[0].needs[0].policies[0].candidates;
    expect(candidate.mismatches.map((one: { check: string }) => one.check)).toEqual([
      "repository",
      "workflow",
      "ref",
      "repository-id",
    ]);
    const pasted = Object.fromEntries(
      (candidate.lines as string[]).map((line) => line.split(/: (.*)/).slice(0, 2)),
    );
    const again = await verifyUsual(peers, { verify: "app", bundle: "all.jsonl", ...pasted }, lines(evil));
    expect(outcome(again)).toEqual(PASSES);
  });

  test("a report where it was asked for, by each subject, need and policy, and outputs that deploy", async () => {
    const host = peers.referrersRegistryHost;
    const good = await peers.pushImage(host, "shop/good", "one");
    const bad = await peers.pushImage(host, "shop/bad", "one");
    await mustCosign(peers, ["sign", ...peers.signFlags("v1"), good]);
    const inputs = {
      verify: `oci://${good}\noci://${bad} has signature, provenance`,
      report: "out/verdict.json",
    };
    const run = await verifyUsual(peers, inputs);
    expect(run.main.exitCode).toBe(1);
    const verdict = verdictOf(run);
    expect([verdict.version, verdict.passed]).toEqual([1, false]);
    expect(
      verdict.subjects.map((one: Json) => [one.subject, one.passed, one.needs.map(({ need }: Json) => need)]),
    ).toEqual([
      [good, true, ["signature"]],
      [bad, false, ["signature", "provenance"]],
    ]);
    // One that is not verified, and nothing of the run is for deploying.
    expect(run.outputs.get("images")).toBe("");
    expect(JSON.parse(run.outputs.get("digests") ?? "")).toEqual({ [good]: partsOf(good).digest });
    expect(run.summary).toContain("shop/bad");
    const alone = await verifyUsual(peers, { verify: `oci://${good}\noci://${good}`, summary: "false" });
    expect([alone.outputs.get("images"), alone.summary.trim()]).toEqual([good, ""]);
  });

  test("several failures are told together", async () => {
    const run = await verifyUsual(
      peers,
      { verify: "app\nother" },
      { app: "x", other: "y", "other.sigstore.json": built },
    );
    expect(run.log).toContain("SIGNATURE_MISSING");
    expect(run.log).toContain("SIGNATURE_INVALID");
  });
});

test("what a policy lacks is named with the line that mends it", async () => {
  const sha = "0123456789abcdef0123456789abcdef01234567";
  const files = { app: "x", "app.sigstore.json": built };
  const failing: readonly Inputs[] = [
    { ref: "" },
    { workflow: "" },
    { repository: "any", issuer: "" },
    { commit: sha.slice(0, 7) },
  ];
  for (const inputs of failing) {
    const run = await verifyUsual(peers, { verify: "app", ...inputs }, files);
    expect(outcome(run)).toEqual(failsWith("INPUT_INVALID"));
    const fix = /^Fix: ([a-z-]+): ([^#\n]+)/m.exec(run.main.log);
    expect([inputs, fix?.[1]]).toEqual([inputs, expect.stringMatching(/^(ref|workflow|owner-id|commit)$/)]);
    if (inputs["ref"] === undefined) continue;
    const pasted = { [fix![1]!]: fix![2]!.trim() };
    expect(outcome(await verifyUsual(peers, { verify: "app", ...inputs, ...pasted }, files))).toEqual(PASSES);
  }
});

test("in a terminal, under cosign's flags: whole identities, machine-readable", async () => {
  const file = peers.write("app", "x");
  fs.writeFileSync(`${file}.sigstore.json`, built);
  const flags = [`--trusted-root=${peers.trustedRoot}`, `--certificate-oidc-issuer=${peers.oidc.url}`];
  const run = async (...more: readonly string[]) => await call(["verify", "--json", ...flags, ...more, file]);
  const whole = await run(`--certificate-identity=${peers.identity}`);
  expect([whole.code, whole.stderr]).toEqual([0, expect.anything()]);
  expect(JSON.parse(whole.stdout.toString())).toMatchObject({ passed: true });
  const part = await run("--certificate-identity-regexp=https://github.com/liquid-hive/shop");
  expect([part.code === 0, JSON.parse(part.stdout.toString()).passed]).toEqual([false, false]);
  const all = await run("--certificate-identity-regexp=https://github.com/liquid-hive/shop/.*");
  expect([all.code, policyOf(peers)["repository"]]).toEqual([0, "liquid-hive/shop"]);
});
