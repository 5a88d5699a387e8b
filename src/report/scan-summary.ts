import { code, escapeMarkdown, list, table } from "./markdown.ts";
import {
  detailsOf,
  isBlocked,
  LEVEL_TEXT,
  placeOf,
  proofText,
  rangeText,
  shortCommit,
  shown,
  shownCode,
  verdictText,
  worstFirst,
} from "./scan-text.ts";
import type { RangeFacts, RangeFinding, SuppressedFinding } from "./scanned.ts";
import { middleOut } from "./short.ts";

/** GitHub drops a summary above 1 MiB whole, and each character of a hostile name takes six in markdown. */
const MAX_FINDINGS = 150;
const MAX_LISTED = 40;
const MAX_SUPPRESSED = 60;
const MAX_ITEMS = 30;
const MAX_TEXT = 72;

/**
 * One scan of a range as the job summary shows it: the proof that all of it was read, then each finding, worst first,
 * with what to do now; what is suppressed; what the range changes of the gate's own configuration. No secret in it.
 */
export function scanMarkdown(facts: RangeFacts): string {
  const { findings, listed, unusedSuppressions, changedPolicy, notes, proof } = facts;
  const lines = [
    `### ${isBlocked(facts) ? "❌" : findings.length > 0 ? "⚠️" : "✅"} ${verdictText(facts)}`,
    "",
    `${proofText(proof)}<br>${shown(rangeText(facts), 3 * MAX_TEXT)}<br>${facts.rules} rules; blocks from <code>${escapeMarkdown(facts.failOn)}</code> on`,
    ...findingTable(facts, findings, MAX_FINDINGS),
    ...whatToDo(facts),
    ...folded("In the base already: listed, never blocking", findingTable(facts, listed, MAX_LISTED)),
    ...section("Suppressed", suppressedTable(facts)),
    ...list("Suppressions to remove", items(unusedSuppressions)),
    ...list("The range changes the gate's own configuration: shown, not obeyed", items(changedPolicy)),
    ...list("Not read", items(proof.skipped.map(({ path, why }) => `${middleOut(path, MAX_TEXT)}: ${why}`))),
    ...list("To know", items(notes)),
  ];
  return `${lines.join("\n")}\n\n`;
}

function findingTable(facts: RangeFacts, findings: readonly RangeFinding[], most: number): string[] {
  const rows = worstFirst(findings);
  return [
    ...table(
      ["", "What", "Where", "By", "Sight", "Now"],
      rows.slice(0, most).map((one) => cells(facts, one)),
    ),
    ...moreThan(rows.length, most),
  ];
}

const cells = (facts: RangeFacts, one: RangeFinding): string[] => [
  one.blocks ? "❌" : "⚠️",
  `${shown(one.what, MAX_TEXT)}<br>${shownCode(one.rule, MAX_TEXT)} · ${LEVEL_TEXT[one.level]}`,
  whereCell(facts, one),
  shown(one.author, MAX_TEXT),
  detailsOf(one)
    .slice(0, 3)
    .map((text) => shownCode(text, MAX_TEXT))
    .join("<br>"),
  nowCell(one),
];

function whereCell({ url }: RangeFacts, one: RangeFinding): string {
  const place = shownCode(placeOf(one, MAX_TEXT), 2 * MAX_TEXT);
  const isOpen = url !== undefined && one.kind === "file" && one.pathMasked !== true;
  const linked = isOpen ? link(fileUrl(url, one), place) : place;
  const commit =
    url === undefined ? shownCode(shortCommit(one.commit), MAX_TEXT) : commitLink(url, one.commit);
  return one.commit === "" ? linked : `${linked}<br>${commit}`;
}

const commitLink = (url: string, commit: string): string =>
  link(`${url}/commit/${commit}`, shownCode(shortCommit(commit), MAX_TEXT));

/** A longer one is cut by browsers and would fill the summary. */
const MAX_URL = 300;

function fileUrl(url: string, { path, commit, line }: RangeFinding): string {
  const file = path.split("/").map((name) => encodeURIComponent(name.toWellFormed()));
  const whole = `${url}/blob/${commit}/${file.join("/")}#L${line}`;
  return whole.length <= MAX_URL ? whole : `${url}/commit/${commit}`;
}

/** Only to where a browser may go; of anything else the text alone. */
const link = (url: string, markdown: string): string =>
  /^https?:\/\/[^\s"'<>|]+$/.test(url)
    ? `<a href="${url.replaceAll("&", "&amp;")}">${markdown}</a>`
    : markdown;

function nowCell({ level, revoke, status }: RangeFinding): string {
  if (level === "placeholder") return "nothing, if it is none";
  const first = revoke === undefined ? "revoke it" : link(revoke, "revoke it");
  return status === "new" ? `${first}, then remove it` : first;
}

/** In the order that helps: what was pushed is known, so removing it comes second. */
function whatToDo({ findings, base }: RangeFacts): string[] {
  if (findings.every(({ level }) => level === "placeholder")) return [];
  const from = base === "" ? "BASE" : shortCommit(base);
  return folded("What to do now", [
    "",
    "1. **Revoke it and make a new one.** What was pushed may have been read: GitHub keeps commits that no branch has any more, and so do forks.",
    "2. **Remove it from the commits**, not only from the last one:",
    "",
    "<pre>",
    escapeMarkdown(`git rebase --interactive ${from}    # edit the commit, take the value out, continue`),
    escapeMarkdown("git push --force-with-lease"),
    "</pre>",
    "",
    `3. **Where it is none**, say so with a reason, an owner and a date: ${code('npx @liquid-hive/secrets-action scan --baseline .github/secret-scan.json --reason "a test key" --owner NAME .')}, committed to the base branch. What is not format verified can also have the comment ${code("gitleaks:allow")} in its line.`,
  ]);
}

const suppressedTable = ({ suppressed }: RangeFacts): string[] => [
  ...table(
    ["Rule", "Where", "By", "Why"],
    worstFirst(suppressed).slice(0, MAX_SUPPRESSED).map(suppressedCells),
  ),
  ...moreThan(suppressed.length, MAX_SUPPRESSED),
];

const suppressedCells = (one: SuppressedFinding): string[] => [
  `${shownCode(one.rule, MAX_TEXT)} · ${LEVEL_TEXT[one.level]}`,
  `${shownCode(placeOf(one, MAX_TEXT), 2 * MAX_TEXT)}<br>${shownCode(shortCommit(one.commit), MAX_TEXT)}`,
  [
    shown(one.by, MAX_TEXT),
    ...(one.addedBy === undefined ? [] : [`⚠️ added here by ${shown(one.addedBy, MAX_TEXT)}`]),
  ].join("<br>"),
  shown(one.why ?? "", MAX_TEXT),
];

const section = (title: string, body: readonly string[]): string[] =>
  body.length === 0 ? [] : ["", `**${escapeMarkdown(title)}**`, ...body];

const folded = (title: string, body: readonly string[]): string[] =>
  body.length === 0
    ? []
    : ["", `<details><summary>${escapeMarkdown(title)}</summary>`, ...body, "", "</details>"];

const moreThan = (count: number, most: number): string[] =>
  count > most ? ["", `… and ${count - most} more in the JSON report.`] : [];

function items(texts: readonly string[]): string[] {
  const first = texts.slice(0, MAX_ITEMS).map((text) => shown(text, 2 * MAX_TEXT));
  return texts.length > MAX_ITEMS ? [...first, `… and ${texts.length - MAX_ITEMS} more`] : first;
}
