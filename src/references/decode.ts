import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import { parseYaml } from "../kernel/yaml.ts";
import type { FieldNode, FieldTree } from "./content.ts";
import { jsonTree, nodeOf } from "./json-tree.ts";
import type { Decode } from "./reference.ts";

const DOTENV_LINE =
  /^[ \t]*(?:export[ \t]+)?([^\s=#'"]+)[ \t]*=[ \t]*(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\n]*?))[ \t]*(?:(?<=\s)#[^\n]*)?$/;

/**
 * Decodes a value: base64 and hex give bytes; json, yaml and dotenv give the tree of a map. Strict: what
 * is not exactly of the form is DECODE_FAILED, never half a value.
 */
export function decodeValue(value: Secret, decode: Decode): Secret | FieldTree | Failure {
  const failed = new Failure(
    "DECODE_FAILED",
    `The value is not valid ${decode === "json" || decode === "yaml" ? `${decode} with an object on top` : decode}.`,
    {
      fix: `Remove \`decode ${decode}\`, or correct what is stored.`,
    },
  );
  if (decode === "json") return jsonTree(value) ?? failed;
  const text = value.reveal();
  if (text === undefined) return failed;
  if (decode === "base64") return base64(text) ?? failed;
  if (decode === "hex") return hex(text) ?? failed;
  if (decode === "dotenv") return dotenv(text) ?? failed;
  try {
    const node = nodeOf(parseYaml(text));
    return node?.kind === "map" ? node.fields : failed;
  } catch {
    return failed;
  }
}

/** RFC 4648 section 4 with padding; line breaks between are as base64(1) and PEM have them. */
function base64(text: string): Secret | undefined {
  const plain = text.replace(/[\r\n \t]/g, "");
  const bytes = Buffer.from(plain, "base64");
  return /^[A-Za-z0-9+/]*={0,2}$/.test(plain) && bytes.toString("base64") === plain
    ? Secret.ofBytes(bytes)
    : undefined;
}

function hex(text: string): Secret | undefined {
  const plain = text.trim();
  return /^(?:[0-9A-Fa-f]{2})*$/.test(plain) ? Secret.ofBytes(Buffer.from(plain, "hex")) : undefined;
}

/** The common subset of dotenv files: bare, 'literal' and "escaped" values, over several lines in quotes. */
function dotenv(text: string): FieldTree | undefined {
  const fields = new Map<string, FieldNode>();
  const lines = text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .split("\n");
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i]!;
    if (/^[ \t]*(#|$)/.test(line)) continue;
    const open = /^[^=]*=[ \t]*(['"])/.exec(line)?.[1];
    while (open !== undefined && !isClosed(line, open) && i + 1 < lines.length) line += `\n${lines[++i]!}`;
    const match = DOTENV_LINE.exec(line);
    if (match === null || (open !== undefined && match[4] !== undefined)) return undefined;
    const value = match[2] ?? (match[3] === undefined ? undefined : unescape(match[3])) ?? match[4]!;
    fields.set(match[1]!, { kind: "leaf", value: Secret.of(value), clear: false });
  }
  return fields;
}

function isClosed(line: string, quote: string): boolean {
  const start = line.indexOf(quote) + 1;
  for (let i = start; i < line.length; i++) {
    if (quote === '"' && line[i] === "\\") i++;
    else if (line[i] === quote) return true;
  }
  return false;
}

const unescape = (text: string): string =>
  text.replace(/\\([\s\S])/g, (whole, char: string) =>
    char === "n" ? "\n" : char === "r" ? "\r" : char === "t" ? "\t" : '"\\$`'.includes(char) ? char : whole,
  );
