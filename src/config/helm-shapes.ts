import { Failure, type FailureCode, type Place } from "../kernel/errors.ts";
import { nearest } from "../kernel/nearest.ts";

/** One entry of `externalSecrets.data`, the same for both shapes. */
export interface HelmEntry {
  readonly name: string;
  /** The secret's whole name in its store: literal, never chained. */
  readonly key: string;
  readonly property: string | undefined;
  readonly version: string | undefined;
  readonly base64: boolean;
  /** Undefined where the text does not tell. */
  readonly line: number | undefined;
}

export interface HelmEntries {
  readonly entries: readonly HelmEntry[];
  readonly problems: readonly Failure[];
}

type Fields = ReadonlyMap<unknown, unknown>;

/** What Kubernetes takes for a key of a Secret. A name of this form is safe to show. */
const NAME = /^[-._A-Za-z0-9]{1,253}$/;
const TEXTS = ["key", "property", "version"] as const;
const POLICIES: Readonly<Record<string, readonly string[]>> = {
  decodingStrategy: ["None", "Base64"],
  metadataPolicy: ["None"],
  conversionStrategy: ["Default"],
  nullBytePolicy: ["Ignore"],
};
const REMOTE_KEYS: readonly string[] = [...TEXTS, ...Object.keys(POLICIES)];
const ENTRY_KEYS: readonly string[] = ["secretKey", "remoteRef"];
const MAP_FIX = "externalSecrets:\n  data:\n    MONGO_URL:\n      key: liquid-hive/prod/MONGO_URL";
const LIST_FIX =
  "externalSecrets:\n  data:\n    - secretKey: MONGO_URL\n      remoteRef:\n        key: liquid-hive/prod/MONGO_URL";

/**
 * The entries of `externalSecrets.data`: a map NAME: {key, property}, or the list of an ExternalSecret
 * [{secretKey, remoteRef}]. Every problem is returned, with the entry's name and nothing of what it says. `text` is
 * the file's text, for line numbers. https://external-secrets.io/latest/api/externalsecret/
 */
export function helmEntries(data: unknown, file: string, text: string | undefined): HelmEntries {
  if (data === undefined || data === null) return { entries: [], problems: [] };
  if (data instanceof Map) return mapEntries(data as Fields, file, namePlaces(text, MAP_NAME));
  if (Array.isArray(data)) return listEntries(data, file, namePlaces(text, LIST_NAME));
  const message =
    "externalSecrets.data is neither a map of names nor a list of entries with secretKey and remoteRef.";
  return { entries: [], problems: [new Failure("INPUT_INVALID", message, { at: { file }, fix: MAP_FIX })] };
}

type Places = ReadonlyMap<string, number | undefined>;

function mapEntries(data: Fields, file: string, places: Places): HelmEntries {
  const entries: HelmEntry[] = [];
  const problems: Failure[] = [];
  let index = 0;
  for (const [name, remote] of data) {
    const reader = new EntryReader(`externalSecrets.data, entry ${++index}`, { file }, problems);
    if (name === "<<")
      reader.problem("YAML merge keys (<<) are not read.", "Write the entries out: Helm and CI then agree.");
    else if (reader.named(name, places)) reader.push(remote, MAP_FIX, entries);
  }
  return { entries, problems };
}

function listEntries(data: readonly unknown[], file: string, places: Places): HelmEntries {
  const entries: HelmEntry[] = [];
  const problems: Failure[] = [];
  const seen = new Set<string>();
  for (const [index, item] of data.entries()) {
    const reader = new EntryReader(`externalSecrets.data[${index}]`, { file }, problems);
    if (!(item instanceof Map)) {
      reader.problem("an entry is not a map with secretKey and remoteRef.", LIST_FIX);
      continue;
    }
    const name: unknown = item.get("secretKey");
    if (!reader.named(name, places)) continue;
    if (seen.has(name)) {
      reader.problem("this secretKey stands twice.", "Remove one of the entries: the operator refuses both.");
      continue;
    }
    seen.add(name);
    if (item.has("sourceRef"))
      reader.problem(
        "`sourceRef` takes the value from another store, and that is not supported.",
        `Write the line into the input: ${name} = PROVIDER://NAME`,
      );
    else if (reader.knows(item as Fields, ENTRY_KEYS)) reader.push(item.get("remoteRef"), LIST_FIX, entries);
  }
  return { entries, problems };
}

/** Reads one entry, and collects what is wrong with it under its name and place. */
class EntryReader {
  #who: string;
  #at: Place;
  #name = "";
  readonly #problems: Failure[];

  constructor(who: string, at: Place, problems: Failure[]) {
    this.#who = who;
    this.#at = at;
    this.#problems = problems;
  }

  problem(message: string, fix: string, code: FailureCode = "REFERENCE_INVALID"): void {
    this.#problems.push(new Failure(code, `${this.#who}: ${message}`, { at: this.#at, fix }));
  }

  /** Whether the name is one; from then on problems carry it. */
  named(name: unknown, places: Places): name is string {
    if (typeof name !== "string" || !NAME.test(name)) {
      this.problem("its name is not a text of 1 to 253 of A-Z a-z 0-9 _ - and the dot.", "MONGO_URL");
      return false;
    }
    const line = places.get(name);
    this.#name = this.#who = name;
    if (line !== undefined) this.#at = { ...this.#at, line };
    return true;
  }

  /** Whether all keys are known: one that is not could change which value is meant. */
  knows(fields: Fields, known: readonly string[]): boolean {
    for (const key of fields.keys()) {
      if (typeof key === "string" && known.includes(key)) continue;
      const near = typeof key === "string" ? nearest(key, known) : undefined;
      const hint = near === undefined ? "" : ` Did you mean ${near}?`;
      this.problem(
        `the entry has a key that is not known.${hint}`,
        `Known keys: ${known.join(", ")}`,
        "INPUT_UNKNOWN_KEY",
      );
      return false;
    }
    return true;
  }

  /** Adds the entry with what its `remoteRef` says. */
  push(remote: unknown, fix: string, entries: HelmEntry[]): void {
    if (!(remote instanceof Map)) return this.problem("it does not say where its value comes from.", fix);
    const fields = remote as Fields;
    if (!this.knows(fields, REMOTE_KEYS)) return undefined;
    const before = this.#problems.length;
    const [key, property, version] = TEXTS.map((field) => this.#text(fields, field));
    const decoding = this.#policies(fields);
    if (key === undefined && before === this.#problems.length) this.problem("it has no `key`.", fix);
    if (key === undefined || before !== this.#problems.length) return undefined;
    if (/[/*]$/.test(key))
      return this.problem(
        "its `key` ends in / or *, and a key names one secret.",
        "Write a wildcard as a line: APP_* = PROVIDER://PREFIX/",
      );
    entries.push({
      name: this.#name,
      key,
      property,
      version,
      base64: decoding === "Base64",
      line: this.#at.line,
    });
    return undefined;
  }

  /** A text that may be absent or, as charts write it, null or empty; a key is never empty. */
  #text(fields: Fields, field: (typeof TEXTS)[number]): string | undefined {
    const value = fields.get(field);
    if (value === undefined || value === null || (value === "" && field !== "key")) return undefined;
    if (typeof value !== "string")
      this.problem(`its \`${field}\` is not a text.`, `Put it in quotes: ${field}: "..."`);
    else if (value.trim() === "")
      this.problem(`its \`${field}\` is empty.`, "key: liquid-hive/prod/MONGO_URL");
    else if (/\p{Cc}/u.test(value))
      this.problem(`its \`${field}\` holds a control character.`, "Write it on one line.");
    else if (value.includes("{{"))
      this.problem(
        `its \`${field}\` is a Helm template, and templates are not evaluated here.`,
        `Write the text that it stands for: ${field}: liquid-hive/prod/MONGO_URL`,
      );
    else return value;
    return undefined;
  }

  /** The decoding strategy; every other policy must be what it is by default. */
  #policies(fields: Fields): unknown {
    for (const [policy, allowed] of Object.entries(POLICIES)) {
      const value = fields.get(policy);
      if (value === undefined || value === null || value === "") continue;
      if (typeof value !== "string" || !allowed.includes(value))
        this.problem(
          `its \`${policy}\` has a word that is not supported.`,
          `Supported: ${allowed.map((word) => `${policy}: ${word}`).join(", ")}`,
        );
    }
    return fields.get("decodingStrategy");
  }
}

const MAP_NAME = /^[ \t]+(["']?)([-._A-Za-z0-9]+)\1[ \t]*:(?:[ \t]|$)/;
const LIST_NAME =
  /^[ \t]+(?:-[ \t]+)?["']?secretKey["']?[ \t]*:[ \t]*(["']?)([-._A-Za-z0-9]+)\1[ \t]*(?:#.*)?$/;

/**
 * The lines below `externalSecrets:` where names stand, found by how a line begins: only for messages, so what
 * stands twice or in flow style may stay without a number.
 */
function namePlaces(text: string | undefined, form: RegExp): Places {
  const places = new Map<string, number | undefined>();
  let inside = false;
  for (const [index, line] of (text ?? "").split(/\r\n|\r|\n/).entries()) {
    if (/^[^\s#]/.test(line)) inside = /^["']?externalSecrets["']?[ \t]*:/.test(line);
    const name = inside ? form.exec(line)?.[2] : undefined;
    if (name !== undefined) places.set(name, places.has(name) ? undefined : index + 1);
  }
  return places;
}
