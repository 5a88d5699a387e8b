import type { DocumentLeaf, DocumentList, DocumentMap, DocumentNode } from "../references/document.ts";

export type ManifestLeaf = DocumentLeaf;
export type ManifestMap = DocumentMap;
export type ManifestList = DocumentList;
/** A leaf that the file holds encrypted may land only in the data of a Secret. */
export type ManifestNode = DocumentNode;

/** One document of a manifest file. Who opens the file (SOPS or plain) makes these. */
export interface ManifestDocument {
  /** As the input names it. */
  readonly file: string;
  /** From 1: where the document begins; undefined where that is not known. */
  readonly line: number | undefined;
  readonly root: ManifestNode;
  /** Whether the file was a SOPS file. */
  readonly encrypted: boolean;
  /** Why a reader expects the file to be encrypted (its name, a creation rule), where it is not. */
  readonly promised: string | undefined;
}
