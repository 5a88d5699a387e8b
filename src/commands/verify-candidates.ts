import path from "node:path";
import { asFailure, Failure } from "../kernel/errors.ts";
import { createPool } from "../kernel/pool.ts";
import type { Registry, Target } from "../signing/registry/registry.ts";
import { bundleOf, legacyOf } from "../signing/subject-names.ts";
import type { FileSubject, ImageSubject } from "../signing/subject.ts";
import type { Verified } from "../signing/verified.ts";
import { SMALL_BYTES } from "../signing/verify/content.ts";
import { verifyBundle } from "../signing/verify/core.ts";
import { isLegacyBlobBundle, verifyDetached, verifyLegacyBlob } from "../signing/verify/legacy-blob.ts";
import { verifyLegacy } from "../signing/verify/legacy.ts";
import { reasonOf } from "../signing/verify/reasons.ts";
import type { Trust } from "../signing/verify/material.ts";
import type { Candidate } from "../signing/verify/verdict.ts";

/** Something that may be a signature, and how it is checked under a trust. */
export interface Found {
  readonly where: string;
  readonly verify: (trust: Trust) => Verified;
}

/** Where to look for signatures. */
export interface LookParts {
  readonly registry: Registry;
  readonly signaturesIn: Target | undefined;
  /** A file's text; undefined where there is none. Throws FILE_*. */
  readonly readText: (file: string) => string | undefined;
  /** The file's bytes, for a key that signs no digest. */
  readonly readBytes: (file: string) => Uint8Array;
  /** Bundles of the input `bundle`, each with its place. */
  readonly bundles: readonly { readonly where: string; readonly text: string }[];
  /** GitHub's attestations about `sha256:HEX`; undefined where they are not asked. */
  readonly github: ((digest: string, signal: AbortSignal) => Promise<readonly string[]>) | undefined;
  readonly beside: boolean;
  readonly inRegistry: boolean;
}

/** Bundles are read so many at a time. */
const AT_ONCE = 8;
/** All bundles of an image together: a hostile registry would fill the memory. */
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;

/** All that lies beside a file, in the bundles that were named, and at GitHub. */
export async function findForFile(
  parts: LookParts,
  file: FileSubject,
  signal: AbortSignal,
): Promise<Found[]> {
  const artifact = {
    digests: [file.digest],
    bytes: () => parts.readBytes(file.path),
    small: file.size <= SMALL_BYTES,
  };
  const ofText = (where: string, text: string): Found => ({
    where,
    verify: (trust) =>
      isLegacyBlobBundle(text)
        ? verifyLegacyBlob(text, artifact, trust)
        : verifyBundle(text, artifact, trust),
  });
  const found = await named(parts, `${file.digest.algorithm}:${file.digest.hex}`, ofText, signal);
  if (!parts.beside) return found;
  const bundle = parts.readText(bundleOf(file.path));
  if (bundle !== undefined) found.push(ofText(path.basename(bundleOf(file.path)), bundle));
  const legacy = legacyOf(file.path);
  const signature = parts.readText(legacy.signature);
  if (signature !== undefined) {
    const certificate = parts.readText(legacy.certificate);
    found.push({
      where: path.basename(legacy.signature),
      verify: (trust) => verifyDetached(signature, certificate, artifact, trust),
    });
  }
  return found;
}

/** All that the registry keeps for an image, in both schemes, and the bundles that were named. */
export async function findForImage(
  parts: LookParts,
  image: ImageSubject,
  signal: AbortSignal,
): Promise<Found[]> {
  const { registry, signaturesIn } = parts;
  const { digest } = image.reference;
  const ofText = (where: string, text: string): Found => ({
    where,
    verify: (trust) => verifyBundle(text, { image: digest }, trust),
  });
  const found = await named(parts, digest, ofText, signal);
  if (!parts.inRegistry) return found;
  const [referrers, ...layers] = await Promise.all([
    registry.referrers(image, signaturesIn, signal),
    registry.readLegacy(image, "sig", signaturesIn, signal),
    registry.readLegacy(image, "att", signaturesIn, signal),
  ]);
  const pool = createPool(AT_ONCE);
  let total = 0;
  const attached = await Promise.all(
    referrers.map(async (referrer) =>
      pool.run(async (): Promise<Found[]> => {
        const where = `referrer ${referrer.digest}`;
        try {
          const bundle = await registry.bundle(image, referrer, signaturesIn, signal);
          total += bundle?.text.length ?? 0;
          if (total > MAX_TOTAL_BYTES) throw tooLarge(image);
          return bundle === undefined ? [] : [ofText(where, bundle.text)];
        } catch (error) {
          // One that cannot be read hides no other.
          const failure = asFailure(error);
          if (failure.code === "REGISTRY_UNREACHABLE" || total > MAX_TOTAL_BYTES) throw failure;
          return [{ where, verify: () => rethrow(failure) }];
        }
      }),
    ),
  );
  const [signatures, attestations] = layers;
  const ofLayer =
    (kind: string) =>
    (layer: (typeof signatures)[number]): Found => ({
      where: `tag ${digest.replace(":", "-")}.${kind}`,
      verify: (trust) => verifyLegacy(layer, digest, trust),
    });
  return [
    ...found,
    ...attached.flat(),
    ...signatures.map(ofLayer("sig")),
    ...attestations.map(ofLayer("att")),
  ];
}

const tooLarge = ({ reference }: ImageSubject): Failure =>
  new Failure(
    "REGISTRY_ANSWER_INVALID",
    `${reference.registry} holds bundles of more than ${MAX_TOTAL_BYTES} bytes for one image in ${reference.repository}.`,
    { fix: "Remove what does not belong there, or name the bundle in a file:\nbundle: api.sigstore.json" },
  );

const rethrow = (failure: Failure): never => {
  throw failure;
};

async function named(
  { bundles, github }: LookParts,
  digest: string,
  ofText: (where: string, text: string) => Found,
  signal: AbortSignal,
): Promise<Found[]> {
  const stored = (await github?.(digest, signal)) ?? [];
  return [
    ...bundles.map(({ where, text }) => ofText(where, text)),
    ...stored.map((text, i) => ofText(`GitHub's attestation ${i + 1}`, text)),
  ];
}

/** What is wrong with one signature alone, or with the way in which it is kept; anything else ends the run. */
const OF_ONE: ReadonlySet<string> = new Set([
  "SIGNATURE_INVALID",
  "REGISTRY_ANSWER_INVALID",
  "REGISTRY_REFUSED",
  "SUBJECT_NOT_FOUND",
  "LIMIT_EXCEEDED",
]);

const OF_OTHERS: ReadonlySet<ReturnType<typeof reasonOf>> = new Set(["key-expected", "certificate-expected"]);

/** What each of them proves. Under several Sigstores each is tried alone: their roots are never pooled. */
export async function candidatesOf(
  found: readonly Found[],
  trusts: readonly (() => Promise<Trust>)[],
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const { where, verify } of found) {
    let first: Failure | undefined;
    let verified: Verified | undefined;
    for (const open of trusts) {
      // A root that cannot be had ends the run: no signature is passed over for it.
      const trust = await open();
      try {
        verified = verify(trust);
        break;
      } catch (error) {
        const failure = asFailure(error);
        if (!OF_ONE.has(failure.code)) throw failure;
        // That a trust is of the other kind of signer says nothing about the signature.
        if (first === undefined || OF_OTHERS.has(reasonOf(first))) first = failure;
      }
    }
    candidates.push({
      where,
      outcome: verified === undefined ? { failure: first! } : { verified },
    });
  }
  return candidates;
}
