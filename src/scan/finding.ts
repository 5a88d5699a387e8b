/**
 * How sure a finding is. `verified`: its checksum or structure holds, no chance hit. `specific`: the shape of one provider's
 * token. `generic`: named or placed like a secret. `placeholder`: looks like one that documentation shows, or its checksum
 * fails.
 */
export type Level = "verified" | "specific" | "generic" | "placeholder";

/** A secret in some bytes. Offsets count bytes of what was scanned, before any decoding. */
export interface Finding {
  /** The rule's id, kebab case. */
  readonly rule: string;
  readonly level: Level;
  /** From the first byte of the secret to the one after its last. */
  readonly start: number;
  readonly end: number;
  /** Of the whole match that the secret is part of. */
  readonly matchStart: number;
  readonly matchEnd: number;
  /** The secret's own bytes, decoded where it was encoded. Never printed, kept or compared but in memory. */
  readonly secret: Uint8Array;
  /** What may be shown of it: the rule's public prefix, or the name of the variable. */
  readonly sight: string;
  /** How it was hidden, outermost first: `base64`, `zip:path/in/archive`. */
  readonly decoded: readonly string[];
  /** What is known beside: a JWT's issuer, an account. Never a part of the secret. */
  readonly facts: Readonly<Record<string, string>>;
  /** A written reason why it may be none, where there is one. */
  readonly reason?: string;
}

/** What is scanned: bytes, and what they are called. */
export interface ScanTarget {
  /** With `/`, relative to the root of the repository; any bytes, as Latin-1 where they are not UTF-8. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ScanOptions {
  /** How deep encodings are opened; 0: not at all. */
  readonly decodeDepth: number;
  /** How deep archives are opened; 0: not at all. */
  readonly archiveDepth: number;
  /** Rules that are left out, by id. */
  readonly disabled: ReadonlySet<string>;
}

/** The engine: bytes and options in, findings out, in the order of their offsets. Pure, synchronous, bounded. */
export interface Engine {
  readonly scan: (target: ScanTarget, options: ScanOptions) => readonly Finding[];
}
