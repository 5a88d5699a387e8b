const HIDDEN = "***";
const UTF8 = new TextEncoder();
const FATAL_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A value that must not appear in text. It prints as `***` in a template, in JSON and in
 * `util.inspect`; `reveal` and `revealBytes` are the only ways out, and the architecture test
 * lists the files that may call them.
 */
export class Secret {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Wraps text, held as its UTF-8 bytes. */
  static of(text: string): Secret {
    return new Secret(UTF8.encode(text));
  }

  /** Wraps bytes; they are not copied, so the caller must not change them afterwards. */
  static ofBytes(bytes: Uint8Array): Secret {
    return new Secret(bytes);
  }

  /** Whether the value holds no byte at all. */
  get isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  /** The length in bytes: for limits only, never for a message. */
  get byteLength(): number {
    return this.#bytes.length;
  }

  /** Whether two values are the same bytes. */
  equals(other: Secret): boolean {
    return Buffer.from(this.#bytes).equals(other.#bytes);
  }

  /** The value as text, or undefined where it is not valid UTF-8. */
  reveal(): string | undefined {
    try {
      return FATAL_UTF8.decode(this.#bytes);
    } catch {
      return undefined;
    }
  }

  /** The value's bytes, not a copy. */
  revealBytes(): Uint8Array {
    return this.#bytes;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return HIDDEN;
  }
}
