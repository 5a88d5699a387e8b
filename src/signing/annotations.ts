import { Failure } from "../kernel/errors.ts";

const LINE = /^([^=\s]+)\s*=\s*(.*)$/u;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

/**
 * The lines `KEY=VALUE` of `annotations`, of which signing writes and verifying asks. Space around the `=` does not
 * count, lines that begin with `#` neither. Problems come together and quote nothing. Pure.
 */
export function parseAnnotations(text: string): {
  annotations: ReadonlyMap<string, string>;
  problems: readonly Failure[];
} {
  const annotations = new Map<string, string>();
  const problems: Failure[] = [];
  for (const [i, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line === "" || /^#(?:\s|$)/.test(line)) continue;
    const match = UNPRINTABLE.test(line) ? null : LINE.exec(line);
    const message =
      match === null
        ? "This line is not KEY=VALUE."
        : annotations.has(match[1]!)
          ? "This key stands twice."
          : undefined;
    if (message === undefined) annotations.set(match![1]!, match![2]!);
    else
      problems.push(
        new Failure("INPUT_INVALID", message, {
          at: { input: "annotations", line: i + 1 },
          fix: "environment=production",
        }),
      );
  }
  return { annotations, problems };
}
