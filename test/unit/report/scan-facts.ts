import type { RangeFacts, RangeFinding } from "../../../src/report/scanned.ts";

/** What no output may hold. Facts of a scan do not even have a field for it. */
export const CANARY = "CANARY-7f3a";
export const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** A finding as a test has it: blocking, new, in a file. */
export const rangeFinding = (facts: Partial<RangeFinding> = {}): RangeFinding => ({
  kind: "file",
  path: "src/config.ts",
  line: 12,
  column: 18,
  endLine: 12,
  endColumn: 58,
  rule: "github-pat",
  what: "GitHub personal access token (classic)",
  level: "verified",
  sight: "ghp_…",
  decoded: [],
  facts: {},
  reason: undefined,
  blocks: true,
  commit: COMMIT,
  author: "Mona Lisa",
  date: "2026-11-24T10:00:00Z",
  status: "new",
  revoke: "https://github.com/settings/tokens",
  fingerprint: "0011223344556677:1",
  ...facts,
});

/** A scan of a pull request with these findings. */
export const rangeFacts = (facts: Partial<RangeFacts> = {}): RangeFacts => ({
  mode: "range",
  event: "pull_request",
  why: "every commit that main does not have",
  head: COMMIT,
  base: "fedcba9876543210fedcba9876543210fedcba98",
  url: "https://github.com/acme/app",
  proof: { commits: 12, merges: 1, blobs: 34, bytes: 1_258_291, complete: true, skipped: [] },
  findings: [],
  listed: [],
  suppressed: [],
  unusedSuppressions: [],
  changedPolicy: [],
  rules: 260,
  failOn: "specific",
  notes: [],
  ...facts,
});

/** Names as an attacker gives them: HTML, markdown, workflow commands, controls, mentions, halves of a pair. */
export const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "![x](https://evil.example/?q) | a | b |",
  "\n::error::owned\r\n##[error]owned",
  "@acme/admins #1 www.evil.example",
  "\u001b[31mred\u202egnp.exe\ud800",
  "</details></table>`*_~-->",
];
