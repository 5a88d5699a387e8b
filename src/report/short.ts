/** With a colon, or as a tag of an image has it. */
const DIGEST = /\b(sha256|sha384|sha512)([:-])([0-9a-f]{64,128})\b/g;
const DIGEST_SHOWN = 12;
const ELLIPSIS = "…";

/** Digests in a text, each with as much of it as people compare. Pure. */
export const shortDigests = (text: string): string =>
  text.replace(
    DIGEST,
    (_, algorithm: string, mark: string, hex: string) =>
      `${algorithm}${mark}${hex.slice(0, DIGEST_SHOWN)}${ELLIPSIS}`,
  );

/** A text of at most `most` characters: its beginning and its end, which tell names and paths apart. Pure. */
export function middleOut(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${letters.slice(0, head).join("")}${ELLIPSIS}${letters.slice(letters.length - (most - 1 - head)).join("")}`;
}

/** An identity without what nearly all of them begin with. Pure. */
export const shortIdentity = (san: string): string => san.replace(/^https:\/\/github\.com\//, "");

/** A time to the minute, as people write it: `2026-11-24 18:05 UTC`. Pure. */
export const minuteOf = (date: Date): string => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
