import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sigstore } from "../harness/servers/sigstore.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore()));
afterAll(() => peers.stop());

const ELSEWHERE = "https://github.com/liquid-hive/other/.github/workflows/deploy.yml@refs/heads/main";

async function ok(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const run = await peers.cosign(args, { env });
  expect(run.code, `cosign ${args[0]}: ${run.stderr}`).toBe(0);
  return run.stdout;
}

async function refused(args: readonly string[], reason: RegExp): Promise<void> {
  const run = await peers.cosign(args);
  expect(run.code, run.stdout).not.toBe(0);
  expect(run.stderr).toMatch(reason);
}

/** Where there is no log, the time stamp stands in for its time. */
const more = (kind: SigningKind): string[] => [
  ...(kind === "tsa-only" ? ["--insecure-ignore-tlog"] : []),
  ...(kind === "v1" ? [] : ["--use-signed-timestamps"]),
];

const UNEXPECTED = /none of the expected identities matched|no matching CertificateIdentity found/;

test.each<SigningKind>(["v1", "v1+tsa", "v2", "tsa-only"])("a blob, signed with %s", async (kind) => {
  const blob = peers.write(`blob.${kind}`, `signed with ${kind}`);
  const other = peers.write(`other.${kind}`, "another");
  const bundle = `--bundle=${blob}.json`;
  await ok(["sign-blob", ...peers.signFlags(kind), bundle, blob]);
  const verify = ["verify-blob", ...peers.verifyFlags(), ...more(kind), bundle];
  await ok([...verify, blob]);
  await refused([...verify, other], /invalid signature|artifact digest|signature does not match/i);
  await refused(["verify-blob", ...peers.verifyFlags(ELSEWHERE), ...more(kind), bundle, blob], UNEXPECTED);
});

const REGISTRIES = [
  { registry: "without the referrers API", host: () => peers.registryHost, referrers: 404 },
  { registry: "with the referrers API", host: () => peers.referrersRegistryHost, referrers: 200 },
];

describe.each(REGISTRIES)("an image in a registry $registry", ({ host, referrers }) => {
  test("has that API or not", async () => {
    const [, digest] = (await peers.pushImage(host(), "shop/api", "one")).split("@");
    const response = await fetch(`http://${host()}/v2/shop/api/referrers/${digest}`);
    expect(response.status).toBe(referrers);
  });

  test.each<SigningKind>(["v1", "v2"])("signed and attested with %s", async (kind) => {
    const image = await peers.pushImage(host(), "shop/api", "one");
    const verify = ["verify", ...peers.verifyFlags(), ...more(kind), image];
    await refused(verify, /no signatures found/);
    await ok(["sign", ...peers.signFlags(kind), image]);
    await ok(verify);
    await refused(["verify", ...peers.verifyFlags(ELSEWHERE), ...more(kind), image], UNEXPECTED);
    const predicate = `--predicate=${peers.write("predicate.json", JSON.stringify({ buildDefinition: {} }))}`;
    const type = "--type=slsaprovenance1";
    await ok(["attest", ...peers.signFlags(kind), type, predicate, image]);
    await ok(["verify-attestation", ...peers.verifyFlags(), ...more(kind), type, image]);
    const otherType = ["verify-attestation", ...peers.verifyFlags(), ...more(kind), "--type=spdxjson", image];
    await refused(otherType, /none of the attestations matched the predicate type/);
  });

  test("signed with the older tags", async () => {
    const image = await peers.pushImage(host(), "shop/old", "one");
    await ok(["sign", ...peers.legacyFlags(), image]);
    const [, digest = ""] = image.split("@");
    const tag = `${digest.replace(":", "-")}.sig`;
    const found = await fetch(`http://${host()}/v2/shop/old/manifests/${tag}`, {
      headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
    });
    expect(found.status).toBe(200);
    const older = ["--new-bundle-format=false", `--rekor-url=${peers.rekor1Url}`];
    await ok(["verify", ...peers.verifyFlags(), ...older, image]);
    await refused(["verify", ...peers.verifyFlags(ELSEWHERE), ...older, image], UNEXPECTED);
  });
});

test.each(["basic", "bearer"] as const)("a registry behind a login: %s", async (kind) => {
  const guarded = await peers.guard(kind);
  const pushed = await peers.pushImage(peers.registryHost, "shop/guarded", kind);
  const image = pushed.replace(peers.registryHost, guarded.host);
  const sign = ["sign", ...peers.signFlags("v1"), image];
  await refused(sign, /UNAUTHORIZED|401/);
  const env = { DOCKER_CONFIG: guarded.dockerConfig(`${peers.folder}/docker-${kind}`) };
  await ok(sign, env);
  await ok(["verify", ...peers.verifyFlags(), image], env);
  expect(guarded.tokens.length > 0).toBe(kind === "bearer");
  expect(guarded.log.some((line) => line.startsWith("PUT /v2/shop/guarded/manifests/"))).toBe(true);
});

test("a registry that lets anyone read takes no signature without a login", async () => {
  const guarded = await peers.guard("bearer", { anonymousPull: true });
  const pushed = await peers.pushImage(peers.registryHost, "shop/open", "one");
  await ok(["sign", ...peers.signFlags("v1"), pushed]);
  const image = pushed.replace(peers.registryHost, guarded.host);
  await ok(["verify", ...peers.verifyFlags(), image]);
  await refused(["sign", ...peers.signFlags("v1"), image], /UNAUTHORIZED|DENIED|401|403/);
});

test("the token service of a job, with claims of its own", async () => {
  const workflow = "liquid-hive/shop/.github/workflows/release.yml@refs/tags/v1";
  peers.oidc.setClaims({ job_workflow_ref: workflow });
  const blob = peers.write("ambient", "signed with the job's own token");
  const files = [`--signing-config=${peers.signingConfig("v1")}`, `--trusted-root=${peers.trustedRoot}`];
  await ok(["sign-blob", "--yes", ...files, "--bundle=ambient.json", blob], peers.env);
  peers.oidc.setClaims();
  expect(peers.oidc.audiences.at(-1)).toBe("sigstore");
  await ok([
    "verify-blob",
    ...peers.verifyFlags(`https://github.com/${workflow}`),
    "--bundle=ambient.json",
    blob,
  ]);
  await refused(["verify-blob", ...peers.verifyFlags(), "--bundle=ambient.json", blob], UNEXPECTED);
});

test("a token that lacks a claim gets no certificate", async () => {
  const blob = peers.write("claimless", "never signed");
  const flags = peers.signFlags("v1", { runner_environment: undefined });
  await refused(["sign-blob", ...flags, "--bundle=claimless.json", blob], /identity token/);
});

test("several at a time, each with its own keys and without a log of certificates", async () => {
  const small = { ctlog: false, rekor1: false, registry: false, referrersRegistry: false };
  const several = await Promise.all([sigstore(small), sigstore(small), sigstore(small)]);
  try {
    const signed = several.map(async (one) => {
      const blob = one.write("blob", "x");
      const made = await one.cosign(["sign-blob", ...one.signFlags("v2"), "--bundle=b.json", blob]);
      const verify = ["verify-blob", "--use-signed-timestamps", "--bundle=b.json", blob];
      const own = await one.cosign([...verify, ...one.verifyFlags()]);
      const theirs = await one.cosign([...verify, ...peers.verifyFlags(), "--insecure-ignore-sct"]);
      return [made.code, own.code, theirs.code === 0];
    });
    expect(await Promise.all(signed)).toEqual(several.map(() => [0, 0, false]));
    expect(() => several[0]?.rekor1Url).toThrow("rekor1 was not started");
  } finally {
    await Promise.all(several.map((one) => one.stop()));
  }
});
