import type { Scalar } from "../tree.ts";
import { formatFloatG } from "../value.ts";
import { Output } from "./yaml-output.ts";
import { scalarStyle, writeDoubleQuoted, writeSingleQuoted } from "./yaml-quote.ts";

const BASE64_LINE = 70;
const BASE64_LINES = /.{1,70}/g;

/** The output with the scalars that go-yaml writes into it, each in the style it picks. */
export class ScalarOutput extends Output {
  readonly #step: number;

  /** `step`: how far a map or list stands further in than what holds it. */
  constructor(step: number) {
    super();
    this.#step = step;
  }

  /** The indent of what stands inside a value at `indent`; a list item only skips its `- `. */
  deeper(indent: number, inList: boolean): number {
    if (indent < 0) return 0;
    return inList ? indent + 2 : this.#step * Math.floor((indent + this.#step) / this.#step);
  }

  /** A value of any kind but a map or a list. */
  scalar(value: Scalar, indent: number, inList: boolean): void {
    switch (value.kind) {
      case "str":
        this.string(
          value.value,
          this.deeper(indent, inList),
          value.value === "<<" ? "!!merge " : "",
          Math.max(indent, 0),
        );
        return;
      case "bytes":
        this.#bytes(value.value, this.deeper(indent, inList));
        return;
      case "int":
        this.token(String(value.value));
        return;
      case "float":
        this.token(floatText(value.value));
        return;
      case "bool":
        this.token(value.value ? "true" : "false");
        return;
      case "time":
        this.token(value.value);
        return;
      case "null":
        this.token("null");
    }
  }

  #bytes(bytes: Uint8Array, indent: number): void {
    const base64 = Buffer.from(bytes).toString("base64");
    if (base64.length < BASE64_LINE) return this.token(`!!binary ${base64}`);
    this.token("!!binary");
    this.#literal(base64.replace(BASE64_LINES, "$&\n"), indent, 0);
  }

  /** A string in the style go-yaml picks; `outer` is the indent of the line it starts on. */
  string(text: string, indent: number, tag: string, outer = 0): void {
    const style = tag === "" ? scalarStyle(text) : "plain";
    if (style === "plain") this.token(tag + text);
    else if (style === "single") this.token(writeSingleQuoted(text, indent));
    else if (style === "double") this.token(writeDoubleQuoted(text));
    else this.#literal(text, indent, outer);
  }

  #literal(text: string, indent: number, outer: number): void {
    // go-yaml always writes its step here, which is wrong inside a list: such a file cannot be read again.
    const hint = /^[ \n]/.test(text) ? String(Math.max(indent - outer, 1)) : "";
    const chomp = text.endsWith("\n\n") || text === "\n" ? "+" : text.endsWith("\n") ? "" : "-";
    this.token(`|${hint}${chomp}`);
    if (this.line === "") this.breakLine();
    else this.processLine(indent);
    this.blank = true;
    const pad = " ".repeat(indent);
    const lines = text.split("\n");
    const ends = text.endsWith("\n");
    if (ends) lines.pop();
    this.text += lines.map((line) => (line === "" ? "" : pad + line)).join("\n");
    if (ends) this.breakLine();
    else {
      this.column = indent + (lines.at(-1)?.length ?? 0);
      this.indention = false;
    }
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (value === Infinity) return ".inf";
  return value === -Infinity ? "-.inf" : formatFloatG(value);
}
