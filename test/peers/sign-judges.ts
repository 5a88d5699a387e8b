import crypto from "node:crypto";
import { expect } from "vitest";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { PeerRun } from "../harness/servers/sigstore-run.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";
import { judgeAttestation, judgeBlob, judgeImage } from "../harness/servers/sigstore-verifiers.ts";
import { type FormatId, type Reads, type Verifier, VERIFIERS } from "./sign-formats.ts";

/** Another job's identity, which must not pass. */
export const STRANGER = "https://github.com/liquid-hive/other/.github/workflows/deploy.yml@refs/heads/main";
/** The type of a statement that says no more than: signed. */
export const SIGNED_TYPE = "https://sigstore.dev/cosign/sign/v1";
export const PROVENANCE = "https://slsa.dev/provenance/v1";

/** What is judged, whatever its format. */
export interface Case {
  readonly format: FormatId;
  readonly kind: SigningKind;
  readonly identity?: string;
  /** Of a file: its path, and that of the bundle, or what `.sig` and `.pem` follow. */
  readonly file?: string;
  readonly bundle?: string;
  readonly image?: string;
  readonly predicateType?: string;
  /** COSIGN_REPOSITORY. */
  readonly elsewhere?: string;
}

const BINARIES = {
  "cosign 3": "cosign",
  "cosign 2": "cosign-2",
  gh: "gh",
  "sigstore-python": "sigstore",
  "policy-controller": "policy-tester",
  Kyverno: "kyverno",
} as const;

/** Lets a verifier judge. Exit code 0 is yes. Throws an Error for what makes no sense. */
export async function judge(peers: Sigstore, verifier: Verifier, one: Case): Promise<PeerRun> {
  return one.image === undefined
    ? judgeFile(peers, verifier, one)
    : judgeAnImage(peers, verifier, { ...one, image: one.image });
}

async function judgeFile(peers: Sigstore, verifier: Verifier, one: Case): Promise<PeerRun> {
  const binary = BINARIES[verifier];
  if (binary === "policy-tester" || binary === "kyverno") throw new Error(`${verifier} judges no files`);
  const { format, file = "", bundle = "", predicateType = SIGNED_TYPE } = one;
  if (format === "legacy-files") return judgeDetached(peers, verifier, one);
  const judged = { ...one, file, bundle };
  if (format === "bundle" && binary !== "gh") return judgeBlob(peers, binary, judged);
  return judgeAttestation(peers, binary, { ...judged, predicateType });
}

/** Trust in parts, which is what cosign reads `.sig` files with. */
export const partVariables = ({ keys, urls }: Sigstore): Record<string, string> => ({
  SIGSTORE_ROOT_FILE: keys.at("fulcio.pem"),
  SIGSTORE_REKOR_PUBLIC_KEY: keys.at("rekor1.pub"),
  ...(urls.ctlog === undefined ? {} : { SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: keys.at("ct.pub") }),
});

async function judgeDetached(peers: Sigstore, verifier: Verifier, one: Case): Promise<PeerRun> {
  const { file = "", bundle: base = "", identity = peers.identity } = one;
  const [signature, certificate] = [`${base}.sig`, `${base}.pem`];
  if (verifier === "gh") return judgeFile(peers, "gh", { ...one, format: "statement", bundle: signature });
  const files = [`--certificate=${certificate}`, `--signature=${signature}`];
  if (verifier === "sigstore-python") {
    const who = [`--cert-identity=${identity}`, `--cert-oidc-issuer=${peers.oidc.url}`];
    const trust = `--trust-config=${peers.clientTrust(one.kind)}`;
    return peers.run("sigstore", [trust, "verify", "identity", ...files, ...who, file]);
  }
  const who = [`--certificate-identity=${identity}`, `--certificate-oidc-issuer=${peers.oidc.url}`];
  const sct = peers.urls.ctlog === undefined ? ["--insecure-ignore-sct"] : [];
  const flags = [...files, ...who, ...sct, `--rekor-url=${peers.rekor1Url}`];
  return peers.run(BINARIES[verifier], ["verify-blob", ...flags, file], { env: partVariables(peers) });
}

async function judgeAnImage(
  peers: Sigstore,
  verifier: Verifier,
  one: Case & { readonly image: string },
): Promise<PeerRun> {
  const binary = BINARIES[verifier];
  const { format, kind, image, predicateType, elsewhere, identity = peers.identity } = one;
  if (binary === "sigstore") throw new Error(`${verifier} judges no images`);
  const legacy = format.endsWith("-tag");
  if (binary === "gh") {
    const who = [
      "--owner=liquid-hive",
      `--cert-identity=${identity}`,
      `--cert-oidc-issuer=${peers.oidc.url}`,
    ];
    const what = [`--predicate-type=${predicateType ?? SIGNED_TYPE}`, "--bundle-from-oci"];
    const flags = [...who, ...what, `--custom-trusted-root=${peers.trustedRoot}`];
    const env = { GH_TOKEN: "none" };
    return peers.run(binary, ["attestation", "verify", `oci://${image}`, ...flags], { env });
  }
  const who = { identity, ...(predicateType === undefined ? {} : { predicateType }) };
  const isCosign = binary === "cosign" || binary === "cosign-2";
  const special = elsewhere !== undefined || (binary === "cosign-2" && format === "attestation-tag");
  // What is in tags has its time from the log.
  const told = { kind: legacy ? ("v1" as const) : kind, image, legacy };
  if (!isCosign || !special) return judgeImage(peers, binary, { ...told, ...who });
  // cosign 2 takes no trusted root for attestations in tags.
  const parts = legacy && binary === "cosign-2";
  const trust = parts
    ? peers.verifyFlags(identity).filter((flag) => !flag.startsWith("--trusted-root="))
    : peers.verifyFlags(identity);
  const flags = [
    ...trust,
    ...(kind === "v1" || legacy ? [] : ["--use-signed-timestamps"]),
    ...(kind === "tsa-only" ? ["--insecure-ignore-tlog"] : []),
    ...(binary === "cosign-2" ? [`--new-bundle-format=${String(!legacy)}`] : []),
    ...(parts ? [`--rekor-url=${peers.rekor1Url}`] : []),
  ];
  const verb = predicateType === undefined ? ["verify"] : ["verify-attestation", `--type=${predicateType}`];
  const env = {
    ...(parts ? partVariables(peers) : {}),
    ...(elsewhere === undefined ? {} : { COSIGN_REPOSITORY: elsewhere }),
  };
  return peers.run(binary, [...verb, ...flags, image], { env });
}

/** The verifier was not asked rightly, or asked somebody of the internet: no answer to the question. */
const ASKED_WRONGLY = /unknown flag|unrecognized arguments|no such host|lookup |no such file/i;

/** Takes a cell of the table: whether the verifier reads the case. Where it does, it must refuse another identity too. */
export async function expectCell(
  peers: Sigstore,
  verifier: Verifier,
  reads: boolean,
  one: Case,
): Promise<void> {
  const label = `${verifier}, ${one.format}, ${one.kind}, ${one.predicateType ?? "signature"}`;
  const run = await judge(peers, verifier, one);
  const said = run.stdout + run.stderr;
  if (!reads) {
    expect([label, run.code === 0], said).toEqual([label, false]);
    expect(said, label).not.toMatch(ASKED_WRONGLY);
    return;
  }
  expect([label, run.code], said).toEqual([label, 0]);
  const stranger = await judge(peers, verifier, { ...one, identity: STRANGER });
  expect([label, "another identity", stranger.code === 0]).toEqual([label, "another identity", false]);
  if (one.file === undefined) return;
  const file = peers.write(`other-${crypto.randomUUID()}`, "another file");
  const other = await judge(peers, verifier, { ...one, file });
  expect([label, "another file", other.code === 0]).toEqual([label, "another file", false]);
}

/** The same for all that the question makes sense for, at once; returns who was asked. */
export async function expectRow(
  peers: Sigstore,
  reads: Readonly<Record<Verifier, Reads>>,
  one: Case,
): Promise<Verifier[]> {
  const asked = VERIFIERS.filter((verifier) => reads[verifier] !== undefined);
  await Promise.all(
    asked.map((verifier) => expectCell(peers, verifier, reads[verifier]!.includes(one.kind), one)),
  );
  return asked;
}
