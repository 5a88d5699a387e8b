import { Failure, together } from "../../kernel/errors.ts";
import { type JsonValue, parseJson } from "../../kernel/json.ts";

/** Where it lies in a repository. */
export const SUPPRESSIONS_FILE = ".github/secret-scan.json";

/** One finding that is known and does not block, until a day. */
export interface Suppression {
  /** From 1, in the order of the file. */
  readonly entry: number;
  readonly rule: string;
  /** A path, or a folder with `/` at its end; anywhere where it is absent. */
  readonly path?: string;
  /** Five hex digits of the salted scrypt of the secret. */
  readonly hash: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day that it holds, `2027-05-24`, UTC. */
  readonly expires: string;
}

export interface SuppressionFile {
  /** 16 bytes or more, of this file alone. */
  readonly salt: Uint8Array;
  readonly entries: readonly Suppression[];
}

const VERSION = 1n;
const MAX_ENTRIES = 10_000;
const MIN_SALT_BYTES = 16;
const MAX_SALT_BYTES = 64;
const MAX_TEXT = 500;
const MAX_PROBLEMS = 20;
const HASH = /^[0-9a-f]{5}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FIX =
  'npx @liquid-hive/secrets-action scan --baseline .github/secret-scan.json --reason "a test key" --owner NAME .';

type Fields = ReadonlyMap<string, JsonValue>;

/**
 * Reads our own file of suppressions. Takes its bytes and what it is called in messages.
 *
 * @throws Failure DECODE_FAILED for what is no JSON, INPUT_INVALID for every entry that is wrong, with its number and
 *   without any text of it. docs/scan.md
 */
export function readSuppressions(bytes: Uint8Array, file = SUPPRESSIONS_FILE): SuppressionFile {
  const problems: Failure[] = [];
  const wrong = (message: string): void => {
    problems.push(new Failure("INPUT_INVALID", message, { at: { file }, fix: FIX }));
  };
  const top = fieldsOf(parseJson(bytes, { maxDepth: 5 }), "The file", wrong, ["version", "salt", "entries"]);
  const version = top.get("version");
  if (version?.kind !== "int" || version.value !== VERSION) wrong("`version` has to be 1.");
  const salt = saltOf(top.get("salt"), wrong);
  const listed = top.get("entries");
  if (listed?.kind !== "list") wrong("`entries` has to be a list.");
  const items = listed?.kind === "list" ? listed.items : [];
  if (items.length > MAX_ENTRIES) wrong(`There are more than ${MAX_ENTRIES} entries.`);
  const entries = items.slice(0, MAX_ENTRIES).map((item, i) => entryOf(item, i + 1, wrong));
  const [first, ...others] = problems;
  if (first !== undefined) throw together([first, ...others.slice(0, MAX_PROBLEMS - 1)]);
  return { salt, entries };
}

function saltOf(value: JsonValue | undefined, wrong: (message: string) => void): Uint8Array {
  const text = value?.kind === "str" && BASE64.test(value.value) ? value.value : "";
  const salt = Buffer.from(text, "base64");
  if (salt.length < MIN_SALT_BYTES || salt.length > MAX_SALT_BYTES)
    wrong(`\`salt\` has to be base64 of ${MIN_SALT_BYTES} to ${MAX_SALT_BYTES} bytes.`);
  return salt;
}

const ENTRY_KEYS = ["rule", "path", "hash", "reason", "owner", "expires"];

function entryOf(item: JsonValue, entry: number, wrong: (message: string) => void): Suppression {
  const fields = fieldsOf(item, `Entry ${entry}`, wrong, ENTRY_KEYS);
  const text = (name: string, isGood: (text: string) => boolean, how: string): string => {
    const value = fields.get(name);
    if (value?.kind === "str" && isGood(value.value)) return value.value;
    wrong(`Entry ${entry}: \`${name}\` has to be ${how}.`);
    return "";
  };
  const said = (some: string): boolean => some.trim() !== "" && some.length <= MAX_TEXT;
  return {
    entry,
    rule: text("rule", said, "the id of a rule"),
    ...(fields.has("path")
      ? {
          path: text("path", isPath, "a path from the root of the repository, or a folder with / at its end"),
        }
      : {}),
    hash: text("hash", (some) => HASH.test(some), "five hex digits, as `scan --baseline` writes them"),
    reason: text("reason", said, "a reason in words"),
    owner: text("owner", said, "who answers for it"),
    expires: text("expires", isDay, "a day, such as 2027-05-24"),
  };
}

/** Whether an entry may have this path. Pure. */
export const isPath = (text: string): boolean =>
  text !== "" && !text.startsWith("/") && !text.split("/").some((part) => part === ".." || part === ".");

const isDay = (text: string): boolean => {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** A map's fields; what is unknown, missing a shape or there twice is a problem, told without its text. */
function fieldsOf(
  value: JsonValue,
  what: string,
  wrong: (message: string) => void,
  known: readonly string[],
): Fields {
  if (value.kind !== "map") {
    wrong(`${what} has to be an object.`);
    return new Map();
  }
  const fields = new Map<string, JsonValue>();
  for (const { key, value: one } of value.items) {
    if (!known.includes(key)) wrong(`${what} has a key that is none of ${known.join(", ")}.`);
    else if (fields.has(key)) wrong(`${what} has \`${key}\` twice.`);
    fields.set(key, one);
  }
  return fields;
}
