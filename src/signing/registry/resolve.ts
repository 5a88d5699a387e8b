import type { ImageReference } from "../image-reference.ts";
import type { ImageSubject } from "../subject.ts";
import type { Content } from "./content.ts";
import { descriptorOf, rawList } from "./descriptor.ts";
import { answerInvalid, failedWith, notFound } from "./failures.ts";
import { bareType, IMAGE_TYPES, isIndexType } from "./media-types.ts";
import type { Transport } from "./transport.ts";

const MAX_DEPTH = 4;
const MAX_CHILDREN = 1_000;

/**
 * Finds what a reference names, once: a tag by the hash of its manifest's bytes, whatever the registry says the digest is.
 * Throws SUBJECT_NOT_FOUND, and what the transport throws.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */
export async function resolveImage(
  reference: ImageReference,
  content: Content,
  { call }: Transport,
  signal: AbortSignal,
): Promise<ImageSubject> {
  const { registry, repository, digest, tag } = reference;
  const target = { registry, repository };
  if (digest !== undefined) {
    const answer = await call(
      {
        target,
        actions: "pull",
        method: "HEAD",
        at: `manifests/${digest}`,
        headers: { accept: IMAGE_TYPES.join(", ") },
      },
      signal,
    );
    if (answer.status === 404) throw notFound(target, `image ${digest}`);
    const mediaType = bareType(answer.headers["content-type"]);
    const size = Number(answer.headers["content-length"] ?? "NaN");
    if (answer.status === 200 && IMAGE_TYPES.includes(mediaType) && Number.isSafeInteger(size) && size > 0)
      return { kind: "image", reference: { ...reference, digest }, mediaType, size };
    // Some answer HEAD with less than they should.
    if (answer.status !== 200 && answer.status !== 405) throw failedWith(answer, registry);
  }
  const manifest = await content.getManifest(target, digest ?? tag ?? "", signal);
  if (manifest === undefined) throw notFound(target, digest === undefined ? `tag ${tag}` : `image ${digest}`);
  if (!IMAGE_TYPES.includes(manifest.mediaType))
    throw answerInvalid(registry, "gave something else than an image's manifest or index");
  return {
    kind: "image",
    reference: { ...reference, digest: manifest.digest },
    mediaType: manifest.mediaType,
    size: manifest.bytes.length,
  };
}

/**
 * Lists what an index names, and the indexes in it: each once, the index itself not. An image has none. Throws
 * REGISTRY_ANSWER_INVALID where it is deeper than 4 or names more than 1,000, SUBJECT_NOT_FOUND where an index is missing.
 * @see https://github.com/opencontainers/image-spec/blob/main/image-index.md
 */
export async function childrenOf(
  image: ImageSubject,
  content: Content,
  signal: AbortSignal,
): Promise<ImageSubject[]> {
  const { registry, repository } = image.reference;
  const target = { registry, repository };
  const found = new Map<string, ImageSubject>();
  let level = [image].filter(({ mediaType }) => isIndexType(mediaType));
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === MAX_DEPTH) throw answerInvalid(registry, `has an index nested deeper than ${MAX_DEPTH}`);
    const next: ImageSubject[] = [];
    for (const { reference, size, mediaType } of level) {
      const index = await content.getManifest(target, reference.digest, signal);
      if (index === undefined) throw notFound(target, `index ${reference.digest}`);
      if (index.bytes.length !== size || index.mediaType !== mediaType)
        throw answerInvalid(registry, "names an index by a size or a type that is not its own");
      for (const raw of rawList(index.raw["manifests"])) {
        const child = descriptorOf(raw);
        if (child === undefined)
          throw answerInvalid(registry, "has an index with an entry that cannot be read");
        const isSeen = found.has(child.digest) || child.digest === image.reference.digest;
        if (isSeen || !IMAGE_TYPES.includes(child.mediaType)) continue;
        if (found.size === MAX_CHILDREN)
          throw answerInvalid(registry, `has an index of more than ${MAX_CHILDREN}`);
        const subject: ImageSubject = {
          kind: "image",
          reference: { registry, repository, digest: child.digest },
          mediaType: child.mediaType,
          size: child.size,
        };
        found.set(child.digest, subject);
        if (isIndexType(child.mediaType)) next.push(subject);
      }
    }
    level = next;
  }
  return [...found.values()];
}
