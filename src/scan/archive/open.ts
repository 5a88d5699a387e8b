import buffer from "node:buffer";
import type { ArchiveBudget, ArchiveSink } from "./budget.ts";
import { inflate } from "./inflate.ts";
import { isTar, openTar } from "./tar.ts";
import { isZip, openZip } from "./zip.ts";

/**
 * Opens an archive by what its bytes are, not by its name: zip (jar, whl, docx ...), tar, gzip, tar in gzip.
 *
 * @param bytes of a file; nothing happens where it is none
 * @param budget is spent
 * @param sink takes files and notes
 */
export function openArchive(bytes: buffer.Buffer, budget: ArchiveBudget, sink: ArchiveSink): void {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    openGzip(bytes, budget, sink);
  } else if (isZip(bytes)) {
    openZip(bytes, budget, sink);
  } else if (isTar(bytes)) {
    openTar(bytes, "tar", budget, sink);
  }
}

function openGzip(bytes: buffer.Buffer, budget: ArchiveBudget, sink: ArchiveSink): void {
  if (!budget.enter()) {
    sink.note("a gzip was not opened: there are too many files");
    return;
  }
  const opened = inflate("gzip", bytes, budget);
  if (typeof opened === "string") {
    sink.note(`a gzip was not opened: it is ${opened}`);
    return;
  }
  const view = buffer.Buffer.from(opened.buffer, opened.byteOffset, opened.length);
  if (isTar(view)) {
    openTar(view, "tar.gz", budget, sink);
    return;
  }
  sink.entry("gzip", "", view);
}
