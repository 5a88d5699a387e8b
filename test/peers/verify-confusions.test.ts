import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import fs from "node:fs";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { judgeAttestation, judgeImage } from "../harness/servers/sigstore-verifiers.ts";
import {
  blobBundle,
  BUNDLE,
  failsWith,
  mustCosign,
  outcome,
  partsOf,
  PASSES,
  pushArtifact,
  sha256,
  signUsual,
  verifyUsual,
} from "./verify-place.ts";

/** Each is a signature that another verifier takes for what it is not. */
let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore()));
afterAll(async () => peers.stop());

const PROVENANCE = "https://slsa.dev/provenance/v1";
const CUSTOM = "https://example.com/tests/v1";
const IN_TOTO = "application/vnd.in-toto+json";
const pae = (payload: string): string => `DSSEv1 28 ${IN_TOTO} ${Buffer.byteLength(payload)} ${payload}`;

test("an image that carries only an attestation is signed for cosign verify, not for us", async () => {
  const image = await peers.pushImage(peers.referrersRegistryHost, "shop/attested", "one");
  const predicate = `--predicate=${peers.write("tests.json", '{"passed":true}')}`;
  await mustCosign(peers, ["attest", ...peers.signFlags("v1"), `--type=${CUSTOM}`, predicate, image]);
  const other = await judgeImage(peers, "cosign", { kind: "v1", image });
  expect([other.code, other.code === 0 ? "" : other.stderr]).toEqual([0, ""]);
  const lines = [`oci://${image}`, `oci://${image} has signature`, `oci://${image} has provenance`];
  for (const verify of lines)
    expect(outcome(await verifyUsual(peers, { verify }))).toEqual(failsWith("SIGNATURE_MISSING"));
  expect(outcome(await verifyUsual(peers, { verify: `oci://${image} has ${CUSTOM}` }))).toEqual(PASSES);
});

/** The bundle of a file that is the bytes under an attestation's signature, made into one of that attestation. */
async function repackaged(statement: string, kind: "v1" | "v2"): Promise<string> {
  const { messageSignature, ...rest } = JSON.parse(await blobBundle(peers, pae(statement), kind));
  const signatures = [{ sig: messageSignature.signature }];
  const payload = Buffer.from(statement).toString("base64");
  return JSON.stringify({ ...rest, dsseEnvelope: { payload, payloadType: IN_TOTO, signatures } });
}

test("bytes of an attestation, signed as a file with Rekor 2, pass for provenance elsewhere: we do not sign them", async () => {
  const content = "built by nobody";
  const file = peers.write("app.tgz", content);
  const statement = JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "app.tgz", digest: { sha256: sha256(content) } }],
    predicateType: PROVENANCE,
    predicate: {
      buildDefinition: { buildType: "https://example.com/by-hand", externalParameters: {} },
      runDetails: { builder: { id: "https://example.com/by-hand" } },
    },
  });
  const bundle = peers.write("forged.json", await repackaged(statement, "v2"));
  for (const verifier of ["cosign", "cosign-2", "gh"] as const) {
    const judged = { kind: "v2", file, bundle, predicateType: PROVENANCE } as const;
    const { code, stderr } = await judgeAttestation(peers, verifier, judged);
    expect([verifier, code, code === 0 ? "" : stderr]).toEqual([verifier, 0, ""]);
  }
  const { run, files } = await signUsual(peers, { sign: "dist/pae" }, { "dist/pae": pae(statement) }, "v2");
  expect(outcome(run)).toEqual(failsWith("SUBJECT_REFUSED"));
  expect([...files.keys()]).not.toContain("dist/pae.sigstore.json");
  // An entry of Rekor 1 says what was meant. One of Rekor 2 does not: only a signer can refuse.
  const inputs = { verify: "app.tgz has provenance" };
  const old = { "app.tgz": content, "app.tgz.sigstore.json": await repackaged(statement, "v1") };
  expect(outcome(await verifyUsual(peers, inputs, old))).toEqual(failsWith("SIGNATURE_INVALID"));
});

test("a payload of an image signature, signed as a file, passes for that image's elsewhere: we do not sign it", async () => {
  const image = await peers.pushImage(peers.referrersRegistryHost, "shop/payload", "one");
  const { host, repository, digest } = partsOf(image);
  const payload = JSON.stringify({
    critical: {
      identity: { "docker-reference": `${host}/${repository}` },
      image: { "docker-manifest-digest": digest },
      type: "cosign container image signature",
    },
    optional: null,
  });
  const legacy = [...peers.legacyFlags(), "--bundle=legacy.json"];
  await mustCosign(peers, ["sign-blob", ...legacy, peers.write("payload.json", payload)]);
  const bundle = JSON.parse(fs.readFileSync(`${peers.folder}/legacy.json`, "utf8"));
  const annotations = {
    "dev.cosignproject.cosign/signature": bundle.base64Signature,
    "dev.sigstore.cosign/certificate": Buffer.from(bundle.cert, "base64").toString(),
    "dev.sigstore.cosign/bundle": JSON.stringify(bundle.rekorBundle),
  };
  const mediaType = "application/vnd.dev.cosign.simplesigning.v1+json";
  const tag = `${digest.replace(":", "-")}.sig`;
  await pushArtifact(host, repository, { mediaType, data: payload, annotations }, { tag });
  for (const verifier of ["cosign", "kyverno"] as const) {
    const judged = { kind: "v1", image, legacy: true } as const;
    const { code, stdout, stderr } = await judgeImage(peers, verifier, judged);
    expect([verifier, code, code === 0 ? "" : stdout + stderr]).toEqual([verifier, 0, ""]);
  }
  const { run, files } = await signUsual(peers, { sign: "*.json" }, { "payload.json": payload });
  expect(outcome(run)).toEqual(failsWith("SUBJECT_REFUSED"));
  expect([...files.keys()]).not.toContain("payload.json.sigstore.json");
});

test("sigstore-js takes an attestation whatever it is about; we compare its subjects", async () => {
  const attested = peers.write("attested", "this one");
  const predicate = `--predicate=${peers.write("p.json", "{}")}`;
  const flags = [...peers.signFlags("v1"), `--type=${CUSTOM}`, predicate, "--bundle=about.json"];
  await mustCosign(peers, ["attest-blob", ...flags, attested]);
  const bundle = fs.readFileSync(`${peers.folder}/about.json`, "utf8");
  const root = TrustedRoot.fromJSON(JSON.parse(fs.readFileSync(peers.trustedRoot, "utf8")));
  const material = toTrustMaterial(root);
  const verifier = new Verifier(material, { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 0 });
  const other = Buffer.from("another");
  expect(() => verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(bundle)), other))).not.toThrow();
  const run = async (content: string) =>
    outcome(
      await verifyUsual(
        peers,
        { verify: `app has ${CUSTOM}` },
        { app: content, "app.sigstore.json": bundle },
      ),
    );
  expect(await run("another")).toEqual(failsWith("SIGNATURE_INVALID"));
  expect(await run("this one")).toEqual(PASSES);
});

test("an expression of cosign matches a part of an identity, ours all of it", async () => {
  const evil = "liquid-hive/shop-evil/.github/workflows/deploy.yml@refs/heads/main";
  const bundle = await blobBundle(peers, "evil", "v1", { job_workflow_ref: evil });
  const expression = "https://github.com/liquid-hive/shop";
  const flags = [`--trusted-root=${peers.trustedRoot}`, `--certificate-oidc-issuer=${peers.oidc.url}`];
  const file = peers.write("evil", "evil");
  const at = `--bundle=${peers.write("evil.json", bundle)}`;
  const { code } = await peers.cosign([
    "verify-blob",
    ...flags,
    `--certificate-identity-regexp=${expression}`,
    at,
    file,
  ]);
  expect(code).toBe(0);
  const run = async (text: string) =>
    outcome(
      await verifyUsual(
        peers,
        { verify: "evil", repository: "", workflow: "", ref: "", "identity-regexp": text },
        { evil: "evil", "evil.sigstore.json": bundle },
      ),
    );
  expect(await run(expression)).toEqual(failsWith("IDENTITY_MISMATCH"));
  expect(await run(`${expression}|x`)).toEqual(failsWith("IDENTITY_MISMATCH"));
  expect(await run(`${expression}.*`)).toEqual(PASSES);
});

test("a stranger's bundle hides an older signature from cosign, not from us", async () => {
  const image = await peers.pushImage(peers.referrersRegistryHost, "shop/hidden", "one");
  await mustCosign(peers, ["sign", ...peers.legacyFlags(), image]);
  const claims = { job_workflow_ref: "liquid-hive/other/.github/workflows/x.yml@refs/heads/main" };
  await mustCosign(peers, ["sign", ...peers.signFlags("v1", claims), image]);
  expect((await judgeImage(peers, "cosign", { kind: "v1", image })).code).not.toBe(0);
  expect(outcome(await verifyUsual(peers, { verify: `oci://${image}` }))).toEqual(PASSES);
});

test("statements about other images, however they are hung up, are none about this one", async () => {
  const host = peers.referrersRegistryHost;
  const other = await peers.pushImage(host, "shop/other", "one");
  const image = await peers.pushImage(host, "shop/other", "two");
  await mustCosign(peers, ["sign", ...peers.signFlags("v1"), "--bundle=other.json", other]);
  const bundle = fs.readFileSync(`${peers.folder}/other.json`, "utf8");
  const { repository, digest } = partsOf(image);
  await pushArtifact(host, repository, { mediaType: BUNDLE, data: bundle }, { subject: digest });
  expect(outcome(await verifyUsual(peers, { verify: `oci://${image}` }))).toEqual(
    failsWith("SIGNATURE_INVALID"),
  );
  // A statement of anything, this image's digest among a thousand others or under another name of it.
  const of = async (subject: readonly object[]): Promise<readonly unknown[]> => {
    const statement = JSON.stringify({
      _type: "https://in-toto.io/Statement/v1",
      subject,
      predicateType: "https://sigstore.dev/cosign/sign/v1",
      predicate: {},
    });
    const files = { "image.json": await repackaged(statement, "v2") };
    return outcome(await verifyUsual(peers, { verify: `oci://${image}`, bundle: "image.json" }, files));
  };
  const hex = digest.replace("sha256:", "");
  const junk = Array.from({ length: 1_000 }, (_, n) => ({
    name: `${n}`,
    digest: { sha256: sha256(`${n}`) },
  }));
  expect(await of([...junk, { name: "x", digest: { sha256: hex } }])).toEqual(PASSES);
  for (const subject of [
    junk,
    [],
    [{ name: image, digest: {} }],
    [{ name: image }],
    [{ name: digest, digest: { sha512: hex } }],
    [{ name: "x", digest: { sha256: hex.toUpperCase() } }],
    [{ name: "x", digest: { sha256: `${hex}00` } }],
    [{ name: "x", digest: { sha256: hex.slice(0, 32) } }],
    [{ name: "x", digest: { sha256: [hex] } }],
  ])
    expect([subject.length, ...(await of(subject))]).toEqual([
      subject.length,
      1,
      expect.stringMatching(/SIGNATURE_(INVALID|MISSING)/),
    ]);
});

test("a tag that moves after it was verified moves no output", async () => {
  const image = await peers.pushImage(peers.referrersRegistryHost, "shop/moved", "latest");
  const { host, repository } = partsOf(image);
  await mustCosign(peers, ["sign", ...peers.signFlags("v1"), image]);
  const verify = `oci://${host}/${repository}:latest`;
  const first = await verifyUsual(peers, { verify });
  expect([outcome(first), first.outputs.get("images")]).toEqual([PASSES, image]);
  expect(first.log).toContain("deploy that digest");
  await peers.pushImage(host, repository, "latest");
  const second = await verifyUsual(peers, { verify });
  expect([outcome(second), second.outputs.get("images")]).toEqual([failsWith("SIGNATURE_MISSING"), ""]);
});
