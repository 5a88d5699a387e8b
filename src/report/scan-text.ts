import { printable } from "../kernel/printable.ts";
import { code, escapeMarkdown } from "./markdown.ts";
import { middleOut } from "./short.ts";
import type { RangeFacts, RangeFinding, RangeProof, ScannedFinding } from "./scanned.ts";

const KIB = 1024;
const MIB = KIB * KIB;
const COMMIT_SHOWN = 7;
const SURE: readonly ScannedFinding["level"][] = ["verified", "specific", "generic", "placeholder"];

/** How sure a finding is, as people read it. */
export const LEVEL_TEXT: Readonly<Record<ScannedFinding["level"], string>> = {
  verified: "format verified",
  specific: "specific",
  generic: "generic",
  placeholder: "likely a placeholder",
};

/** What blocks first, then what is new, then the surest, then by place. Pure. */
export const worstFirst = <T extends RangeFinding>(findings: readonly T[]): T[] =>
  findings.toSorted(
    (a, b) =>
      Number(b.blocks) - Number(a.blocks) ||
      Number(b.status === "new") - Number(a.status === "new") ||
      SURE.indexOf(a.level) - SURE.indexOf(b.level) ||
      compare(a.path, b.path) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.commit, b.commit),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** As much of a commit's id as people compare. Pure. */
export const shortCommit = (commit: string): string => commit.slice(0, COMMIT_SHOWN);

/** Where a finding stands, with at most `most` characters of the path. Pure. */
export function placeOf({ kind, path, line }: RangeFinding, most: number): string {
  if (kind === "message") return `commit message, line ${line}`;
  const shown = middleOut(path, most);
  return kind === "name" ? `name of ${shown}` : `${shown}:${line}`;
}

/** What may be shown of a finding beside its place: the sight of it, how it was hidden, facts, a reason. Pure. */
export const detailsOf = ({ sight, decoded, facts, reason }: ScannedFinding): string[] => [
  ...(sight === "" ? [] : [sight]),
  ...decoded.map((how) => `in ${how}`),
  ...Object.entries(facts).map(([name, text]) => `${name} ${text}`),
  ...(reason === undefined ? [] : [`likely none: ${reason}`]),
];

/** A size in bytes for people. Pure. */
export const sizeText = (bytes: number): string =>
  bytes < MIB ? `${Math.ceil(bytes / KIB)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`;

/** A count with its noun: `1 commit`, `2 commits`. Pure. */
export const countText = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** What was read, and whether that is all: `12 commits (1 merge), 34 files' versions, 1.2 MiB; complete`. Pure. */
export function proofText({ commits, merges, blobs, bytes, complete }: RangeProof): string {
  const of = merges === 0 ? "" : ` (${countText(merges, "merge")})`;
  return [
    `${countText(commits, "commit")}${of}, ${countText(blobs, "blob")}, ${sizeText(bytes)}`,
    complete ? "complete" : "NOT complete",
  ].join("; ");
}

/** Which range: both ends, the event, the range in words. Pure. */
export function rangeText({ base, head, event, why }: RangeFacts): string {
  const ends = [base, head].filter((one) => one !== "").map(shortCommit);
  return [ends.join(".."), event, why].filter((one) => one !== "").join(" · ");
}

/** The verdict in one line. Pure. */
export function verdictText({ findings, listed, suppressed, proof }: RangeFacts): string {
  const blocking = findings.filter(({ blocks }) => blocks).length;
  const others = findings.length - blocking;
  const more = [
    ...(others > 0 ? [`${others} more that ${others === 1 ? "does" : "do"} not block`] : []),
    ...(listed.length > 0 ? [`${listed.length} in the base already`] : []),
    ...(suppressed.length > 0 ? [`${suppressed.length} suppressed`] : []),
  ];
  const first =
    blocking > 0
      ? `${countText(blocking, "secret")} found`
      : proof.complete
        ? "No secret that blocks"
        : "The range could not be read whole";
  return [first, ...more].join(", ");
}

/** Whether the gate is shut. Pure. */
export const isBlocked = ({ findings, proof }: RangeFacts): boolean =>
  !proof.complete || findings.some(({ blocks }) => blocks);

/** Text from outside as markdown, at most `most` characters of it, invisible ones as their code points. Pure. */
export const shown = (text: string, most: number): string => escapeMarkdown(middleOut(printable(text), most));

/** The same as code, in which GitHub makes no mention or link either. Pure. */
export const shownCode = (text: string, most: number): string => code(middleOut(printable(text), most));
