import type { Remark } from "./yaml-remarks.ts";
import type { Source } from "./yaml-source.ts";

/** The comments of a document that are not in its tree yet, in order. */
export class RemarkQueue {
  readonly #remarks: readonly Remark[];
  readonly #source: Source;
  #next = 0;

  constructor(remarks: readonly Remark[], source: Source) {
    this.#remarks = remarks;
    this.#source = source;
  }

  /** The last comment of the document, or undefined where none is left. */
  get last(): Remark | undefined {
    return this.#next < this.#remarks.length ? this.#remarks.at(-1) : undefined;
  }

  /** Takes the comments before an offset, one by one. */
  *before(offset: number): Generator<Remark, void> {
    for (
      let next = this.#remarks[this.#next];
      next !== undefined && next.offset < offset;
      next = this.#remarks[this.#next]
    ) {
      this.#next += 1;
      yield next;
    }
  }

  /** Takes the text of the comment that stands behind what ends at an offset, on the same line. */
  behind(offset: number): string | undefined {
    const next = this.#remarks[this.#next];
    return next === undefined || next.offset < offset ? undefined : this.onLineOf(offset);
  }

  /** Takes the text of the next comment where it stands behind something on the line of an offset. */
  onLineOf(offset: number): string | undefined {
    const next = this.#remarks[this.#next];
    if (next === undefined || next.isAlone || next.line !== this.#source.lineAt(offset)) return undefined;
    this.#next += 1;
    return next.text;
  }
}
