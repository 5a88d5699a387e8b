import type { Branch, Comment, Item } from "../tree.ts";
import { unwritable } from "./common.ts";
import { Output, textOf } from "./text.ts";

const QUOTED = /[\n`#;]/;

interface Line {
  readonly name: string;
  text: string;
  raw: boolean;
  comment: string;
}

/**
 * Sections as gopkg.in/ini.v1 prints them for sops: keys padded to the longest in bytes, a blank line between
 * sections, no header over a leading DEFAULT. Comments outside of sections have no place and are left out.
 * Throws `Failure` (exit 4) for a tree that is not two levels deep and for names that would break out of their line.
 * https://github.com/go-ini/ini/blob/main/file.go
 */
export function writeIni(items: readonly (Item | Comment)[]): Uint8Array {
  const sections = items.filter((item): item is Item => "key" in item);
  const out = new Output();
  sections.forEach((section, index) => {
    if (section.value.kind !== "map") {
      throw unwritable(
        "An INI file holds sections of keys, and a value stands outside of any.",
        "Use yaml or json.",
      );
    }
    const name = checkedName(section.key);
    const [first] = section.value.items;
    if (first !== undefined && !("key" in first)) addComment(out, first.text, false);
    const lines = linesOf(section.value);
    if (index > 0 || name.toUpperCase() !== "DEFAULT") out.add(`[${name}]\n`);
    else if (lines.length === 0) return;
    const width = lines.reduce(
      (widest, line) => Math.max(widest, Buffer.byteLength(quotedName(line.name))),
      0,
    );
    for (const line of lines) addLine(out, line, width);
    if (index < sections.length - 1) out.add("\n");
  });
  return out.bytes();
}

function checkedName(name: string): string {
  if (name !== "" && !name.includes("\n")) return name;
  throw unwritable("A name that is empty or has a newline cannot stand in an INI file.", "Use yaml or json.");
}

/** A key that repeats keeps its first place and its last value. */
function linesOf(section: Branch): readonly Line[] {
  const lines = new Map<string, Line>();
  let last: Line | undefined;
  section.items.forEach((item, index) => {
    if (!("key" in item)) {
      if (index > 0 && last) last.comment = item.text;
      return;
    }
    const name = checkedName(item.key);
    last = lines.get(name) ?? { name, text: "", raw: false, comment: "" };
    last.text = textOf(item.value);
    last.raw = item.value.kind === "bytes";
    lines.set(name, last);
  });
  return [...lines.values()];
}

function quotedName(name: string): string {
  if (/["=:]/.test(name)) return `\`${name}\``;
  return name.includes("`") ? `"""${name}"""` : name;
}

function quotedValue(text: string): string {
  if (QUOTED.test(text)) {
    if (!/[\n`]/.test(text)) return `\`${text}\``;
    // sops prints such a value so that its later lines are read as keys of their own.
    if (!text.includes('"""') || !text.includes("\n")) return `"""${text}"""`;
    throw unwritable(
      "A value of several lines with three quotes in it has no INI form.",
      "Use yaml or json.",
    );
  }
  return isSpace(text.charAt(0)) || isSpace(text.charAt(text.length - 1)) ? `"${text}"` : text;
}

function isSpace(character: string): boolean {
  return /[\s\u0085]/.test(character) && character !== "\ufeff";
}

function addLine(out: Output, line: Line, width: number): void {
  if (line.comment !== "") addComment(out, line.comment, true);
  const name = quotedName(line.name);
  const padding = " ".repeat(Math.max(0, width - Buffer.byteLength(name)));
  const value = quotedValue(line.text);
  out.add(`${name}${padding} = `);
  out.add(line.raw ? Buffer.from(value, "latin1") : value);
  out.add("\n");
}

function addComment(out: Output, text: string, trim: boolean): void {
  if (text === "") return;
  for (const line of text.split("\n")) {
    const marked = line.startsWith("#") || line.startsWith(";");
    const mark = marked ? line.charAt(0) : ";";
    const rest = marked ? line.slice(1).trim() : trim ? line.trim() : line;
    out.add(`${mark} ${rest}\n`);
  }
}
