import { Failure } from "../kernel/errors.ts";
import { parseYaml } from "../kernel/yaml.ts";

export interface HelmBlocks {
  readonly document: ReadonlyMap<unknown, unknown>;
  /** To be told as a warning: the file as a whole is broken. */
  readonly notice: string;
}

const OURS = /^["']?(?:secrets|externalSecrets)["']?[ \t]*:/;

/**
 * The blocks `secrets` and `externalSecrets` of a values file that is no valid YAML elsewhere, such as one in which a
 * merge left a piece of another block behind: the deployment's own file for production is like that. Takes the text
 * and why it did not parse. Undefined where one of the two is broken itself, needs something outside it, or is no map:
 * then that failure stands. Whatever begins a line without indentation ends a block.
 */
export function helmBlocks(text: string, failure: Failure, file: string): HelmBlocks | undefined {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  if (
    lines.some(
      (line, index) => index > 0 && /^(?:---|\.\.\.)(?:[ \t]|$)/.test(line) && hasContent(lines, index),
    )
  )
    return undefined;
  let inside = false;
  // Other lines become empty ones, so that line numbers stay what they are.
  const kept = lines.map((line) => {
    if (/^[^\s#]/.test(line)) inside = OURS.test(line);
    return inside ? line : "";
  });
  let document: unknown;
  try {
    document = parseYaml(kept.join("\n"));
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
  if (!(document instanceof Map)) return undefined;
  const blocks: unknown[] = [...document.values()];
  if (!blocks.every((block) => block instanceof Map)) return undefined;
  const where = failure.at?.line === undefined ? "" : ` (line ${failure.at.line})`;
  return {
    document: document as ReadonlyMap<unknown, unknown>,
    notice: `${file}: the file is not valid YAML${where}, and Helm may refuse it. Only its blocks ${[...document.keys()].join(" and ")}, which are sound, are read.`,
  };
}

/** Whether anything but comments stands before a line: after it comes another document. */
function hasContent(lines: readonly string[], end: number): boolean {
  return lines.slice(0, end).some((line) => /^[ \t]*[^\s#]/.test(line) && !line.startsWith("---"));
}
