const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const SMALL = [
  ["ms", 1e6],
  ["µs", 1e3],
  ["ns", 1],
] as const;

/**
 * A duration as Go prints it: `1h` is `1h0m0s`. The operator writes it back so, and would then own a field that was
 * written otherwise. What is no duration stays as it is. https://pkg.go.dev/time#Duration.String
 */
export function goDuration(text: string): string {
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return text;
  let total = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g))
    total += Number(number) * (NANOSECONDS[unit ?? ""] ?? 0);
  total = Math.round(total);
  if (total === 0) return "0s";
  const small = total < 1e9 ? SMALL.find(([, size]) => total >= size) : undefined;
  if (small !== undefined) return `${total / small[1]}${small[0]}`;
  const minutes = Math.floor(total / 60e9);
  const seconds = `${(total - minutes * 60e9) / 1e9}s`;
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
