import crypto from "node:crypto";
import fs from "node:fs";

/** The system's own generator, that of node:crypto too: to load that takes 5 ms, and most runs need no more of it. */
const SOURCE = "/dev/urandom";
const UUID_BYTES = 16;
/** Read at once, since a run with a thousand secrets takes as many. */
const POOLED = 64;

let pool: Buffer = Buffer.alloc(0);

/**
 * A random UUID (version 4) that nobody can guess: for the names of files, and for delimiters that no value holds. As
 * good as node:crypto's, which gives the bytes where the system has no such device.
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.4
 */
export function randomUuid(): string {
  if (pool.length < UUID_BYTES) pool = randomBytes(UUID_BYTES * POOLED);
  const bytes = pool.subarray(0, UUID_BYTES);
  pool = pool.subarray(UUID_BYTES);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Random bytes of a device, or of node:crypto where there is none, or where it is something else. */
export function randomBytes(length: number, source = SOURCE): Buffer {
  let fd: number | undefined;
  try {
    if (!fs.lstatSync(source).isCharacterDevice()) return crypto.randomBytes(length);
    fd = fs.openSync(source, "r");
    const bytes = Buffer.alloc(length);
    return fs.readSync(fd, bytes) === length ? bytes : crypto.randomBytes(length);
  } catch {
    return crypto.randomBytes(length);
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}
