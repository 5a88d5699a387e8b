export type HelmMap = ReadonlyMap<unknown, unknown>;

/**
 * Merges values files as helm merges those of `-f`: in order, maps key by key, lists and everything else whole. A
 * null takes the key away, also where only one file has it. Takes the parsed files, changes none of them.
 * https://helm.sh/docs/chart_template_guide/values_files/
 */
export function mergeValues(documents: readonly HelmMap[]): HelmMap {
  let merged: HelmMap = new Map();
  for (const document of documents) merged = mergeMaps(merged, document);
  return withoutNulls(merged);
}

function mergeMaps(under: HelmMap, over: HelmMap): HelmMap {
  const merged = new Map(under);
  for (const [key, value] of over) {
    const before = merged.get(key);
    merged.set(
      key,
      value instanceof Map && before instanceof Map ? mergeMaps(before as HelmMap, value as HelmMap) : value,
    );
  }
  return merged;
}

/** Only at the end: a map of a later file comes back over the null of an earlier one. */
function withoutNulls(map: HelmMap): HelmMap {
  const kept = new Map<unknown, unknown>();
  for (const [key, value] of map) {
    if (value === null || value === undefined) continue;
    kept.set(key, value instanceof Map ? withoutNulls(value as HelmMap) : value);
  }
  return kept;
}
