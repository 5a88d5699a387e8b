import fs from "node:fs";
import path from "node:path";
import { marked } from "marked";
import { expect, test } from "vitest";
import { Failure, type FailureCode } from "../../../src/kernel/errors.ts";
import { namesOf, reportDocument } from "../../../src/report/document.ts";
import { failureAnnotations, failureLines } from "../../../src/report/failure.ts";
import { failureMarkdown } from "../../../src/report/failure-summary.ts";
import type { LoadReport } from "../../../src/report/loaded.ts";
import { logDetails, logLines } from "../../../src/report/log.ts";
import { escapeMarkdown } from "../../../src/report/markdown.ts";
import { summaryMarkdown } from "../../../src/report/summary.ts";
import { problemsOf, type Schema } from "./schema-problems.ts";

const started = new Date("2026-03-10T12:00:00Z");
const row = (name: string) => ({
  name,
  provider: "sops",
  shown: "a.enc.yaml#x",
  version: undefined,
  date: new Date("2026-03-01T12:00:00Z"),
  expires: new Date("2026-03-10T13:00:00Z"),
  requestId: "req-1",
  destinations: ["env"],
  masked: true,
  skipped: [{ provider: "vault", why: "not there" }],
});
const report = (names: readonly string[]): LoadReport => ({
  version: "1.2.3",
  node: "24.0.0",
  event: "push",
  ref: "refs/heads/main",
  repository: "acme/app",
  identities: [
    {
      provider: "aws",
      subject: "arn:aws:sts::123456789012:assumed-role/deploy/GitHubActions",
      account: "123456789012",
      expires: new Date("2026-03-10T12:15:00Z"),
      token: { subject: "repo:acme/app:ref:refs/heads/main", audience: "sts.amazonaws.com" },
    },
  ],
  providers: [
    {
      provider: "vault",
      authenticated: true,
      refused: undefined,
      sealed: false,
      expires: undefined,
      valuesExpire: undefined,
      references: 3,
      cacheHits: 1,
      outcomes: [
        { outcome: "found", reason: undefined, count: 1 },
        { outcome: "failed", reason: "ACCESS_DENIED", count: 2 },
      ],
      waitedMs: 41.6,
      requestsMs: [20, 12.4],
    },
  ],
  started,
  cluster: undefined,
  durationMs: 123.4,
  dryRun: false,
  loaded: names.map(row),
  absent: [{ name: "GONE", skipped: [{ provider: "env", why: "not set" }] }],
  counts: { env: names.length, file: 0, output: 0, masks: 7 },
  notices: ["something to know"],
});

test("the report follows its schema", () => {
  const schema = JSON.parse(
    fs.readFileSync(path.resolve(import.meta.dirname, "../../../docs/report.schema.json"), "utf8"),
  ) as Schema;
  expect(problemsOf(schema, JSON.parse(reportDocument(report(["A", "B"]), ["C"])))).toEqual([]);
  expect(problemsOf(schema, { schema: 1 })).not.toEqual([]);
});

test("the report holds what was asked of each provider, and the server's id of each read", () => {
  const { loaded, metrics } = JSON.parse(reportDocument(report(["A"]), [])) as {
    loaded: unknown[];
    metrics: { providers: unknown[] };
  };
  expect(loaded[0]).toMatchObject({ request_id: "req-1", expires: "2026-03-10T13:00:00.000Z" });
  expect(metrics.providers).toEqual([
    {
      provider: "vault",
      authenticated: true,
      sealed: false,
      references: 3,
      cache_hits: 1,
      outcomes: [
        { outcome: "found", reason: null, count: 1 },
        { outcome: "failed", reason: "ACCESS_DENIED", count: 2 },
      ],
      requests: 2,
      requests_ms: 32,
      slowest_request_ms: 20,
      waited_ms: 42,
    },
  ]);
});

test("of an earlier report only names are read, and only what can be a name", () => {
  expect(namesOf(reportDocument(report(["A"]), ["B", "A"]))).toEqual(["A", "B"]);
  expect(namesOf('{"loaded":[{"name":"X\\nNODE_OPTIONS"},null,7],"carried":"no"}')).toEqual([]);
  expect(namesOf("no JSON")).toEqual([]);
});

test("the log is at most a screen, with sources and reasons", () => {
  const lines = logLines(report(Array.from({ length: 100 }, (_, i) => `NAME_${i}`)));
  expect(lines.length).toBeLessThan(35);
  expect(lines[0]).toBe("secrets-action 1.2.3 · node 24.0.0 · event push · refs/heads/main");
  expect(lines.join("\n")).toContain("vault: not there");
  expect(lines.join("\n")).toContain("and 75 more");
  expect(logDetails(report(Array.from({ length: 100 }, (_, i) => `NAME_${i}`)))).toHaveLength(100);
  expect(logDetails(report(["A"]))).toEqual([]);
});

test("the summary shows names as text, whatever they hold", () => {
  const markdown = summaryMarkdown(report(["A", "<img src=x onerror=1>|`x`"]));
  expect(markdown).toContain("9 days");
  expect(markdown).not.toMatch(/<img|\|`/);
  expect(escapeMarkdown("[a](http://b)\n# c")).not.toMatch(/[[\]()\n]/);
  const linked = escapeMarkdown("https://a.example WWW.a.example me@a.example **b** ![](c) ~~d~~");
  expect(marked.parse(linked, { async: false, gfm: true })).not.toMatch(/<(?!\/?p>)/);
});

test("the summary says who the step was, and until when", () => {
  const markdown = summaryMarkdown(report(["A"]));
  const row = markdown.split("\n").find((line) => line.startsWith("| aws"));
  for (const part of [
    "assumed&#45;role/deploy/GitHubActions",
    "<code>123456789012</code>",
    "2026-03-10 12:15&nbsp;UTC",
  ])
    expect(row).toContain(part);
  expect(markdown).toContain("| vault | 3 | 1 | 42&nbsp;ms | 2 × <code>ACCESS_DENIED</code> |");
  const nobody = summaryMarkdown({ ...report([]), identities: [], providers: [] });
  expect(nobody).not.toContain("|");
});

test("what a fix has to paste stands in the summary as it is, in blocks of its own", () => {
  const statement = JSON.stringify({ Effect: "Allow", Action: ["a_b:*"], Note: "```" }, null, 2);
  const yaml = "permissions:\n  id-token: write";
  const fix = `In the policy of <role>:\n${statement}\nThen, in the job:\n${yaml}`;
  const markdown = failureMarkdown(new Failure("TRUST_REFUSED", "Refused.", { fix }));
  const blocks = [...markdown.matchAll(/^````\n([\s\S]*?)\n````$/gm)].map((match) => match[1]);
  expect(blocks).toEqual([statement, yaml]);
  expect(markdown).toContain("In the policy of &#60;role&#62;&#58;\n");
});

test("a failure has code, place, cause, fix and documentation, in every form", () => {
  const failure = new Failure("SOPS_FORMAT", "It is broken.", {
    at: { file: "a.yaml", line: 3, column: 7 },
    fix: "mend it",
  });
  const lines = failureLines(failure).join("\n");
  for (const part of [
    "SOPS_FORMAT",
    "a.yaml, line 3, column 7",
    "It is broken.",
    "Fix: mend it",
    "#sops_format",
  ])
    expect(lines).toContain(part);
  expect(failureAnnotations(failure)[0]?.at).toEqual({
    title: "SOPS_FORMAT",
    file: "a.yaml",
    line: 3,
    column: 7,
  });
  expect(failureMarkdown(failure)).toContain("mend it");
});

test("sixty problems are ten annotations, the last of which counts the rest", () => {
  const all = Array.from({ length: 60 }, (_, i) => new Failure("REFERENCE_INVALID", `problem ${i}`));
  const annotations = failureAnnotations(new Failure("REFERENCE_INVALID", "60 problems", { all }));
  expect(annotations).toHaveLength(10);
  expect(annotations.at(-1)?.message).toContain("51 more");
});

test("what fails after the apply is not said to be nothing", () => {
  const title = (...codes: readonly FailureCode[]): string =>
    failureMarkdown(new Failure(codes[0]!, "x", { all: codes.map((code) => new Failure(code, "x")) })).split(
      "\n",
    )[0]!;
  expect(title("ROLLOUT_FAILED", "WAIT_EXPIRED")).toBe("### ❌ Secrets: applied, and not in use");
  expect(title("SYNC_FAILED", "ACCESS_DENIED")).toBe("### ❌ Secrets: not loaded");
});
