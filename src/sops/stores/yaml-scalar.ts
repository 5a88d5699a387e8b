import type { Scalar } from "../tree.ts";
import { stringScalar } from "../value.ts";
import { goTimestamp } from "./go-time.ts";

/** What a plain scalar can mean beyond the tree's kinds: the merge key, and an integer that SOPS cannot hold. */
export type Resolved = Scalar | { readonly kind: "merge" } | { readonly kind: "uint64" };

const NULL: Scalar = { kind: "null" };
const WORDS = new Map<string, Resolved>([
  ["", NULL],
  ...["~", "null", "Null", "NULL"].map((word) => [word, NULL] as const),
  ...["true", "True", "TRUE"].map((word) => [word, { kind: "bool", value: true }] as const),
  ...["false", "False", "FALSE"].map((word) => [word, { kind: "bool", value: false }] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, { kind: "float", value: NaN }] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map(
    (word) => [word, { kind: "float", value: Infinity }] as const,
  ),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, { kind: "float", value: -Infinity }] as const),
  ["<<", { kind: "merge" }],
]);
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const OLD_BOOLEAN = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;
/** No number of 64 bits is longer, and BigInt() of a long text is quadratic. */
const LONGEST_NUMBER = 400;

function integer(text: string): Resolved | undefined {
  const match = INTEGER.exec(text);
  if (match === null || text.length > LONGEST_NUMBER) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  let value: bigint;
  if (hex !== undefined) value = BigInt(`0x${hex}`);
  else if (binary !== undefined) value = BigInt(`0b${binary}`);
  else if (octal !== undefined) value = BigInt(`0o${octal}`);
  else value = BigInt(decimal ?? "0");
  if (sign === "-") value = -value;
  if (value >= -MAX_INT64 - 1n && value <= MAX_INT64) return { kind: "int", value };
  // Go reads an unsigned number only where no sign stands before it.
  return sign === "" && value <= MAX_UINT64 ? { kind: "uint64" } : undefined;
}

function float(text: string): Resolved | undefined {
  if (!FLOAT.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? { kind: "float", value } : undefined;
}

/**
 * Types a plain scalar as go-yaml v3 does (its own mix of YAML 1.1 and 1.2).
 *
 * Takes the text; returns the value, a string where nothing else fits. Throws nothing.
 */
export function resolvePlain(text: string): Resolved {
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45;
  if (!numeric && first !== 46) return WORDS.get(text) ?? { kind: "str", value: text };
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (first === 46) return float(text) ?? { kind: "str", value: text };
  const time = goTimestamp(text);
  if (time !== undefined) return { kind: "time", value: time };
  const digits = text.replaceAll("_", "");
  return integer(digits) ?? float(digits) ?? { kind: "str", value: text };
}

/**
 * Whether go-yaml writes a string without quotes as far as its meaning goes (its characters are another matter).
 *
 * Takes the text; returns false where the plain text would be read as something else. Throws nothing.
 */
export function staysString(text: string): boolean {
  return resolvePlain(text).kind === "str" && !OLD_BOOLEAN.test(text) && !BASE_60.test(text);
}

/**
 * Types a scalar that has an explicit tag.
 *
 * Takes the tag (`tag:yaml.org,2002:int` or the like), the text, and whether it was plain; returns the value, or
 * undefined where the text does not fit the tag. Throws nothing.
 */
export function resolveTagged(tag: string, text: string, plain: boolean): Resolved | undefined {
  const name = tag.replace(/^tag:yaml\.org,2002:/, "!!");
  if (name === "!!str" || !/^!!(?:int|float|bool|null|binary|timestamp|merge)$/.test(name)) {
    // sops drops a tag of one's own, and holds what it stands on for a string.
    return { kind: "str", value: text };
  }
  if (name === "!!binary") {
    const compact = text.replace(/[\r\n]/g, "");
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) return undefined;
    return stringScalar(Buffer.from(compact, "base64"));
  }
  if (name === "!!merge") return plain || text === "<<" ? { kind: "merge" } : undefined;
  const value = resolvePlain(text);
  if (name === "!!float" && value.kind === "int") return { kind: "float", value: Number(value.value) };
  if (name === "!!timestamp") return value.kind === "time" ? value : undefined;
  return `!!${value.kind}` === name ? value : undefined;
}
