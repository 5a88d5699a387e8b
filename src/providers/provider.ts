import type { Failure } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";
import type { BarePath, Reference } from "../references/reference.ts";

/** What a store holds under one locator. `clear` names the fields that a SOPS file keeps in the clear. */
export type Content =
  | { readonly kind: "text"; readonly text: Secret }
  | { readonly kind: "bytes"; readonly bytes: Secret }
  | {
      readonly kind: "fields";
      readonly fields: FieldTree;
      /** The text that a reference without `#field` gives. */
      readonly whole: Secret;
    };

/** A map in order of the store; duplicate keys keep the last. */
export type FieldTree = ReadonlyMap<string, FieldNode>;
export type FieldNode =
  | { readonly kind: "leaf"; readonly value: Secret; readonly clear: boolean }
  | { readonly kind: "null" }
  /** `whole` is the JSON text of the list or map. */
  | { readonly kind: "list"; readonly items: readonly FieldNode[]; readonly whole: Secret }
  | { readonly kind: "map"; readonly fields: FieldTree; readonly whole: Secret };

export type Outcome =
  | { readonly is: "found"; readonly value: Content; readonly version?: string; readonly date?: Date; readonly notices?: readonly string[] }
  | { readonly is: "missing"; readonly why: string }
  | { readonly is: "failed"; readonly error: Failure };

/** One id, one request. `shown` is what the log prints: no value, no token. */
export interface Locator {
  readonly id: string;
  readonly shown: string;
}

export interface Session<L extends Locator = Locator> {
  readonly read: (locators: readonly L[], signal: AbortSignal) => Promise<ReadonlyMap<string, Outcome>>;
  readonly close: (signal: AbortSignal) => Promise<void>;
}

/** A place where values come from. `locate` is pure, so that all problems are found before any effect. */
export interface Provider<L extends Locator = Locator> {
  readonly id: string;
  readonly schemes: readonly { readonly name: string; readonly queries: readonly string[]; readonly vals: readonly string[] }[];
  /** The locator of a reference or of a bare path; a Failure where it cannot be one. */
  readonly locate: (source: Reference | BarePath) => L | Failure;
  readonly open: (signal: AbortSignal) => Promise<Session<L>>;
}
