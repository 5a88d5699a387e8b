import { Failure } from "../../kernel/errors.ts";
import type { SigningHost } from "../host.ts";
import type { ImageSubject } from "../subject.ts";
import { BUNDLE_MEDIA_TYPE } from "../bundle.ts";
import type { Content } from "./content.ts";
import { annotationsOf, type Descriptor, descriptorOf, digestOf, rawList } from "./descriptor.ts";
import { answerInvalid } from "./failures.ts";
import { EMPTY_TYPE, isBundleType, OCI_MANIFEST } from "./media-types.ts";
import { fallbackTag, type Referrers } from "./referrers.ts";
import type { TagWriter } from "./settling.ts";
import type { Target } from "./target.ts";

/** What a bundle is attached with. */
export interface AttachOptions {
  readonly predicateType: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Where it is kept, if not with the image. */
  readonly in?: Target | undefined;
}

export interface Attached {
  /** Of the manifest that holds the bundle. */
  readonly digest: string;
  /** How it is found: by the registry's API, by the fallback tag; not at all where that tag may not change. */
  readonly how: "referrers" | "tag" | "immutable";
}

/** A bundle as a registry has it. Nothing in it has been verified. */
export interface AttachedBundle {
  readonly text: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export const MAX_BUNDLE_BYTES = 16 * 1024 * 1024;
const EMPTY = Buffer.from("{}");

interface Parts {
  readonly content: Content;
  readonly referrers: Referrers;
  readonly tags: TagWriter;
  readonly host: Pick<SigningHost, "clock">;
}

/**
 * Attaches a bundle with a DSSE envelope to an image, as cosign 3 does. Throws LIMIT_EXCEEDED for one that nobody would
 * read, and what the registry says.
 * @see https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests-with-subject
 */
export async function attachBundle(
  image: ImageSubject,
  text: string,
  options: AttachOptions,
  { content, referrers, tags, host }: Parts,
  signal: AbortSignal,
): Promise<Attached> {
  const { registry, repository, digest } = image.reference;
  const target = options.in ?? { registry, repository };
  const bundle = Buffer.from(text);
  if (bundle.length > MAX_BUNDLE_BYTES)
    throw new Failure(
      "LIMIT_EXCEEDED",
      `A bundle of more than ${MAX_BUNDLE_BYTES} bytes cannot be attached to an image.`,
      {
        fix: "Attest a smaller predicate: an SBOM can be split, or attached to the image by its address.",
      },
    );
  await Promise.all([content.pushBlob(target, EMPTY, signal), content.pushBlob(target, bundle, signal)]);
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: BUNDLE_MEDIA_TYPE,
    config: { mediaType: EMPTY_TYPE, digest: digestOf(EMPTY), size: EMPTY.length },
    layers: [{ mediaType: BUNDLE_MEDIA_TYPE, digest: digestOf(bundle), size: bundle.length }],
    subject: { mediaType: image.mediaType, digest, size: image.size },
    annotations: {
      ...options.annotations,
      "org.opencontainers.image.created": new Date(host.clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": options.predicateType,
    },
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const answer = await content.pushManifest(target, bytes, OCI_MANIFEST, signal);
  const own = digestOf(bytes);
  // Some name the subject in their answer and have no list nevertheless; some have the list and do not say so.
  const isListed =
    (await referrers.hasApi(target, digest, signal)) &&
    (answer.headers["oci-subject"] !== undefined || (await referrers.lists(image, target, own, signal)));
  if (isListed) return { digest: own, how: "referrers" };
  const entry = {
    mediaType: OCI_MANIFEST,
    digest: own,
    size: bytes.length,
    artifactType: BUNDLE_MEDIA_TYPE,
    annotations: manifest.annotations,
  };
  const written = await tags.add(target, fallbackTag(digest), "index", entry, signal);
  return { digest: own, how: written === "written" ? "tag" : "immutable" };
}

/**
 * Reads the bundle of a referrer. Undefined where it is none: another kind of artifact, a bundle of an older version, or one
 * that refers to another image. Throws REGISTRY_ANSWER_INVALID, SUBJECT_NOT_FOUND.
 */
export async function readBundle(
  image: ImageSubject,
  referrer: Descriptor,
  target: Target,
  content: Content,
  signal: AbortSignal,
): Promise<AttachedBundle | undefined> {
  const { registry } = target;
  const manifest = await content.getManifest(target, referrer.digest, signal);
  if (manifest === undefined) return undefined;
  if (manifest.bytes.length !== referrer.size)
    throw answerInvalid(registry, "lists a referrer by a size that is not its own");
  const { raw } = manifest;
  if (descriptorOf(raw["subject"])?.digest !== image.reference.digest) return undefined;
  const layers = rawList(raw["layers"]);
  const layer = descriptorOf(layers[0]);
  if (layers.length !== 1 || layer === undefined || !isBundleType(layer.mediaType)) return undefined;
  const bytes = await content.getBlob(
    target,
    layer.digest,
    { maxBytes: MAX_BUNDLE_BYTES, size: layer.size },
    signal,
  );
  return { text: Buffer.from(bytes).toString("utf8"), annotations: annotationsOf(raw) };
}
