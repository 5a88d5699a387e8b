import type { Labels, Metric } from "./metrics.ts";

/**
 * Metrics as text for Prometheus: the format 0.0.4 that its textfile collector reads. Text of labels is escaped, and
 * what no encoding knows is replaced. https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map((metric) => `${headOf(metric)}${linesOf(metric).join("")}`).join("");
}

const headOf = ({ name, help, kind }: Metric): string =>
  `# HELP ${name} ${help.toWellFormed().replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}\n# TYPE ${name} ${kind}\n`;

function linesOf(metric: Metric): string[] {
  const { name } = metric;
  if (metric.kind === "gauge")
    return metric.samples.map(({ labels, value }) => `${name}${labelText(labels)} ${numberText(value)}\n`);
  return metric.samples.flatMap(({ labels, counts, sum }) => {
    let total = 0;
    const buckets = counts.map((count, i) => {
      total += count;
      const le = numberText(metric.bounds[i] ?? Number.POSITIVE_INFINITY);
      return `${name}_bucket${labelText({ ...labels, le })} ${total}\n`;
    });
    return [
      ...buckets,
      `${name}_sum${labelText(labels)} ${numberText(sum)}\n`,
      `${name}_count${labelText(labels)} ${total}\n`,
    ];
  });
}

function labelText(labels: Labels): string {
  const shown = Object.entries(labels).filter(([, text]) => text !== "");
  if (shown.length === 0) return "";
  return `{${shown.map(([name, text]) => `${name}="${escaped(text)}"`).join(",")}}`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

const escaped = (text: string): string => text.toWellFormed().replace(/[\\"\n]/g, (char) => ESCAPES[char]!);

/** As Go's ParseFloat reads it. */
const numberText = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? "+Inf" : value === Number.NEGATIVE_INFINITY ? "-Inf" : String(value);
