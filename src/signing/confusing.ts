import { Failure } from "../kernel/errors.ts";
import { printable } from "../kernel/printable.ts";

/** Looks at the bytes of one file as they pass. */
export interface Sniffer {
  readonly update: (chunk: Uint8Array) => void;
  /** After the last byte: throws SUBJECT_REFUSED where a signature of these bytes would mean something else elsewhere. */
  readonly check: () => void;
}

const DSSE = Buffer.from("DSSEv1 ");
/** What cosign reads as a payload at most; longer JSON is none. */
const MAX_PAYLOAD = 128 * 1024 * 1024;
/** Names that matter are shorter, also with every letter escaped. */
const MAX_STRING = 512;
/** `critical`, `image`, `docker-manifest-digest`. */
const MAX_LEVEL = 3;

/** `cosign container image signature`, `atomic container signature`. */
const TYPE = /container.*signature/;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
/** Outside of strings only these matter: `"`, `,`, `:`, `[`, `]`, `{`, `}`. */
const MARKS = new Uint8Array(256);
for (const mark of [QUOTE, COMMA, COLON, BRACKET, 0x5d, BRACE, 0x7d]) MARKS[mark] = 1;
/** White space of JSON, and the bytes of a byte order mark. */
const BEFORE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/**
 * Looks for files that must not be signed as they are, because their signature passes elsewhere for another one:
 * bytes that begin with `DSSEv1 ` are what an attestation's signature is over, and a simple-signing payload is what an
 * image's is over. JSON is looked at as Go reads it, which is what cosign, Kyverno and policy-controller are written in:
 * the case of names does not count, bytes that are not UTF-8 are taken, and text may follow. Constant memory.
 * @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 * @see https://github.com/containers/image/blob/main/docs/containers-signature.5.md
 */
export function createSniffer(name: string): Sniffer {
  let head = Buffer.alloc(0);
  const payload = new PayloadScan();
  return {
    update: (chunk) => {
      if (head.length < DSSE.length)
        head = Buffer.concat([head, chunk.subarray(0, DSSE.length - head.length)]);
      payload.update(chunk);
    },
    check: () => {
      const shown = printable(name);
      if (head.equals(DSSE))
        throw new Failure(
          "SUBJECT_REFUSED",
          `${shown} begins as what the signature of an attestation is over: signed as a file, it would pass for an attestation.`,
          { fix: `Attest it instead, for example: attest: provenance for ${shown}` },
        );
      if (payload.found)
        throw new Failure(
          "SUBJECT_REFUSED",
          `${shown} is a payload of an image signature: signed as a file, it would pass for the signature of that image.`,
          { fix: `Sign the image (sign: oci://REGISTRY/NAME@sha256:DIGEST), or attest the file instead.` },
        );
    },
  };
}

/**
 * Whether JSON has `critical.image.docker-manifest-digest`, or a `critical.type` of a signature. It reads tokens,
 * not grammar: all that a JSON parser takes is seen, some that none takes too.
 */
class PayloadScan {
  found = false;
  #size = 0;
  #begun = false;
  #over = false;
  #depth = 0;
  /** The names that lead here, by depth. */
  readonly #path: (string | undefined)[] = [];
  #inString = false;
  #escaped = false;
  /** Of the present string, where it may matter. */
  #text: number[] | undefined;
  #last: string | undefined;

  update(chunk: Uint8Array): void {
    this.#size += chunk.length;
    // A document that goes on beyond what is read as a payload is none, whatever it has held so far.
    if (this.#size > MAX_PAYLOAD) {
      this.#over = true;
      if (this.#depth > 0) this.found = false;
    }
    let i = 0;
    while (i < chunk.length && !this.#over) {
      if (this.#inString) i = this.#string(chunk, i);
      else if (!this.#begun) this.#begin(chunk[i++]!);
      else {
        while (i < chunk.length && MARKS[chunk[i]!] === 0) i++;
        if (i < chunk.length) this.#mark(chunk[i++]!);
      }
    }
  }

  /** White space and a byte order mark may stand before the brace. */
  #begin(byte: number): void {
    if (byte === BRACE) {
      this.#begun = true;
      this.#depth = 1;
    } else if (!BEFORE.has(byte)) this.#over = true;
  }

  #mark(byte: number): void {
    if (byte === QUOTE) {
      this.#inString = true;
      this.#text = this.#matters() ? [] : undefined;
    } else if (byte === COLON) {
      if (this.#depth <= MAX_LEVEL) this.#path[this.#depth] = this.#last;
      this.#last = undefined;
      this.#look();
    } else if (byte === COMMA) {
      if (this.#depth <= MAX_LEVEL) this.#path[this.#depth] = undefined;
    } else if (byte === BRACE || byte === BRACKET) {
      this.#depth++;
      if (this.#depth <= MAX_LEVEL) this.#path[this.#depth] = undefined;
    } else {
      this.#depth--;
      if (this.#depth === 0) this.#over = true;
    }
  }

  /** Whether a string here can be one of the names, or the value of `type`. */
  #matters(): boolean {
    return this.#depth === 1 || (this.#depth <= MAX_LEVEL && this.#path[1] === "critical");
  }

  /** The rest of a string, as far as the chunk goes. */
  #string(chunk: Uint8Array, from: number): number {
    const text = this.#text;
    let escaped = this.#escaped;
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (byte === QUOTE && !escaped) {
        this.#escaped = false;
        this.#inString = false;
        this.#last = text === undefined ? undefined : folded(text);
        this.#value();
        return i + 1;
      }
      escaped = byte === BACKSLASH && !escaped;
      if (text !== undefined && text.length < MAX_STRING) text.push(byte);
    }
    this.#escaped = escaped;
    return chunk.length;
  }

  /** After a name. */
  #look(): void {
    const [, first, second, third] = this.#path;
    if (this.#depth === 3 && first === "critical" && second === "image" && third === "docker-manifest-digest")
      this.found = true;
  }

  /** After a string that may be a value. */
  #value(): void {
    if (this.#depth !== 2 || this.#path[1] !== "critical" || this.#path[2] !== "type") return;
    if (TYPE.test(this.#last ?? "")) this.found = true;
  }
}

/** A string of JSON with its escapes read, in one case as Go folds it: long s is s, the Kelvin sign is k. */
function folded(bytes: readonly number[]): string {
  const text = Buffer.from(bytes)
    .toString("utf8")
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\(.)/gs, "$1");
  return text.toUpperCase().toLowerCase();
}
