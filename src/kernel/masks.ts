import { encodings, textForms } from "./mask-forms.ts";
import type { Secret } from "./secret.ts";

/** DESIGN.md: what the runner's masker takes without getting slow. */
export const MAX_FORMS_PER_VALUE = 300;
export const MAX_FORMS_PER_RUN = 5_000;
/** Lines and the base64 of the whole go beyond that bound, as a value in the clear is the worst; but not without end. */
const MAX_PLAIN_FORMS = 50_000;
/** Nobody prints more than this in one line of base64; a mask of it would cost more than it hides. */
const MAX_WHOLE_BYTES = 256 * 1024;
/** Shorter encoded pieces are found in innocent text. */
const MIN_ENCODED = 8;
/** A line of this length is looked for inside the base64 of larger documents too. */
const MIN_SLICED_LINE = 12;
/** Words that are in every log; to mask one blanks the log and drops job outputs. */
const COMMON = new Set(
  "true false null none nil undefined yes no on off enabled disabled default localhost production staging development".split(
    " ",
  ),
);
const ARMOR = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;
const SHORT_PUNCTUATION = /^[\p{P}\p{S}\s]{0,7}$/u;
/** Code units that seven characters may have. A longer text need not have the pattern compiled, which takes long. */
const MAX_PUNCTUATION_UNITS = 14;
/** A value in a line of YAML, dotenv or ini. */
const ASSIGNMENT = /^(?:-\s+)?(?:export\s+)?["']?[\w.-]+["']?\s*[:=]\s*(.+)$|^-\s+(.+)$/;
const USERINFO = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#\s]+)@/;

export interface MaskForms {
  readonly forms: string[];
  /** The value itself has no form that can be masked without harm. */
  readonly tooShort: boolean;
  /** Forms were left out because of the bound. */
  readonly cut: boolean;
}

interface Plain {
  readonly units: readonly string[];
  /** The units, and the base64 of the whole: what no bound of a value takes away. */
  readonly essential: Set<string>;
  readonly tooShort: boolean;
}

/** Whether text may become a mask: long enough, no common word, no punctuation, no PEM armor. */
function isMaskable(text: string, min: number): boolean {
  // A character is at most two units, so a long text need not be counted.
  return (
    (text.length >= 2 * min || [...text].length >= min) &&
    !COMMON.has(text.toLowerCase()) &&
    (text.length > MAX_PUNCTUATION_UNITS || !SHORT_PUNCTUATION.test(text)) &&
    !ARMOR.test(text)
  );
}

/**
 * Every form of a value that can be predicted, the plain ones first; none has a line break. Beyond 300 only the
 * plain ones (lines, leaves) and the base64 of the whole are kept. Pure.
 */
export function maskForms(value: Secret, { min }: { readonly min: number }): MaskForms {
  const plain = plainForms(value, min);
  const derived = derivedForms(value, plain, min);
  return { forms: [...plain.essential, ...derived.forms], tooShort: plain.tooShort, cut: derived.cut };
}

/** Whether a value may be a document of YAML, so that its leaves are worth parsing for. */
export function looksLikeYaml(value: Secret): boolean {
  if (value.byteLength > MAX_WHOLE_BYTES) return false;
  const text = value.reveal() ?? "";
  return text.trim().includes("\n") && /^[ \t]*(?:- |["']?[\w.-]+["']?[ \t]*:(?:\s|$)|\{)/m.test(text);
}

/** Text without its last line ends; a pattern would try every run of them in between too. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "\n" || text[end - 1] === "\r")) end -= 1;
  return text.slice(0, end);
}

/** Whether a value itself cannot be masked without harm: it is too short, or a word that every log has. */
export const isTooShort = (value: Secret, min: number): boolean => plainForms(value, min).tooShort;

/**
 * The masks of a whole run: the plain forms of every value (lines, leaves, base64 of the whole), then derived ones
 * up to 5,000 in all. The notices say what the bounds left out.
 */
export function runMasks(values: readonly Secret[], min: number): { forms: string[]; notices: string[] } {
  const unique = [
    ...new Map(values.map((value) => [Buffer.from(value.revealBytes()).toString("latin1"), value])).values(),
  ];
  const plains = unique.map((value) => plainForms(value, min));
  const all = new Set([
    ...plains.flatMap(({ units }) => units),
    ...plains.flatMap(({ essential }) => [...essential]),
  ]);
  const plain = all.size;
  let isCut = false;
  for (const [i, value] of unique.entries()) {
    if (all.size > MAX_FORMS_PER_RUN) break;
    const derived = derivedForms(value, plains[i]!, min);
    isCut ||= derived.cut;
    for (const form of derived.forms) all.add(form);
  }
  const notices: string[] = [];
  if (plain > MAX_PLAIN_FORMS)
    notices.push(
      `The values have more than ${MAX_PLAIN_FORMS} lines: those beyond are not masked. Do not print the large ones.`,
    );
  if (all.size > MAX_FORMS_PER_RUN)
    notices.push(
      `More than ${MAX_FORMS_PER_RUN} masks: of some values only the lines and the base64 of the whole are masked.`,
    );
  if (isCut)
    notices.push(
      `A large value has more than ${MAX_FORMS_PER_VALUE} encoded forms: its lines are masked, some encodings of parts of it are not.`,
    );
  const bound = Math.min(Math.max(plain, MAX_FORMS_PER_RUN), MAX_PLAIN_FORMS);
  return { forms: [...all].slice(0, bound), notices };
}

function plainForms(value: Secret, min: number): Plain {
  const bytes = value.revealBytes();
  const text = value.reveal();
  const units = text === undefined ? [] : plainUnits(text, min);
  const essential = new Set(units);
  if (isEncodable(bytes, text, min)) essential.add(Buffer.from(bytes).toString("base64"));
  const tooShort = bytes.length > 0 && (text === undefined ? bytes.length < min : units.length === 0);
  return { units, essential, tooShort };
}

/** Many short lines have no plain form of their own, but their encodings as a whole do. */
const isEncodable = (bytes: Uint8Array, text: string | undefined, min: number): boolean =>
  bytes.length <= MAX_WHOLE_BYTES &&
  (text === undefined ? bytes.length >= min : isMaskable(text.trim(), min));

function derivedForms(
  value: Secret,
  { units, essential }: Plain,
  min: number,
): { forms: string[]; cut: boolean } {
  const text = value.reveal();
  const whole = Buffer.from(value.revealBytes());
  const room = MAX_FORMS_PER_VALUE - essential.size;
  if (!isEncodable(whole, text, min)) return { forms: [], cut: whole.length > MAX_WHOLE_BYTES };
  const derived = new Set<string>();
  const add = (forms: Iterable<string>, least: number): void => {
    if (derived.size > room) return;
    for (const form of forms) {
      if (form.length >= least && !/[\r\n]/.test(form) && !essential.has(form) && isMaskable(form, min))
        derived.add(form);
      // One more than fits shows that there are more; what is beyond is never used.
      if (derived.size > room) return;
    }
  };
  if (text !== undefined)
    for (const unit of new Set([text, withoutEnd(text), text.trim(), ...units])) add(textForms(unit), min);
  const trimmed = trimNewlines(whole);
  const ended = Buffer.concat([trimmed, Buffer.from("\n")]);
  // One without a line end is the same as it is without them.
  const isBare = trimmed.length === whole.length;
  for (const bytes of isBare ? [whole, ended] : [whole, trimmed, ended])
    add(encodings(bytes, "whole"), MIN_ENCODED);
  for (const unit of units)
    if (unit.length >= MIN_SLICED_LINE) add(encodings(Buffer.from(unit), "slices"), MIN_ENCODED);
  for (const bytes of isBare ? [whole, ended] : [trimmed, ended, whole])
    add(encodings(bytes, "wrapped"), MIN_ENCODED);
  return { forms: [...derived].slice(0, Math.max(0, room)), cut: derived.size > Math.max(0, room) };
}

/** The lines, the leaves of JSON, the values in lines of YAML or dotenv, and the passwords in URLs. */
function plainUnits(text: string, min: number): string[] {
  const units = new Set<string>();
  const add = (unit: string): void => {
    for (const line of unit.split(/[\r\n]+/)) if (isMaskable(line.trim(), min)) units.add(line.trim());
  };
  add(text);
  const lines = [...units];
  for (const line of lines) {
    const match = ASSIGNMENT.exec(line);
    const assigned = match?.[1] ?? match?.[2];
    if (assigned !== undefined && text.trim().includes("\n")) add(assigned.replace(/^(["'])(.*)\1,?$/, "$2"));
  }
  for (const leaf of jsonLeaves(text)) add(leaf);
  const urls = [...units];
  for (const unit of urls) {
    const userinfo = USERINFO.exec(unit)?.[1];
    if (userinfo === undefined || !userinfo.includes(":")) continue;
    const password = userinfo.slice(userinfo.indexOf(":") + 1);
    add(userinfo);
    add(password);
    add(decoded(password));
  }
  return [...units];
}

function jsonLeaves(text: string): string[] {
  if (!/^\s*[[{"]/.test(text)) return [];
  const leaves: string[] = [];
  try {
    // The reviver sees every leaf, whatever the depth; long numbers count as they were written.
    JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
      if (typeof value === "string") leaves.push(value);
      else if (typeof value === "number" && (context?.source ?? "").length >= MIN_ENCODED)
        leaves.push(context!.source!);
      return value;
    });
  } catch {
    return [];
  }
  return leaves;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function trimNewlines(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  return bytes.subarray(0, end);
}
