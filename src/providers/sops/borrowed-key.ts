import type { Failure } from "../../kernel/errors.ts";
import type { Secret } from "../../kernel/secret.ts";
import { parseReference } from "../../references/parse-reference.ts";
import type { Source } from "../../references/reference.ts";

/** Whether the input `age-key` holds a reference; a bare path is none there, and a key never looks like one. */
const REFERENCE = /^\s*(?:ref\+)?[a-z][a-z0-9.-]*:\/\/\S/;

/** The input `age-key` as what it borrows: nothing where it is a key itself. */
export function borrowedKey(
  ageKey: Secret | undefined,
): readonly { readonly input: string; readonly source: Source | Failure }[] {
  const text = ageKey?.reveal();
  if (text === undefined || !REFERENCE.test(text)) return [];
  return [{ input: "age-key", source: parseReference(text.trim()) }];
}
