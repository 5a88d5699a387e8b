/** One value of a document, with what is needed to make text of it as its author wrote it. */
export interface DocumentLeaf {
  readonly kind: "leaf";
  readonly value: null | boolean | number | bigint | string | Uint8Array;
  /** As it stands in the file (`0755`, `1.50`, `yes`): what a number or a boolean becomes where text is needed. */
  readonly source: string;
  /** Whether the file holds it encrypted. */
  readonly hidden: boolean;
}

export type DocumentNode = DocumentLeaf | DocumentMap | DocumentList;

export interface DocumentMap {
  readonly kind: "map";
  /** In the file's order; no key stands twice. */
  readonly entries: ReadonlyMap<string, DocumentNode>;
}

export interface DocumentList {
  readonly kind: "list";
  readonly items: readonly DocumentNode[];
}
