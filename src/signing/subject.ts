import type { ImageReference } from "./image-reference.ts";

/** A digest in lower-case hex. What is signed here is named by SHA-256; SHA-384 and SHA-512 are read where others wrote them. */
export interface Digest {
  readonly algorithm: "sha256" | "sha384" | "sha512";
  readonly hex: string;
}

/** A file of this machine, hashed. */
export interface FileSubject {
  readonly kind: "file";
  /** As it stands in a statement: relative to the workspace, with `/`; of stdin what the user called it. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly digest: Digest;
}

/** A line of a checksums file: it can be a statement's subject, never be signed by itself. */
export interface ChecksumSubject {
  readonly kind: "checksum";
  readonly name: string;
  readonly digest: Digest;
}

/** A manifest or an index of a registry, by digest. */
export interface ImageSubject {
  readonly kind: "image";
  /** With its digest, also where the user wrote a tag. */
  readonly reference: ImageReference & { readonly digest: string };
  readonly mediaType: string;
  readonly size: number;
  /** The outermost index that it is part of, where it was found there. */
  readonly of?: ImageReference & { readonly digest: string };
}

export type Subject = FileSubject | ChecksumSubject | ImageSubject;
