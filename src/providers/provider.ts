import type { Failure } from "../kernel/errors.ts";
import type { Content } from "../references/content.ts";
import type { BarePath, Reference } from "../references/reference.ts";

export type { Content, FieldNode, FieldTree } from "../references/content.ts";

export type Outcome =
  | {
      readonly is: "found";
      readonly value: Content;
      readonly version?: string;
      readonly date?: Date;
      readonly notices?: readonly string[];
    }
  | { readonly is: "missing"; readonly why: string }
  /** `reason` is what `fallback-on` may relax; without one the run stops. */
  | { readonly is: "failed"; readonly error: Failure; readonly reason?: FallbackReason };

/** What `fallback-on` may name. Only "not-found" lets the chain go on by default. */
export const FALLBACK_REASONS = ["not-found", "denied", "unreachable", "deleted"] as const;
export type FallbackReason = (typeof FALLBACK_REASONS)[number];

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
  readonly schemes: readonly {
    readonly name: string;
    readonly queries: readonly string[];
    readonly vals: readonly string[];
  }[];
  /** The locator of a reference or of a bare path; a Failure where it cannot be one. */
  readonly locate: (source: Reference | BarePath) => L | Failure;
  readonly open: (signal: AbortSignal) => Promise<Session<L>>;
}

/**
 * A provider among others. Safe, because `resolve` hands each locator back only to the provider that made it.
 */
export const anyProvider = <L extends Locator>(provider: Provider<L>): Provider =>
  provider as unknown as Provider;
