import { printable } from "../kernel/printable.ts";
import { detailsOf, LEVEL_TEXT, shortCommit, worstFirst } from "./scan-text.ts";
import type { RangeFacts, RangeFinding } from "./scanned.ts";
import { middleOut } from "./short.ts";

/** A rule as the reports need it: of a RuleSpec, of a detector in code, of a user's configuration. */
export interface ReportedRule {
  readonly id: string;
  readonly provider: string;
  readonly what: string;
  readonly severity: "critical" | "high" | "medium" | "low";
  readonly revoke?: string;
}

/**
 * GitHub refuses a file with more than 25,000 results or rules of a run and keeps the first 5,000 results.
 * https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const MAX_RESULTS = 5_000;
const MAX_RULES = 25_000;
const MAX_TEXT = 200;
const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const HELP = "https://github.com/liquid-hive/secrets-action/blob/v1/docs/scan-rules.md";
const ROOT = "%SRCROOT%";
/** Scores of CVSS that GitHub shows as the same words. */
const SCORES: Readonly<Record<ReportedRule["severity"], string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.5",
};

/**
 * Findings as SARIF 2.1.0 that GitHub's upload accepts, the worst first. Suppressed ones are left out, since GitHub makes
 * alerts of them too; those in messages of commits have no file and are notifications. No secret and nothing computed
 * from one is in it. Takes the rules that were asked; one of a finding that is not among them is made of the finding.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifDocument(facts: RangeFacts, rules: readonly ReportedRule[], version: string): object {
  const all = worstFirst([...facts.findings, ...facts.listed]);
  const results = all.filter(({ kind }) => kind !== "message");
  const shown = results.slice(0, MAX_RESULTS);
  const listed = rulesOf(rules, shown);
  const index = new Map(listed.map(({ id }, at) => [id, at]));
  const notes = [
    ...all.filter(({ kind }) => kind === "message").map(messageNote),
    ...(results.length > shown.length
      ? [notification(`${results.length - shown.length} more results are in the JSON report.`)]
      : []),
    ...(facts.proof.complete ? [] : [notification("The range could not be read whole.", "error")]),
  ];
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "secrets-action scan",
            informationUri: "https://github.com/liquid-hive/secrets-action",
            semanticVersion: version,
            rules: listed.map(ruleOf),
          },
        },
        automationDetails: { id: "secrets-action-scan/" },
        columnKind: "unicodeCodePoints",
        invocations: [
          {
            executionSuccessful: facts.proof.complete,
            toolExecutionNotifications: notes.slice(0, MAX_RESULTS),
          },
        ],
        results: shown.map((one) => resultOf(one, index.get(one.rule)!)),
      },
    ],
  };
}

/** Rules with a finding first: they have to be there; the others as far as there is room. */
function rulesOf(rules: readonly ReportedRule[], findings: readonly RangeFinding[]): ReportedRule[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const found = new Map<string, ReportedRule>();
  for (const { rule, what } of findings)
    if (!found.has(rule))
      found.set(rule, byId.get(rule) ?? { id: rule, provider: "", what, severity: "high" });
  return [...found.values(), ...rules.filter(({ id }) => !found.has(id))].slice(0, MAX_RULES);
}

function ruleOf({ id, provider, what, severity, revoke }: ReportedRule): object {
  const text = shown(provider === "" ? what : `${provider} ${what}`);
  const help = [
    `${text}.`,
    "Revoke it first: what was pushed may have been read. Then remove it from every commit.",
    ...(revoke === undefined ? [] : [`Revoke: ${revoke}`]),
  ].join(" ");
  return {
    id: shown(id),
    name: shown(id),
    shortDescription: { text },
    fullDescription: { text: `${text} in a commit.` },
    helpUri: HELP,
    help: { text: help, markdown: markdownOf(help) },
    defaultConfiguration: { level: severity === "critical" || severity === "high" ? "error" : "warning" },
    properties: {
      "security-severity": SCORES[severity],
      tags: ["security", "secret", "external/cwe/cwe-798"],
    },
  };
}

function resultOf(one: RangeFinding, ruleIndex: number): object {
  return {
    ruleId: shown(one.rule),
    ruleIndex,
    level: levelOf(one),
    message: { text: textOf(one) },
    locations: [{ physicalLocation: locationOf(one) }],
    partialFingerprints: {
      "secretScan/v1": one.fingerprint,
      // The one that GitHub goes by: else the upload makes it of the line with the secret.
      primaryLocationLineHash: one.fingerprint,
    },
    properties: {
      certainty: LEVEL_TEXT[one.level],
      status: one.status,
      ...(one.commit === "" ? {} : { commit: one.commit }),
      ...(one.decoded.length === 0 ? {} : { decoded: one.decoded.map(shown) }),
    },
  };
}

/** The name of a file has no lines: its first stands for it. Columns count from 1, the last one is beyond the secret. */
function locationOf({ kind, path, line, column, endLine, endColumn }: RangeFinding): object {
  const region =
    kind === "name" ? { startLine: 1 } : { startLine: line, startColumn: column, endLine, endColumn };
  return { artifactLocation: { uri: uriOf(path), uriBaseId: ROOT }, region };
}

const uriOf = (path: string): string =>
  path
    .split("/")
    .map((name) => encodeURIComponent(name.toWellFormed()))
    .join("/");

const levelOf = ({ blocks, level }: RangeFinding): string =>
  blocks ? "error" : level === "placeholder" ? "note" : "warning";

function textOf(one: RangeFinding): string {
  const details = detailsOf(one);
  const by = one.commit === "" ? "" : ` Commit ${shortCommit(one.commit)}.`;
  return shown(
    `${one.what}, ${LEVEL_TEXT[one.level]}${details.length === 0 ? "" : ` (${details.join("; ")})`}.${by}`,
    2 * MAX_TEXT,
  );
}

const messageNote = (one: RangeFinding): object =>
  notification(`In the message of a commit: ${textOf(one)}`, one.blocks ? "error" : "warning");

const notification = (text: string, level = "note"): object => ({ level, message: { text } });

/** One line; square brackets would be links in the text of a message. */
const shown = (text: string, most = MAX_TEXT): string =>
  middleOut(printable(text), most).replace(/[[\]{}\\]/g, " ");

/** Help is shown as markdown. */
const markdownOf = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, "\\$&");
