import type { Hashed } from "../signing/key.ts";
import type { Signed } from "../signing/signed.ts";
import type { Digest, FileSubject, ImageSubject } from "../signing/subject.ts";

/** A file, hashed and signed by the key of this run in one pass. */
export interface HashedFile {
  readonly subject: FileSubject;
  readonly hashed: Hashed;
}

/** What a statement is about: a file, a line of a checksums file, or an image. */
export interface AttestedSubject {
  readonly name: string;
  readonly digest: Digest;
  /** Of a file, where it lies. */
  readonly path?: string;
  readonly image?: ImageSubject;
}

/** One statement to sign. */
export interface StatementWork {
  /** `signature`, or what its predicate type is called. */
  readonly what: string;
  readonly predicateType: string;
  readonly predicate: unknown;
  readonly subjects: readonly AttestedSubject[];
  /** Signed with each subject. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** An image in the old scheme: a payload of its own, signed as bytes. */
export interface PayloadWork {
  readonly image: ImageSubject;
  readonly payload: Uint8Array;
}

/** Everything that a run signs, checked. */
export interface SignWork {
  readonly messages: readonly HashedFile[];
  readonly statements: readonly StatementWork[];
  readonly payloads: readonly PayloadWork[];
}

/** A signature that was made and verified; nothing of it is published yet. */
export type Made = { readonly signed: Signed } & (
  | { readonly kind: "message"; readonly file: HashedFile }
  | { readonly kind: "statement"; readonly work: StatementWork }
  | { readonly kind: "payload"; readonly work: PayloadWork }
);

/** The images that a signature is kept with. */
export const imagesOf = (made: Made): readonly ImageSubject[] =>
  made.kind === "message"
    ? []
    : made.kind === "payload"
      ? [made.work.image]
      : made.work.subjects.flatMap(({ image }) => (image === undefined ? [] : [image]));
