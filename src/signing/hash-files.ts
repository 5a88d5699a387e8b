import fs from "node:fs";
import { Failure } from "../kernel/errors.ts";
import { createPool } from "../kernel/pool.ts";
import { printable } from "../kernel/printable.ts";
import { createSniffer } from "./confusing.ts";
import type { FoundFile } from "./globs.ts";
import type { Digest, FileSubject } from "./subject.ts";

/** Takes the bytes of one file, in their order. */
export interface HashSink<T extends { readonly digest: Digest }> {
  readonly update: (chunk: Uint8Array) => void;
  readonly end: () => T;
}

export interface HashedFile<T> {
  readonly subject: FileSubject;
  /** What the sink made of it: its digest, and a signature where it signs. */
  readonly hashed: T;
}

export interface HashOptions {
  /** Files at a time; 4 where absent. */
  readonly parallel?: number;
  readonly signal: AbortSignal;
  /** Whether files are to be signed as they are: then those that would pass for something else are refused. */
  readonly refuseConfusing: boolean;
}

const CHUNK = 1024 * 1024;
const PAGE = 4096;
const PARALLEL = 4;
const NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;
const NONBLOCK = fs.constants.O_NONBLOCK ?? 0;

/**
 * Reads each file once, in chunks, through a sink of its own. The results are in the order of the files. Throws
 * SUBJECT_REFUSED where a file is no regular one, lies behind a symbolic link, changes while it is read or may not be
 * signed, FILE_NOT_FOUND, FILE_UNREADABLE; what `signal` is aborted with.
 */
export async function hashFiles<T extends { readonly digest: Digest }>(
  files: readonly FoundFile[],
  sink: () => HashSink<T>,
  options: HashOptions,
): Promise<readonly HashedFile<T>[]> {
  const pool = createPool(options.parallel ?? PARALLEL);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const running = files.map((file) => pool.run(() => hashFile(file, sink(), { ...options, signal })));
  try {
    return await Promise.all(running);
  } finally {
    // After a failure the others end at their next chunk; their files are closed when this returns.
    stop.abort();
    await Promise.allSettled(running);
  }
}

/** One file, as `hashFiles` reads it. */
export async function hashFile<T extends { readonly digest: Digest }>(
  file: FoundFile,
  sink: HashSink<T>,
  options: HashOptions,
): Promise<HashedFile<T>> {
  options.signal.throwIfAborted();
  const handle = await open(file);
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw refuse(file, "is not a regular file");
    await sameFile(file, before);
    const size = await pump(chunksOf(file, handle, before.size), sink, file.name, options);
    const after = await handle.stat({ bigint: true });
    const unchanged =
      before.size === after.size && before.mtimeNs === after.mtimeNs && after.size === BigInt(size);
    if (!unchanged) throw changed(file);
    await sameFile(file, before);
    const hashed = sink.end();
    return {
      subject: { kind: "file", name: file.name, path: file.path, size, digest: hashed.digest },
      hashed,
    };
  } finally {
    await handle.close();
  }
}

/**
 * Bytes of a stream, under a name that the user gave them. Throws SUBJECT_REFUSED where they may not be signed, and what
 * the stream throws.
 */
export async function hashStream<T extends { readonly digest: Digest }>(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  sink: HashSink<T>,
  options: HashOptions,
): Promise<HashedFile<T>> {
  const size = await pump(stream, sink, name, options);
  const hashed = sink.end();
  return { subject: { kind: "file", name, path: "-", size, digest: hashed.digest }, hashed };
}

async function pump(
  chunks: AsyncIterable<Uint8Array>,
  sink: HashSink<{ readonly digest: Digest }>,
  name: string,
  options: HashOptions,
): Promise<number> {
  const sniffer = options.refuseConfusing ? createSniffer(name) : undefined;
  let size = 0;
  for await (const chunk of chunks) {
    options.signal.throwIfAborted();
    sink.update(chunk);
    sniffer?.update(chunk);
    size += chunk.length;
  }
  sniffer?.check();
  return size;
}

/**
 * Two buffers in turn: while one is hashed, the next is read. A chunk is valid until the next one is asked for. They are no
 * larger than the file, since hundreds of small ones may be read before memory is given back.
 */
async function* chunksOf(
  file: FoundFile,
  handle: fs.promises.FileHandle,
  size: bigint,
): AsyncGenerator<Uint8Array> {
  const length = size < CHUNK ? Math.max(PAGE, Number(size)) : CHUNK;
  let present = Buffer.allocUnsafe(length);
  let other = Buffer.allocUnsafe(length);
  const read = async (into: Buffer): Promise<number> => {
    try {
      return (await handle.read(into, 0, length, null)).bytesRead;
    } catch (error) {
      throw unreadable(file, error);
    }
  };
  let count = await read(present);
  while (count > 0) {
    const next = read(other);
    // If the reader stops here, nobody waits for `next`.
    next.catch(() => undefined);
    try {
      yield present.subarray(0, count);
    } finally {
      await next.catch(() => undefined);
    }
    count = await next;
    [present, other] = [other, present];
  }
}

async function open(file: FoundFile): Promise<fs.promises.FileHandle> {
  try {
    // A FIFO would block an open without O_NONBLOCK before it can be seen what it is.
    return await fs.promises.open(file.path, fs.constants.O_RDONLY | NOFOLLOW | NONBLOCK);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Whether what is open is what lies at the path, with no link on the way. */
async function sameFile(file: FoundFile, opened: fs.BigIntStats): Promise<void> {
  try {
    const [there, real] = await Promise.all([
      fs.promises.lstat(file.path, { bigint: true }),
      fs.promises.realpath(file.path),
    ]);
    if (real !== file.path) throw refuse(file, "lies behind a symbolic link");
    if (there.ino !== opened.ino || there.dev !== opened.dev) throw changed(file);
  } catch (error) {
    throw error instanceof Failure ? error : changed(file);
  }
}

function unreadable(file: FoundFile, error: unknown): Failure {
  const code = String((error as NodeJS.ErrnoException).code);
  const shown = printable(file.name);
  if (code === "ENOENT") return new Failure("FILE_NOT_FOUND", `There is no file ${shown}.`);
  // What O_NOFOLLOW answers; ENXIO is a socket or a device without a driver.
  if (code === "ELOOP" || code === "EMLINK") return refuse(file, "is a symbolic link");
  if (code === "EISDIR" || code === "ENXIO") return refuse(file, "is not a regular file");
  return new Failure(
    "FILE_UNREADABLE",
    `${shown} cannot be read (${/^[A-Z]+$/.test(code) ? code : "unknown"}).`,
  );
}

const changed = (file: FoundFile): Failure =>
  new Failure("SUBJECT_REFUSED", `${printable(file.name)} changed while it was read.`, {
    fix: "Sign after the step that writes it has ended.",
  });

const refuse = (file: FoundFile, why: string): Failure =>
  new Failure("SUBJECT_REFUSED", `${printable(file.name)} ${why}.`);
