import { marked } from "marked";
import { expect, test } from "vitest";
import { scanMarkdown } from "../../../src/report/scan-summary.ts";
import { HOSTILE, rangeFacts, rangeFinding } from "./scan-facts.ts";

test("begins with the verdict and the proof", () => {
  expect(scanMarkdown(rangeFacts()).split("\n").slice(0, 3)).toEqual([
    "### ✅ No secret that blocks",
    "",
    "12 commits (1 merge), 34 blobs, 1.2 MiB; complete<br>fedcba9..0123456 · pull&#95;request · every commit that main does not have<br>260 rules; blocks from <code>specific</code> on",
  ]);
});

test.each([
  ["a range that is not whole", { proof: { ...rangeFacts().proof, complete: false } }, "❌", "NOT complete"],
  ["what blocks", { findings: [rangeFinding()] }, "❌", "1 secret found"],
  [
    "what does not block",
    { findings: [rangeFinding({ blocks: false })] },
    "⚠️",
    "No secret that blocks, 1 more that does not block",
  ],
  [
    "old and suppressed ones",
    {
      listed: [rangeFinding({ status: "in the base already", blocks: false })],
      suppressed: [{ ...rangeFinding(), by: "gitleaks:allow" }],
    },
    "✅",
    "No secret that blocks, 1 in the base already, 1 suppressed",
  ],
] as const)("says first of %s what it means", (_, facts, mark, text) => {
  const markdown = scanMarkdown(rangeFacts(facts));
  expect(markdown).toMatch(new RegExp(`^### ${mark} `));
  expect(markdown).toContain(text);
});

test("a row says rule, place, commit, author, sight, and what to do", () => {
  const markdown = scanMarkdown(rangeFacts({ findings: [rangeFinding()] }));
  const row = markdown.split("\n").find((line) => line.includes("github&#45;pat"))!;
  for (const part of [
    "format verified",
    "blob/0123456789abcdef0123456789abcdef01234567/src/config.ts#L12",
    "src/config.ts&#58;12",
    "<code>0123456</code>",
    "Mona Lisa",
    "ghp&#95;…",
    '<a href="https://github.com/settings/tokens">revoke it</a>, then remove it',
  ])
    expect(row).toContain(part);
  expect(markdown).toContain("git push &#45;&#45;force&#45;with&#45;lease");
});

test("the worst comes first", () => {
  const markdown = scanMarkdown(
    rangeFacts({
      findings: [
        rangeFinding({ rule: "third", level: "placeholder", blocks: false }),
        rangeFinding({ rule: "second", level: "specific", path: "z" }),
        rangeFinding({ rule: "first", path: "z" }),
      ],
    }),
  );
  const order = ["first", "second", "third"].map((rule) => markdown.indexOf(`<code>${rule}</code>`));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order[0]).toBeGreaterThan(0);
});

test("a path that had the secret in it, a name and a message have no link to a file", () => {
  const findings = [
    rangeFinding({ path: "a/***.txt", pathMasked: true }),
    rangeFinding({ kind: "name", path: "b/***.txt" }),
    rangeFinding({ kind: "message" }),
  ];
  const markdown = scanMarkdown(rangeFacts({ findings }));
  expect(markdown).not.toContain("/blob/");
  expect(markdown).toContain("commit message, line 12");
});

test("shows what is suppressed with who added that here, what is stale, and what the range changes", () => {
  const markdown = scanMarkdown(
    rangeFacts({
      suppressed: [
        { ...rangeFinding({ level: "generic" }), by: "gitleaks:allow", why: "a test", addedBy: "Eve" },
      ],
      unusedSuppressions: [".github/secret-scan.json entry 2: matches nothing"],
      changedPolicy: [".gitleaks.toml: changed by 0123456"],
      proof: { ...rangeFacts().proof, skipped: [{ path: "a.bin", why: "an LFS pointer" }] },
      notes: ["3 patterns ran by re2js"],
    }),
  );
  for (const text of [
    "added here by Eve",
    "entry 2&#58; matches nothing",
    ".gitleaks.toml&#58; changed by",
    "an LFS pointer",
    "3 patterns ran by re2js",
  ])
    expect(markdown).toContain(text);
});

test("hostile names are shown and nothing else", async () => {
  const names = HOSTILE.map((name) =>
    rangeFinding({
      path: name,
      author: name,
      sight: name,
      rule: name,
      what: name,
      decoded: [name],
      commit: name,
      revoke: name,
    }),
  );
  const facts = rangeFacts({
    findings: names,
    listed: names,
    suppressed: names.map((one) => ({ ...one, by: one.path, why: one.path, addedBy: one.path })),
    unusedSuppressions: HOSTILE,
    changedPolicy: HOSTILE,
    why: HOSTILE.join(""),
    notes: HOSTILE,
  });
  const html = await marked(scanMarkdown(facts));
  expect(html).not.toMatch(/<img|<script|href="(?!https:\/\/github\.com\/acme\/app\/)/);
  expect(html.match(/<details>/g)).toHaveLength(html.match(/<\/details>/g)!.length);
  expect(html.match(/<table>/g)).toHaveLength(3);
  expect(scanMarkdown(facts)).not.toMatch(/^::|##\[/m);
});

test("stays below what GitHub takes with many findings of long hostile names", () => {
  const long = "<|>@".repeat(1_000);
  const many = Array.from({ length: 2_000 }, () =>
    rangeFinding({
      path: long,
      author: long,
      sight: long,
      rule: long,
      what: long,
      decoded: [long, long, long],
      revoke: `https://x.example/${"y".repeat(100)}`,
    }),
  );
  const texts = Array.from({ length: 1_000 }, () => long);
  const markdown = scanMarkdown(
    rangeFacts({
      findings: many,
      listed: many,
      suppressed: many.map((one) => ({ ...one, by: long, why: long, addedBy: long })),
      unusedSuppressions: texts,
      changedPolicy: texts,
      notes: texts,
      why: long,
      proof: { ...rangeFacts().proof, skipped: texts.map((path) => ({ path, why: path })) },
    }),
  );
  expect(Buffer.byteLength(markdown)).toBeLessThan(900 * 1024);
  expect(markdown).toContain("1850 more in the JSON report");
});
