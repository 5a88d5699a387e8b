import type { ImageReference } from "../image-reference.ts";

/** A repository of a registry. */
export type Target = Pick<ImageReference, "registry" | "repository">;

/** `REGISTRY/REPOSITORY`, as people write it. */
export const printTarget = ({ registry, repository }: Target): string => `${registry}/${repository}`;
