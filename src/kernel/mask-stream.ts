import type { MaskAutomaton } from "./mask-automaton.ts";

const MASK = Buffer.from("***");
/** So few bytes of a form may be shown while nothing more comes: a prompt must not wait for its answer. */
const SHOWABLE = 3;

/**
 * Replaces every form in a stream of bytes by `***`, whatever the chunks; forms that overlap become one. It holds
 * back only bytes that may be the beginning of a form, so at most the longest form less one byte.
 */
export class MaskStream {
  readonly #automaton: MaskAutomaton;
  #node = 0;
  /** Bytes that are neither given out nor swallowed, and the position of the first of them. */
  #held: Uint8Array = new Uint8Array(0);
  #from = 0;
  /** The position after the last byte seen. */
  #end = 0;
  /** Occurrences not given out yet: positions, ascending, without overlap. */
  #spans: { start: number; end: number }[] = [];
  /** Where the last occurrence that was given out ends. */
  #maskedTo = 0;

  constructor(automaton: MaskAutomaton) {
    this.#automaton = automaton;
  }

  /** How many bytes are held back. */
  get held(): number {
    return this.#held.length;
  }

  /** Takes a chunk; returns what can be shown by now. */
  push(chunk: Uint8Array): Uint8Array {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    for (const byte of chunk) {
      this.#node = this.#automaton.step(this.#node, byte);
      this.#end++;
      const length = this.#automaton.longest(this.#node);
      if (length > 0) this.#mark(this.#end - length, this.#end);
    }
    return this.#release(this.#end - this.#automaton.open(this.#node));
  }

  /** Nothing came for a while: shows what is held, unless it is much of a form. What follows them is masked all the same. */
  idle(): Uint8Array {
    // Counted from where the form may begin, so that many pauses show no more than one.
    const open = this.#end - this.#automaton.open(this.#node);
    let clear = this.#end - Math.max(open, this.#maskedTo);
    for (const { start, end } of this.#spans) clear -= end - Math.max(start, open, this.#maskedTo);
    return clear <= SHOWABLE ? this.#release(this.#end) : new Uint8Array(0);
  }

  /** The stream is over: what is held is no form. */
  finish(): Uint8Array {
    return this.#release(this.#end);
  }

  #mark(start: number, end: number): void {
    let from = start;
    for (let last = this.#spans.at(-1); last && last.end > start; last = this.#spans.at(-1)) {
      from = Math.min(from, last.start);
      this.#spans.pop();
    }
    this.#spans.push({ start: from, end });
  }

  /** Gives out everything before a position; an occurrence that begins before it is given out whole. */
  #release(to: number): Uint8Array {
    const shown: Uint8Array[] = [];
    const clear = (until: number): void => {
      if (until <= this.#from) return;
      shown.push(this.#held.subarray(0, until - this.#from));
      this.#skip(until);
    };
    let span = this.#spans[0];
    while (span !== undefined && span.start < to) {
      clear(span.start);
      if (span.start >= this.#maskedTo) shown.push(MASK);
      this.#skip(span.end);
      this.#maskedTo = span.end;
      this.#spans.shift();
      span = this.#spans[0];
    }
    clear(to);
    return shown.length === 1 ? shown[0]! : Buffer.concat(shown);
  }

  #skip(until: number): void {
    if (until <= this.#from) return;
    this.#held = this.#held.subarray(until - this.#from);
    this.#from = until;
  }
}
