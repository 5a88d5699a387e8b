import { Failure } from "../kernel/errors.ts";
import { createFile, readBounded, safePath } from "../kernel/files.ts";
import { printable } from "../kernel/printable.ts";
import { shellPath } from "../kernel/shell-word.ts";
import { legacyOf } from "./subject-names.ts";

/** What a file that is about to be written holds: what lies there already may be replaced only if it is the same. */
export type OutputKind = "bundle" | "legacy";

export interface Output {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Larger ones are no bundle of ours: a statement has 16 MiB, and base64 makes it a third longer. */
const MAX_BUNDLE = 32 * 1024 * 1024;
const MAX_LEGACY = 64 * 1024;
/** They hold no secret, and later steps of other users read them. */
const MODE = 0o644;
const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle/;

/**
 * Whether a bundle can be written: to be asked before anything is signed, since a log entry cannot be taken back.
 * Throws FILE_UNSAFE, or FILE_EXISTS where a file lies there that is no bundle.
 * @param file absolute, or relative to the first root
 */
export function checkBundleTarget(file: string, roots: readonly string[]): void {
  const there = present(file, roots, MAX_BUNDLE);
  if (there !== undefined && !isBundles(there)) throw exists(file, "is not a signature bundle");
}

/** The same for the `.sig` and the `.pem` of a file: replaced together or not at all. */
export function checkLegacyTargets(file: string, roots: readonly string[]): void {
  const { signature, certificate } = legacyOf(file);
  const sig = present(signature, roots, MAX_LEGACY);
  const pem = present(certificate, roots, MAX_LEGACY);
  if (sig !== undefined && !isSignature(sig)) throw exists(signature, "is not a signature of cosign's");
  // A certificate alone is the user's own; one beside a signature is what was written before.
  if (pem !== undefined && (sig === undefined || !isCertificate(pem)))
    throw exists(certificate, "is not the certificate of a signature");
}

/**
 * Writes a bundle, as one line. It is complete or not there at all; an earlier bundle is replaced. Returns the real path.
 * Throws as `checkBundleTarget` does, and FILE_UNREADABLE.
 */
export function writeBundle(file: string, bundle: object, roots: readonly string[]): string {
  checkBundleTarget(file, roots);
  const bytes = Buffer.from(`${JSON.stringify(bundle)}\n`);
  return createFile(file, bytes, { roots, overwrite: true, mode: MODE });
}

/**
 * Writes `FILE.sig` and `FILE.pem` as cosign 2 does: the signature as base64, the certificate as PEM. Returns the real
 * paths. Throws as `checkLegacyTargets` does, and FILE_UNREADABLE.
 */
export function writeLegacy(
  file: string,
  signed: { readonly signature: Uint8Array; readonly certificatePem: string },
  roots: readonly string[],
): { readonly signature: string; readonly certificate: string } {
  checkLegacyTargets(file, roots);
  const names = legacyOf(file);
  const options = { roots, overwrite: true, mode: MODE };
  const certificate = Buffer.from(`${signed.certificatePem.trim()}\n`);
  const signature = Buffer.from(Buffer.from(signed.signature).toString("base64"));
  return {
    // First: a certificate without a signature beside it would be taken for the user's own.
    signature: createFile(names.signature, signature, options),
    certificate: createFile(names.certificate, certificate, options),
  };
}

/** What lies at a path; undefined where there is nothing, and no link or folder can be there. */
function present(file: string, roots: readonly string[], max: number): Buffer | undefined {
  const target = safePath(file, roots);
  if (target instanceof Failure) throw target;
  try {
    return readBounded(target, max).bytes;
  } catch (error) {
    if (error instanceof Failure && error.code === "FILE_NOT_FOUND") return undefined;
    if (error instanceof Failure && error.code === "LIMIT_EXCEEDED")
      throw exists(file, "is too large for one of ours");
    throw error;
  }
}

/** One bundle, or one a line. */
function isBundles(bytes: Buffer): boolean {
  const text = bytes.toString("utf8").trim();
  if (isBundle(text)) return true;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.every(isBundle);
}

function isBundle(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    const type = (value as { mediaType?: unknown } | null)?.mediaType;
    return typeof type === "string" && BUNDLE_TYPE.test(type);
  } catch {
    return false;
  }
}

/** Base64 of an ECDSA signature as DER, which is a sequence. */
const isSignature = (bytes: Buffer): boolean =>
  /^M[A-Za-z0-9+/]{20,}={0,2}\s*$/.test(bytes.toString("latin1"));

const isCertificate = (bytes: Buffer): boolean =>
  /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/.test(bytes.toString("latin1"));

const exists = (file: string, why: string): Failure =>
  new Failure("FILE_EXISTS", `${printable(file)} lies where a signature is to be written, and ${why}.`, {
    fix: `mv ${shellPath(file)} elsewhere`,
  });
