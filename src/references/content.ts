import type { Secret } from "../kernel/secret.ts";

/** What a store holds under one locator. `clear` names the fields that a SOPS file keeps in the clear. */
export type Content =
  | { readonly kind: "text"; readonly text: Secret; readonly clear?: boolean }
  | { readonly kind: "bytes"; readonly bytes: Secret }
  | {
      readonly kind: "fields";
      /** A null of a SOPS file was left to be filled in: it counts as absent. One of a store is an empty value. */
      readonly nulls?: "absent";
      readonly fields: FieldTree;
      /** The text that a reference without `#field` gives, unless `bare` says otherwise. */
      readonly whole: Secret;
      /** The field that a reference without `#field` gives; "none" where nothing says which of them it would be. */
      readonly bare?: FieldNode | "none";
    }
  /** The values under a prefix, by the rest of their name. */
  | { readonly kind: "listing"; readonly entries: ReadonlyMap<string, Content> };

/** A map in order of the store; duplicate keys keep the last. */
export type FieldTree = ReadonlyMap<string, FieldNode>;
export type FieldNode =
  | { readonly kind: "leaf"; readonly value: Secret; readonly clear: boolean }
  | { readonly kind: "null" }
  /** `whole` is the JSON text of the list or map. */
  | { readonly kind: "list"; readonly items: readonly FieldNode[]; readonly whole: Secret }
  | { readonly kind: "map"; readonly fields: FieldTree; readonly whole: Secret };
