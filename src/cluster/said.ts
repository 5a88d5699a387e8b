import { MaskAutomaton } from "../kernel/mask-automaton.ts";
import { MaskStream } from "../kernel/mask-stream.ts";
import { isTooShort, runMasks } from "../kernel/masks.ts";
import { printable } from "../kernel/printable.ts";
import type { Secret } from "../kernel/secret.ts";

const MAX_SHOWN = 500;
/** Shorter values are found in innocent text: they are masked where they stand alone. */
const MIN_MASKED = 4;
/** So much of a value at the end of a text that somebody cut is taken for the value. */
const MIN_CUT = 4;
const MAX_END = 64;
/** What may follow where a text was cut. */
const CUT = /[.…"'`\\)}\]|,\s]+$/;
/** Where servers quote what they were sent, in parts that no mask would know. */
const QUOTING: readonly (readonly [RegExp, string])[] = [
  // Of a server-side apply; it may be a whole map.
  [/(valueUnstructured\{Value:).*/s, "$1***}"],
  // Of a JSON decoder: a window of the body.
  [/(error found in #\d+ byte of ).*/s, "$1***"],
  // Of a YAML decoder: the first characters of a scalar.
  [/(cannot unmarshal !!\w+ )`[^`]*`?/g, "$1***"],
];

/** The values that must not be shown, each once. */
export interface Known {
  /** Takes secrets; returns those whose values are new. */
  readonly add: (secrets: readonly Secret[]) => readonly Secret[];
  readonly all: () => Iterable<Secret>;
}

/** Nothing yet. By value: what is in the cluster is for the most part what is about to be there, in other objects. */
export function createKnown(): Known {
  const known = new Map<string, Secret>();
  return {
    add: (secrets) =>
      secrets.filter((secret) => {
        const value = Buffer.from(secret.revealBytes()).toString("latin1");
        if (known.has(value)) return false;
        known.set(value, secret);
        return true;
      }),
    all: () => known.values(),
  };
}

interface Masks {
  readonly of: readonly Secret[];
  /** How each form begins: a text without any of them needs no automaton, which takes long to build. */
  readonly beginnings: ReadonlySet<string>;
  readonly automaton: () => MaskAutomaton;
  readonly short: RegExp | undefined;
}

/**
 * What makes a server's text one that may be shown: every value of `secrets`, in all its encodings, is `***`, and so
 * is what a text that was cut ends in; nothing in it can be a command or a control sequence; one line of at most 500
 * characters. The masks are made when first needed, and again when there are other secrets.
 */
export function createSaid(secrets: () => Iterable<Secret>): (text: string) => string {
  let masks: Masks | undefined;
  return (text) => {
    const now = [...secrets()];
    if (masks === undefined || !isSame(masks.of, now)) masks = masksFor(now);
    const { short } = masks;
    let shown = text;
    for (const [pattern, instead] of QUOTING) shown = shown.replace(pattern, instead);
    // Before anything is cut or changed: half a value is none that is known.
    shown = shown.toWellFormed();
    if (mayHold(shown, masks.beginnings)) shown = masked(shown, masks.automaton());
    if (short !== undefined) shown = shown.replace(short, "***");
    return bounded(printable(shown.replace(/\s+/g, " ").trim()));
  };
}

function masksFor(secrets: readonly Secret[]): Masks {
  const short = secrets
    .filter((one) => isTooShort(one, MIN_MASKED) && !isTooShort(one, 1))
    .flatMap((one) => (one.reveal() ?? "").split(/[\r\n]+/))
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => line.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  const { forms } = runMasks(secrets, MIN_MASKED);
  let automaton: MaskAutomaton | undefined;
  return {
    of: secrets,
    beginnings: new Set(forms.map(beginningOf)),
    automaton: () => (automaton ??= new MaskAutomaton(forms)),
    short: short.length === 0 ? undefined : new RegExp(`(?<!\\w)(?:${short.join("|")})(?!\\w)`, "g"),
  };
}

/** One unit more than bytes, so that no pair of them is cut. */
const beginningOf = (form: string): string =>
  Buffer.from(form.slice(0, MIN_CUT + 1)).toString("latin1", 0, MIN_CUT);

/** Whether a text has the first bytes of a form anywhere; no form and no masked end of a text is shorter. */
function mayHold(text: string, beginnings: ReadonlySet<string>): boolean {
  const bytes = Buffer.from(text).toString("latin1");
  for (let at = 0; at + MIN_CUT <= bytes.length; at += 1)
    if (beginnings.has(bytes.slice(at, at + MIN_CUT))) return true;
  return false;
}

const isSame = (a: readonly Secret[], b: readonly Secret[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

function masked(text: string, automaton: MaskAutomaton): string {
  const end = CUT.exec(text.slice(-MAX_END))?.[0] ?? "";
  const stream = new MaskStream(automaton);
  const shown = Buffer.from(stream.push(Buffer.from(text.slice(0, text.length - end.length)))).toString(
    "utf8",
  );
  // What is held back here is the beginning of a value, and the text ends in it.
  const rest = stream.held >= MIN_CUT ? "***" : Buffer.from(stream.finish()).toString("utf8");
  // The end itself may belong to a value, so it is looked at as a part of the whole, too.
  const whole = new MaskStream(automaton);
  const all = Buffer.concat([whole.push(Buffer.from(text)), whole.finish()]).toString("utf8");
  return rest === "***" && all.endsWith(end) ? shown + rest + end : all;
}

function bounded(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  return `${text
    .slice(0, MAX_SHOWN - 1)
    .toWellFormed()
    .replace(/\ufffd$/, "")}…`;
}
