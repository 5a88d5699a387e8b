import { printable } from "../kernel/printable.ts";
import { minuteOf } from "./short.ts";
import { countsOf, formText, placeText, type SignedRow, signedRows } from "./signed-rows.ts";
import type { SigningFacts } from "./signed.ts";

const MAX_ROWS = 100;

/** What was signed, for the log: who, then each artifact in a few lines, of a great many the first. */
export function signingLines(facts: SigningFacts): string[] {
  const { artifacts, dryRun, identity, issuer, instance, source, until } = facts;
  const rows = signedRows(artifacts);
  const ends = until === undefined ? "" : `, certificate until ${minuteOf(until)}`;
  return [
    `▸ ${dryRun ? "Would sign" : "Signed"}   ${countsOf(artifacts)}`,
    ...(identity === "" ? [] : [printable(`    as ${identity}`), printable(`    issuer ${issuer}${ends}`)]),
    printable(`    Sigstore ${instance} (${source})`),
    ...rows.slice(0, MAX_ROWS).flatMap(rowLines),
    ...(rows.length > MAX_ROWS ? [`    … and ${rows.length - MAX_ROWS} more, all in the report`] : []),
  ];
}

/** The digest whole, since it is what one copies; below it where its signature is, and what the log has. */
function rowLines({ subject, more, digest, what, places, logs }: SignedRow): string[] {
  const others = more > 0 ? ` and ${more} more` : "";
  const by = subject.endsWith(digest) ? "" : `   ${digest}`;
  const where = places
    .map((place) => `${formText(place)} ${placeText(place, subject)}`.trimEnd())
    .join(" · ");
  const entries = logs.map(({ index, url }) => `log ${index}${url === "" ? "" : ` ${url}`}`);
  return [
    printable(`    ${what}   ${subject}${others}${by}`),
    ...[where, ...new Set(entries)].filter((text) => text !== "").map((text) => printable(`        ${text}`)),
  ];
}
