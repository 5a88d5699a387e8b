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
  const columns = [...html.matchAll(/<table>[\s\S]*?<\/table>/g)].map(([one]) =>
    [...one.matchAll(/<tr>[\s\S]*?<\/tr>/g)].map(([row]) => row.match(/<t[dh]/g)?.length),
  );
  expect(columns).toEqual([
    [4, 4],
    [4, 4],
    [4, 4],
  ]);
  expect(html).toContain("onerror");
});

test("a column in which nothing is said is left out, and what takes room stands below the tables", () => {
  const { objects, restarted } = facts("plain");
  const one = { ...objects[0]!, formerOwner: undefined, ms: 0, changes: [] };
  const markdown = clusterMarkdown({ ...facts("plain"), objects: [one] });
  expect(markdown).toContain("| Object | Result |\n");
  expect(markdown).not.toContain("**Why**");
  const other = clusterMarkdown({ ...facts("plain"), failed: "2 workloads" });
  expect(other).toContain("**Why**\n\n- <code>plain</code>: plain\n- <code>plain</code>: plain");
  expect(other).toContain("**Taken over**\n\n- <code>plain</code> from <code>plain</code>");
  const why = { ...restarted[0]!, is: "rolled out", why: undefined };
  const well = { ...facts("plain"), synced: [], restarted: [why], failed: undefined };
  expect(clusterMarkdown(well)).not.toMatch(/Why|Stopped/);
});

test.each([
  [[], false, "✅ Cluster: nothing to apply"],
  [["a note"], false, "⚠️ Cluster: nothing to apply"],
  [[], true, "✅ Cluster: nothing to apply (dry run: nothing was changed)"],
])("the title tells how it went: notices %j, dry run %j", (notices, dryRun, title) => {
  const quiet = { ...facts("plain"), objects: [], left: [], synced: [], restarted: [], failed: undefined };
  expect(clusterMarkdown({ ...quiet, notices, dryRun }).split("\n")[0]).toBe(`### ${title}`);
});

test("many objects and many keys are bounded, in the log and in the summary", () => {
  const [one] = facts("plain").objects;
  const changes = Array.from({ length: 40 }, (_, i) => ({ key: `K${i}`, is: "new" }));
  const objects = Array.from({ length: 250 }, (_, i) => ({ ...one!, object: `Secret a/${i}`, changes }));
  const many = { ...facts("plain"), objects };
  const lines = clusterLines(many);
  expect(lines.filter((line) => line.includes("Secret a/"))).toHaveLength(50);
  expect(lines).toContain("    … and 200 more in the report");
  expect(clusterMarkdown(many)).toContain("… and 50 more in the report.");
  expect(changeText(changes)).toMatch(/\+K29 … 10 more$/);
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

test("counts verbs: what was done first", () => {
  const [one] = facts("a").objects;
  const verbs = ["unchanged", "skipped", "changed", "created", "changed", "pruned", "rolled back"];
  expect(verbCounts(verbs.map((verb) => ({ ...one!, verb })))).toBe(
    "1 created, 2 changed, 1 pruned, 1 rolled back, 1 unchanged, 1 skipped",
  );
  expect(verbCounts([])).toBe("");
});
