import { describe, expect, test } from "vitest";
import type { CertificateFacts } from "../../../src/signing/verified.ts";
import { type CommandTrust, trustOf } from "../../../src/signing/command-trust.ts";
import { type Made, type VerifyCommand, verifyCommands } from "../../../src/signing/verify-commands.ts";

const SAN = "https://github.com/octo/app/.github/workflows/release.yml@refs/heads/main";
const ISSUER = "https://token.actions.githubusercontent.com";
const facts: CertificateFacts = {
  san: SAN,
  issuer: ISSUER,
  sourceRepository: "https://github.com/octo/app",
  sourceRepositoryId: "1",
  sourceOwner: "https://github.com/octo",
  sourceOwnerId: "2",
  sourceRef: "refs/heads/main",
  sourceDigest: "0".repeat(40),
  sourceVisibility: "public",
  buildSigner: SAN,
  buildSignerDigest: "0".repeat(40),
  buildConfig: SAN,
  buildConfigDigest: "0".repeat(40),
  trigger: "push",
  runner: "github-hosted",
  run: "https://github.com/octo/app/actions/runs/1/attempts/1",
  environment: undefined,
  serial: "1",
  notBefore: new Date(0),
  notAfter: new Date(600_000),
  pem: "",
};
const identity = `--certificate-identity ${SAN} --certificate-oidc-issuer ${ISSUER}`;
const image = `ghcr.io/octo/app@sha256:${"ab".repeat(32)}`;
const slsa = "https://slsa.dev/provenance/v1";

const PROOF = { sct: true, log: true, logTime: true };
const PUBLIC = trustOf(PROOF);

const shown = (made: Made, trust: CommandTrust = PUBLIC): readonly string[] =>
  verifyCommands(made, facts, trust).map(({ tool, command }: VerifyCommand) => `${tool}: ${command}`);

test.each<[string, Made, readonly string[]]>([
  [
    "a signed file",
    { kind: "blob", file: "dist/a.tgz", bundle: "dist/a.tgz.sigstore.json" },
    [`cosign: cosign verify-blob --bundle dist/a.tgz.sigstore.json ${identity} dist/a.tgz`],
  ],
  [
    "a file with .sig and .pem",
    { kind: "blob-legacy", file: "a", signature: "a.sig", certificate: "a.pem" },
    [`cosign: cosign verify-blob --certificate a.pem --signature a.sig ${identity} a`],
  ],
  [
    "an attested file",
    { kind: "blob-attestation", file: "a", bundle: "p.intoto.jsonl", type: slsa },
    [
      `cosign: cosign verify-blob-attestation --bundle p.intoto.jsonl --type slsaprovenance1 ${identity} a`,
      `gh: gh attestation verify a --bundle p.intoto.jsonl --repo octo/app --cert-identity ${SAN} --predicate-type ${slsa}`,
    ],
  ],
  [
    "an image, both formats",
    { kind: "image", image, referrer: true, legacy: true },
    [`cosign: cosign verify ${identity} ${image}`],
  ],
  [
    "an image, referrers only",
    { kind: "image", image, referrer: true, legacy: false, annotations: { env: "prod", note: 'a,"b" c' } },
    [
      `cosign: cosign verify -a env=prod -a '"note=a,""b"" c"' ${identity} ${image}`,
      // It would not check the annotations.
      `cosign 2: cosign verify --new-bundle-format ${identity} ${image}`,
    ],
  ],
  [
    "an image, legacy tags only, in another repository",
    { kind: "image", image, referrer: false, legacy: true, signaturesIn: "ghcr.io/octo/signatures" },
    [`cosign: COSIGN_REPOSITORY=ghcr.io/octo/signatures cosign verify ${identity} ${image}`],
  ],
  [
    "an image, referrers only, in another repository, where cosign 2 finds none",
    { kind: "image", image, referrer: true, legacy: false, signaturesIn: "ghcr.io/octo/signatures" },
    [`cosign: COSIGN_REPOSITORY=ghcr.io/octo/signatures cosign verify ${identity} ${image}`],
  ],
  [
    "an attested image",
    { kind: "image-attestation", image, type: "https://example.com/t/v1", referrer: true, legacy: false },
    [
      `cosign: cosign verify-attestation --type https://example.com/t/v1 ${identity} ${image}`,
      `cosign 2: cosign verify-attestation --new-bundle-format --type https://example.com/t/v1 ${identity} ${image}`,
      `gh: gh attestation verify oci://${image} --bundle-from-oci --repo octo/app --cert-identity ${SAN} --predicate-type https://example.com/t/v1`,
    ],
  ],
  [
    "an attested image, elsewhere",
    {
      kind: "image-attestation",
      image,
      type: "https://in-toto.io/Link/v1",
      referrer: true,
      legacy: true,
      signaturesIn: "ghcr.io/o/s",
    },
    [
      `cosign: COSIGN_REPOSITORY=ghcr.io/o/s cosign verify-attestation --type https://in-toto.io/Link/v1 ${identity} ${image}`,
    ],
  ],
])("%s", (_, made, expected) => {
  expect(shown(made)).toEqual(expected);
});

const attested: Made = { kind: "blob-attestation", file: "a", bundle: "b.json", type: slsa };
const gh = (more: Partial<CertificateFacts>): string | undefined =>
  verifyCommands(attested, { ...facts, ...more }, PUBLIC).find(({ tool }) => tool === "gh")?.command;

describe("gh", () => {
  test("a reusable workflow of another owner", () => {
    const san = "https://github.com/other/shared/.github/workflows/build.yml@refs/tags/v1";
    expect(gh({ san })).toContain(`--repo octo/app --cert-identity ${san} `);
  });
  test("an enterprise's issuer and its own host are named", () => {
    expect(gh({ issuer: `${ISSUER}/slug` })).toMatch(/ --cert-oidc-issuer \S+\/slug$/);
    const tenant = gh({
      issuer: "https://token.actions.x.ghe.com",
      sourceRepository: "https://x.ghe.com/o/r",
    });
    expect(tenant).toMatch(/ --repo o\/r .* --cert-oidc-issuer \S+ --hostname x\.ghe\.com$/);
  });
  test.each([
    undefined,
    "https://gitlab.com/o/r",
    "https://github.com/o",
    "https://github.com/o/r/x",
    "https://github.com/o/$(id)",
  ])("says nothing for a source of %s", (sourceRepository) => {
    expect(gh({ sourceRepository })).toBeUndefined();
  });
});

describe("an instance of one's own", () => {
  const files = {
    root: "trust/root file.json",
    ghRoot: "gh.jsonl",
    parts: { roots: "ca.pem", logKey: "rekor.pub", ctKey: "ct.pub", log: "https://rekor.example" },
  };
  const root = "--trusted-root 'trust/root file.json'";
  const legacy: Made = { kind: "blob-legacy", file: "a", signature: "a.sig", certificate: "a.pem" };
  const image1: Made = { kind: "image-attestation", image, type: slsa, referrer: false, legacy: true };

  test("with log and CT log, only the root", () => {
    expect(shown(attested, trustOf(PROOF, files))).toEqual([
      `cosign: cosign verify-blob-attestation --bundle b.json --type slsaprovenance1 ${identity} ${root} a`,
      `gh: gh attestation verify a --bundle b.json --repo octo/app --cert-identity ${SAN} --predicate-type ${slsa} --custom-trusted-root gh.jsonl`,
    ]);
  });
  test("what a signature lacks is said, and gh takes none without a log", () => {
    expect(shown(attested, trustOf({ sct: false, log: false, logTime: false }, files))).toEqual([
      `cosign: cosign verify-blob-attestation --bundle b.json --type slsaprovenance1 ${identity} --use-signed-timestamps --insecure-ignore-sct --insecure-ignore-tlog ${root} a`,
    ]);
  });
  test("GitHub's, which gh knows", () => {
    const trust = trustOf({ sct: false, log: false, logTime: false }, { root: "r.json" });
    const [cosign, gh] = shown(attested, trust);
    expect(cosign).toContain(
      "--use-signed-timestamps --insecure-ignore-sct --insecure-ignore-tlog --trusted-root r.json a",
    );
    expect(gh).toMatch(/ --predicate-type \S+$/);
  });
  test("an entry of Rekor 2 has no time, and a .sig cannot be found there", () => {
    const trust = trustOf({ ...PROOF, logTime: false }, files);
    expect(shown({ kind: "image", image, referrer: true, legacy: false }, trust)).toEqual([
      `cosign: cosign verify ${identity} --use-signed-timestamps ${root} ${image}`,
      `cosign 2: cosign verify --new-bundle-format ${identity} --use-signed-timestamps ${root} ${image}`,
    ]);
    expect(shown(legacy, trust)).toEqual([]);
  });
  const parts = "SIGSTORE_ROOT_FILE=ca.pem SIGSTORE_REKOR_PUBLIC_KEY=rekor.pub";
  const ct = "SIGSTORE_CT_LOG_PUBLIC_KEY_FILE=ct.pub";
  const flags = "--rekor-url https://rekor.example";
  test("where cosign reads no trusted root, its parts are named", () => {
    const trust = trustOf(PROOF, files);
    expect(shown(legacy, trust)).toEqual([
      `cosign: ${parts} ${ct} cosign verify-blob --certificate a.pem --signature a.sig ${identity} ${flags} a`,
    ]);
    expect(shown(image1, trust)).toEqual([
      `cosign: cosign verify-attestation --type slsaprovenance1 ${identity} ${root} ${image}`,
      `cosign 2: ${parts} ${ct} cosign verify-attestation --type slsaprovenance1 ${identity} ${flags} ${image}`,
    ]);
    expect(shown({ ...image1, referrer: true }, trust).slice(0, 2)).toEqual([
      `cosign: cosign verify-attestation --type slsaprovenance1 ${identity} ${root} ${image}`,
      `cosign 2: cosign verify-attestation --new-bundle-format --type slsaprovenance1 ${identity} ${root} ${image}`,
    ]);
  });
  test("nor is a key of a CT log that is not there, and nothing without the log's address", () => {
    expect(shown(legacy, trustOf({ ...PROOF, sct: false }, files))).toEqual([
      `cosign: ${parts} cosign verify-blob --certificate a.pem --signature a.sig ${identity} ${flags} --insecure-ignore-sct a`,
    ]);
    const unknown = trustOf(PROOF, { ...files, parts: { ...files.parts, log: undefined } });
    expect(shown(legacy, unknown)).toEqual([]);
  });
});

describe("hostile names", () => {
  test.each([
    ["a b", "'a b'"],
    ["-rf", "./-rf"],
    ["$(id)", "'$(id)'"],
    ["it's", "'it'\\''s'"],
    ["a;b|c&d`e", "'a;b|c&d`e'"],
  ])("%s", (name, word) => {
    const [command] = verifyCommands(
      { kind: "blob", file: name, bundle: `${name}.sigstore.json` },
      facts,
      PUBLIC,
    );
    expect(command?.command.endsWith(` ${word}`)).toBe(true);
  });
  test.each(["a\nb", "a\u200db", "##[error]x", "::error::x"])(
    "no command for %j, which cannot be shown as it is",
    (name) => {
      expect(verifyCommands({ kind: "blob", file: name, bundle: "b" }, facts, PUBLIC)).toEqual([]);
      expect(verifyCommands(attested, { ...facts, san: name }, PUBLIC)).toEqual([]);
    },
  );
  test("none without an issuer", () => {
    expect(verifyCommands(attested, { ...facts, issuer: undefined }, PUBLIC)).toEqual([]);
  });
});
