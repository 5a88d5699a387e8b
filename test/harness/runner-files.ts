/** The runner's command files, read as the runner reads them: specs/engineering.md H-01 to H-03. */
export interface FilePairs {
  /** In the order of the file; a later pair of the same name wins. */
  readonly pairs: Map<string, string>;
  /** Why the runner would fail the step. Names at most, never a value. */
  readonly problems: string[];
}

/** Variables that the runner does not let through GITHUB_ENV, whatever their case. */
export const REFUSED_IN_ENV: readonly string[] = ["NODE_OPTIONS"];

/**
 * Takes the text of GITHUB_ENV, GITHUB_OUTPUT or GITHUB_STATE and names to refuse. Returns the pairs. A
 * malformed entry ends the reading, as in the runner: what came before it holds. `=` wins over `<<` if it
 * comes first; a heredoc's value ends before the newline in front of its delimiter.
 */
export function parsePairs(text: string, refused: readonly string[] = []): FilePairs {
  const pairs = new Map<string, string>();
  const problems: string[] = [];
  const lines = splitLines(text.startsWith("\uFEFF") ? text.slice(1) : text);
  const set = (name: string, value: string): void => {
    if (refused.includes(name.toUpperCase())) problems.push(`refused name ${name.toUpperCase()}`);
    else pairs.set(name, value);
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = withoutEnd(lines[at] ?? "");
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) return fail("empty name");
      set(line.slice(0, equals), line.slice(equals + 1));
      continue;
    }
    if (heredoc < 0) return fail("neither = nor <<");
    const name = line.slice(0, heredoc);
    const delimiter = line.slice(heredoc + 2);
    if (name === "" || delimiter === "") return fail("empty name or delimiter");
    const end = lines.findIndex((one, index) => index > at && withoutEnd(one) === delimiter);
    if (end < 0) return fail("delimiter not found");
    set(name, withoutEnd(lines.slice(at + 1, end).join("\n")));
    at = end;
  }
  return { pairs, problems };

  function fail(why: string): FilePairs {
    problems.push(`malformed: ${why}`);
    return { pairs, problems };
  }
}

/** Takes the text of GITHUB_PATH; returns the folders to put before PATH, the last line first. */
export function parsePaths(text: string): string[] {
  const paths: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === "") continue;
    const seen = paths.indexOf(line);
    if (seen >= 0) paths.splice(seen, 1);
    paths.unshift(line);
  }
  return paths;
}

function splitLines(text: string): string[] {
  const lines = text.split("\n");
  // Text after the last newline is a line only if it is there.
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** On Windows a CRLF ends a line; elsewhere a CR belongs to the value. */
function withoutEnd(line: string): string {
  return process.platform === "win32" && line.endsWith("\r") ? line.slice(0, -1) : line;
}
