import crypto from "node:crypto";
import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/kernel/errors.ts";
import type { Instance, Requirements } from "../../src/signing/instance.ts";
import type { Digest } from "../../src/signing/subject.ts";
import type { Verified } from "../../src/signing/verified.ts";
import { verifyBundle } from "../../src/signing/verify/core.ts";
import type { Artifact } from "../../src/signing/verify/core.ts";
import { verifyDetached } from "../../src/signing/verify/legacy-blob.ts";
import { reasonOf } from "../../src/signing/verify/reasons.ts";
import { describeWithFixtures, sigstoreFixture } from "../harness/sigstore-fixtures.ts";

const GO = "extra-sigstore-go";
const PYTHON = "extra-sigstore-python";
const STAGING = `${PYTHON}/staging-tuf/targets/ed6a9cf4e7c2e3297a4b5974fce0d17132f03c63512029d7aa3a402b43acab49.trusted_root.json`;
const LATER_STAGING = "bundle-verify/rekor2-dsse-happy-path/trusted_root.json";
const PUBLIC = "public-good/trusted_root.json";
const SCAFFOLDING = `${GO}/trusted-roots/scaffolding.json`;
const OWN_TSA = `${PYTHON}/tsa/ca.json`;

const read = (name: string): string => fs.readFileSync(sigstoreFixture(name), "utf8");
const json = (name: string): Record<string, unknown> => JSON.parse(read(name)) as Record<string, unknown>;

const instanceOf = (trustedRoot: unknown, requires: Partial<Requirements> = {}): Instance => ({
  name: "private",
  trustedRoot,
  requires: { log: true, sct: true, timestamp: false, ...requires },
  source: "a fixture",
});
/** Staging, with a timestamp authority that sigstore-python's tests have made for themselves. */
const withOwnAuthority = (): unknown => {
  const root = json(STAGING);
  const authorities = root["timestampAuthorities"] as readonly unknown[];
  return { ...root, timestampAuthorities: [...authorities, json(OWN_TSA)] };
};

const outcome = (verify: () => Verified): string => {
  try {
    return verify().certificate?.san ?? "verified";
  } catch (error) {
    return (error instanceof Failure && reasonOf(error)) || String(error);
  }
};
const sha256 = (name: string): Digest => ({
  algorithm: "sha256",
  hex: crypto
    .createHash("sha256")
    .update(fs.readFileSync(sigstoreFixture(name)))
    .digest("hex"),
});
/** Of an artifact that is not here: what the bundle says of itself. */
const claimed = (name: string): Digest => {
  const { messageSignature } = json(name) as { messageSignature: { messageDigest: { digest: string } } };
  return {
    algorithm: "sha256",
    hex: Buffer.from(messageSignature.messageDigest.digest, "base64").toString("hex"),
  };
};
const sha512 = (hex: string): Artifact => ({ digests: [{ algorithm: "sha512", hex }] });

describeWithFixtures("bundles of sigstore-python's tests", () => {
  test.each<[string, string, string]>([
    ["bundle.txt.sigstore", STAGING, "a@tny.town"],
    ["bundle.txt.sigstore", PUBLIC, "certificate-untrusted"],
    ["bundle_cve_2022_36056.txt.sigstore", STAGING, "log-mismatch"],
    ["bundle_invalid_version.txt.sigstore", STAGING, "bundle-version"],
    ["bundle_no_cert_v1.txt.sigstore", PUBLIC, "bundle-unreadable"],
    ["bundle_no_checkpoint.txt.sigstore", STAGING, "bundle-unreadable"],
    ["bundle_no_log_entry.txt.sigstore", STAGING, "log-missing"],
    ["bundle_v3.txt.sigstore", STAGING, "william@yossarian.net"],
    ["bundle_v3_alt.txt.sigstore", STAGING, "william@yossarian.net"],
    [
      "bundle_v3_github.whl.sigstore",
      PUBLIC,
      "https://github.com/trailofbits/rfc8785.py/.github/workflows/release.yml@refs/tags/v0.1.2",
    ],
    ["bundle_v3_github.whl.sigstore", STAGING, "certificate-untrusted"],
    ["bundle_v3_no_signed_time.txt.sigstore.json", PUBLIC, "time-missing"],
    ["integration/bundle_v3.txt.sigstore", STAGING, "william@yossarian.net"],
    ["staging-rekor-v2.txt.sigstore.json", STAGING, "jku@goto.fi"],
    ["staging-rekor-v2.txt.sigstore.json", PUBLIC, "time-missing"],
  ])("%s by %s: %s", (name, root, expected) => {
    const artifact = sha256(`${PYTHON}/${name.replace(/\.sigstore(?:\.json)?$/, "")}`);
    const trust = { instance: instanceOf(json(root)) };
    expect(outcome(() => verifyBundle(read(`${PYTHON}/${name}`), { digests: [artifact] }, trust))).toBe(
      expected,
    );
  });

  test("a release of Python: version 0.1, a proof without a checkpoint", () => {
    const name = `${PYTHON}/integration/Python-3.12.5.tgz.sigstore`;
    const trust = { instance: instanceOf(json(PUBLIC)) };
    expect(verifyBundle(read(name), { digests: [claimed(name)] }, trust)).toMatchObject({
      certificate: { san: "thomas@python.org", issuer: "https://accounts.google.com" },
      signedAt: [new Date("2024-08-06T20:32:47Z")],
    });
  });

  test("a statement in staging's Rekor 2, by a root that knows its logs and by one of before", () => {
    const text = read(`${PYTHON}/a.dsse.staging-rekor-v2.txt.sigstore.json`);
    const artifact = { digests: [sha256("bundle-verify/a.txt")] };
    const by = (root: string): string =>
      outcome(() => verifyBundle(text, artifact, { instance: instanceOf(json(root)) }));
    expect(by(LATER_STAGING)).toMatch(/@|^https:/);
    expect(by(STAGING)).toBe("certificate-log-untrusted");
  });

  test.each<[string, string, number]>([
    // Its second timestamp is over something else, and does not count.
    ["bundle.txt.sigstore", "alexis.challande@trailofbits.com", 1],
    // That one, three times.
    ["bundle.duplicate.sigstore", "timestamp-missing", 0],
    ["bundle.many_timestamp.sigstore", "bundle-unreadable", 0],
    ["bundle.txt.late_timestamp.sigstore", "time-outside", 0],
  ])("timestamps of %s: %s", (name, expected, times) => {
    const text = read(`${PYTHON}/tsa/${name}`);
    const artifact = { digests: [claimed(`${PYTHON}/tsa/${name}`)] };
    const trust = { instance: instanceOf(withOwnAuthority(), { timestamp: true }) };
    expect(outcome(() => verifyBundle(text, artifact, trust))).toBe(expected);
    if (times > 0) expect(verifyBundle(text, artifact, trust).signedAt).toHaveLength(times);
    expect(
      outcome(() =>
        verifyBundle(text, artifact, { instance: instanceOf(json(PUBLIC), { timestamp: true }) }),
      ),
    ).toMatch(/^(?:timestamp-missing|bundle-unreadable)$/);
  });

  test.each(["a.txt", "b.txt", "c.txt", "bundle.txt", "offline-rekor.txt"])(
    "%s with a signature and a certificate beside it has no proof of a log",
    (name) => {
      const detached = (file: string): string =>
        outcome(() =>
          verifyDetached(
            read(`${PYTHON}/${name}.sig`),
            read(`${PYTHON}/${name}.crt`),
            { digests: [sha256(`${PYTHON}/${file}`)] },
            { instance: instanceOf(json(STAGING)) },
          ),
        );
      expect([detached(name), detached("bad.txt")]).toEqual(["log-missing", "signature-wrong"]);
    },
  );
});

describeWithFixtures("bundles of sigstore-go's tests", () => {
  const SLSA_NPM =
    "bbfd372fc9beeb777fe35d05bb10c0c70a9733d366a75fed7dd18866c7391de3ee7e88ba74dd47abf3e15c845e547fcf0e5c3da80854c751554224d3a6d4e55f";
  const SIGSTORE_JS =
    "46d4e2f74c4877316640000a6fdf8a8b59f1e0847667973e9859f774dd31b8f1e0937813b777fb66a2ac67d50540fe34640966eee9fc2ccca387082b4c85cd3c";
  const IMAGE = { image: "sha256:732112270d7e59418a8c080b134b24cabd67d250d0d0147a97ed95ba5c280aa4" };
  const bundle = (name: string): string => `${GO}/bundles/${name}.sigstore.json`;

  test.each<[string, string, string, Artifact]>([
    // Its chain holds the root: the conformance suite refuses such a bundle.
    [bundle("dsse"), PUBLIC, "bundle-unreadable", sha512(SLSA_NPM)],
    [bundle("dsse-2sigs"), PUBLIC, "bundle-unreadable", sha512(SLSA_NPM)],
    [
      bundle("sigstore.js@2.0.0-provenance"),
      PUBLIC,
      "https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main",
      sha512(SIGSTORE_JS),
    ],
    [bundle("sigstore.js@2.0.0-provenance"), PUBLIC, "subject-mismatch", sha512(SLSA_NPM)],
    [bundle("sigstore.js@2.0.0-provenance"), SCAFFOLDING, "certificate-untrusted", sha512(SIGSTORE_JS)],
    [`${GO}/oci-attestation.sigstore.json`, PUBLIC, "cody@soyland.com", IMAGE],
    [`${GO}/oci-attestation.sigstore.json`, `${GO}/trusted_root_pgi.json`, "cody@soyland.com", IMAGE],
    [
      `${GO}/oci-attestation.sigstore.json`,
      `${GO}/trusted-roots/public-good.json`,
      "cody@soyland.com",
      IMAGE,
    ],
    [
      `${GO}/oci-attestation.sigstore.json`,
      PUBLIC,
      "subject-mismatch",
      { image: `sha256:${"00".repeat(32)}` },
    ],
  ])("%s by %s: %s", (name, root, expected, artifact) => {
    expect(outcome(() => verifyBundle(read(name), artifact, { instance: instanceOf(json(root)) }))).toBe(
      expected,
    );
  });

  test("a certificate of a user name", () => {
    const name = bundle("othername");
    const check = (root: string): string =>
      outcome(() =>
        verifyBundle(read(name), { digests: [claimed(name)] }, { instance: instanceOf(json(root)) }),
      );
    expect([check(SCAFFOLDING), check(PUBLIC)]).toEqual(["foo!oidc.local", "certificate-untrusted"]);
  });

  describe("a signature by a key", () => {
    const name = bundle("public-key-validity");
    const key = (): string => read(`${GO}/public-keys/public-key-validity.pem`);
    const root = (): Instance =>
      instanceOf(json(`${GO}/trusted-roots/public-key-validity.json`), {
        log: false,
        sct: false,
        timestamp: true,
      });
    const check = (trust: Parameters<typeof verifyBundle>[2]): string =>
      outcome(() => verifyBundle(read(name), { digests: [claimed(name)] }, trust));

    test("holds by itself, and with its timestamp", () => {
      expect(check({ publicKey: key() })).toBe("verified");
      expect(check({ publicKey: key(), instance: root() })).toBe("verified");
    });

    test("does not hold where another Sigstore's timestamp is required, nor without a key", () => {
      const other = instanceOf(json(PUBLIC), { log: false, timestamp: true });
      expect(check({ publicKey: key(), instance: other })).toBe("timestamp-missing");
      expect(check({ instance: root() })).toBe("certificate-expected");
    });
  });
});

describeWithFixtures("what the suite's bundles hide behind an earlier fault", () => {
  test("a timestamp of another time, in base64 without its line breaks", () => {
    const folder = "bundle-verify/rekor2-timestamp-with-incorrect-time_fail";
    const text = read(`${folder}/bundle.sigstore.json`).replaceAll("\\n", (found, at: number, all: string) =>
      all.slice(at - 40, at).includes("\u2014") ||
      all.lastIndexOf('"signedTimestamp"', at) < all.lastIndexOf('"envelope"', at)
        ? found
        : "",
    );
    const trust = { instance: instanceOf(json(`${folder}/trusted_root.json`)) };
    expect(outcome(() => verifyBundle(text, { digests: [sha256("bundle-verify/a.txt")] }, trust))).toBe(
      "time-outside",
    );
  });

  test("the public Sigstore's roots of the projects are the same CA", () => {
    const name = `${PYTHON}/bundle_v3_github.whl.sigstore`;
    const artifact = { digests: [sha256(`${PYTHON}/bundle_v3_github.whl`)] };
    for (const root of [PUBLIC, `${GO}/trusted_root_pgi.json`, `${GO}/trusted-roots/public-good.json`])
      expect(outcome(() => verifyBundle(read(name), artifact, { instance: instanceOf(json(root)) }))).toMatch(
        /^https:/,
      );
  });
});
