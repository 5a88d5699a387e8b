import type { InputSpec, InputValues } from "../kernel/input-table.ts";

/** The inputs of `scan/`, as data: docs/scan.md. */
export const SCAN_INPUTS = [
  {
    name: "mode",
    kind: "choice",
    default: "range",
    choices: ["range", "tree", "history"],
    doc: "What is read: `range` (every commit that the event brings, and the files of its last one that it changed), `tree` (all files of the checked-out commit), `history` (every commit of it).",
  },
  {
    name: "fail-on",
    kind: "choice",
    default: "specific",
    choices: ["verified", "specific", "generic", "never"],
    doc: "From which level on a finding blocks: `verified` (its checksum holds), `specific` (the shape of one provider's token), `generic` (named like a secret), or `never`. What the base has already never blocks.",
  },
  {
    name: "disable-rules",
    kind: "list",
    doc: "Ids of rules that are left out: docs/scan-rules.md.",
  },
  {
    name: "decode-depth",
    kind: "integer",
    default: "3",
    min: 0,
    max: 8,
    doc: "How deep base64, hex, percent and unicode escapes are opened.",
  },
  {
    name: "archive-depth",
    kind: "integer",
    default: "1",
    min: 0,
    max: 4,
    doc: "How deep zip, tar and gzip are opened.",
  },
  {
    name: "new-inline",
    kind: "choice",
    default: "obey",
    choices: ["obey", "block"],
    doc: "Whether inline comments that the range itself adds silence a finding (they are listed, with who wrote them), or none of them does.",
  },
  {
    name: "sarif-file",
    kind: "text",
    doc: "A file that gets the findings as SARIF 2.1.0, for `github/codeql-action/upload-sarif`.",
  },
  { name: "json-file", kind: "text", doc: "A file that gets the findings as JSON, without any secret." },
  {
    name: "comment",
    kind: "boolean",
    face: "action",
    default: "false",
    doc: "Whether the pull request gets one comment, which updates itself. Needs `pull-requests: write`; where that is not there, a notice says so.",
  },
  {
    name: "github-token",
    kind: "text",
    secret: true,
    terminal: "set GITHUB_TOKEN",
    doc: "The token that missing commits are fetched with, and that comments. Default: the job's own.",
  },
] as const satisfies readonly InputSpec[];

export type ScanInputs = InputValues<typeof SCAN_INPUTS>;

export const SCAN_OUTPUTS = [
  { name: "findings", doc: "How many findings there are that the base does not have." },
  { name: "blocking", doc: "How many of them block." },
  { name: "counts", doc: "The findings by level, as a JSON object." },
  { name: "sarif", doc: "The path of the SARIF file." },
  { name: "complete", doc: "`true` where every commit of the range was read: else the step fails." },
] as const;
