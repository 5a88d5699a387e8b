import { Failure } from "../kernel/errors.ts";
import { nearest } from "../kernel/nearest.ts";
import { indexOfBare, splitBare, textOf, type Token, tokens } from "./lexer.ts";
import type { FieldPath, Reference, Source } from "./reference.ts";
import { fromVals } from "./vals.ts";

/** Between the slashes of a bare path. */
const PART = /^[A-Za-z0-9_.-]+$/;
const SCHEME = /^(ref\+)?([A-Za-z][A-Za-z0-9.-]*):\/\//;
const QUERY_NAME = /^[A-Za-z0-9_.-]+$/;

const invalid = (message: string, fix?: string): Failure =>
  new Failure("REFERENCE_INVALID", message, fix === undefined ? {} : { fix });

/**
 * Reads one reference: `scheme://locator[?query][#field]`, a bare path, `chain://NAME`, or a vals form.
 * Returns a Failure that holds nothing of the text: someone pasted a secret there. Without `schemes` every
 * scheme is taken. Grammar: docs/references.md.
 */
export function parseReference(text: string, schemes?: ReadonlySet<string>): Source | Failure {
  const found = tokens(text);
  if (typeof found === "string" || found.length !== 1)
    return invalid(
      "This is not one reference.",
      'Put parts with spaces or # in double quotes: sops://"my file.yaml"#key',
    );
  return parseSource(found[0]!, schemes);
}

/** The same for a token of a line. */
export function parseSource(token: Token, schemes?: ReadonlySet<string>): Source | Failure {
  const text = textOf(token);
  const scheme = SCHEME.exec(text);
  if (scheme === null) return isPath(text, 2) ? { kind: "bare", path: text } : notAReference(schemes);
  const [prefix, isVals, name] = [scheme[0], scheme[1] !== undefined, scheme[2]!];
  const rest = token.slice(prefix.length);
  if (name === "chain" && !isVals) {
    const path = textOf(rest);
    return isPath(path, 1)
      ? { kind: "bare", path }
      : invalid("chain:// takes a name of [A-Za-z0-9_.-] and slashes.", "chain://database/mongo_url");
  }
  if (!isVals && schemes !== undefined && !schemes.has(name)) return unknownScheme(name, schemes);
  const reference = parseRest(name, rest);
  if (reference instanceof Failure || !isVals) return reference;
  const translated = fromVals(reference);
  if (translated instanceof Failure || schemes === undefined || schemes.has(translated.scheme))
    return translated;
  return unknownScheme(translated.scheme, schemes);
}

function parseRest(scheme: string, rest: Token): Reference | Failure {
  const hash = indexOfBare(rest, "#");
  const field = hash === -1 ? undefined : parseField(rest.slice(hash + 1));
  if (field instanceof Failure) return field;
  const front = hash === -1 ? rest : rest.slice(0, hash);
  const mark = indexOfBare(front, "?");
  const query = mark === -1 ? new Map<string, string>() : parseQuery(front.slice(mark + 1));
  if (query instanceof Failure) return query;
  const locator = textOf(mark === -1 ? front : front.slice(0, mark));
  if (locator === "") return invalid("The reference names nothing after ://.");
  if (locator.includes("\0")) return invalid("The reference holds a NUL character.");
  return { kind: "reference", scheme, locator, query, field };
}

function parseField(token: Token): FieldPath | Failure {
  if (token.length === 0) return invalid("There is no field after #.", "Name the field, or remove the #.");
  if (token[0]!.char !== "/" || token[0]!.quoted) return { kind: "key", key: textOf(token) };
  return { kind: "path", parts: splitBare(token.slice(1), "/").map(textOf) };
}

function parseQuery(token: Token): Map<string, string> | Failure {
  const query = new Map<string, string>();
  for (const pair of splitBare(token, "&")) {
    const equals = indexOfBare(pair, "=");
    const name = textOf(pair.slice(0, Math.max(equals, 0)));
    if (!QUERY_NAME.test(name))
      return invalid("A query is not of the form NAME=VALUE.", "?name=value&other=value");
    if (query.has(name)) return invalid("A query names the same thing twice.");
    try {
      query.set(name, decodeURIComponent(textOf(pair.slice(equals + 1))));
    } catch {
      return invalid(
        "A query holds a % that is not followed by two hexadecimal digits of UTF-8.",
        "Write %25 for %.",
      );
    }
  }
  return query;
}

function isPath(text: string, atLeast: number): boolean {
  const parts = text.split("/");
  return parts.length >= atLeast && parts.every((part) => PART.test(part) && part !== "." && part !== "..");
}

function notAReference(schemes: ReadonlySet<string> | undefined): Failure {
  const known = schemes === undefined ? "" : ` (${[...schemes].join(", ")})`;
  return invalid(
    `This is neither a reference with a scheme${known} nor a bare path with a slash. A value itself does not belong here.`,
    "Write scheme://locator#field, a path such as database/mongo_url, or chain://NAME for a flat name.",
  );
}

function unknownScheme(name: string, schemes: ReadonlySet<string>): Failure {
  const near = nearest(name, schemes);
  return invalid(
    `The reference has a scheme that there is no provider for.${near === undefined ? "" : ` Did you mean ${near}://?`}`,
    `Use one of: ${[...schemes, "chain"].map((scheme) => `${scheme}://`).join(", ")}`,
  );
}
