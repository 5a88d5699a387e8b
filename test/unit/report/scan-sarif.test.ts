import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { sarifDocument } from "../../../src/report/sarif.ts";
import type { RangeFacts } from "../../../src/report/scanned.ts";
import { schemaProblems } from "../../harness/json-schema.ts";
import { HOSTILE, rangeFacts, rangeFinding } from "./scan-facts.ts";

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: object;
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly Result[];
    readonly invocations: readonly {
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
  }[];
}

const SCHEMA = JSON.parse(
  fs.readFileSync(path.resolve(import.meta.dirname, "../../fixtures/sarif/sarif-schema-2.1.0.json"), "utf8"),
) as Record<string, unknown>;

const RULES = [
  {
    id: "github-pat",
    provider: "GitHub",
    what: "personal access token (classic)",
    severity: "critical",
    revoke: "https://github.com/settings/tokens",
  },
  { id: "url-password", provider: "", what: "password in a URL", severity: "medium" },
] as const;

const logOf = (facts: Partial<RangeFacts>): Log =>
  JSON.parse(JSON.stringify(sarifDocument(rangeFacts(facts), RULES, "1.2.3"))) as Log;

test.each([
  ["nothing", {}],
  ["a finding", { findings: [rangeFinding()] }],
  [
    "every kind, status and level",
    {
      findings: (["file", "name", "message"] as const).flatMap((kind) =>
        (["verified", "placeholder"] as const).map((level) =>
          rangeFinding({ kind, level, decoded: ["base64", "zip:a/[b]"], facts: { issuer: "x" } }),
        ),
      ),
      listed: [rangeFinding({ status: "in the base already", blocks: false })],
    },
  ],
  [
    "hostile names",
    {
      findings: HOSTILE.map((name) =>
        rangeFinding({ path: `a/${name}`, author: name, sight: name, rule: name, what: name }),
      ),
    },
  ],
  ["a range that is not whole", { proof: { ...rangeFacts().proof, complete: false } }],
])("fits the official schema with %s", (_, facts) => {
  expect(schemaProblems(SCHEMA, logOf(facts))).toEqual([]);
});

test("the validator sees what does not fit", () => {
  const log = logOf({ findings: [rangeFinding({ line: 0 })] });
  expect(schemaProblems(SCHEMA, { ...log, version: "2.0.0", more: 1 }).sort()).toEqual([
    "$.more is unknown",
    "$.runs[0].results[0].locations[0].physicalLocation.region.startLine is less",
    "$.version is none of the choices",
  ]);
});

test("a result has its rule, region and both fingerprints", () => {
  const [run] = logOf({ findings: [rangeFinding({ path: "a b/c:d%.ts" })] }).runs;
  const [result] = run!.results;
  expect(run!.tool.driver.rules[result!.ruleIndex]!.id).toBe(result!.ruleId);
  expect(result).toMatchObject({
    ruleId: "github-pat",
    level: "error",
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "a%20b/c%3Ad%25.ts" },
          region: { startLine: 12, startColumn: 18, endLine: 12, endColumn: 58 },
        },
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: "0011223344556677:1",
      "secretScan/v1": "0011223344556677:1",
    },
  });
  expect(result!.message.text).not.toMatch(/[[\]\n]/);
});

test("a rule that nobody listed is made of its finding", () => {
  const [run] = logOf({ findings: [rangeFinding({ rule: "of-a-user", what: "a user's own" })] }).runs;
  expect(run!.tool.driver.rules.map(({ id }) => id)).toEqual(["of-a-user", "github-pat", "url-password"]);
});

test("messages of commits are notifications: they have no file", () => {
  const [run] = logOf({ findings: [rangeFinding({ kind: "message" })] }).runs;
  expect(run!.results).toEqual([]);
  expect(run!.invocations[0]!.toolExecutionNotifications[0]!.message.text).toContain("message of a commit");
});

test("what is suppressed is no alert", () => {
  const suppressed = [{ ...rangeFinding(), by: "gitleaks:allow" }];
  expect(logOf({ suppressed }).runs[0]!.results).toEqual([]);
});

test("keeps 5,000 results, the worst, and says how many are missing", () => {
  const findings = Array.from({ length: 5_010 }, (_, i) =>
    rangeFinding(i < 5_005 ? { line: i + 1, blocks: false, level: "generic" } : { line: i + 1 }),
  );
  const [run] = logOf({ findings }).runs;
  expect(run!.results).toHaveLength(5_000);
  expect(run!.results.filter(({ level }) => level === "error")).toHaveLength(5);
  expect(run!.invocations[0]!.toolExecutionNotifications[0]!.message.text).toContain("10 more");
});
