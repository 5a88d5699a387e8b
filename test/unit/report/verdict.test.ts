import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { failureMarkdown } from "../../../src/report/failure-summary.ts";
import { verdictLines } from "../../../src/report/verdict-log.ts";
import { verdictMarkdown } from "../../../src/report/verdict-summary.ts";
import type { CandidateFacts, VerdictFacts } from "../../../src/report/verdict.ts";

const HEX = "9f8d12ab34cd".padEnd(64, "0");
const IMAGE = `ghcr.io/liquid-hive/api@sha256:${HEX}`;
const MAIN = "https://github.com/liquid-hive/api/.github/workflows/release.yml@refs/heads/main";

const candidate = (facts: Partial<CandidateFacts> = {}): CandidateFacts => ({
  where: `referrer sha256:${"51c0ab12cd34".padEnd(64, "1")}`,
  passed: true,
  identity: MAIN,
  signedAt: ["2026-11-24T18:05:30.000Z"],
  logIndex: "1234567",
  mismatches: [],
  ...facts,
});
const wrongRef = candidate({
  passed: false,
  mismatches: [{ check: "ref", expected: "refs/heads/main", found: "refs/heads/test" }],
});

interface Row {
  readonly subject?: string;
  readonly need?: string;
  readonly policies?: Readonly<Record<string, readonly CandidateFacts[]>>;
}

/** A verdict of these rows, each with a subject of its own. */
const verdict = (rows: readonly Row[]): VerdictFacts => {
  const subjects = rows.map(
    ({ subject = IMAGE, need = "signature", policies = { inputs: [candidate()] } }) => {
      const judged = Object.entries(policies).map(([policy, candidates]) => ({
        policy,
        candidates,
        passed: candidates.some(({ passed }) => passed),
      }));
      const passed = judged.every((one) => one.passed);
      return { subject, digest: `sha256:${HEX}`, passed, needs: [{ need, passed, policies: judged }] };
    },
  );
  return { passed: subjects.length > 0 && subjects.every(({ passed }) => passed), subjects };
};

const rendered = (facts: VerdictFacts): string =>
  marked.parse(verdictMarkdown(facts), { async: false, gfm: true });

describe("the summary", () => {
  test("of what passed says who signed, when, and where", () => {
    const html = rendered(verdict([{}]));
    expect(html).toContain("✅ Verified: 1 of 1");
    expect(html).toContain(
      "<code>liquid&#45;hive/api/.github/workflows/release.yml&#64;refs/heads/main</code>",
    );
    expect(html).toContain("2026-11-24 18:05 UTC · log 1234567 · referrer sha256:51c0ab12cd34…");
    expect(html).not.toContain("Policy");
  });

  test("has what failed first, with what is, what should be, and whose it is", () => {
    const html = rendered(verdict([{}, { subject: "dist/app.tgz", policies: { inputs: [wrongRef] } }]));
    expect(html).toContain("❌ Not verified: 1 of 2");
    expect(html.indexOf("dist/app.tgz")).toBeLessThan(html.indexOf("ghcr.io"));
    expect(html).toContain("<b>ref</b> is <code>refs/heads/test</code>, not <code>refs/heads/main</code>");
  });

  test("names policies where there are several", () => {
    const policies = { build: [candidate()], approval: [] };
    const html = rendered(verdict([{ policies }]));
    expect(html).toContain("<th>Policy</th>");
    expect(html).toContain("nothing was found");
  });

  test("says of another statement only that it is no signature, and each cause once", () => {
    const other = (found: string): CandidateFacts =>
      candidate({ passed: false, mismatches: [{ check: "need", expected: "signature", found }] });
    const one = rendered(verdict([{ policies: { inputs: [other("https://spdx.dev/Document")] } }]));
    expect(one).toContain("only <code>https&#58;//spdx.dev/Document</code> was found");
    const many = rendered(verdict([{ policies: { inputs: [wrongRef, wrongRef, other("a:b"), wrongRef] } }]));
    expect(many.match(/<b>ref<\/b>/g)).toHaveLength(1);
    expect(many).not.toContain("a&#58;b");
    expect(many).toContain("… and 3 more");
  });

  test.each([
    [0, 0],
    [1, 1],
    [300, 200],
  ])("of %d subjects shows %d", (count, shown) => {
    const markdown = verdictMarkdown(
      verdict(Array.from({ length: count }, (_, i) => ({ subject: `f${i}` }))),
    );
    expect(markdown.match(/^\| ✅/gm) ?? []).toHaveLength(shown);
    expect(markdown.includes("… and 100 more in the output verdict.")).toBe(count === 300);
    expect(markdown).toContain(count === 0 ? "❌ Not verified: 0 of 0" : "✅ Verified");
  });

  const HOSTILE = `<img src=x>|\`](javascript:x) **b** @liquid-hive\n::error::x`;
  test("shows what a certificate or a name holds as text", () => {
    const mismatches = [{ check: HOSTILE, expected: HOSTILE, found: HOSTILE, note: HOSTILE }];
    const bad = candidate({ passed: false, where: HOSTILE, identity: HOSTILE, mismatches });
    const broken = candidate({ passed: false, error: { code: HOSTILE, message: HOSTILE } });
    const facts = verdict([
      { subject: HOSTILE, need: HOSTILE, policies: { [HOSTILE]: [bad, broken] } },
      {
        subject: HOSTILE,
        policies: { other: [candidate({ where: HOSTILE, identity: HOSTILE, logIndex: HOSTILE })] },
      },
    ]);
    const html = rendered(facts);
    expect(html).not.toMatch(/<img|<strong>b|href=/);
    expect(html.match(/<tr>/g)).toHaveLength(3);
    expect(html.match(/<td/g)).toHaveLength(10);
    expect(verdictMarkdown(facts)).not.toMatch(/^::|@liquid-hive/m);
    expect(verdictLines(facts).join("\n")).not.toMatch(/^\s*::/m);
  });

  test("has rows of bounded length, whatever a certificate holds", () => {
    const long = "<&|`".repeat(500);
    const mismatches = [{ check: "ref", expected: long, found: long }];
    const bad = { ...wrongRef, identity: long, where: long, mismatches };
    const markdown = verdictMarkdown(verdict([{ subject: long, policies: { [long]: [bad], other: [bad] } }]));
    for (const line of markdown.split("\n")) expect(line.length).toBeLessThan(5_000);
  });
});

describe("the log", () => {
  test("has the whole digest, who signed, and when", () =>
    expect(verdictLines(verdict([{}]))).toEqual([
      `✓ signature   ${IMAGE}`,
      "    by liquid-hive/api/.github/workflows/release.yml@refs/heads/main",
      "    2026-11-24 18:05 UTC · log 1234567 · referrer sha256:51c0ab12cd34…",
    ]));

  test("has what failed first, and why", () => {
    const lines = verdictLines(verdict([{}, { subject: "dist/app.tgz", policies: { inputs: [wrongRef] } }]));
    expect(lines.slice(0, 3)).toEqual([
      `✗ no accepted signature   dist/app.tgz   sha256:${HEX}`,
      "    referrer sha256:51c0ab12cd34…   by liquid-hive/api/.github/workflows/release.yml@refs/heads/main",
      "        ref is refs/heads/test, not refs/heads/main",
    ]);
    expect(lines[3]).toMatch(/^✓/);
  });

  test.each([
    ["nothing", [], "    nothing was found"],
    [
      "a broken one",
      [candidate({ passed: false, error: { code: "SIGNATURE_INVALID", message: "It does not hold." } })],
      "        It does not hold.",
    ],
    [
      "another statement",
      [candidate({ passed: false, mismatches: [{ check: "need", expected: "signature", found: "a:b" }] })],
      "        it is a:b, which is no signature",
    ],
    [
      "another case",
      [
        candidate({
          passed: false,
          mismatches: [{ check: "repository", expected: "A/b", found: "a/b", note: "Both count." }],
        }),
      ],
      "        repository is a/b, not A/b (Both count.)",
    ],
  ] as const)("of %s says so", (_, candidates, line) =>
    expect(verdictLines(verdict([{ policies: { inputs: candidates } }]))).toContain(line),
  );
});

test.each([
  [["IDENTITY_MISMATCH", "SIGNATURE_MISSING"], "Signatures: not accepted"],
  [["NOT_PUBLISHED"], "Signatures: made, and not published"],
  [["REGISTRY_REFUSED", "SUBJECT_NOT_FOUND"], "Signatures: the step failed"],
  [["ROLLOUT_FAILED"], "Secrets: applied, and not in use"],
  [["SECRET_NOT_FOUND", "SUBJECT_NOT_FOUND"], "Secrets: not loaded"],
] as const)("a failure of %j is titled", (codes, title) => {
  const all = codes.map((code) => new Failure(code, `of sha256:${HEX}`));
  const markdown = failureMarkdown(all.length === 1 ? all[0]! : new Failure(codes[0], "x", { all }));
  expect(markdown.split("\n")[0]).toBe(`### ❌ ${title}`);
  expect(markdown).toContain("of sha256&#58;9f8d12ab34cd…");
});
