import { printable } from "../kernel/printable.ts";
import type { ScanFacts, ScannedFinding } from "./scanned.ts";

const MIB = 1024 * 1024;

/** Findings for a terminal, as compilers print theirs, the surest of each file first; the last line sums up. */
export function scanLines({ files, bytes, findings, skipped }: ScanFacts): string[] {
  const blocking = findings.filter((one) => one.blocks).length;
  const listed = findings.length - blocking;
  const size = bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`;
  const what = `${files} ${files === 1 ? "file" : "files"}, ${size}`;
  const end =
    blocking === 0
      ? `no secret found in ${what}${listed > 0 ? `; ${listed} listed above, which do not block` : ""}`
      : `${blocking} ${blocking === 1 ? "secret" : "secrets"} found in ${what}${listed > 0 ? `, ${listed} more listed` : ""}`;
  return [
    ...findings.map(lineOf),
    ...skipped.map(({ path, why }) => printable(`${path}: not read: ${why}`)),
    `${blocking === 0 && skipped.length === 0 ? "✓" : "✗"} ${end}${skipped.length > 0 ? `; ${skipped.length} not read` : ""}`,
  ];
}

function lineOf({ path, line, column, rule, level, sight, decoded, facts, reason }: ScannedFinding): string {
  const details = [
    ...(sight === "" ? [] : [sight]),
    ...decoded.map((how) => `in ${how}`),
    ...Object.entries(facts).map(([name, text]) => `${name} ${text}`),
    ...(reason === undefined ? [] : [`likely none: ${reason}`]),
  ];
  return printable(
    `${path}:${line}:${column}: ${level} ${rule}${details.length === 0 ? "" : ` (${details.join("; ")})`}`,
  );
}

/** The same for a program: no secret in it. */
export const scanDocument = (facts: ScanFacts) => ({
  schema: 1,
  files: facts.files,
  bytes: facts.bytes,
  findings: facts.findings.map((one) => ({
    path: one.path,
    line: one.line,
    column: one.column,
    end_line: one.endLine,
    end_column: one.endColumn,
    rule: one.rule,
    level: one.level,
    sight: one.sight,
    decoded: one.decoded,
    facts: one.facts,
    reason: one.reason ?? null,
    blocks: one.blocks,
  })),
  skipped: facts.skipped,
});
