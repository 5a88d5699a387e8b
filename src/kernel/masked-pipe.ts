import type { Readable, Writable } from "node:stream";
import type { MaskAutomaton } from "./mask-automaton.ts";
import { MaskStream } from "./mask-stream.ts";

const IDLE_MS = 50;

/**
 * Passes a stream on with every form masked. A slow reader slows the writer; a reader that is gone closes it, as a
 * pipe does. Ends with the source.
 */
export function maskedPipe(source: Readable, target: Writable, automaton: MaskAutomaton): Promise<void> {
  const masker = new MaskStream(automaton);
  let timer: NodeJS.Timeout | undefined;
  const write = (bytes: Uint8Array): void => {
    if (bytes.length === 0 || target.destroyed || target.write(bytes)) return;
    source.pause();
    target.once("drain", () => source.resume());
  };
  return new Promise((resolve) => {
    target.on("error", () => source.destroy());
    source.on("error", () => source.destroy());
    source.on("data", (chunk: Buffer) => {
      clearTimeout(timer);
      write(masker.push(chunk));
      if (masker.held > 0) timer = setTimeout(() => write(masker.idle()), IDLE_MS);
    });
    source.on("end", () => write(masker.finish()));
    source.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
