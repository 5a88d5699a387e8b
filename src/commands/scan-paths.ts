import timers from "node:timers/promises";
import type { ScanFacts, ScannedFinding } from "../report/scanned.ts";
import type { Engine, Finding, ScanOptions } from "../scan/finding.ts";
import { blocks, type FailOn, LEVELS } from "../scan/level.ts";
import type { Suppressible } from "../scan/suppress/own-match.ts";

/** A file to scan, read when its turn comes. */
export interface ScanFile {
  readonly path: string;
  /** Undefined where it cannot be read, with the reason. */
  readonly read: () => Uint8Array | string;
}

export interface ScanPathsParts {
  readonly engine: () => Promise<Engine>;
  /** Every regular file that the paths name. Throws FILE_NOT_FOUND. */
  readonly files: (paths: readonly string[]) => Iterable<ScanFile>;
  readonly positionOf: (
    bytes: Uint8Array,
    offset: number,
  ) => { readonly line: number; readonly column: number };
  readonly progress: (files: number, bytes: number) => void;
  /** Gets each finding with its secret: for a baseline. */
  readonly seen?: (finding: Suppressible) => void;
}

/**
 * Scans files as they lie there. Memory holds one file at a time. Throws FILE_NOT_FOUND for a path that is not there; what
 * is there and cannot be read is in the facts. Throws the signal's reason where that stops it.
 */
export async function scanPaths(
  parts: ScanPathsParts,
  paths: readonly string[],
  options: ScanOptions,
  failOn: FailOn,
  signal: AbortSignal,
): Promise<ScanFacts> {
  const engine = await parts.engine();
  const findings: ScannedFinding[] = [];
  const skipped: { path: string; why: string }[] = [];
  let files = 0;
  let size = 0;
  for (const { path, read } of parts.files(paths)) {
    // A signal is heard only between turns of the event loop; what was read until then is no answer.
    await timers.setImmediate();
    signal.throwIfAborted();
    const bytes = read();
    if (typeof bytes === "string") {
      skipped.push({ path, why: bytes });
      continue;
    }
    files += 1;
    size += bytes.length;
    for (const finding of engine.scan({ path, bytes }, options)) {
      findings.push(placed(parts, path, bytes, finding, failOn));
      parts.seen?.({ rule: finding.rule, path, secret: finding.secret });
    }
    parts.progress(files, size);
  }
  return { files, bytes: size, findings: findings.toSorted(byPlace), skipped };
}

function placed(
  { positionOf }: ScanPathsParts,
  path: string,
  bytes: Uint8Array,
  finding: Finding,
  failOn: FailOn,
): ScannedFinding {
  const start = positionOf(bytes, finding.start);
  const end = positionOf(bytes, finding.end);
  const { rule, level, sight, decoded, facts, reason } = finding;
  return {
    path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    rule,
    level,
    sight,
    decoded,
    facts,
    reason,
    blocks: blocks(level, failOn),
  };
}

const byPlace = (a: ScannedFinding, b: ScannedFinding): number =>
  (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
  a.line - b.line ||
  a.column - b.column;
