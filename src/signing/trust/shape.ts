import { Failure } from "../../kernel/errors.ts";
import { parseJson } from "../../kernel/json.ts";

/** A file that says whom to trust or whom to ask. */
export interface TrustFile {
  /** As the user knows it: a path, or `NAME of TUF https://...`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether it lies in the checkout, where whoever may push can change it. */
  readonly inCheckout: boolean;
}

export type Members = Readonly<Record<string, unknown>>;

/** The public root has 8 KiB; 1 MiB holds a thousand keys. */
const MAX_BYTES = 1024 * 1024;
const MAX_DEPTH = 20;
const MAX_ITEMS = 200;
const BASE64 = /^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}={0,2}|[A-Za-z0-9+/_-]{3}=?)?$/;
/** RFC 3339, which is how protobuf writes a time. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** Takes a JSON file of Sigstore's apart; each method throws TRUST_ROOT_INVALID that names the member, never its text. */
export class Shape {
  readonly #name: string;
  readonly #fix: string;

  constructor(name: string, fix: string) {
    this.#name = name;
    this.#fix = fix;
  }

  /** The failure to throw: `what` goes on after the file's name. */
  invalid(what: string): Failure {
    return new Failure("TRUST_ROOT_INVALID", `${this.#name} ${what}.`, { fix: this.#fix });
  }

  /** The outer object. Repeated keys are refused: readers differ in which of them counts. */
  parse(bytes: Uint8Array): Members {
    if (bytes.byteLength > MAX_BYTES) throw this.invalid(`is larger than ${MAX_BYTES} bytes`);
    try {
      if (hasRepeatedKeys(parseJson(bytes, { maxDepth: MAX_DEPTH })))
        throw this.invalid("has a key twice in one object");
    } catch (error) {
      if (error instanceof Failure && error.code === "TRUST_ROOT_INVALID") throw error;
      throw this.invalid("is not JSON");
    }
    return this.object(JSON.parse(new TextDecoder().decode(bytes)), "the file");
  }

  object(value: unknown, at: string): Members {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.invalid(`is not as expected: ${at} is no object`);
    return value as Members;
  }

  /** Protobuf leaves out a list that is empty. */
  list(value: unknown, at: string): readonly Members[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw this.invalid(`is not as expected: ${at} is no list`);
    if (value.length > MAX_ITEMS) throw this.invalid(`has more than ${MAX_ITEMS} entries in ${at}`);
    return value.map((item, index) => this.object(item, `${at}[${index}]`));
  }

  text(value: unknown, at: string): string {
    if (typeof value !== "string" || value === "" || value.length > 2048)
      throw this.invalid(`is not as expected: ${at} is no text`);
    return value;
  }

  bytes(value: unknown, at: string): Buffer {
    if (typeof value !== "string" || value === "" || !BASE64.test(value))
      throw this.invalid(`is not as expected: ${at} is no base64`);
    return Buffer.from(value, "base64");
  }

  /** A range whose start is there, and lies before its end where it has one. */
  range(value: unknown, at: string): { readonly start: Date; readonly end: Date | undefined } {
    const { start, end } = this.object(value ?? {}, at);
    // What has no start would be valid from the beginning of time.
    if (start === undefined) throw this.invalid(`has no ${at}.start`);
    const from = this.#time(start, `${at}.start`);
    const to = end === undefined || end === null ? undefined : this.#time(end, `${at}.end`);
    if (to !== undefined && to < from) throw this.invalid(`has an ${at}.end before its start`);
    return { start: from, end: to };
  }

  #time(value: unknown, at: string): Date {
    const time = typeof value === "string" && TIME.test(value) ? new Date(value) : undefined;
    if (time === undefined || Number.isNaN(time.getTime()))
      throw this.invalid(`is not as expected: ${at} is no time of RFC 3339`);
    return time;
  }
}

function hasRepeatedKeys(value: ReturnType<typeof parseJson>): boolean {
  if (value.kind === "list") return value.items.some(hasRepeatedKeys);
  if (value.kind !== "map") return false;
  const keys = new Set(value.items.map(({ key }) => key));
  return keys.size < value.items.length || value.items.some((item) => hasRepeatedKeys(item.value));
}
