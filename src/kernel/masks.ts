import { type Encoded, encodings, textForms } from "./mask-forms.ts";
import type { Secret } from "./secret.ts";

/** DESIGN.md: what the runner's masker takes without getting slow. */
export const MAX_FORMS_PER_VALUE = 300;
export const MAX_FORMS_PER_RUN = 5_000;
/** Nobody prints more than this in one line of base64; a mask of it would cost more than it hides. */
const MAX_WHOLE_BYTES = 256 * 1024;
/** Shorter encoded pieces are found in innocent text. */
const MIN_ENCODED = 8;
/** A line of this length is looked for inside the base64 of larger documents too. */
const MIN_SLICED_LINE = 12;
/** Words that are in every log; to mask one blanks the log and drops job outputs. */
const COMMON = new Set(
  "true false null none nil undefined yes no on off enabled disabled default localhost production staging development".split(" "),
);
const ARMOR = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;
const SHORT_PUNCTUATION = /^[\p{P}\p{S}\s]{0,7}$/u;
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

interface Split {
  readonly essential: Set<string>;
  readonly derived: Set<string>;
  readonly tooShort: boolean;
  readonly cut: boolean;
}

/** Whether text may become a mask: long enough, no common word, no punctuation, no PEM armor. */
function isMaskable(text: string, min: number): boolean {
  return [...text].length >= min && !COMMON.has(text.toLowerCase()) && !SHORT_PUNCTUATION.test(text) && !ARMOR.test(text);
}

/**
 * Every form of a value that can be predicted, the plain ones first; none has a line break. Beyond 300 only the
 * plain ones (lines, leaves) and the base64 of the whole are kept. Pure.
 */
export function maskForms(value: Secret, { min }: { readonly min: number }): MaskForms {
  const { essential, derived, tooShort, cut } = split(value, min);
  const room = Math.max(0, MAX_FORMS_PER_VALUE - essential.size);
  const added = [...derived].slice(0, room);
  return { forms: [...essential, ...added], tooShort, cut: cut || added.length < derived.size };
}

/**
 * The masks of a whole run, in an order in which the plain forms of every value come before any derived one,
 * bounded by 5,000. The notices say what the bound left out.
 */
export function runMasks(values: readonly Secret[], min: number): { forms: string[]; notices: string[] } {
  const splits = values.map((value) => split(value, min));
  const plain = new Set(splits.flatMap(({ essential }) => [...essential]));
  const all = new Set(plain);
  for (const { essential, derived } of splits)
    for (const form of [...derived].slice(0, Math.max(0, MAX_FORMS_PER_VALUE - essential.size))) all.add(form);
  const notices: string[] = [];
  if (plain.size > MAX_FORMS_PER_RUN)
    notices.push(`The values have more than ${MAX_FORMS_PER_RUN} lines: the last of them are not masked. Use \`as file\` for large values.`);
  else if (all.size > MAX_FORMS_PER_RUN)
    notices.push(`More than ${MAX_FORMS_PER_RUN} masks: of some values only the lines and the base64 of the whole are masked.`);
  if (splits.some(({ cut, derived, essential }) => cut || derived.size + essential.size > MAX_FORMS_PER_VALUE))
    notices.push(`A large value has more than ${MAX_FORMS_PER_VALUE} encoded forms: its lines are masked, some encodings of parts of it are not.`);
  return { forms: [...all].slice(0, MAX_FORMS_PER_RUN), notices };
}

function split(value: Secret, min: number): Split {
  const essential = new Set<string>();
  const derived = new Set<string>();
  const text = value.reveal();
  const units = text === undefined ? [] : plainUnits(text, min);
  const bytes = value.revealBytes();
  const isLong = bytes.length > MAX_WHOLE_BYTES;
  const tooShort = bytes.length > 0 && (text === undefined ? bytes.length < min : units.length === 0);
  for (const unit of units) essential.add(unit);
  if (tooShort || isLong || bytes.length === 0) return { essential, derived, tooShort, cut: isLong };

  const whole = Buffer.from(bytes);
  essential.add(whole.toString("base64"));
  // Enough to know that the bound is passed; what is beyond it is never used.
  const add = (form: string, least: number): boolean => {
    if (form.length >= least && !/[\r\n]/.test(form) && !essential.has(form) && isMaskable(form, min)) derived.add(form);
    return derived.size <= MAX_FORMS_PER_VALUE;
  };
  const addAll = (forms: Iterable<Encoded>): boolean => {
    for (const form of forms) if (!add(form, MIN_ENCODED)) return false;
    return true;
  };
  if (text !== undefined) {
    const wholes = [text, text.replace(/[\r\n]+$/, ""), text.trim()];
    for (const unit of new Set([...wholes, ...units])) for (const form of textForms(unit)) if (!add(form, min)) break;
  }
  const trimmed = trimNewlines(whole);
  let room = addAll(encodings(whole, "whole")) && addAll(encodings(trimmed, "whole"));
  room &&= addAll(encodings(Buffer.concat([trimmed, Buffer.from("\n")]), "whole"));
  for (const unit of units) if (room && unit.length >= MIN_SLICED_LINE) room = addAll(encodings(Buffer.from(unit), "slices"));
  room &&= [whole, Buffer.concat([trimmed, Buffer.from("\n")])].every((form) => addAll(encodings(form, "wrapped")));
  return { essential, derived, tooShort, cut: !room };
}

/** The lines, the leaves of JSON, the values in lines of YAML or dotenv, and the passwords in URLs. */
function plainUnits(text: string, min: number): string[] {
  const units = new Set<string>();
  const add = (unit: string): void => {
    for (const line of unit.split(/[\r\n]+/)) if (isMaskable(line.trim(), min)) units.add(line.trim());
  };
  add(text);
  for (const line of [...units]) {
    const match = ASSIGNMENT.exec(line);
    const assigned = match?.[1] ?? match?.[2];
    if (assigned !== undefined && text.trim().includes("\n")) add(assigned.replace(/^(["'])(.*)\1,?$/, "$2"));
  }
  for (const leaf of jsonLeaves(text)) add(leaf);
  for (const unit of [...units]) {
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
      else if (typeof value === "number" && (context?.source ?? "").length >= MIN_ENCODED) leaves.push(context!.source!);
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
