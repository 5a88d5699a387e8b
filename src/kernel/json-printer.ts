/** What can be printed: every JSON value, and what other trees hold beside (comments are left out). */
export type Printable =
  | { readonly kind: "str" | "time"; readonly value: string }
  | { readonly kind: "bytes"; readonly value: Uint8Array }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "null" | "comment" }
  | { readonly kind: "list"; readonly items: readonly Printable[] }
  | { readonly kind: "map"; readonly items: readonly PrintableItem[] };

export type PrintableItem =
  | { readonly key: string; readonly value: Printable }
  | { readonly kind: "comment" };

export interface PrintOptions {
  /** The text of one level; everything stands on one line where absent. */
  readonly indent?: string;
  /** Prints -0 so that it is read back as a float, not as the integer 0. */
  readonly exactZero?: boolean;
}

// The `u` flag makes the surrogates in the class match lone ones only.
const SPECIAL = /["\\\u0000-\u001f<>&\u2028\u2029\ud800-\udfff]/u;
const SPECIALS = new RegExp(SPECIAL.source, "gu");
const PARTS_OF_A_BLOCK = 10_000;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/**
 * Prints a value as Go's encoding/json does: `<`, `>`, `&`, U+2028 and U+2029 are escaped, bytes that are no UTF-8
 * become `\ufffd`, floats look as in JavaScript except `-0`.
 *
 * @returns the text without a newline at its end
 * @throws RangeError for NaN and the infinities, which JSON lacks. https://pkg.go.dev/encoding/json#Marshal
 */
export function printJson(value: Printable, options: PrintOptions = {}): string {
  return print(value, options, options.indent === undefined ? undefined : "\n");
}

function print(value: Printable, options: PrintOptions, newline: string | undefined): string {
  switch (value.kind) {
    case "str":
    case "time":
      return quote(value.value);
    case "bytes":
      return `"${escapeBytes(value.value)}"`;
    case "int":
      return value.value.toString();
    case "float":
      return float(value.value, options);
    case "bool":
      return value.value ? "true" : "false";
    case "null":
    case "comment":
      return "null";
    case "list":
    case "map":
      return collection(value, options, newline);
  }
}

function collection(
  value: Extract<Printable, { kind: "list" | "map" }>,
  options: PrintOptions,
  newline: string | undefined,
): string {
  const inner = newline === undefined ? undefined : newline + options.indent;
  const separator = inner === undefined ? "," : `,${inner}`;
  const [open, close] = value.kind === "map" ? ["{", "}"] : ["[", "]"];
  let out = "";
  for (const item of value.items) {
    if ("kind" in item && item.kind === "comment") continue;
    out += out === "" ? open + (inner ?? "") : separator;
    if ("key" in item)
      out += quote(item.key) + (inner === undefined ? ":" : ": ") + print(item.value, options, inner);
    else out += print(item, options, inner);
  }
  return out === "" ? open + close : out + (newline ?? "") + close;
}

function float(value: number, options: PrintOptions): string {
  if (!Number.isFinite(value)) throw new RangeError("JSON has neither NaN nor infinities.");
  if (Object.is(value, -0)) return options.exactZero ? "-0.0" : "-0";
  return String(value);
}

function quote(text: string): string {
  return SPECIAL.test(text) ? `"${text.replace(SPECIALS, escape)}"` : `"${text}"`;
}

function escape(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.charCodeAt(0);
  return code >= 0xd800 && code <= 0xdfff ? "\\ufffd" : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Go replaces every single byte that starts no valid sequence, where a TextDecoder joins several. */
function escapeBytes(bytes: Uint8Array): string {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks: string[] = [];
  let parts: string[] = [];
  let from = 0;
  let at = 0;
  while (at < source.length) {
    const size = sequenceSize(source, at);
    if (size === 0) {
      parts.push(quote(source.toString("utf8", from, at)).slice(1, -1), "\\ufffd");
      from = at + 1;
      // Joined by blocks: a large binary file would be millions of parts.
      if (parts.length >= PARTS_OF_A_BLOCK) {
        blocks.push(parts.join(""));
        parts = [];
      }
    }
    at += size || 1;
  }
  parts.push(quote(source.toString("utf8", from)).slice(1, -1));
  return blocks.join("") + parts.join("");
}

/** The length of the valid UTF-8 sequence at a place, 0 where there is none. */
function sequenceSize(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const size =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0;
  for (let next = 1; next < size; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const outside = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  return overlong || outside ? 0 : size;
}
