import path from "node:path";
import { Failure } from "../../kernel/errors.ts";
import { readBounded } from "../../kernel/files.ts";

/** One cluster, user or context, and where it stands: its relative paths start at that file's folder. */
export interface KubeconfigEntry {
  readonly fields: ReadonlyMap<string, unknown>;
  /** Undefined for an input, which has no folder. */
  readonly file: string | undefined;
}

const MAX_BYTES = 1024 * 1024;

/** A failure that lies in a kubeconfig. */
export const wrong = (
  code: "KUBECONFIG_INVALID" | "KUBECONFIG_REFUSED",
  message: string,
  file: string | undefined,
  fix: string,
): Failure =>
  new Failure(code, message, { at: file === undefined ? { input: "kubeconfig" } : { file }, fix });

/** A text field; undefined where it is not there or empty, as kubectl has it. Throws KUBECONFIG_INVALID for no text. */
export function textIn({ fields, file }: KubeconfigEntry, name: string): string | undefined {
  const value = fields.get(name) ?? undefined;
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string") return value;
  throw wrong("KUBECONFIG_INVALID", `The field ${name} is no text.`, file, `Put it in quotes: ${name}: "…"`);
}

/** A list of texts. Throws KUBECONFIG_INVALID where it is none. */
export function textsIn(value: unknown, name: string, file: string | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw wrong("KUBECONFIG_INVALID", `The field ${name} is no list of texts.`, file, `${name}: ["…"]`);
}

/**
 * What a pair of fields holds, of which one is base64 (`NAME-data`) and one names a file; the data counts first.
 * Throws KUBECONFIG_INVALID, KUBECONFIG_REFUSED, FILE_*.
 */
export function bytesIn(entry: KubeconfigEntry, name: string): Buffer | undefined {
  const data = textIn(entry, `${name}-data`);
  if (data !== undefined) return Buffer.from(data, "base64");
  const file = fileIn(entry, name);
  return file === undefined ? undefined : readBounded(file, MAX_BYTES).bytes;
}

/** The absolute path that a field names. Throws KUBECONFIG_INVALID, KUBECONFIG_REFUSED. */
export function fileIn(entry: KubeconfigEntry, name: string): string | undefined {
  const text = textIn(entry, name);
  if (text === undefined || path.isAbsolute(text)) return text;
  if (entry.file !== undefined) return path.resolve(path.dirname(entry.file), text);
  throw wrong(
    "KUBECONFIG_REFUSED",
    `The field ${name} of the input kubeconfig is a relative path, and an input has no folder.`,
    undefined,
    "Write the content into it:\nkubectl config view --raw --minify --flatten",
  );
}
