import { kyvernoFiles, policyControllerFiles } from "./sigstore-policies.ts";
import type { PeerRun } from "./sigstore-run.ts";
import type { Sigstore } from "./sigstore-running.ts";
import type { SigningKind } from "./sigstore-trust.ts";

/** A signature to judge. */
export interface Judged {
  /** What it was signed with: a verifier is told what proves the time. */
  readonly kind: SigningKind;
  /** Who must have signed; the usual job unless given. */
  readonly identity?: string;
}

export interface JudgedFile extends Judged {
  /** Paths. */
  readonly file: string;
  readonly bundle: string;
}

export interface JudgedImage extends Judged {
  /** By its digest, or a tag. */
  readonly image: string;
  /** DOCKER_CONFIG, where the registry asks for a login. */
  readonly dockerConfig?: string;
  /** Whether the older tags are looked for instead of bundles. */
  readonly legacy?: boolean;
}

/** A type of predicate that cosign has a short name for, or its URI. */
export interface Predicate {
  readonly predicateType: string;
}

function cosignFlags(peers: Sigstore, judged: Judged): string[] {
  const { kind, identity } = judged;
  return [
    ...peers.verifyFlags(identity),
    ...(kind === "v1" ? [] : ["--use-signed-timestamps"]),
    ...(kind === "tsa-only" ? ["--insecure-ignore-tlog"] : []),
  ];
}

// Version 2 takes a bundle for one only where it is told to.
const formatFlag = (binary: string, legacy: boolean): string[] =>
  binary === "cosign-2" || legacy ? [`--new-bundle-format=${String(!legacy)}`] : [];

/** Judges the signature of a file: by cosign 3, cosign 2 or sigstore-python (which takes none without a log). Exit code 0 is yes. */
export function judgeBlob(
  peers: Sigstore,
  binary: "cosign" | "cosign-2" | "sigstore",
  judged: JudgedFile,
): Promise<PeerRun> {
  const { file, bundle, kind, identity = peers.identity } = judged;
  if (binary === "sigstore") {
    const flags = [
      `--bundle=${bundle}`,
      `--cert-identity=${identity}`,
      `--cert-oidc-issuer=${peers.oidc.url}`,
    ];
    return peers.run(binary, [
      `--trust-config=${peers.clientTrust(kind)}`,
      "verify",
      "identity",
      ...flags,
      file,
    ]);
  }
  const flags = [...cosignFlags(peers, judged), ...formatFlag(binary, false), `--bundle=${bundle}`];
  return peers.run(binary, ["verify-blob", ...flags, file]);
}

/**
 * Judges an attestation of a file: by cosign 3, cosign 2, gh (which takes none without a log) or sigstore-python (which asks
 * neither for a type nor for another statement than version 1). Exit code 0 is yes.
 */
export function judgeAttestation(
  peers: Sigstore,
  binary: "cosign" | "cosign-2" | "gh" | "sigstore",
  judged: JudgedFile & Predicate,
): Promise<PeerRun> {
  const { file, bundle, predicateType, identity = peers.identity } = judged;
  if (binary === "sigstore") return judgeBlob(peers, binary, judged);
  if (binary === "gh") {
    const who = [
      "--owner=liquid-hive",
      `--cert-identity=${identity}`,
      `--cert-oidc-issuer=${peers.oidc.url}`,
    ];
    const trust = [`--bundle=${bundle}`, `--custom-trusted-root=${peers.trustedRoot}`];
    const flags = [...who, ...trust, `--predicate-type=${predicateType}`, "--format=json"];
    // It asks for a login even where it asks nobody.
    return peers.run(binary, ["attestation", "verify", file, ...flags], { env: { GH_TOKEN: "none" } });
  }
  const flags = [...cosignFlags(peers, judged), ...formatFlag(binary, false), `--bundle=${bundle}`];
  return peers.run(binary, ["verify-blob-attestation", ...flags, `--type=${predicateType}`, file]);
}

/**
 * Judges the signature of an image: by cosign 3, cosign 2, or what admits images to a cluster: policy-controller (of signatures
 * it judges the older tags only, of attestations none with Rekor 2) and Kyverno. With `predicateType`, an attestation of it. Exit code 0 is yes.
 */
export async function judgeImage(
  peers: Sigstore,
  binary: "cosign" | "cosign-2" | "policy-tester" | "kyverno",
  judged: JudgedImage & Partial<Predicate>,
): Promise<PeerRun> {
  const { kind, image, legacy = false, predicateType, dockerConfig, identity = peers.identity } = judged;
  const options = dockerConfig === undefined ? {} : { env: { DOCKER_CONFIG: dockerConfig } };
  const demand = { kind, image, legacy, predicateType, identity };
  if (binary === "policy-tester") {
    const { policy, trustroot } = await policyControllerFiles(peers, demand);
    return peers.run(binary, [`-policy=${policy}`, `-trustroot=${trustroot}`, `-image=${image}`], options);
  }
  if (binary === "kyverno") {
    const { policy, resource } = await kyvernoFiles(peers, demand);
    const run = await peers.run(binary, ["apply", policy, `--resource=${resource}`, "--registry"], options);
    // Where it judged nothing, it ends as where all is well.
    return run.code === 0 && !run.stdout.includes("pass: 1, fail: 0") ? { ...run, code: 1 } : run;
  }
  const flags = [...cosignFlags(peers, judged), ...formatFlag(binary, legacy)];
  // Where there is no entry beside the signature, it would ask the public log.
  const log = legacy ? [`--rekor-url=${peers.rekor1Url}`] : [];
  const what = predicateType === undefined ? ["verify"] : ["verify-attestation", `--type=${predicateType}`];
  return peers.run(binary, [...what, ...flags, ...log, image], options);
}
