import { asFailure } from "../../kernel/errors.ts";
import type { ImageSubject } from "../subject.ts";
import type { Content } from "./content.ts";
import { type Descriptor, descriptorOf, digestOf } from "./descriptor.ts";
import { answerInvalid } from "./failures.ts";
import { MAX_BUNDLE_BYTES } from "./attach.ts";
import { DSSE_LAYER, SIMPLE_SIGNING } from "./media-types.ts";
import type { TagWriter } from "./settling.ts";
import { TAG_SHAPES } from "./tag-shape.ts";
import type { Target } from "./target.ts";

/** `sig` for signatures, `att` for attestations. */
export type LegacyKind = "sig" | "att";

/** What one signature is in cosign's older scheme. */
export interface LegacyLayer {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface LegacyAttached {
  readonly tag: string;
  /** `immutable` where the registry does not let the tag change: nothing was added then. */
  readonly how: "tag" | "immutable";
}

const MAX_LAYERS = 1_000;
/** All layers of one image together. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
const LAYER_TYPES: ReadonlySet<string> = new Set([SIMPLE_SIGNING, DSSE_LAYER]);
const AT_ONCE = 8;
/** What is wrong with one layer alone: it hides no other. */
const OF_ONE: ReadonlySet<string> = new Set([
  "SUBJECT_NOT_FOUND",
  "REGISTRY_ANSWER_INVALID",
  "REGISTRY_REFUSED",
]);
/** In the place of bytes that cannot be had: the payload of no signature. */
const NOTHING = new Uint8Array();

/** The tag that cosign keeps an image's signatures or attestations under. */
export const legacyTag = (digest: string, kind: LegacyKind): string => `${digest.replace(":", "-")}.${kind}`;

/**
 * Adds a layer to the image's `.sig` or `.att` manifest; those that are there stay. Throws what the registry says.
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export async function attachLayer(
  image: ImageSubject,
  kind: LegacyKind,
  { mediaType, bytes, annotations }: LegacyLayer,
  target: Target,
  { content, tags }: { readonly content: Content; readonly tags: TagWriter },
  signal: AbortSignal,
): Promise<LegacyAttached> {
  const tag = legacyTag(image.reference.digest, kind);
  await content.pushBlob(target, bytes, signal);
  const layer = { mediaType, size: bytes.length, digest: digestOf(bytes), annotations };
  const written = await tags.add(target, tag, "layers", layer, signal);
  return { tag, how: written === "written" ? "tag" : "immutable" };
}

/**
 * Reads the layers of the image's `.sig` or `.att` manifest, each checked against its digest; none where there is no such
 * tag. Layers of other types are left out; one whose bytes cannot be had, or are others, is there without any. Throws REGISTRY_ANSWER_INVALID for more than 1,000 of them, or 64 MiB.
 */
export async function readLayers(
  image: ImageSubject,
  kind: LegacyKind,
  target: Target,
  content: Content,
  signal: AbortSignal,
): Promise<LegacyLayer[]> {
  const manifest = await content.getManifest(target, legacyTag(image.reference.digest, kind), signal);
  if (manifest === undefined) return [];
  const layers = TAG_SHAPES.layers
    .entriesOf(manifest, target.registry)
    .map(descriptorOf)
    .filter((layer) => layer !== undefined)
    .filter(({ mediaType }) => LAYER_TYPES.has(mediaType));
  if (layers.length > MAX_LAYERS)
    throw answerInvalid(target.registry, `has more than ${MAX_LAYERS} signatures under one tag`);
  const distinct = [...new Map(layers.map((layer) => [layer.digest, layer])).values()];
  if (distinct.reduce((sum, { size }) => sum + size, 0) > MAX_TOTAL_BYTES)
    throw answerInvalid(
      target.registry,
      `has signatures of more than ${MAX_TOTAL_BYTES} bytes under one tag`,
    );
  const blobs = new Map<string, Uint8Array>();
  const read = async ({ digest, size }: Descriptor): Promise<void> => {
    const limits = { maxBytes: MAX_BUNDLE_BYTES, size };
    const bytes = await content.getBlob(target, digest, limits, signal).catch((error: unknown) => {
      const failure = asFailure(error);
      if (!OF_ONE.has(failure.code)) throw failure;
      return NOTHING;
    });
    blobs.set(digest, bytes);
  };
  for (let at = 0; at < distinct.length; at += AT_ONCE)
    await Promise.all(distinct.slice(at, at + AT_ONCE).map(read));
  return layers.flatMap(({ mediaType, digest, annotations }) => {
    const bytes = blobs.get(digest);
    return bytes === undefined ? [] : [{ mediaType, bytes, annotations }];
  });
}
