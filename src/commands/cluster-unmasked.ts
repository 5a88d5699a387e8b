import { type Desired, shownKey } from "../cluster/object.ts";
import { isTooShort } from "../kernel/masks.ts";
import type { DocumentNode } from "../references/document.ts";
import { hiddenValues, type OpenedValues } from "./cluster-handed.ts";

/**
 * What the log cannot hide of the values that come from manifests: each key whose value is too short, or too common a word,
 * to be masked. Those of lines are told with the lines.
 */
export const unmaskedKeys = (desired: readonly Desired[], min: number): string[] =>
  desired.flatMap(({ key, origin, data = new Map() }) => {
    const keys =
      origin.from === "manifest"
        ? [...data].flatMap(([name, value]) => (!value.isEmpty && isTooShort(value, min) ? [name] : []))
        : [];
    return keys.length === 0
      ? []
      : [`${shownKey(key)}: not masked, too short or too common a word; do not print: ${keys.join(", ")}`];
  });

/** The same of decrypted Helm values: how many there are, by file. */
export const unmaskedValues = (opened: readonly OpenedValues[], min: number): string[] =>
  opened.flatMap(({ file, documents }) => {
    const count = documents.flatMap((document: DocumentNode) =>
      hiddenValues(document).filter((value) => !value.isEmpty && isTooShort(value, min)),
    ).length;
    return count === 0
      ? []
      : [`${file}: ${count} of its values are not masked: too short or too common words; do not print them.`];
  });
