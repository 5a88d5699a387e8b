import fs from "node:fs";
import path from "node:path";
import { usage } from "./verb.ts";

/** What a quoted word of a line cannot hold. */
const UNQUOTABLE = /["\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
/** Of a pattern; a file whose name holds one is meant where it is there, since a shell names files so. */
const WILD = /[*?[\]{}\\!]/g;

/**
 * An operand as one word of a `sign`, `attest` or `verify` line: `-` as it is, all else in double quotes. The path of a
 * file that is there means that file. Takes the operand, the folder that paths are relative to. Throws INPUT_INVALID,
 * as of a wrong flag, where no line can hold it.
 */
export function wordOf(operand: string, folder: string): string {
  if (operand === "-") return operand;
  if (UNQUOTABLE.test(operand))
    throw usage(
      "A name holds a double quote, a control character or an invisible one.",
      "mv FILE another-name",
    );
  const isFile = fs.lstatSync(path.resolve(folder, operand), { throwIfNoEntry: false })?.isFile() ?? false;
  // Windows names folders with what escapes a wildcard, and has no file names with most wildcards.
  return `"${isFile && path.sep === "/" ? operand.replace(WILD, "\\$&") : operand}"`;
}

/** Lines of an input and one more for each operand, or undefined where there are none. */
export function linesOf(given: string | undefined, more: readonly string[]): string | undefined {
  const lines = [...(given === undefined ? [] : [given]), ...more];
  return lines.length === 0 ? undefined : lines.join("\n");
}
