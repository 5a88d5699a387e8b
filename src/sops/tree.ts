/** Any scalar that a SOPS store can hold. `time` is RFC 3339 text as Go's MarshalText writes it. */
export type Scalar =
  | { readonly kind: "str"; readonly value: string }
  /** A string that is not valid UTF-8. */
  | { readonly kind: "bytes"; readonly value: Uint8Array }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "time"; readonly value: string }
  | { readonly kind: "null" };

/** The text after the leading `#`, one line each; `inline` where it followed a value on its line. */
export interface Comment {
  readonly kind: "comment";
  readonly text: string;
  readonly inline?: boolean;
}

export interface Item {
  readonly key: string;
  readonly value: Scalar | Branch | List;
}

/** An ordered map; keys may repeat (JSON, dotenv, INI), comments stand among the items. */
export interface Branch {
  readonly kind: "map";
  readonly items: readonly (Item | Comment)[];
}

/** A list; a comment in it is an element. */
export interface List {
  readonly kind: "list";
  readonly items: readonly Node[];
}

export type Node = Scalar | Branch | List | Comment;

/** One file: its documents (only YAML has more than one). */
export type Documents = readonly Branch[];

/** What an encrypted file holds: each document beside its own `sops` block, where it has one. */
export interface EncryptedDocument {
  readonly tree: Branch;
  /** Always nested maps and lists, whatever the store's own layout is; undefined where the document has none. */
  readonly metadata: Branch | undefined;
}

export const FORMATS = ["yaml", "json", "dotenv", "ini", "binary"] as const;
export type Format = (typeof FORMATS)[number];

export interface StoreOptions {
  /** Spaces; sops' default (4 in YAML, a tab in JSON) where absent. */
  readonly indent?: number;
}

/**
 * One file format. Every method throws `Failure` ("SOPS_FORMAT", with line and column, exit as sops has it) on
 * bad input, never quoting it.
 */
export interface Store {
  readonly format: Format;
  /** A plain file. Throws where it holds the reserved metadata key (SOPS_ALREADY_ENCRYPTED, exit 203). */
  readonly readPlain: (bytes: Uint8Array) => Documents;
  /** An encrypted file. */
  readonly readEncrypted: (bytes: Uint8Array) => readonly EncryptedDocument[];
  readonly writePlain: (documents: Documents, options?: StoreOptions) => Uint8Array;
  /** Writes the same metadata into every document, as sops does. */
  readonly writeEncrypted: (documents: Documents, metadata: Branch, options?: StoreOptions) => Uint8Array;
  /** What `sops decrypt --extract` prints for one node in this format (no newline after a string). */
  readonly writeValue: (node: Node, options?: StoreOptions) => Uint8Array;
}
