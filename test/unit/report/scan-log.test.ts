import { expect, test } from "vitest";
import { rangeLines } from "../../../src/report/scan-log.ts";
import { HOSTILE, rangeFacts, rangeFinding } from "./scan-facts.ts";

test("a finding is one line as compilers print theirs, and the last line sums up", () => {
  expect(rangeLines(rangeFacts({ findings: [rangeFinding({ decoded: ["base64"] })] }))).toEqual([
    "src/config.ts:12: format verified github-pat (ghp_…; in base64) in 0123456 by Mona Lisa",
    "  fedcba9..0123456 · pull_request · every commit that main does not have",
    "✗ 1 secret found: 12 commits (1 merge), 34 blobs, 1.2 MiB; complete",
  ]);
});

test("tells what is old, suppressed, stale, changed and unread", () => {
  const lines = rangeLines(
    rangeFacts({
      listed: [rangeFinding({ status: "in the base already", blocks: false })],
      suppressed: [{ ...rangeFinding({ blocks: false }), by: "gitleaks:allow", addedBy: "Eve" }],
      unusedSuppressions: ["entry 2: matches nothing"],
      changedPolicy: [".gitleaks.toml"],
      proof: { ...rangeFacts().proof, complete: false, skipped: [{ path: "big.bin", why: "too large" }] },
      notes: ["a note"],
    }),
  );
  expect(lines[0]).toMatch(/by Mona Lisa: in the base already$/);
  expect(lines[1]).toMatch(/suppressed by gitleaks:allow, added here by Eve$/);
  expect(lines.slice(2, 6)).toEqual([
    "entry 2: matches nothing",
    "changed here, not obeyed: .gitleaks.toml",
    "big.bin: not read: too large",
    "a note",
  ]);
  expect(lines.at(-1)).toContain("✗ The range could not be read whole, 1 in the base already, 1 suppressed");
});

test("of very many the worst are told, and no name can be a command", () => {
  const findings = Array.from({ length: 500 }, (_, i) =>
    rangeFinding({ path: HOSTILE[i % HOSTILE.length]!, author: HOSTILE[2]!, blocks: i === 499 }),
  );
  const lines = rangeLines(rangeFacts({ findings, why: HOSTILE[2]! }));
  expect(lines).toHaveLength(203);
  expect(lines[0]).toContain(HOSTILE[499 % HOSTILE.length]!.slice(0, 1));
  expect(lines[200]).toBe("… and 300 more");
  for (const line of lines) expect(line).not.toMatch(/^\s*::|##\[|[\p{Cc}\u202e]/u);
});
