import { isScalar, type LineCounter, type Node as YamlNode, type Scalar as YamlScalar } from "yaml";

/** The line and column of something, from 0. */
export type Place = readonly [line: number, column: number];

/**
 * Whether a node is a block scalar, `|` or `>`.
 *
 * Takes the library's node; returns true for both kinds. Throws nothing.
 */
export function isBlockScalar(node: YamlNode): node is YamlScalar {
  return isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");
}

/** The text that the library parsed, asked for what its nodes do not say. */
export class Source {
  readonly #text: string;
  readonly #counter: LineCounter;

  constructor(text: string, counter: LineCounter) {
    this.#text = text;
    this.#counter = counter;
  }

  /** Where a node starts. */
  place(node: YamlNode | null | undefined): Place {
    return this.placeAt(node?.range?.[0] ?? 0);
  }

  placeAt(offset: number): Place {
    const { line, col } = this.#counter.linePos(offset);
    return [Math.max(line - 1, 0), Math.max(col - 1, 0)];
  }

  lineAt(offset: number): number {
    return this.placeAt(offset)[0];
  }

  /** Where a block map starts whose first key is at an offset: an anchor or a tag may stand before that. */
  placeOfMap(map: YamlNode, start: number): Place {
    const [ownLine, ownColumn] = this.place(map);
    const [line, column] = this.placeAt(start);
    return [line, ownLine === line ? Math.min(ownColumn, column) : column];
  }

  /** The offset behind the last character of a node that is not white. */
  endOf(node: YamlNode): number {
    let end = node.range?.[1] ?? 0;
    while (end > 0 && /\s/.test(this.#text.charAt(end - 1))) end -= 1;
    return end;
  }

  /** The line of the mark that ends the document, or undefined where the text ends before. */
  markAfter(offset: number): number | undefined {
    const marks = /^(?:---|\.\.\.)/gm;
    marks.lastIndex = offset;
    const mark = marks.exec(this.#text);
    return mark === null ? undefined : this.lineAt(mark.index);
  }

  /** The offset of an entry's dash: the first one behind the entry before it that no comment holds. */
  dashBefore(item: YamlNode | null, from: number): number {
    let at = from;
    const limit = item?.range?.[0] ?? this.#text.length;
    while (at < limit) {
      const character = this.#text.charAt(at);
      if (character === "-") return at;
      if (character === "#") at = this.#text.indexOf("\n", at);
      if (at < 0) break;
      at += 1;
    }
    return limit;
  }

  /** What a scalar says; go-yaml adds no newline to a block scalar that the file ends in without one. */
  scalarText(node: YamlScalar): string {
    const text = node.source ?? "";
    const isCut = isBlockScalar(node) && node.range?.[1] === this.#text.length && !this.#text.endsWith("\n");
    return isCut && text.endsWith("\n") ? text.slice(0, -1) : text;
  }
}
