import { marked } from "marked";
import { expect, test } from "vitest";
import { changeText, type ClusterFacts, clusterLines, verbCounts } from "../../../src/report/cluster.ts";
import { clusterMarkdown } from "../../../src/report/cluster-summary.ts";

const HOSTILE =
  "x | y\n# head <img src=x onerror=alert(1)> [a](https://evil.example) ![b](//e) @team `c` **d** www.e.example";

const facts = (text: string): ClusterFacts => ({
  cluster: text,
  user: text,
  manager: text,
  dryRun: false,
  objects: [
    {
      object: text,
      verb: "changed",
      changes: [{ key: text, is: "new" }],
      ms: 12,
      formerOwner: text,
      notes: [text],
    },
  ],
  left: [text],
  synced: [{ object: text, is: "failed", secrets: [text], ms: 1, why: text }],
  restarted: [{ object: text, is: "failed", secrets: [text], ms: 1, why: text }],
  names: new Map([[text, text]]),
  notices: [text],
  failed: text,
});

test("whatever a server's text holds, the summary shows it as text", () => {
  const markdown = clusterMarkdown(facts(HOSTILE));
  expect(markdown).not.toMatch(/@team|https:|www\./);
  const html = marked.parse(markdown, { async: false });
  expect(html).not.toMatch(/<(img|a|script|em)\b|<h1/);
  // One table an outcome, each of the columns that its head has.
  for (const [row = ""] of html.matchAll(/<tr>[\s\S]*?<\/tr>/g)) expect(row.match(/<t[dh]/g)?.length).toBe(5);
  expect(html).toContain("onerror");
});

test("the log has a line an object, each of one line", () => {
  const lines = clusterLines(facts("plain"));
  expect(lines).toContain("    plain   changed in 12 ms   +plain   (before: plain)");
  expect(lines).toContain("▸ Stopped  plain");
});

test.each([
  [[], ""],
  [
    [
      { key: "A", is: "new" },
      { key: "B", is: "changed" },
      { key: "C", is: "removed" },
      { key: "D", is: "same" },
    ],
    "+A ~B -C",
  ],
])("keys that stay are left out: %j", (changes, text) => {
  expect(changeText(changes)).toBe(text);
});

test("counts verbs", () => {
  const { objects } = facts("a");
  expect(verbCounts([...objects, ...objects, { ...objects[0]!, verb: "created" }])).toBe(
    "2 changed, 1 created",
  );
});
