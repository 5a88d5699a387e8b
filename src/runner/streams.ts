import fs from "node:fs";

const PAUSE_MS = 2;
/** A reader that takes nothing for this long is gone for good. */
const PATIENCE_MS = 60_000;

/**
 * Writes every byte to a descriptor before it returns. A pipe may take a part (a short write) or nothing
 * at all (EAGAIN); a mask that is lost there is a secret that is shown.
 */
export function writeFully(descriptor: number, data: string | Uint8Array): void {
  const bytes = typeof data === "string" ? Buffer.from(data, "utf8") : data;
  let offset = 0;
  let idle = 0;
  while (offset < bytes.length) {
    try {
      offset += fs.writeSync(descriptor, bytes, offset, bytes.length - offset);
      idle = 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN" || idle > PATIENCE_MS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      idle += PAUSE_MS;
    }
  }
}
