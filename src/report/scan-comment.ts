import { list, table } from "./markdown.ts";
import {
  isBlocked,
  LEVEL_TEXT,
  placeOf,
  proofText,
  shortCommit,
  shown,
  shownCode,
  verdictText,
  worstFirst,
} from "./scan-text.ts";
import type { RangeFacts, RangeFinding } from "./scanned.ts";
import { middleOut } from "./short.ts";

/** GitHub takes 65,536 characters of a comment; of a name each may need six. */
const MAX_ROWS = 20;
const MAX_ITEMS = 10;
const MAX_TEXT = 80;
const KEY = /[^A-Za-z0-9_.-]/g;

/**
 * The first line of our comment, which no reader sees. Takes what tells one gate of a repository from another: the
 * workflow and the job.
 */
export const commentMarker = (key: string): string =>
  `<!-- liquid-hive/secrets-action scan ${middleOut(key.replace(KEY, "-").replace(/-{2,}/g, "-"), MAX_TEXT).replaceAll("…", "-")} -->`;

/** Whether a comment is the one that this gate wrote. Anybody can write the marker: its author has to be our own too. */
export const isOurComment = (body: string, key: string): boolean =>
  body === commentMarker(key) || body.startsWith(`${commentMarker(key)}\n`);

/**
 * The text of the one comment, in markdown: the verdict, the proof, the worst findings; the rest is in the summary. Takes the
 * address of the run. No secret in it. Pure.
 */
export function scanComment(facts: RangeFacts, key: string, runUrl?: string): string {
  const { findings, changedPolicy, suppressed, proof, head } = facts;
  const rows = worstFirst(findings);
  const added = suppressed.filter(({ addedBy }) => addedBy !== undefined);
  return [
    commentMarker(key),
    `### ${isBlocked(facts) ? "❌" : findings.length > 0 ? "⚠️" : "✅"} Secret scan: ${verdictText(facts)}`,
    "",
    `${proofText(proof)}${head === "" ? "" : `, up to ${shownCode(shortCommit(head), MAX_TEXT)}`}`,
    ...table(["", "What", "Where", "Commit"], rows.slice(0, MAX_ROWS).map(cells)),
    ...(rows.length > MAX_ROWS ? ["", `… and ${rows.length - MAX_ROWS} more.`] : []),
    ...(rows.some(({ blocks }) => blocks)
      ? ["", "**Revoke it first**, then remove it from every commit: what was pushed may have been read."]
      : []),
    ...list(
      "Silenced by comments that this pull request adds",
      most(
        added.map(
          (one) =>
            `${shownCode(placeOf(one, MAX_TEXT), 2 * MAX_TEXT)} · ${shownCode(one.rule, MAX_TEXT)} · by ${shownCode(one.addedBy ?? "", MAX_TEXT)}`,
        ),
      ),
    ),
    ...list(
      "It changes the gate's own configuration: shown, not obeyed",
      most(changedPolicy.map((text) => shownCode(text, 2 * MAX_TEXT))),
    ),
    ...(runUrl !== undefined && /^https?:\/\/[^\s()<>]+$/.test(runUrl)
      ? ["", `[What to do now, and everything else](${runUrl})`]
      : []),
    "",
  ].join("\n");
}

const cells = (one: RangeFinding): string[] => [
  one.blocks ? "❌" : "⚠️",
  `${shown(one.what, MAX_TEXT)}<br>${shownCode(one.rule, MAX_TEXT)} · ${LEVEL_TEXT[one.level]}`,
  shownCode(placeOf(one, MAX_TEXT), 2 * MAX_TEXT),
  shownCode(shortCommit(one.commit), MAX_TEXT),
];

const most = (items: readonly string[]): string[] =>
  items.length > MAX_ITEMS
    ? [...items.slice(0, MAX_ITEMS), `… and ${items.length - MAX_ITEMS} more`]
    : [...items];
