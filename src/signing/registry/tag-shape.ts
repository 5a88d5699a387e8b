import crypto from "node:crypto";
import type { Content, Manifest } from "./content.ts";
import { digestOf, isRaw, type Raw, rawList } from "./descriptor.ts";
import { answerInvalid } from "./failures.ts";
import { IMAGE_CONFIG, OCI_INDEX, OCI_MANIFEST } from "./media-types.ts";
import type { Target } from "./target.ts";

/** `index` is the referrers' fallback tag, `layers` are cosign's `.sig` and `.att`. */
export type ShapeName = "index" | "layers";

/** A document under a tag to which each signer adds entries. */
export interface TagShape {
  readonly mediaType: string;
  readonly entriesOf: (manifest: Manifest, registry: string) => readonly Raw[];
  /** What makes two entries the same one. */
  readonly keyOf: (entry: Raw) => string;
  /** The new document. Pushes what it refers to. */
  readonly build: (
    before: Manifest | undefined,
    entries: readonly Raw[],
    target: Target,
    content: Content,
    signal: AbortSignal,
  ) => Promise<Uint8Array>;
}

const LAYERS_MAX = 1_000;
const BEGINNING = "0001-01-01T00:00:00Z";

/**
 * Both of them. Entries of others are kept as they are, with the fields that nobody here knows. `entriesOf` throws
 * REGISTRY_ANSWER_INVALID where the tag holds something else: that is never written over.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export const TAG_SHAPES: Readonly<Record<ShapeName, TagShape>> = {
  index: {
    mediaType: OCI_INDEX,
    entriesOf: ({ raw, mediaType }, registry) => {
      if (mediaType !== OCI_INDEX || !Array.isArray(raw["manifests"]))
        throw answerInvalid(registry, "holds something else than an index under the tag for referrers");
      return rawList(raw["manifests"]);
    },
    keyOf: ({ digest }) => String(digest),
    build: async (before, entries) => {
      const manifests = entries.toSorted((one, other) =>
        String(one["digest"]) < String(other["digest"]) ? -1 : 1,
      );
      return json({ schemaVersion: 2, mediaType: OCI_INDEX, ...before?.raw, manifests });
    },
  },
  layers: {
    mediaType: OCI_MANIFEST,
    entriesOf: ({ raw, mediaType }, registry) => {
      if (mediaType !== OCI_MANIFEST || !Array.isArray(raw["layers"]))
        throw answerInvalid(registry, "holds something else than signatures under the tag for them");
      return rawList(raw["layers"]);
    },
    // Two signatures of one payload are two entries with one digest.
    keyOf: (layer) => canonical(layer),
    build: async (before, entries, target, content, signal) => {
      if (entries.length > LAYERS_MAX)
        throw answerInvalid(target.registry, `has more than ${LAYERS_MAX} signatures under one tag`);
      const config = json({
        architecture: "",
        created: BEGINNING,
        history: entries.map(() => ({ created: BEGINNING })),
        os: "",
        rootfs: { type: "layers", diff_ids: entries.map(({ digest }) => digest) },
        config: {},
      });
      await content.pushBlob(target, config, signal);
      return json({
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        ...before?.raw,
        config: { mediaType: IMAGE_CONFIG, size: config.length, digest: digestOf(config) },
        layers: entries,
      });
    },
  },
};

const json = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));

/** A name for an entry that says nothing of what is in it, for a file. */
export const hashedKey = (shape: TagShape, entry: Raw): string =>
  crypto.createHash("sha256").update(shape.keyOf(entry)).digest("hex");

/** Other writers order keys in other ways. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, field: unknown) =>
    isRaw(field)
      ? Object.fromEntries(Object.entries(field).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : field,
  );
