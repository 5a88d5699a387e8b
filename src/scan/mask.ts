/** What stands where a secret stood. */
export const MASK = "***";
/** Shorter ones would mask letters of ordinary words. */
const SHORTEST = 4;
/** Of a line of one minified file only what stands near is a mark of the place. */
const MOST_BESIDE = 160;
const LF = 0x0a;

/**
 * Makes what shows a text (a path, an author, a fact) without these secrets, also where it has them percent-encoded, in
 * hex or in base64. Takes the secrets' own bytes. Pure.
 */
export function maskOf(secrets: readonly Uint8Array[]): (text: string) => string {
  const forms = new Set(secrets.flatMap(formsOf).filter((form) => form.length >= SHORTEST));
  // By how they begin: a range may hold thousands of secrets and of paths. The longest first: one may hold another.
  const byStart = Map.groupBy(
    [...forms].sort((a, b) => b.length - a.length),
    (form) => form.slice(0, SHORTEST),
  );
  return (text) => {
    let shown = "";
    let from = 0;
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const form = byStart.get(text.slice(at, at + SHORTEST))?.find((one) => text.startsWith(one, at));
      if (form === undefined) continue;
      // One may begin within another.
      if (at >= from) shown += `${text.slice(from, at)}${MASK}`;
      from = Math.max(from, at + form.length);
    }
    return shown + text.slice(from);
  };
}

/** One text without these secrets. Pure. */
export const withoutSecrets = (text: string, secrets: readonly Uint8Array[]): string => maskOf(secrets)(text);

function formsOf(secret: Uint8Array): string[] {
  const bytes = Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength);
  const text = bytes.toString("utf8");
  return [
    text,
    bytes.toString("latin1"),
    encodeURIComponent(text.toWellFormed()),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
    bytes.toString("hex"),
  ];
}

/**
 * The lines from the first to the last byte of a span, with that span and every other span masked, and other occurrences
 * of the same bytes too. Offsets count bytes. A masked line tells where a secret stands and nothing of it. Pure.
 */
export function maskedLine(
  bytes: Uint8Array,
  span: { readonly start: number; readonly end: number },
  others: readonly { readonly start: number; readonly end: number }[] = [],
): string {
  const from = Math.max(lineStart(bytes, span.start), span.start - MOST_BESIDE);
  const to = Math.min(lineEnd(bytes, span.end), span.end + MOST_BESIDE);
  const spans = [span, ...others]
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  let at = from;
  for (const { start, end } of spans) {
    if (start >= at) text += `${all.toString("latin1", at, start)}${MASK}`;
    at = Math.max(at, end);
  }
  text += all.toString("latin1", at, to);
  const secret = all.toString("latin1", span.start, span.end);
  return secret.length >= SHORTEST ? text.replaceAll(secret, MASK) : text;
}

function lineStart(bytes: Uint8Array, at: number): number {
  return at === 0 ? 0 : bytes.lastIndexOf(LF, at - 1) + 1;
}

function lineEnd(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(LF, at);
  return end === -1 ? bytes.length : end;
}
