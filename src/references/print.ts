import { quote } from "./lexer.ts";
import type { Destination, FieldPath, SecretLine, Source } from "./reference.ts";

/** What never needs quotes, wherever in a reference it stands. */
const PLAIN = /^[A-Za-z0-9_.:@%+,~$!*-]*$/;
const PLAIN_LOCATOR = /^[A-Za-z0-9_./:@%+=,~$!*&-]*$/;
const WORDS: ReadonlySet<string> = new Set(["decode", "default", "public", "as"]);

const part = (text: string): string => (PLAIN.test(text) ? text : quote(text));

/** A source as text that `parseReference` reads back to the same source. */
export function printSource(source: Source): string {
  if (source.kind === "bare") return source.path.includes("/") ? source.path : `chain://${source.path}`;
  const locator = PLAIN_LOCATOR.test(source.locator) ? source.locator : quote(source.locator);
  const query = [...source.query]
    .map(([name, value]) => `${name}=${part(value.replaceAll("%", "%25"))}`)
    .join("&");
  return `${source.scheme}://${locator}${query === "" ? "" : `?${query}`}${source.field ? `#${printField(source.field)}` : ""}`;
}

function printField(field: FieldPath): string {
  return field.kind === "key" ? part(field.key) : field.parts.map((text) => `/${part(text)}`).join("");
}

function printDestination(destination: Destination): string {
  if (destination.kind !== "file" || destination.path === undefined) return destination.kind;
  const { path } = destination;
  return `file ${/^[A-Za-z0-9_./-]+$/.test(path) && !WORDS.has(path) ? path : quote(path)}`;
}

/** A line as text that `parseLines` reads back to the same line. */
export function printLine(line: SecretLine): string {
  const words = [
    `${line.name}${line.wildcard ? "*" : ""}${line.optional ? "?" : ""}`,
    "=",
    printSource(line.source),
  ];
  if (line.decode !== undefined) words.push("decode", line.decode);
  if (line.fallback !== undefined) words.push("default", quote(line.fallback));
  if (line.public) words.push("public");
  if (line.destinations.length > 0) words.push("as", line.destinations.map(printDestination).join(", "));
  return words.join(" ");
}
