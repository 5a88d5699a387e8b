import { expect, test } from "vitest";
import { rangeFacts } from "../../../src/commands/scan-facts.ts";
import type { FoundInRange } from "../../../src/commands/scan-range.ts";
import { sarifDocument } from "../../../src/report/sarif.ts";
import { scanAnnotations } from "../../../src/report/scan-annotations.ts";
import { scanComment } from "../../../src/report/scan-comment.ts";
import { rangeDocument } from "../../../src/report/scan-document.ts";
import { rangeLines } from "../../../src/report/scan-log.ts";
import { scanMarkdown } from "../../../src/report/scan-summary.ts";
import { fingerprintOf } from "../../../src/scan/fingerprint.ts";
import type { ScanInputs } from "../../../src/scan/inputs.ts";
import { maskedLine } from "../../../src/scan/mask.ts";
import { hashOf, suppressorOf } from "../../../src/scan/suppress/own-match.ts";
import { CANARY, COMMIT } from "./scan-facts.ts";

const SECRET = Buffer.from(`${CANARY}/with+more`);
const TEXT = SECRET.toString();
const FORMS = [
  TEXT,
  SECRET.toString("base64"),
  SECRET.toString("base64url"),
  SECRET.toString("hex"),
  encodeURIComponent(TEXT),
  JSON.stringify(TEXT).slice(1, -1),
  TEXT.replaceAll("-", "&#45;"),
  CANARY,
];

/** A finding whose secret stands wherever text from outside may stand. */
function found(kind: FoundInRange["change"]["kind"], raw: Buffer, inlineAdded = false): FoundInRange {
  const bytes = Buffer.from(`key = "${raw.toString()}" # ${TEXT}`);
  const start = bytes.indexOf(raw);
  const span = { start, end: start + raw.length };
  const at = { line: 1, column: start + 1 };
  return {
    finding: {
      rule: "github-pat",
      level: "specific",
      ...span,
      matchStart: 0,
      matchEnd: bytes.length,
      secret: SECRET,
      sight: TEXT,
      decoded: [`zip:${TEXT}`],
      facts: { account: TEXT },
    },
    raw,
    change: {
      kind,
      path: `a/${TEXT}/${raw.toString()}.ts`,
      id: COMMIT,
      commit: { id: COMMIT, parents: [], author: TEXT, date: "2026-11-24" } as never,
    },
    start: at,
    end: at,
    line: maskedLine(bytes, span, [{ start: bytes.indexOf("#"), end: bytes.length }]),
    inline: inlineAdded ? { kind: "gitleaks:allow", line: 1, start: 0, end: 1 } : undefined,
    inlineAdded,
    inBase: kind === "link",
  };
}

test("no output has the secret, in no form, wherever it stands", () => {
  const raws = [SECRET, Buffer.from(SECRET.toString("base64")), Buffer.from(SECRET.toString("hex"))];
  const all = (["file", "link", "name", "message", "tag"] as const).flatMap((kind) =>
    raws.map((raw) => found(kind, raw)),
  );
  const suppressor = suppressorOf(
    {
      salt: Buffer.alloc(16, 1),
      entries: [
        {
          entry: 1,
          rule: "other",
          hash: hashOf(SECRET, Buffer.alloc(16, 1)),
          reason: TEXT,
          owner: "o",
          expires: "2027-01-01",
        },
      ],
    },
    "2026-11-24",
  );
  const facts = rangeFacts(
    {
      found: [...all, found("file", SECRET, true)],
      proof: {
        commits: 1,
        merges: 0,
        tags: 0,
        blobs: 1,
        bytes: 1,
        skipped: [{ commit: COMMIT, path: TEXT, why: "larger than 100 MB" }],
        submodules: [{ path: TEXT, id: COMMIT }],
        lfs: [{ path: TEXT, id: COMMIT }],
        complete: true,
      },
      policy: [`${TEXT}/.gitleaks.toml`],
    },
    { mode: "tree", heads: [COMMIT], bases: [COMMIT], tags: [], config: COMMIT, why: "all" },
    {
      event: { name: "push", sha: COMMIT, ref: "", repository: "a/b", actor: "", payload: {} },
      env: {},
      inputs: { failOn: "specific", newInline: "obey", disableRules: [] } as unknown as ScanInputs,
      rules: new Map(),
    },
    fingerprintOf,
    suppressor,
  );
  const outputs = {
    summary: scanMarkdown(facts),
    log: rangeLines(facts).join("\n"),
    annotations: JSON.stringify(scanAnnotations(facts)),
    sarif: JSON.stringify(sarifDocument(facts, [], "1.2.3")),
    document: JSON.stringify(rangeDocument(facts)),
    comment: scanComment(facts, "k"),
    facts: JSON.stringify(facts),
  };
  expect(facts.findings.length).toBeGreaterThan(5);
  expect(facts.suppressed).toHaveLength(1);
  for (const [name, text] of Object.entries(outputs)) {
    expect(text, name).toContain(
      "***".replaceAll("*", name === "summary" || name === "comment" ? "&#42;" : "*"),
    );
    for (const form of FORMS) expect(text.includes(form), `${name}: ${FORMS.indexOf(form)}`).toBe(false);
  }
});
