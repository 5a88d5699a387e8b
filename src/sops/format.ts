import { Failure } from "../kernel/errors.ts";
import { FORMATS, type Format } from "./tree.ts";

const SUFFIXES: readonly (readonly [string, Format])[] = [
  [".yaml", "yaml"],
  [".yml", "yaml"],
  [".json", "json"],
  [".env", "dotenv"],
  [".ini", "ini"],
];

/** The format of a file by its name, as sops decides it: by suffix in lower case, all else is binary. */
export function formatOf(path: string): Format {
  return SUFFIXES.find(([suffix]) => path.endsWith(suffix))?.[1] ?? "binary";
}

/** The format of a name such as `yaml`. Throws INPUT_INVALID for any other text. */
export function formatNamed(name: string): Format {
  const format = FORMATS.find((known) => known === name);
  if (format) return format;
  throw new Failure("INPUT_INVALID", `A SOPS format is one of ${FORMATS.join(", ")}.`, {
    fix: `Write one of: ${FORMATS.join(" ")}`,
  });
}
