import buffer from "node:buffer";
import { stringScalar, formatFloatG, formatFloatGUpper } from "../value.ts";
import type { Node, Scalar } from "../tree.ts";
import { unreadable } from "./common.ts";

/** The text of a file, and how its parts become keys and values. */
export interface Source {
  readonly text: string;
  readonly utf8: boolean;
  readonly value: (part: string) => Scalar;
  /** Throws `Failure` where the part is not UTF-8. */
  readonly name: (part: string, line: number) => string;
}

/**
 * A line-based file as text. One that is not UTF-8 is read byte by byte, so that its other values survive; `exit`
 * is that of the failures.
 */
export function readSource(bytes: Uint8Array, exit: number): Source {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.isUtf8(bytes)) {
    return {
      text: all.toString("utf8"),
      utf8: true,
      value: (value) => ({ kind: "str", value }),
      name: (part) => part,
    };
  }
  return {
    text: all.toString("latin1"),
    utf8: false,
    value: (part) => stringScalar(Buffer.from(part, "latin1")),
    name: (part, line) => {
      const scalar = stringScalar(Buffer.from(part, "latin1"));
      if (scalar.kind === "str") return scalar.value;
      throw unreadable("A key or a comment is not valid UTF-8.", exit, line);
    },
  };
}

/** Text and raw bytes in the order in which they were added. */
export class Output {
  #text = "";
  readonly #parts: Uint8Array[] = [];

  add(part: string | Uint8Array): void {
    if (typeof part === "string") {
      this.#text += part;
      return;
    }
    this.#parts.push(Buffer.from(this.#text), part);
    this.#text = "";
  }

  bytes(): Uint8Array {
    const rest = Buffer.from(this.#text);
    return this.#parts.length === 0 ? rest : Buffer.concat([...this.#parts, rest]);
  }
}

/** A value as sops' dotenv and INI files show it; bytes that are no UTF-8 one character each (latin1). */
export function textOf(node: Node): string {
  switch (node.kind) {
    case "str":
      return node.value;
    case "bytes":
      return Buffer.from(node.value).toString("latin1");
    case "float": {
      const text = formatFloatGUpper(node.value);
      return Number.isFinite(node.value) && !/[.E]/.test(text) ? `${text}.0` : text;
    }
    case "time":
      return node.value.replace(/\.\d+/, "");
    default:
      return goText(node);
  }
}

/** Go's `%v`, which is what sops shows of a list or a map inside an INI section. */
function goText(node: Node): string {
  switch (node.kind) {
    case "int":
      return node.value.toString();
    case "bool":
      return node.value ? "true" : "false";
    case "null":
      return "<nil>";
    case "float":
      return formatFloatG(node.value);
    case "comment":
      return `{${node.text} ${node.inline ?? false}}`;
    case "list":
      return `[${node.items.map(goText).join(" ")}]`;
    case "map":
      return `[${node.items.map((item) => `{${"key" in item ? `${item.key} ${goText(item.value)}` : `${goText(item)} <nil>`}}`).join(" ")}]`;
    default:
      return textOf(node);
  }
}
