import { formatFloatGUpper } from "./value.ts";
import type { Scalar } from "./tree.ts";

/**
 * The text of a leaf, as `sops exec-env` puts it into a variable: numbers as Go prints them, `true` and `false`,
 * times without a fraction, `<nil>` for null. Bytes that are no UTF-8 have no text: take `leafBytes` for them, here they are replaced.
 */
export function leafText(node: Scalar): string {
  switch (node.kind) {
    case "str":
      return node.value;
    case "time":
      return node.value.replace(/\.\d+/, "");
    case "bytes":
      return Buffer.from(node.value).toString("utf8");
    case "int":
      return node.value.toString();
    case "float": {
      const text = formatFloatGUpper(node.value);
      return /[.EIN]/.test(text) ? text : `${text}.0`;
    }
    case "bool":
      return String(node.value);
    case "null":
      return "<nil>";
  }
}

/** The bytes of a leaf: its text in UTF-8, or the bytes themselves where they are none. */
export function leafBytes(node: Scalar): Uint8Array {
  return node.kind === "bytes" ? node.value : Buffer.from(leafText(node), "utf8");
}
