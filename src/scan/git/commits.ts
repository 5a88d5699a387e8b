import buffer from "node:buffer";

/** Who made a change, and what was said of it. Text from outside: print it only by kernel/printable. */
export interface Commit {
  readonly id: string;
  readonly author: string;
  readonly email: string;
  /** ISO 8601, of the author. */
  readonly date: string;
  readonly message: string;
  readonly parents: readonly string[];
}

const NEWLINE = 10;

/** Bytes as text: UTF-8 where they are that, else Latin-1, so that every byte stays one character. */
export const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    buffer.isUtf8(bytes) ? "utf8" : "latin1",
  );

/** A commit object's fields. A damaged one has empty fields. https://git-scm.com/docs/git-commit-tree */
export function parseCommit(id: string, bytes: Buffer): Commit {
  const { headers, message } = partsOf(bytes);
  const author = headers.find((line) => line.startsWith("author "))?.slice("author ".length) ?? "";
  const match = /^(.*?)\s*<(.*)>\s*(-?\d+)?/s.exec(author);
  const seconds = Number(match?.[3] ?? 0);
  const time = new Date(seconds * 1000);
  return {
    id,
    author: textOf(Buffer.from(match?.[1] ?? author, "latin1")),
    email: textOf(Buffer.from(match?.[2] ?? "", "latin1")),
    date: Number.isNaN(time.getTime()) ? "" : time.toISOString(),
    message: textOf(message),
    parents: headers.filter((line) => line.startsWith("parent ")).map((line) => line.slice("parent ".length)),
  };
}

/**
 * What people wrote into a commit or tag: names, addresses, unusual headers, the message. Ids and signatures are left out:
 * they are long and say nothing.
 */
export function writtenOf(bytes: Buffer): Buffer {
  const { headers, message } = partsOf(bytes);
  const written = headers.filter((line) => !/^(?:tree|parent|object|type|gpgsig(?:-sha256)?) /.test(line));
  return Buffer.concat([Buffer.from(`${written.join("\n")}\n\n`, "latin1"), message]);
}

/** What an annotated tag names: an object's id. */
export const taggedBy = (bytes: Buffer): { readonly id: string; readonly type: string } => ({
  id: /^object ([0-9a-f]+)$/m.exec(bytes.toString("latin1"))?.[1] ?? "",
  type: /^type ([a-z]+)$/m.exec(bytes.toString("latin1"))?.[1] ?? "",
});

/** Headers, each with its further lines (which begin with a space), and what follows the empty line. */
function partsOf(bytes: Buffer): { readonly headers: string[]; readonly message: Buffer } {
  let end = bytes.indexOf("\n\n");
  if (bytes[0] === NEWLINE) end = -1;
  const head = bytes.subarray(0, end === -1 ? bytes.length : end).toString("latin1");
  return {
    headers: head.split(/\n(?! )/),
    message: end === -1 ? Buffer.alloc(0) : bytes.subarray(end + 2),
  };
}
