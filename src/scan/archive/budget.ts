const MIB = 1 << 20;
const MAX_ENTRY = 32 * MIB;
const MAX_TOTAL = 128 * MIB;
const MAX_ENTRIES = 10_000;
/** DEFLATE gives 1032 times at most; text rarely over 30. */
const MAX_RATIO = 250;

/** Who takes what an archive holds. */
export interface ArchiveSink {
  /** Takes the kind, the path within (`""`: it has none) and the content. */
  readonly entry: (kind: string, path: string, bytes: Uint8Array) => void;
  /** Takes what was not opened, and why, without any content. */
  readonly note: (text: string) => void;
}

/** How much may still be opened of one file, with all archives that it holds. */
export class ArchiveBudget {
  #bytes = MAX_TOTAL;
  #entries = MAX_ENTRIES;

  /** Counts one entry; false where there are too many. */
  enter(): boolean {
    this.#entries -= 1;
    return this.#entries >= 0;
  }

  /** The most that a compressed piece may grow to; at least 1, which is too little for any. */
  room(compressed: number): number {
    return Math.max(1, Math.min(MAX_ENTRY, this.#bytes, Math.max(MIB, compressed * MAX_RATIO)));
  }

  /** Counts what was opened. */
  spend(bytes: number): void {
    this.#bytes -= bytes;
  }
}
