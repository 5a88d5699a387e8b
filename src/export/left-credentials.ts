import fs from "node:fs";
import { isOurLeftovers } from "./leftovers.ts";

/** What has to be undone at a provider; the record is the provider's own, and may hold a token. */
export interface LeftCredential {
  readonly provider: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** What main left at providers. `ca`: the certificate of `ca-cert`, which post trusts as main did. */
export interface LeftCredentials {
  readonly ca: string | undefined;
  readonly left: readonly LeftCredential[];
}

/** One line of the file. Lines are only added, so that a kill at any moment costs at most the line under way. */
export type LeftLine =
  | { readonly ca: string }
  | ({ readonly id: number } & LeftCredential)
  | { readonly settled: number };

const PROVIDER = /^[a-z][a-z0-9-]{0,31}$/;
/** A run leaves a few tokens of at most some KiB each. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Windows has no O_NOFOLLOW. */
const NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;

/** Adds lines to the file, which only this user can read; creates it where it is not there. */
export function addLines(file: string, lines: readonly LeftLine[]): void {
  const { O_WRONLY, O_CREAT, O_APPEND } = fs.constants;
  const fd = fs.openSync(file, O_WRONLY | O_CREAT | O_APPEND | NOFOLLOW, 0o600);
  try {
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    for (let at = 0; at < bytes.length;) at += fs.writeSync(fd, bytes, at);
  } finally {
    fs.closeSync(fd);
  }
}

/** What is still to undo; undefined where the file is not there, or is none of ours. Lines of other shapes are left out. */
export function readLeftCredentials(file: string, temp: string): LeftCredentials | undefined {
  if (!isOurLeftovers(file, temp)) return undefined;
  const text = textOf(file);
  if (text === undefined) return undefined;
  let ca: string | undefined;
  const left = new Map<number, LeftCredential>();
  for (const line of text.split("\n")) {
    const entry = parsed(line);
    if (entry === undefined) continue;
    if (typeof entry["ca"] === "string") ca = entry["ca"];
    if (typeof entry["settled"] === "number") left.delete(entry["settled"]);
    const { id, provider, record } = entry;
    if (typeof id === "number" && typeof provider === "string" && PROVIDER.test(provider) && isRecord(record))
      left.set(id, { provider, record });
  }
  return { ca, left: [...left.values()] };
}

function textOf(file: string): string | undefined {
  try {
    const stat = fs.lstatSync(file);
    return stat.isFile() && stat.size <= MAX_BYTES ? fs.readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
