import type { SigningHost } from "../host.ts";
import type { ImageReference } from "../image-reference.ts";
import type { ImageSubject } from "../subject.ts";
import {
  type Attached,
  attachBundle,
  type AttachedBundle,
  type AttachOptions,
  readBundle,
} from "./attach.ts";
import { createContent } from "./content.ts";
import type { Descriptor } from "./descriptor.ts";
import { attachLayer, type LegacyAttached, type LegacyKind, type LegacyLayer, readLayers } from "./legacy.ts";
import { createReferrers } from "./referrers.ts";
import { childrenOf, resolveImage } from "./resolve.ts";
import { createTagWriter } from "./settling.ts";
import type { PendingTag } from "./tag-writes.ts";
import type { Target } from "./target.ts";
import { createTransport, type TransportSettings } from "./transport.ts";

export type { Attached, AttachedBundle, AttachOptions } from "./attach.ts";
export type { Descriptor } from "./descriptor.ts";
export type { LegacyAttached, LegacyKind, LegacyLayer } from "./legacy.ts";
export type { PendingTag } from "./tag-writes.ts";
export type { Target } from "./target.ts";

/** Logins, and which registries are spoken to without TLS. */
export interface RegistrySettings extends TransportSettings {
  /** Is told of each write of a tag before it begins: what the post step is to settle once more. Plain JSON without signatures. */
  readonly announce?: (pending: PendingTag) => void;
}

/** The registries of a run. `target` is where signatures are kept, if not with the image (COSIGN_REPOSITORY). */
export interface Registry {
  /** What a reference names, with its digest. */
  readonly resolve: (reference: ImageReference, signal: AbortSignal) => Promise<ImageSubject>;
  /** What an index names, recursively; none of an image. */
  readonly children: (image: ImageSubject, signal: AbortSignal) => Promise<ImageSubject[]>;
  /** Throws REGISTRY_REFUSED where the login may not push there. Leaves nothing behind. */
  readonly canPush: (target: Target, signal: AbortSignal) => Promise<void>;
  /** Bundles that are attached, or may be; to be read with `bundle`. */
  readonly referrers: (
    image: ImageSubject,
    target: Target | undefined,
    signal: AbortSignal,
  ) => Promise<Descriptor[]>;
  readonly bundle: (
    image: ImageSubject,
    referrer: Descriptor,
    target: Target | undefined,
    signal: AbortSignal,
  ) => Promise<AttachedBundle | undefined>;
  readonly attach: (
    image: ImageSubject,
    bundle: string,
    options: AttachOptions,
    signal: AbortSignal,
  ) => Promise<Attached>;
  readonly attachLegacy: (
    image: ImageSubject,
    kind: LegacyKind,
    layer: LegacyLayer,
    target: Target | undefined,
    signal: AbortSignal,
  ) => Promise<LegacyAttached>;
  readonly readLegacy: (
    image: ImageSubject,
    kind: LegacyKind,
    target: Target | undefined,
    signal: AbortSignal,
  ) => Promise<LegacyLayer[]>;
  /**
   * Looks again at all tags that were written (also by an earlier process, which `pending` tells of), and adds again what
   * other writers dropped. What was attached is sure to stay only after this. Throws REGISTRY_*.
   */
  readonly settle: (signal: AbortSignal, pending?: readonly PendingTag[]) => Promise<void>;
}

/**
 * Makes the client of all registries of a run; nothing is asked yet. Its functions throw SUBJECT_NOT_FOUND,
 * REGISTRY_REFUSED, REGISTRY_UNREACHABLE, REGISTRY_ANSWER_INVALID, TLS_UNTRUSTED; no message has a word of an answer's body.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export function createRegistry(settings: RegistrySettings, host: SigningHost): Registry {
  const transport = createTransport(settings, host);
  const content = createContent(transport, host);
  const referrers = createReferrers(content, transport);
  const tags = createTagWriter(content, host, settings.announce);
  const at = ({ reference }: ImageSubject, target: Target | undefined): Target =>
    target ?? { registry: reference.registry, repository: reference.repository };
  return {
    resolve: async (reference, signal) => await resolveImage(reference, content, transport, signal),
    children: async (image, signal) => await childrenOf(image, content, signal),
    canPush: content.canPush,
    referrers: async (image, target, signal) => await referrers.list(image, at(image, target), signal),
    bundle: async (image, referrer, target, signal) =>
      await readBundle(image, referrer, at(image, target), content, signal),
    attach: async (image, bundle, options, signal) =>
      await attachBundle(image, bundle, options, { content, referrers, tags, host }, signal),
    attachLegacy: async (image, kind, layer, target, signal) =>
      await attachLayer(image, kind, layer, at(image, target), { content, tags }, signal),
    readLegacy: async (image, kind, target, signal) =>
      await readLayers(image, kind, at(image, target), content, signal),
    settle: async (signal, pending = []) => await tags.settle(pending, signal),
  };
}
