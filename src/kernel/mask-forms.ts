/** How people and programs write a value down: one function a family of forms. Pure. */

/** base64(1) and MIME, PEM, and `xxd -p` or gpg. */
const BASE64_WIDTHS = [76, 64, 60];
const HEX_WIDTHS = [60, 64];
/** Text that none of the escapes below changes, as the parts of a token are. */
const PLAIN = /^[\w.-]*$/;

/** Escapes of text: JSON as JavaScript, Go and Python write it, URLs, forms, shells. */
export function* textForms(text: string): Generator<string> {
  if (PLAIN.test(text)) return yield text;
  const json = JSON.stringify(text).slice(1, -1);
  yield json;
  const go = json.replace(/[<>&\u2028\u2029]/g, unicodeEscape);
  yield go;
  yield go.replace(/[\u007f-\uffff]/g, unicodeEscape);
  yield json.replace(/[\u007f-\uffff]/g, unicodeEscape);
  yield json.replaceAll("/", "\\/");
  const url = text.isWellFormed() ? encodeURIComponent(text) : text;
  const strict = url.replace(/[!'()*]/g, percent);
  yield url;
  yield strict;
  yield strict.replaceAll("%20", "+");
  yield strict.replaceAll("%20", "+").replaceAll("%2A", "*");
  yield strict.replaceAll("~", "%7E").replaceAll("%20", "+").replaceAll("%2A", "*");
  yield strict.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  yield text.isWellFormed() ? encodeURI(text) : text;
  yield text.replaceAll("'", String.raw`'\''`);
  yield text.replaceAll("'", `'"'"'`);
  yield text.replace(/["\\$`]/g, "\\$&");
  yield text.replace(/[^A-Za-z0-9_@%+=:,./\n\u0080-\uffff-]/g, "\\$&");
}

/**
 * base64 and hex of bytes. "whole": on one line, in both alphabets, with and without padding, and where the
 * bytes lie inside something larger (three alignments, only the characters that the neighbours cannot change).
 * "slices": only the latter. "wrapped": line by line at the usual widths.
 */
export function* encodings(bytes: Buffer, kind: "whole" | "slices" | "wrapped"): Generator<string> {
  if (kind === "wrapped") {
    const base64 = bytes.toString("base64");
    for (const width of BASE64_WIDTHS) if (base64.length > width) yield* wrapped(base64, width);
    const hex = bytes.toString("hex");
    for (const width of HEX_WIDTHS) {
      if (hex.length <= width) continue;
      yield* wrapped(hex, width);
      yield* wrapped(hex.toUpperCase(), width);
    }
    return;
  }
  if (kind === "whole") {
    const base64 = bytes.toString("base64");
    yield* bothAlphabets(base64);
    yield* bothAlphabets(base64.replace(/=+$/, ""));
    const hex = bytes.toString("hex");
    yield hex;
    yield hex.toUpperCase();
  }
  for (const start of [0, 1, 2]) {
    const length = Math.floor((bytes.length - start) / 3) * 3;
    if (length > 0) yield* bothAlphabets(bytes.subarray(start, start + length).toString("base64"));
  }
}

function* bothAlphabets(base64: string): Generator<string> {
  yield base64;
  yield base64.replaceAll("+", "-").replaceAll("/", "_");
}

function* wrapped(text: string, width: number): Generator<string> {
  for (let i = 0; i < text.length; i += width) yield text.slice(i, i + width);
}

const unicodeEscape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
