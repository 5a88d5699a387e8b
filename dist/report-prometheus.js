function prometheusText(metrics) {
  return metrics.map((metric) => `${headOf(metric)}${linesOf(metric).join("")}`).join("");
}
const headOf = ({ name, help, kind }) => `# HELP ${name} ${help.toWellFormed().replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}
# TYPE ${name} ${kind}
`;
function linesOf(metric) {
  const { name } = metric;
  if (metric.kind === "gauge")
    return metric.samples.map(({ labels, value }) => `${name}${labelText(labels)} ${numberText(value)}
`);
  return metric.samples.flatMap(({ labels, counts, sum }) => {
    let total = 0;
    const buckets = counts.map((count, i) => {
      total += count;
      const le = numberText(metric.bounds[i] ?? Number.POSITIVE_INFINITY);
      return `${name}_bucket${labelText({ ...labels, le })} ${total}
`;
    });
    return [
      ...buckets,
      `${name}_sum${labelText(labels)} ${numberText(sum)}
`,
      `${name}_count${labelText(labels)} ${total}
`
    ];
  });
}
function labelText(labels) {
  const shown = Object.entries(labels).filter(([, text]) => text !== "");
  if (shown.length === 0) return "";
  return `{${shown.map(([name, text]) => `${name}="${escaped(text)}"`).join(",")}}`;
}
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };
const escaped = (text) => text.toWellFormed().replace(/[\\"\n]/g, (char) => ESCAPES[char]);
const numberText = (value) => value === Number.POSITIVE_INFINITY ? "+Inf" : value === Number.NEGATIVE_INFINITY ? "-Inf" : String(value);
export {
  prometheusText
};
