import type { Digest } from "../subject.ts";
import type { Verified } from "../verified.ts";
import { fromBase64 } from "../encoding.ts";
import { messageContent } from "./content.ts";
import { digestOf } from "./core.ts";
import type { Artifact } from "./core.ts";
import { prove } from "./entity.ts";
import { pemBytes } from "./log-body.ts";
import type { LogEntry } from "./log-body.ts";
import type { Trust } from "./material.ts";
import { invalid } from "./reasons.ts";
import { rekorBundle } from "./rekor-bundle.ts";
import { member, strictJson } from "./strict-json.ts";
import { byUnsaidHash } from "./unsaid-hash.ts";

const MAX_TEXT = 1024 * 1024;

/** A file's artifact: cosign 2's formats for blobs know no images. */
export type FileArtifact = Extract<Artifact, { readonly digests: unknown }>;

/** Whether a JSON text is cosign 2's bundle of a blob, and not a Sigstore bundle. */
export const isLegacyBlobBundle = (text: string): boolean =>
  /^\s*\{/.test(text) && text.includes('"base64Signature"');

/**
 * Verifies cosign 2's bundle of a blob, `{base64Signature, cert, rekorBundle}`.
 *
 * @throws Failure SIGNATURE_INVALID, TRUST_ROOT_INVALID, KEY_UNUSABLE
 */
export function verifyLegacyBlob(text: string, artifact: FileArtifact, trust: Trust): Verified {
  if (text.length > MAX_TEXT) throw invalid("bundle-too-large");
  const value = strictJson(text, "bundle-unreadable");
  const log = member(value, "rekorBundle") ?? undefined;
  return verifyParts(
    member(value, "base64Signature"),
    member(value, "cert") ?? undefined,
    log === undefined ? [] : [rekorBundle(log)],
    artifact,
    trust,
  );
}

/**
 * Verifies a signature in a file of its own (`.sig`), with the certificate beside it (`.pem`) or by the user's key. It
 * has no log entry with it, so that only what requires no log can be verified by it.
 *
 * @param certificate PEM, or base64 of it as cosign writes it
 * @throws Failure SIGNATURE_INVALID, TRUST_ROOT_INVALID, KEY_UNUSABLE
 */
export const verifyDetached = (
  signature: string,
  certificate: string | undefined,
  artifact: FileArtifact,
  trust: Trust,
): Verified => verifyParts(signature.trim(), certificate?.trim(), [], artifact, trust);

function verifyParts(
  signatureText: unknown,
  certificateText: unknown,
  entries: readonly LogEntry[],
  artifact: FileArtifact,
  trust: Trust,
): Verified {
  const signature = fromBase64(signatureText);
  if (signature === undefined) throw invalid("bundle-unreadable");
  const certificate = certificateOf(certificateText);
  const verifyAs = (algorithm: Digest["algorithm"]): Verified => {
    const digest = digestOf(artifact, algorithm);
    if (digest === undefined) throw invalid("digest-unsupported");
    const content = messageContent(signature, digest, artifact.bytes, artifact.small);
    return {
      content: { kind: "message", digest },
      ...prove({ content, certificate, entries, timestamps: [] }, trust),
    };
  };
  return byUnsaidHash(certificate, trust, verifyAs);
}

/** cosign writes an empty text, or a public key, where a key signed. */
function certificateOf(text: unknown): Buffer | undefined {
  if (text === undefined || text === "") return undefined;
  const pem = typeof text === "string" && !text.startsWith("-----") ? fromBase64(text)?.toString() : text;
  if (typeof pem === "string" && pem.startsWith("-----BEGIN PUBLIC KEY-----")) return undefined;
  const der = typeof pem === "string" ? pemBytes(pem) : undefined;
  if (der === undefined) throw invalid("certificate-unreadable");
  return der;
}
