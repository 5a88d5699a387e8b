import { looksLikeYaml, runMasks } from "../kernel/masks.ts";
import { loadYaml } from "../kernel/yaml.ts";
import type { Secret } from "../kernel/secret.ts";

/** The masks of a run's values, the leaves of those that are YAML among them; its parser loads only for these. */
export async function maskValues(
  values: readonly Secret[],
  min: number,
): Promise<{ forms: string[]; notices: string[] }> {
  const documents = values.filter(looksLikeYaml);
  if (documents.length === 0) return runMasks(values, min);
  const { yamlLeaves } = await import("../kernel/yaml-leaves.ts");
  await loadYaml();
  return runMasks([...values, ...yamlLeaves(documents)], min);
}
