import { marked } from "marked";
import { expect, test } from "vitest";
import { commentMarker, isOurComment, scanComment } from "../../../src/report/scan-comment.ts";
import { countsByLevel, rangeDocument } from "../../../src/report/scan-document.ts";
import { HOSTILE, rangeFacts, rangeFinding } from "./scan-facts.ts";

test("the comment begins with a marker by which it is found again", () => {
  const text = scanComment(
    rangeFacts({ findings: [rangeFinding()] }),
    "ci/secrets",
    "https://github.com/a/b/runs/1",
  );
  expect(isOurComment(text, "ci/secrets")).toBe(true);
  expect(text).toContain("### ❌ Secret scan: 1 secret found");
  expect(text).toContain("12 commits (1 merge)");
  expect(text).toContain("github&#45;pat");
  expect(text).toContain("Revoke it first");
  expect(text).toContain("(https://github.com/a/b/runs/1)");
});

test.each([
  ["another gate", scanComment(rangeFacts(), "ci/other")],
  ["a quote of it", `> ${scanComment(rangeFacts(), "ci/secrets")}`],
  ["one that has the marker later", `x\n${commentMarker("ci/secrets")}`],
  ["one that goes on in the marker's line", `${commentMarker("ci/secrets")} x`],
])("is not confused with %s", (_, body) => {
  expect(isOurComment(body, "ci/secrets")).toBe(false);
});

test("a key cannot end the marker", () => {
  const marker = commentMarker("a --> <b>\n --!> c");
  expect(marker).toMatch(/^<!-- liquid-hive\/secrets-action scan [A-Za-z0-9_.-]+ -->$/);
  expect(marker.slice(4, -3)).not.toContain("--");
});

test("says what the pull request silences and changes", () => {
  const text = scanComment(
    rangeFacts({
      suppressed: [
        { ...rangeFinding({ level: "generic" }), by: "gitleaks:allow", addedBy: "Eve" },
        { ...rangeFinding({ path: "of-the-base.ts" }), by: "gitleaks:allow" },
      ],
      changedPolicy: [".gitleaks.toml"],
    }),
    "k",
  );
  expect(text).toContain("by <code>Eve</code>");
  expect(text).not.toContain("of-the-base");
  expect(text).toContain(".gitleaks.toml");
});

test("hostile names stay text, and the whole within what GitHub takes", async () => {
  const many = Array.from({ length: 300 }, (_, i) => {
    const name = HOSTILE[i % HOSTILE.length]!.repeat(30);
    return rangeFinding({ path: name, author: name, rule: name, what: name, commit: name });
  });
  const text = scanComment(
    rangeFacts({
      findings: many,
      suppressed: many.map((one) => ({ ...one, by: one.path, addedBy: one.path })),
      changedPolicy: HOSTILE,
    }),
    HOSTILE.join(""),
    HOSTILE[1],
  );
  expect(text.length).toBeLessThan(65_536);
  expect(await marked(text)).not.toMatch(/<img|href=|@acme/);
});

test("the document has every finding, in the order of how bad it is", () => {
  const findings = [
    rangeFinding({ blocks: false, level: "generic" }),
    ...Array.from({ length: 400 }, () => rangeFinding()),
  ];
  const document = rangeDocument(
    rangeFacts({ findings, suppressed: [{ ...rangeFinding(), by: "x", addedBy: "Eve" }] }),
  );
  expect(document).toMatchObject({
    schema: 1,
    blocking: 400,
    counts: { verified: 400, specific: 0, generic: 1, placeholder: 0 },
    suppressed: [{ suppressed_by: "x", suppressed_why: null, suppression_added_by: "Eve" }],
    proof: { complete: true, commits: 12 },
  });
  expect(document.findings).toHaveLength(401);
  expect(document.findings.at(-1)!.level).toBe("generic");
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  expect(countsByLevel([])).toEqual({ verified: 0, specific: 0, generic: 0, placeholder: 0 });
});
