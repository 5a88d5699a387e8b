import { Failure } from "../../kernel/errors.ts";
import { printable } from "../../kernel/printable.ts";
import { Secret } from "../../kernel/secret.ts";
import type { ManifestLeaf, ManifestNode } from "../document.ts";
import { isCiphertext } from "./encrypted.ts";
import { isDataKey, MAX_SECRET_BYTES } from "./secret.ts";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The values of a Secret, and what was made of them. */
export interface SecretValues {
  readonly data: ReadonlyMap<string, Secret>;
  readonly problems: readonly Failure[];
  readonly notes: readonly string[];
}

/** A key as a message may show it. */
const shown = (key: string): string => (isDataKey(key) ? key : printable(key).slice(0, 60));

/**
 * `data` and `stringData` of a Secret as bytes by key; where both have a key, stringData wins, as on the server. Numbers
 * and booleans become the text that stands in the file. Every problem names the key, never its value.
 */
export function secretValues(
  data: ManifestNode | undefined,
  stringData: ManifestNode | undefined,
): SecretValues {
  const values = new Map<string, Secret>();
  const problems: Failure[] = [];
  const notes: string[] = [];
  const problem = (message: string, fix: string, code: Failure["code"] = "MANIFEST_INVALID"): void =>
    void problems.push(new Failure(code, message, { fix }));
  for (const [field, node] of [
    ["data", data],
    ["stringData", stringData],
  ] as const) {
    if (node === undefined || (node.kind === "leaf" && node.value === null)) continue;
    if (node.kind !== "map") {
      problem(`${field} is no map.`, `${field}:\n  MONGO_URL: ...`);
      continue;
    }
    for (const [key, value] of node.entries) {
      if (!isDataKey(key))
        problem(`${field}: a key may have 1 to 253 of A-Z a-z 0-9 . _ - only: ${shown(key)}`, "MONGO_URL");
      else if (value.kind !== "leaf")
        problem(
          `${field}.${key} is a ${value.kind}, and a value of a Secret is text.`,
          `${key}: |\n  {"a": 1}`,
        );
      else {
        const bytes = field === "data" ? decoded(value) : textOf(value);
        if (isCiphertext(bytes ?? textOf(value)))
          problem(
            `${field}.${key} is still encrypted.`,
            "Decrypt what is inside of it, or name the SOPS file itself under apply.",
            "STILL_ENCRYPTED",
          );
        else if (bytes === undefined)
          problem(`data.${key} is not base64.`, `Put plain text under stringData: stringData.${key}`);
        else {
          if (typeof value.value !== "string" && !(value.value instanceof Uint8Array))
            notes.push(
              value.value === null
                ? `${key} is null in the file: it becomes an empty value.`
                : `${key} is no text in the file: it becomes the text that stands there.`,
            );
          values.set(key, bytes);
        }
      }
    }
  }
  const total = [...values.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (total > MAX_SECRET_BYTES)
    problem("The values come to more than 1 MiB.", "Split it into several Secrets.", "VALUE_TOO_LARGE");
  return { data: values, problems, notes };
}

const textOf = (leaf: ManifestLeaf): Secret =>
  leaf.value instanceof Uint8Array
    ? Secret.ofBytes(leaf.value)
    : Secret.of(leaf.value === null ? "" : leaf.source);

function decoded(leaf: ManifestLeaf): Secret | undefined {
  if (leaf.value === null) return Secret.of("");
  const text = leaf.source.replace(/[\r\n]/g, "");
  return leaf.value instanceof Uint8Array || !BASE64.test(text)
    ? undefined
    : Secret.ofBytes(new Uint8Array(Buffer.from(text, "base64")));
}
