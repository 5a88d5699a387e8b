import crypto from "node:crypto";
import type { Suppression, SuppressionFile } from "./own.ts";

/**
 * What it costs to try one value: 32 MiB and a tenth of a second. With 20 bits kept a million guesses are left over after
 * whoever has the file has paid that for each: it tells nobody what it hides, and chance hits one secret in a million.
 * https://www.rfc-editor.org/rfc/rfc7914
 */
const COST = 2 ** 15;
const BLOCK = 8;
const MAX_MEMORY = 64 * 1024 * 1024;
const HASH_BYTES = 3;
const HASH_DIGITS = 5;
/** Beyond it a range of thousands of leaks by one suppressed rule would take minutes: those block. */
const MAX_SECRETS = 500;

/** The hash that an entry has. Takes the secret's own bytes and the file's salt. Pure. */
export const hashOf = (secret: Uint8Array, salt: Uint8Array): string =>
  crypto
    .scryptSync(secret, salt, HASH_BYTES, { N: COST, r: BLOCK, p: 1, maxmem: MAX_MEMORY })
    .toString("hex")
    .slice(0, HASH_DIGITS);

/** What is asked of a finding. */
export interface Suppressible {
  readonly rule: string;
  readonly path: string;
  readonly secret: Uint8Array;
}

export interface Suppressor {
  /** The entry that silences a finding, if one does. Costs a hash only where an entry's rule and path fit. */
  readonly match: (finding: Suppressible) => Suppression | undefined;
  /** Entries in force that have silenced nothing so far. */
  readonly unused: () => readonly Suppression[];
  /** Entries past their day: they silence nothing. */
  readonly expired: readonly Suppression[];
}

/** Takes the file, this day in UTC (`2026-11-24`), and for tests another hash. */
export function suppressorOf(
  { salt, entries }: SuppressionFile,
  today: string,
  hash: (secret: Uint8Array, salt: Uint8Array) => string = hashOf,
): Suppressor {
  const expired = entries.filter(({ expires }) => expires < today);
  const inForce = entries.filter(({ expires }) => expires >= today);
  const byRule = Map.groupBy(inForce, ({ rule }) => rule);
  const used = new Set<number>();
  /** By the secret, which stays in memory as long as the scan does. */
  const hashes = new Map<string, string>();
  const hashed = (secret: Uint8Array): string | undefined => {
    const key = Buffer.from(secret).toString("latin1");
    const known = hashes.get(key);
    if (known !== undefined || hashes.size >= MAX_SECRETS) return known;
    const made = hash(secret, salt);
    hashes.set(key, made);
    return made;
  };
  return {
    match: ({ rule, path, secret }) => {
      const candidates = (byRule.get(rule) ?? []).filter((one) => isAt(one.path, path));
      if (candidates.length === 0) return undefined;
      const digits = hashed(secret);
      const found = candidates.filter((one) => one.hash === digits);
      for (const { entry } of found) used.add(entry);
      return found[0];
    },
    unused: () => inForce.filter(({ entry }) => !used.has(entry)),
    expired,
  };
}

/** Whether an entry for a path, a folder or anywhere is for this path. Pure. */
export const isAt = (given: string | undefined, path: string): boolean =>
  given === undefined || given === path || (given.endsWith("/") && path.startsWith(given));

/**
 * Entries to remove or to renew, as people read them. Only a scan of everything can tell what matches nothing: a range has
 * few of the findings that are known. Pure.
 */
export const staleTexts = (suppressor: Suppressor, file: string, isWhole: boolean): string[] => [
  ...suppressor.expired.map(
    ({ entry, rule, expires, owner }) =>
      `${file} entry ${entry} (${rule}, ${owner}): past its day since ${expires}`,
  ),
  ...(isWhole ? suppressor.unused() : []).map(
    ({ entry, rule, owner }) => `${file} entry ${entry} (${rule}, ${owner}): matches nothing`,
  ),
];
