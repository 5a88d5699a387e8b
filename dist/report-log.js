const MAX_ROWS = 25;
function logLines(report) {
  const { loaded, absent, counts } = report;
  const fallbacks = loaded.filter((row) => row.skipped.length > 0).length;
  const seconds = (report.durationMs / 1e3).toFixed(2);
  const asked = loaded.length + absent.length;
  const rows = rowsOf(loaded.slice(0, MAX_ROWS));
  if (loaded.length > MAX_ROWS)
    rows.push(`    \u2026 and ${loaded.length - MAX_ROWS} more, all in the group below`);
  return [
    headerLine(report),
    ...report.identities.flatMap(identityLines),
    `\u25B8 Load     ${asked} requested \xB7 ${loaded.length} loaded \xB7 ${fallbacks} from fallback \xB7 ${seconds} s`,
    ...rows,
    ...absent.slice(0, MAX_ROWS).map((row) => `    ${row.name}   not found, and optional   (${reasons(row.skipped)})`),
    `\u25B8 ${report.dryRun ? "Dry run" : "Export "}  ${counts.env} env \xB7 ${counts.file} file \xB7 ${counts.output} output \xB7 ${counts.masks} masks${report.dryRun ? " \xB7 nothing was exported" : ""}`
  ];
}
function identityLines({ provider, subject, expires, token }) {
  const until = expires === void 0 ? "" : `   until ${expires.toISOString().replace(/\.\d+/, "")}`;
  return [
    `\u25B8 Identity ${provider}   ${subject}${until}`,
    ...token === void 0 ? [] : [`    sub ${token.subject}   aud ${token.audience}`]
  ];
}
const logDetails = (report) => report.loaded.length > MAX_ROWS ? rowsOf(report.loaded) : [];
function rowsOf(loaded) {
  const widths = [0, 1, 2].map(
    (column) => loaded.reduce((width, row) => Math.max(width, cells(row)[column].length), 0)
  );
  return loaded.map((row) => {
    const [name, provider, shown, destination] = cells(row);
    const why = row.skipped.length > 0 ? `   (${reasons(row.skipped)})` : "";
    return `    ${name.padEnd(widths[0])}   ${provider.padEnd(widths[1])}   ${shown.padEnd(widths[2])}   ${destination}${why}`;
  });
}
const cells = (row) => [
  row.name,
  row.provider,
  row.version === void 0 ? row.shown : `${row.shown} (${row.version})`,
  row.destinations.join(", ")
];
const reasons = (skipped) => skipped.map(({ provider, why }) => `${provider}: ${why}`).join("; ");
const headerLine = (report) => [
  `secrets-action ${report.version}`,
  `node ${report.node}`,
  report.event && `event ${report.event}`,
  report.ref
].filter((part) => part !== "").join(" \xB7 ");
export {
  logDetails as a,
  logLines as l,
  reasons as r
};
