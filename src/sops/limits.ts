import { Failure } from "../kernel/errors.ts";
import type { Format } from "./tree.ts";

/** A structured file: far above any real one, low enough that a hostile one cannot exhaust the runner. */
export const MAX_BYTES = 64 * 1024 * 1024;
/** A binary file holds 100 MB of content; base64 and the wrapper make four thirds of it. */
export const MAX_BINARY_BYTES = 140 * 1024 * 1024;
export const MAX_DEPTH = 200;
/** Wrapped data keys in one file. */
export const MAX_RECIPIENTS = 1000;
/** Nodes that aliases of one YAML file may add up to. */
export const MAX_ALIAS_NODES = 100_000;
/** One age file around a data key is about 400 bytes. */
export const MAX_AGE_FILE = 64 * 1024;

/** Throws LIMIT_EXCEEDED where a file is larger than its format may be. */
export function checkBytes(bytes: Uint8Array, format: Format, file: string): void {
  const limit = format === "binary" ? MAX_BINARY_BYTES : MAX_BYTES;
  if (bytes.length <= limit) return;
  throw new Failure(
    "LIMIT_EXCEEDED",
    `The file is larger than ${limit / 1024 / 1024} MiB, the limit for ${format}.`,
    {
      at: { file },
      exit: 2,
    },
  );
}

/** Throws LIMIT_EXCEEDED where maps and lists are nested deeper than any real file. */
export function checkDepth(depth: number): void {
  if (depth <= MAX_DEPTH) return;
  throw new Failure("LIMIT_EXCEEDED", `Maps and lists are nested deeper than ${MAX_DEPTH} levels.`);
}

/** Throws LIMIT_EXCEEDED where a file names more keys than any real one. */
export function checkRecipients(count: number): void {
  if (count <= MAX_RECIPIENTS) return;
  throw new Failure("LIMIT_EXCEEDED", `More than ${MAX_RECIPIENTS} keys stand in the sops metadata.`);
}
