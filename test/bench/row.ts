export interface Row {
  readonly bench: string;
  readonly case: string;
  readonly ours: number;
  readonly baseline: number;
  readonly unit: string;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Takes one measured case; prints it as a row of a table, then as one line of JSON. */
export function print(row: Row): void {
  const { bench, unit } = row;
  const [ours, baseline, ratio] = [row.ours, row.baseline, row.ours / row.baseline].map(round);
  console.log(`| ${bench} | ${row.case} | ${ours} ${unit} | ${baseline} ${unit} | ${ratio} |`);
  console.log(JSON.stringify({ bench, case: row.case, ours, baseline, ratio, unit }));
}
