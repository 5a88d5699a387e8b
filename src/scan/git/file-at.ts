import { Failure } from "../../kernel/errors.ts";
import { byteReader } from "./byte-reader.ts";
import { incomplete } from "./proof.ts";
import type { Repository } from "./repository.ts";

const NEWLINE = 10;

/**
 * A file as a commit has it: where configuration comes from, since a pull request must not soften its own check. undefined
 * where the commit has none of that name. Throws FILE_UNSAFE for a link, a folder, or a path that leads out of the
 * repository; LIMIT_EXCEEDED for a large one. Issue 12.5.
 */
export async function fileAt(
  repository: Repository,
  commit: string,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const parts = path.split("/");
  if (path.startsWith("/") || path.includes("\0") || parts.some((part) => /^(?:\.\.?|\.git|)$/i.test(part)))
    throw unsafe(path, "is no path within the repository");
  const listed = await repository.answer(["ls-tree", "-z", "--full-tree", commit, "--", path], signal);
  if (listed.status !== 0) throw incomplete("git cannot read the base's tree.");
  const entry = /^([0-9]+) [a-z]+ ([0-9a-f]+)\t/.exec(listed.stdout.toString("latin1"));
  if (entry === null) return undefined;
  const [, mode, id] = entry;
  if (!mode!.startsWith("100")) throw unsafe(path, "is no regular file in the base");
  const child = repository.run(["cat-file", "--batch"], signal);
  child.stdin.end(`${id}\n`);
  try {
    const reader = byteReader(child.stdout);
    const head = (await reader.until(NEWLINE))?.toString("latin1") ?? "";
    const size = Number(/ blob ([0-9]+)$/.exec(head)?.[1] ?? "x");
    if (size > maxBytes)
      throw new Failure("LIMIT_EXCEEDED", `A file of the base is larger than ${maxBytes} bytes.`, {
        at: { file: path },
      });
    const bytes = Number.isNaN(size) ? undefined : await reader.take(size);
    if (bytes === undefined) throw incomplete("A file of the base cannot be read.");
    return bytes;
  } finally {
    child.kill();
  }
}

function unsafe(path: string, what: string): Failure {
  return new Failure("FILE_UNSAFE", `A configured path ${what}.`, {
    fix: "Name a regular file of the repository, relative to its root, without `..` and links.",
    at: { file: path },
  });
}
