import crypto from "node:crypto";
import { withoutSecrets } from "../mask.ts";
import { hashOf, isAt, type Suppressible } from "./own-match.ts";
import { isPath, type Suppression, type SuppressionFile } from "./own.ts";

/** What a new entry says of itself. */
export interface Baseline {
  readonly reason: string;
  readonly owner: string;
  /** The last day that it holds, `2027-05-24`. */
  readonly expires: string;
  /** Entries from before that day are past theirs. */
  readonly today: string;
}

const SALT_BYTES = 32;

/**
 * A file of suppressions for these findings, as text: the entries that were there, then one for each secret, rule and path
 * that none of them silences, sorted. A path that has the secret in it or lies
 * outside of the repository is left out. Takes the file as it is, if there is
 * one; its salt stays, so that its entries do. Costs a tenth of a second for each secret.
 */
export function writeSuppressions(
  before: SuppressionFile | undefined,
  findings: readonly Suppressible[],
  { reason, owner, expires, today }: Baseline,
  hash: (secret: Uint8Array, salt: Uint8Array) => string = hashOf,
): string {
  const salt = before?.salt ?? crypto.randomBytes(SALT_BYTES);
  const hashes = new Map<string, string>();
  const entries = new Map<string, Omit<Suppression, "entry">>();
  for (const { entry: _, ...one } of before?.entries ?? []) entries.set(keyOf(one), one);
  const bySecret = new Map<string, Omit<Suppression, "entry">[]>();
  for (const one of entries.values())
    bySecret.set(secretKey(one), [...(bySecret.get(secretKey(one)) ?? []), one]);
  const added = findings.map(({ rule, path, secret }) => {
    const text = Buffer.from(secret).toString("latin1");
    const made = hashes.get(text) ?? hash(secret, salt);
    hashes.set(text, made);
    const isPlain = isPath(path) && withoutSecrets(path, [secret]) === path;
    return { rule, ...(isPlain ? { path } : {}), hash: made, reason, owner, expires };
  });
  for (const one of added.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    const known = bySecret.get(secretKey(one)) ?? [];
    if (known.some(({ path, expires: day }) => day >= today && isAt(path, one.path ?? ""))) continue;
    bySecret.set(secretKey(one), [...known, one]);
    entries.set(keyOf(one), one);
  }
  const file = { version: 1, salt: Buffer.from(salt).toString("base64"), entries: [...entries.values()] };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const keyOf = ({ path = "", rule, hash }: Omit<Suppression, "entry">): string =>
  JSON.stringify([path, rule, hash]);

const secretKey = ({ rule, hash }: Omit<Suppression, "entry">): string => JSON.stringify([rule, hash]);
