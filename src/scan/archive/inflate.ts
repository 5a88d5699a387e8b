import zlib from "node:zlib";
import type { ArchiveBudget } from "./budget.ts";

/**
 * Opens compressed bytes within a budget.
 *
 * @param kind `gzip` with its header, or `raw` as in a zip
 * @param bytes compressed
 * @param budget is spent
 * @returns the bytes, or why there are none
 */
export function inflate(
  kind: "gzip" | "raw",
  bytes: Uint8Array,
  budget: ArchiveBudget,
): Uint8Array | "over a limit" | "damaged" {
  const maxOutputLength = budget.room(bytes.length);
  try {
    const opened =
      kind === "gzip"
        ? zlib.gunzipSync(bytes, { maxOutputLength })
        : zlib.inflateRawSync(bytes, { maxOutputLength });
    budget.spend(opened.length);
    return opened;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") {
      budget.spend(maxOutputLength);
      return "over a limit";
    }
    return "damaged";
  }
}
