import { Failure, type FailureCode } from "../kernel/errors.ts";
import { compileRe2, type Regex } from "../kernel/regex.ts";

/** The six settings that say which values are encrypted, in the order in which sops writes them. */
export const SELECTOR_NAMES = [
  "encrypted_comment_regex",
  "encrypted_regex",
  "encrypted_suffix",
  "unencrypted_comment_regex",
  "unencrypted_regex",
  "unencrypted_suffix",
] as const;
export type SelectorName = (typeof SELECTOR_NAMES)[number];

/** What a file, a rule or a flag says about selection: at most one of the six. */
export type SelectorSettings = { readonly [Name in SelectorName]?: string };

export interface SelectorChoice {
  readonly name: SelectorName;
  readonly text: string;
}

export const DEFAULT_SELECTOR: SelectorChoice = { name: "unencrypted_suffix", text: "_unencrypted" };

/** What selection knows inside one map or list. Made by `Selector.root` and `Selector.enter` only. */
export interface Level {
  /** A key on the way here matched. */
  readonly key: boolean;
  /** A comment that is active further out matched. */
  readonly outer: boolean;
  /** A comment since the last item of this level matched, the last one left aside. */
  earlier: boolean;
  /** The last comment since the last item of this level matched. */
  last: boolean;
}

/** Decides which values are encrypted: by keys on the way to them, or by comments before them. */
export interface Selector {
  readonly choice: SelectorChoice;
  /** The state at the top of a document. */
  readonly root: () => Level;
  /** The state inside the map or list that stands under `key`, or as a list's item where there is no key. */
  readonly enter: (level: Level, key: string | undefined) => Level;
  /** Whether a value under `key` of this level, or a list's item, is encrypted. */
  readonly selects: (level: Level, key: string | undefined) => boolean;
  /** Whether the comment that was noted last is itself encrypted. */
  readonly selectsComment: (level: Level) => boolean;
  /** Takes note of a comment, as it stands in the file. */
  readonly note: (level: Level, comment: string) => void;
  /** Ends the reach of the comments before an item. */
  readonly endItem: (level: Level) => void;
  /** Whether an encrypted comment's own text would make it a clear one when the file is read again. */
  readonly clashes: (encrypted: string) => boolean;
}

/**
 * The one selector of the settings, or sops' default. Throws the given code where more than one is set.
 * An empty one counts as absent, as in sops.
 */
export function chooseSelector(settings: SelectorSettings, code: FailureCode): SelectorChoice {
  const set = SELECTOR_NAMES.filter((name) => (settings[name] ?? "") !== "");
  if (set.length > 1) {
    throw new Failure(code, `Only one of these may be set, not ${set.length}: ${set.join(", ")}.`, {
      fix: `Keep one of ${set.join(", ")}.`,
      exit: 1,
    });
  }
  const [name] = set;
  return name === undefined ? DEFAULT_SELECTOR : { name, text: settings[name] ?? "" };
}

/**
 * Makes a choice executable. Throws the given code where its pattern is no valid RE2.
 * https://github.com/getsops/sops#encrypting-only-parts-of-a-file
 */
export async function compileSelector(choice: SelectorChoice, code: FailureCode): Promise<Selector> {
  const inverted = choice.name.startsWith("unencrypted");
  if (choice.name.endsWith("comment_regex")) {
    return byComments(choice, inverted, await compileRe2(choice.text, code, choice.name));
  }
  if (choice.name.endsWith("suffix")) return byKeys(choice, inverted, (key) => key.endsWith(choice.text));
  const regex = await compileRe2(choice.text, code, choice.name);
  const known = new Map<string, boolean>();
  return byKeys(choice, inverted, (key) => {
    let hit = known.get(key);
    if (hit === undefined) known.set(key, (hit = regex.search(key)));
    return hit;
  });
}

function byKeys(choice: SelectorChoice, inverted: boolean, test: (key: string) => boolean): Selector {
  const hit = (level: Level, key: string | undefined) => level.key || (key !== undefined && test(key));
  return {
    choice,
    root: () => ({ key: false, outer: false, earlier: false, last: false }),
    enter: (level, key) => ({ key: hit(level, key), outer: false, earlier: false, last: false }),
    selects: (level, key) => hit(level, key) !== inverted,
    selectsComment: (level) => level.key !== inverted,
    note: () => undefined,
    endItem: () => undefined,
    clashes: () => false,
  };
}

function byComments(choice: SelectorChoice, inverted: boolean, regex: Regex): Selector {
  const active = (level: Level) => level.outer || level.earlier || level.last;
  return {
    choice,
    root: () => ({ key: false, outer: false, earlier: false, last: false }),
    enter: (level) => ({ key: false, outer: active(level), earlier: false, last: false }),
    selects: (level) => active(level) !== inverted,
    // The comment that asks for encryption stays readable; the one that asks for clear text is clear itself.
    selectsComment: (level) => (inverted ? !active(level) : level.outer || level.earlier),
    note: (level, comment) => {
      level.earlier ||= level.last;
      level.last = regex.search(comment);
    },
    endItem: (level) => {
      level.earlier = false;
      level.last = false;
    },
    clashes: (encrypted) => inverted && regex.search(encrypted),
  };
}
