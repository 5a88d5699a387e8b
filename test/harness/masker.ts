/**
 * What the runner does with masks: specs/sources.md 1.11. Written from its behaviour, so that tests can say
 * what the web log would show.
 */
export interface Masker {
  /** Takes the data of an `add-mask` command; returns false for a blank one, which the runner only warns about. */
  readonly add: (value: string) => boolean;
  /** Takes text; returns it with every known span replaced by `***`, overlapping and touching spans as one. */
  readonly apply: (text: string) => string;
}

/** Long enough that few masks share it, short enough that most masks have it. */
const KEY_LENGTH = 3;
/** PowerShell colours a value after its ampersand; shorter halves are not masked by the runner. */
const AMPERSAND_MINIMUM = 6;
const QUOTED_MINIMUM = 9;

/** Takes nothing; returns a masker that knows no value yet. */
export function createMasker(): Masker {
  const known = new Set<string>();
  // Masks by their first characters: thousands of masks over long text stay linear in the text.
  const index = new Map<string, string[]>();

  function remember(form: string): void {
    if (form === "" || known.has(form)) return;
    known.add(form);
    const key = form.slice(0, KEY_LENGTH);
    const bucket = index.get(key);
    if (bucket === undefined) index.set(key, [form]);
    else bucket.push(form);
  }

  return {
    add(value) {
      if (value.trim() === "") return false;
      const lines = value.split(/[\r\n]/).map((line) => line.trim());
      for (const one of [value, ...lines.filter((line) => line !== "")]) {
        for (const form of [one, ...encodings(one)]) remember(form);
      }
      return true;
    },
    apply(text) {
      let out = "";
      let copied = 0;
      let start = -1;
      let end = -1;
      for (let at = 0; at < text.length; at += 1) {
        const length = longestAt(index, text, at);
        if (length === 0) continue;
        if (start >= 0 && at <= end) {
          end = Math.max(end, at + length);
          continue;
        }
        if (start >= 0) {
          out += `${text.slice(copied, start)}***`;
          copied = end;
        }
        start = at;
        end = at + length;
      }
      if (start < 0) return text;
      return `${out}${text.slice(copied, start)}***${text.slice(end)}`;
    },
  };
}

function longestAt(index: ReadonlyMap<string, readonly string[]>, text: string, at: number): number {
  let longest = 0;
  for (let size = 1; size <= KEY_LENGTH; size += 1) {
    for (const form of index.get(text.slice(at, at + size)) ?? []) {
      if (form.length > longest && text.startsWith(form, at)) longest = form.length;
    }
  }
  return longest;
}

/** Takes a value; returns the other spellings of it that the runner masks by itself. May hold "". */
export function encodings(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const json = JSON.stringify(value)
    .slice(1, -1)
    .replace(/[\u0085\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return [
    bytes.toString("base64"),
    bytes.subarray(1).toString("base64"),
    bytes.subarray(2).toString("base64"),
    value.replaceAll('"', '\\"'),
    value.replaceAll("'", "''"),
    json,
    uriEscape(value),
    xmlEscape(value),
    value.length >= QUOTED_MINIMUM && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : "",
    ...ampersandHalves(value),
  ];
}

function uriEscape(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const XML: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "&": "&amp;",
};

function xmlEscape(value: string): string {
  return value.replace(/[<>"'&]/g, (c) => XML[c] ?? c);
}

function ampersandHalves(value: string): string[] {
  const plus = value.indexOf("&+");
  const at = plus >= 0 ? plus + 2 : value.lastIndexOf("&") + 1;
  if (at === 0) return [];
  return [value.slice(0, at), value.slice(at)].filter((half) => half.length >= AMPERSAND_MINIMUM);
}
