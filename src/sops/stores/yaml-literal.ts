const SPACE = 32;
const HEADER = /\|([1-9])?([-+])?$/;

/** A literal block scalar. */
export interface Literal {
  readonly value: string;
  /** Where the line behind its last one starts. */
  readonly end: number;
  /** How many lines stand below its header, and how many of them up to the last that is not empty. */
  readonly lines: number;
  readonly filled: number;
}

/**
 * Reads a literal block scalar, `|`.
 *
 * Takes the text, the place of the `|`, the end of its line, and the indent of the map or list around it; returns the
 * scalar, or undefined where it is beyond the subset that the scanner reads. Throws nothing. See
 * https://yaml.org/spec/1.2.2/#812-literal-style.
 */
export function readLiteral(text: string, from: number, end: number, parent: number): Literal | undefined {
  const header = HEADER.exec(text.slice(from, end));
  if (header === null || header.index !== 0) return undefined;
  let indent = header[1] === undefined ? 0 : parent + Number(header[1]);
  const lines: string[] = [];
  let position = end + 1;
  while (position < text.length) {
    const stop = text.indexOf("\n", position);
    // go-yaml's handling of a last line without its newline is left to the library.
    if (stop < 0) return undefined;
    let at = position;
    while (text.charCodeAt(at) === SPACE && (indent === 0 || at < position + indent)) at += 1;
    const spaces = at - position;
    if (at === stop) {
      // Blank lines that decide on an unknown indent are beyond the subset.
      if (indent === 0 && spaces > 0) return undefined;
      lines.push("");
    } else {
      if (indent === 0) {
        if (spaces <= parent) break;
        indent = spaces;
      } else if (spaces < indent) break;
      lines.push(text.slice(position + indent, stop));
    }
    position = stop + 1;
  }
  let filled = lines.length;
  while (filled > 0 && lines[filled - 1] === "") filled -= 1;
  if (lines.some((line) => /[\u2028\u2029]/.test(line))) return undefined;
  return { value: chomped(lines, filled, header[2]), end: position, lines: lines.length, filled };
}

/** The text of the lines, of which so many are not the empty ones at the end. */
function chomped(lines: readonly string[], filled: number, chomp: string | undefined): string {
  if (chomp === "+") return lines.map((line) => `${line}\n`).join("");
  const body = lines.slice(0, filled).join("\n");
  return chomp === "-" || filled === 0 ? body : `${body}\n`;
}
