/** Takes which text was found and the offset of its first byte. */
export type Hit = (text: number, at: number) => void;

/** Letters, case folded, have a class each (rare ones share); digits share one, other bytes of texts the last, all else 0. */
const CLASSES = 32;
const BITS = 5;
const THREE = CLASSES ** 3;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const SHARED: Readonly<Record<string, string>> = { q: "j", z: "x" };
const OWN = `${LETTERS.replace(/[qz]/g, "")}-_./%`;
const DIGIT = 30;
const OTHER = 31;
const ANY = -1;
const PIECE = 1 << 16;

/**
 * Finds many texts at once, ASCII case folded. The classes of three bytes are the index of a table, which is asked at
 * every byte and mostly says no; no answer waits for the one before, which makes this twice as fast as an automaton.
 * What passes is asked for its fourth byte, then compared.
 */
export class Finder {
  readonly #classes = new Uint8Array(256);
  readonly #fold = Uint8Array.from({ length: 256 }, (_, byte) =>
    byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte,
  );
  readonly #texts: readonly Uint8Array[];
  /** For three classes, which bucket's texts may begin there; 0: none. */
  readonly #buckets = new Uint16Array(THREE);
  /** For each bucket, the classes that the fourth byte may have, as bits. */
  readonly #fourth = new Int32Array(THREE);
  readonly #members: number[][] = [[]];
  readonly #places = new Uint32Array(PIECE + 1);

  /** @param texts in lower case, of two bytes or more */
  constructor(texts: readonly string[]) {
    this.#texts = texts.map((text) => Uint8Array.from(text, (char) => char.charCodeAt(0)));
    this.#classify();
    this.#texts.forEach((text, index) => {
      const [first, second, third, fourth] = Array.from(text, (byte) => this.#classes[byte] ?? 0);
      const begin = ((first ?? 0) << (2 * BITS)) | ((second ?? 0) << BITS);
      const mask = fourth === undefined ? ANY : 1 << fourth;
      for (const last of third === undefined ? Array.from({ length: CLASSES }).keys() : [third]) {
        this.#add(begin | last, index, mask);
      }
    });
  }

  /**
   * Calls for every text that stands in the bytes, overlapping ones too, in the order of their begins.
   *
   * @param bytes what is searched
   * @param hit is called with the index of the text and where it begins
   */
  each(bytes: Uint8Array, hit: Hit): void {
    for (let from = 0; from < bytes.length; from += PIECE) {
      const count = this.#filter(bytes, from);
      for (let index = 0; index < count; index += 1) {
        this.#compare(bytes, this.#places[index] as number, hit);
      }
    }
  }

  /** Where a text may begin whose third byte is in a piece; how many. Without calls, or it would be half as fast. */
  #filter(bytes: Uint8Array, from: number): number {
    const classes = this.#classes;
    const buckets = this.#buckets;
    const fourth = this.#fourth;
    const places = this.#places;
    const end = Math.min(bytes.length, from + PIECE);
    let count = 0;
    let three = this.#begin(bytes, from);
    for (let at = from; at < end; at += 1) {
      three = ((three << BITS) | (classes[bytes[at] as number] as number)) & (THREE - 1);
      const bucket = buckets[three] as number;
      if (bucket !== 0) {
        const next = at + 1 < bytes.length ? (classes[bytes[at + 1] as number] as number) : 0;
        if ((((fourth[bucket] as number) >>> next) & 1) !== 0) {
          places[count] = at - 2;
          count += 1;
        }
      }
    }
    if (end === bytes.length) {
      // A text of two bytes may be the last ones.
      places[count] = end - 2;
      count += 1;
    }
    return count;
  }

  /** The classes of the two bytes before an offset. */
  #begin(bytes: Uint8Array, at: number): number {
    const classOf = (offset: number): number => this.#classes[bytes[offset] ?? 0] ?? 0;
    return at < 2 ? 0 : (classOf(at - 2) << BITS) | classOf(at - 1);
  }

  #compare(bytes: Uint8Array, start: number, hit: Hit): void {
    const classOf = (offset: number): number => this.#classes[bytes[offset] ?? 0] ?? 0;
    const three = (classOf(start) << (2 * BITS)) | (classOf(start + 1) << BITS) | classOf(start + 2);
    for (const index of this.#members[this.#buckets[three] ?? 0] ?? []) {
      if (this.#stands(bytes, this.#texts[index] as Uint8Array, start)) {
        hit(index, start);
      }
    }
  }

  #stands(bytes: Uint8Array, text: Uint8Array, start: number): boolean {
    if (start + text.length > bytes.length) {
      return false;
    }
    for (let at = text.length - 1; at >= 0; at -= 1) {
      if (this.#fold[bytes[start + at] as number] !== text[at]) {
        return false;
      }
    }
    return true;
  }

  #classify(): void {
    for (const byte of this.#texts.flatMap((text) => [...text])) {
      const char = String.fromCharCode(byte);
      const own = OWN.indexOf(SHARED[char] ?? char) + 1;
      const of = own > 0 ? own : byte >= 0x30 && byte <= 0x39 ? DIGIT : OTHER;
      this.#classes[byte] = of;
      if (LETTERS.includes(char)) {
        this.#classes[byte - 0x20] = of;
      }
    }
  }

  #add(three: number, index: number, mask: number): void {
    let bucket = this.#buckets[three] ?? 0;
    if (bucket === 0) {
      bucket = this.#members.push([]) - 1;
      this.#buckets[three] = bucket;
    }
    this.#members[bucket]?.push(index);
    this.#fourth[bucket] = (this.#fourth[bucket] ?? 0) | mask;
  }
}
