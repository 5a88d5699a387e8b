import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import { toDotenv } from "./dotenv.ts";

export type FileFormat = "raw" | "dotenv" | "json" | "yaml";

/** The format of an `export-file` by its suffix, or undefined. */
export function formatOf(file: string): Exclude<FileFormat, "raw"> | undefined {
  if (/\.env$|(?:^|[\\/])\.env\.[^\\/]+$/i.test(file)) return "dotenv";
  if (/\.json$/i.test(file)) return "json";
  return /\.ya?ml$/i.test(file) ? "yaml" : undefined;
}

/** Values as one file, in order; VALUE_UNSUITABLE names those that the format cannot hold. */
export function fileOf(
  values: ReadonlyMap<string, Secret>,
  format: Exclude<FileFormat, "raw">,
): Secret | Failure {
  const texts = new Map<string, string>();
  const binary: string[] = [];
  for (const [name, value] of values) {
    const text = value.reveal();
    if (text === undefined) binary.push(name);
    else texts.set(name, text);
  }
  if (binary.length > 0)
    return new Failure(
      "VALUE_UNSUITABLE",
      `${binary.join(", ")}: the value is not UTF-8 text, which a common file needs.`,
      { fix: `${binary[0]!} = … as file` },
    );
  const lines = [...texts].map(([name, text]) => `${JSON.stringify(name)}: ${quoted(text)}`);
  if (format === "json") return Secret.of(lines.length === 0 ? "{}\n" : `{\n  ${lines.join(",\n  ")}\n}\n`);
  if (format === "yaml") return Secret.of(lines.length === 0 ? "{}\n" : `${lines.join("\n")}\n`);
  const text = toDotenv(texts);
  return text instanceof Failure ? text : Secret.of(text);
}

/** JSON's string, which YAML reads alike once what it does not count as printable is escaped. https://yaml.org/spec/1.2.2/#51-character-set */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
