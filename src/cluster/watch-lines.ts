import { Failure } from "../kernel/errors.ts";

/** An object has at most 3 MiB, and the server writes each byte as six at worst. */
const MAX_LINE = 24 * 1024 * 1024;
const LINE_FEED = 10;

/**
 * The JSON values of a stream that has one a line. A line that has no end when the stream ends was cut, and is none.
 * Throws STORE_ANSWER_INVALID for what is no JSON, and for a line beyond 24 MiB.
 */
export async function* jsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<unknown, void, void> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
      const line = Buffer.concat([...held, chunk.subarray(from, at)]);
      held = [];
      length = 0;
      from = at + 1;
      if (line.length > MAX_LINE) throw invalid("a line longer than any that is expected");
      // Decoded as a whole: a character may lie in two chunks.
      if (line.length > 0) yield valueOf(line);
    }
    if (from === chunk.length) continue;
    held.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > MAX_LINE) throw invalid("a line longer than any that is expected");
  }
}

function valueOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch {
    throw invalid("something else than JSON");
  }
}

const invalid = (what: string): Failure =>
  new Failure("STORE_ANSWER_INVALID", `The API server sent ${what} while its objects were watched.`, {
    fix: "A proxy seems to change what it sends: check HTTPS_PROXY and NO_PROXY.",
  });
