import type { KubeObject } from "../object.ts";
import { textsAt } from "./fields.ts";
import type { SecretState } from "./record.ts";

const PREFIX = "reloader.stakater.com";

/** Reloader's word in an annotation's name for one kind of source. */
const WORDS = { Secret: "secret", ConfigMap: "configmap" } as const;

/**
 * Whether Stakater's Reloader restarts a workload for these Secrets, by the annotations of the workload or of its pod
 * template: then a restart of ours would be a second one. A list names Secrets one by one; an entry that is a pattern
 * is not followed, so that rather two restarts happen than none.
 * https://docs.stakater.com/reloader/1.4/reference/annotations.html
 */
export function reloaderTakes(workload: KubeObject, secrets: readonly SecretState[]): boolean {
  const annotations = new Map([
    ...textsAt(workload, "spec", "template", "metadata", "annotations"),
    ...textsAt(workload, "metadata", "annotations"),
  ]);
  const on = (name: string): boolean => annotations.get(name) === "true";
  const listed = (name: string, wanted: string): boolean =>
    (annotations.get(name) ?? "").split(",").some((entry) => entry.trim() === wanted);
  return secrets.every(({ kind, name, reloader }) => {
    const word = WORDS[kind];
    if (reloader === "ignore" || listed(`${word}s.exclude.${PREFIX}/reload`, name)) return false;
    return (
      on(`${PREFIX}/auto`) ||
      on(`${word}.${PREFIX}/auto`) ||
      listed(`${word}.${PREFIX}/reload`, name) ||
      (on(`${PREFIX}/search`) && reloader === "match")
    );
  });
}
