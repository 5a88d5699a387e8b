import { Failure, type Place } from "../kernel/errors.ts";
import { nearest } from "../kernel/nearest.ts";
import { type LexProblem, textOf, tokens, wordOf } from "./lexer.ts";
import { parseDestinations } from "./parse-destinations.ts";
import { parseSource } from "./parse-reference.ts";
import { DECODES, type Decode, type Destination, type SecretLine } from "./reference.ts";

export interface LinesFrom {
  readonly input?: string;
  readonly file?: string;
  /** Whether the workflow itself holds the text: only there a line may be `public` or name a path. */
  readonly fromInput?: boolean;
}

const NAME = /^([-._A-Za-z0-9]{0,255})(\*?)(\??)$/;
const KEYWORDS = ["decode", "default", "public", "as"] as const;
const LEX_PROBLEMS: Readonly<Record<LexProblem, readonly [string, string]>> = {
  "open-quote": ["a double quote is not closed.", 'Close it; a quote inside is written \\".'],
  "bad-escape": [
    "a backslash in quotes stands before a character that it cannot.",
    'Inside quotes write \\\\, \\", \\n, \\r or \\t.',
  ],
  "detached-field": [
    "a # follows a space and has no space after it.",
    "Remove the space before it for a field (file.yaml#key), put one after it for a comment (# text).",
  ],
};

/**
 * Reads the lines of `secrets`. All problems are returned together, each with its line and the name on the
 * left; nothing of a right-hand side is in them. Grammar: docs/references.md.
 */
export function parseLines(
  text: string,
  schemes: ReadonlySet<string>,
  where: LinesFrom,
): { lines: SecretLine[]; problems: Failure[] } {
  const lines: SecretLine[] = [];
  const problems: Failure[] = [];
  for (const [i, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const content = raw.trim();
    if (content === "" || /^#([ \t]|$)/.test(content)) continue;
    const parsed = parseLine(content, i + 1, schemes, where.fromInput === true);
    if (!(parsed instanceof Problem)) lines.push(parsed);
    else problems.push(parsed.failure(i + 1, where));
  }
  return { lines, problems };
}

/** A problem before it knows its place. */
class Problem {
  readonly message: string;
  readonly fix: string | undefined;
  name: string | undefined;

  constructor(message: string, fix?: string) {
    this.message = message;
    this.fix = fix;
  }

  failure(line: number, where: LinesFrom): Failure {
    const at: Place = {
      ...(where.input === undefined ? {} : { input: where.input }),
      ...(where.file === undefined ? {} : { file: where.file }),
      line,
    };
    const message =
      this.name === undefined
        ? this.message[0]!.toUpperCase() + this.message.slice(1)
        : `${this.name}: ${this.message}`;
    return new Failure("REFERENCE_INVALID", message, this.fix === undefined ? { at } : { at, fix: this.fix });
  }
}

function parseLine(
  content: string,
  line: number,
  schemes: ReadonlySet<string>,
  fromInput: boolean,
): SecretLine | Problem {
  const equals = content.indexOf("=");
  const left = equals === -1 ? null : NAME.exec(content.slice(0, equals).trimEnd());
  // The tail of a pasted base64 value looks like a name with nothing on its right: it is not quoted either.
  const right = content.slice(equals + 1);
  if (left === null || (left[1] === "" && left[2] === "") || /^[ \t=]*$/.test(right))
    return new Problem("this line is not NAME = REFERENCE.", "MONGO_URL = database/mongo_url");
  const [name, wildcard, optional] = [left[1]!, left[2] === "*", left[3] === "?"];
  const parsed = parseRight(right, { name, wildcard, optional, line }, schemes, fromInput);
  if (parsed instanceof Problem) parsed.name = `${name}${left[2]}`;
  return parsed;
}

interface Left {
  readonly name: string;
  readonly wildcard: boolean;
  readonly optional: boolean;
  readonly line: number;
}

function parseRight(
  right: string,
  left: Left,
  schemes: ReadonlySet<string>,
  fromInput: boolean,
): SecretLine | Problem {
  const found = tokens(right);
  if (typeof found === "string") return new Problem(...LEX_PROBLEMS[found]);
  const [first, ...rest] = found;
  if (first === undefined)
    return new Problem("there is no reference after the =.", `${left.name} = database/mongo_url`);
  const source = parseSource(first, schemes);
  if (source instanceof Failure)
    return new Problem(source.message.replace(/^This/, "this").replace(/^The /, "the "), source.fix);

  let decode: Decode | undefined;
  let fallback: string | undefined;
  let isPublic = false;
  let destinations: readonly Destination[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < rest.length;) {
    const word = wordOf(rest[i++]!);
    if (word === undefined || !(KEYWORDS as readonly string[]).includes(word)) return unknownWord(word);
    if (seen.has(word)) return new Problem(`\`${word}\` stands twice.`);
    seen.add(word);
    if (word === "public") {
      if (!fromInput)
        return new Problem(
          "`public` is allowed only in the input secrets, not in a file.",
          "Move the line into the input.",
        );
      isPublic = true;
    } else if (word === "decode") {
      decode = DECODES.find((known) => i < rest.length && wordOf(rest[i]!) === known);
      if (decode === undefined)
        return new Problem("`decode` takes one of its words.", `decode ${DECODES.join("|")}`);
      i++;
    } else if (word === "default") {
      if (left.wildcard) return new Problem("a wildcard has no default: it has no name to give it.");
      if (rest[i] === undefined) return new Problem("`default` has no text.", 'default "TEXT"');
      fallback = textOf(rest[i++]!);
    } else {
      const end = rest.findIndex(
        (token, j) => j >= i && (KEYWORDS as readonly string[]).includes(wordOf(token) ?? ""),
      );
      const list = parseDestinations(rest.slice(i, end === -1 ? rest.length : end), left, fromInput);
      if ("problem" in list) return new Problem(list.problem, list.fix);
      destinations = list.destinations;
      i = end === -1 ? rest.length : end;
    }
  }
  if (!isPublic && destinations.some(({ kind }) => kind === "configmap"))
    return new Problem(
      "a ConfigMap is readable for all: only what is `public` goes there.",
      "public as configmap NAME   # or: as secret NAME",
    );
  return { ...left, source, decode, fallback, public: isPublic, destinations };
}

function unknownWord(word: string | undefined): Problem {
  const near = word === undefined ? undefined : nearest(word, KEYWORDS);
  return new Problem(
    `after the reference stands something that is none of ${KEYWORDS.join(", ")}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
    'Put a part with spaces in double quotes: sops://"my file.yaml"#key',
  );
}
