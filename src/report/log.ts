import { clusterLines } from "./cluster.ts";
import type { Identity, LoadedName, LoadReport } from "./loaded.ts";
import { isSigningOnly } from "./signed.ts";
import { signingLines } from "./signed-log.ts";

const MAX_ROWS = 25;

/** The log of a run: a line a stage, a line a name, at most a screen. */
export function logLines(report: LoadReport): string[] {
  const { loaded, absent, counts } = report;
  const fallbacks = loaded.filter((row) => row.skipped.length > 0).length;
  const seconds = (report.durationMs / 1000).toFixed(2);
  const asked = loaded.length + absent.length;
  const isNoneExported =
    report.dryRun || report.cluster?.failed !== undefined || report.signing?.failed !== undefined;
  const rows = rowsOf(loaded.slice(0, MAX_ROWS));
  if (loaded.length > MAX_ROWS)
    rows.push(`    … and ${loaded.length - MAX_ROWS} more, all in the group below`);
  const signed = report.signing === undefined ? [] : signingLines(report.signing);
  if (isSigningOnly(report))
    return [headerLine(report), ...report.identities.flatMap(identityLines), ...signed];
  return [
    headerLine(report),
    ...report.identities.flatMap(identityLines),
    `▸ Load     ${asked} requested · ${loaded.length} loaded · ${fallbacks} from fallback · ${seconds} s`,
    ...rows,
    ...chainLine(loaded),
    ...absent
      .slice(0, MAX_ROWS)
      .map((row) => `    ${row.name}   not found, and optional   (${reasons(row.skipped)})`),
    ...signed,
    ...(report.cluster === undefined ? [] : clusterLines(report.cluster)),
    `▸ ${report.dryRun ? "Dry run" : "Export "}  ${counts.env} env · ${counts.file} file · ${counts.output} output · ${counts.masks} masks${isNoneExported ? " · nothing was exported" : ""}`,
  ];
}

/**
 * Which provider of the chain the run was served by, in the words that the seed document greps for; then which others,
 * with how many names: these are fallbacks.
 */
function chainLine(loaded: readonly LoadedName[]): string[] {
  const chained = loaded.filter(({ chained: isChained, provider }) => isChained && provider !== "default");
  const [first] = chained.toSorted((a, b) => a.skipped.length - b.skipped.length);
  if (first === undefined) return [];
  const others = new Map<string, number>();
  for (const { provider } of chained)
    if (provider !== first.provider) others.set(provider, (others.get(provider) ?? 0) + 1);
  const also = [...others].map(([provider, count]) => `${provider} for ${count}`).join(", ");
  return [
    `    secrets provider: ${first.provider}${also === "" ? "" : `   (and ${also} of ${chained.length})`}`,
  ];
}

/** Who the step was, and until when; what GitHub said of the job. */
function identityLines({ provider, subject, expires, token }: Identity): string[] {
  const until = expires === undefined ? "" : `   until ${expires.toISOString().replace(/\.\d+/, "")}`;
  return [
    `▸ Identity ${provider}   ${subject}${until}`,
    ...(token === undefined ? [] : [`    sub ${token.subject}   aud ${token.audience}`]),
  ];
}

/** Every name, for a folded group, where the log itself shows a part of them. */
export const logDetails = (report: LoadReport): string[] =>
  report.loaded.length > MAX_ROWS ? rowsOf(report.loaded) : [];

function rowsOf(loaded: readonly LoadedName[]): string[] {
  const widths = [0, 1, 2].map((column) =>
    loaded.reduce((width, row) => Math.max(width, cells(row)[column]!.length), 0),
  );
  return loaded.map((row) => {
    const [name, provider, shown, destination] = cells(row);
    const why = row.skipped.length > 0 ? `   (${reasons(row.skipped)})` : "";
    return `    ${name.padEnd(widths[0]!)}   ${provider.padEnd(widths[1]!)}   ${shown.padEnd(widths[2]!)}   ${destination}${why}`;
  });
}

const cells = (row: LoadedName): [string, string, string, string] => [
  row.name,
  row.provider,
  row.version === undefined ? row.shown : `${row.shown} (${row.version})`,
  row.destinations.join(", "),
];

/** `sops: no such field; env: set but empty` */
export const reasons = (skipped: LoadedName["skipped"]): string =>
  skipped.map(({ provider, why }) => `${provider}: ${why}`).join("; ");

/** What runs where: the first line of every log, the first question of every report. */
const headerLine = (report: LoadReport): string =>
  [
    `secrets-action ${report.version}`,
    `node ${report.node}`,
    report.event && `event ${report.event}`,
    report.ref,
  ]
    .filter((part) => part !== "")
    .join(" · ");
