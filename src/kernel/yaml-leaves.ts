import { Secret } from "./secret.ts";
import { parseYaml } from "./yaml.ts";

/**
 * The strings in values that are YAML, as a program that reads them would print them: a mask of the text as it is
 * stored does not cover what quotes, escapes and flow style hide. What does not parse is masked line by line anyway.
 */
export function yamlLeaves(values: readonly Secret[]): Secret[] {
  const leaves = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node === "string") leaves.add(node);
    else if (node instanceof Map || Array.isArray(node)) node.forEach(visit);
  };
  for (const value of values)
    for (const document of (value.reveal() ?? "").split(/^---[ \t]*$/m)) {
      try {
        visit(parseYaml(document));
      } catch {
        continue;
      }
    }
  return [...leaves].map((leaf) => Secret.of(leaf));
}
