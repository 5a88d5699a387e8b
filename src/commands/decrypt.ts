import { Failure } from "../kernel/errors.ts";
import type { Format } from "../sops/tree.ts";

/** The flags of `decrypt`, by sops' names. */
export interface DecryptOptions {
  readonly file: string | undefined;
  readonly inputType: Format | undefined;
  readonly outputType: Format | undefined;
  readonly extract: string | undefined;
  readonly ignoreMac: boolean;
  readonly inPlace: boolean;
  readonly output: string | undefined;
  readonly filenameOverride: string | undefined;
  readonly indent: number | undefined;
}

/** What decrypting touches of the outside; entries/parts builds it. */
export interface DecryptParts {
  readonly read: (file: string | undefined) => Uint8Array;
  readonly formatOf: (name: string) => Format;
  /** The plain text in the output format; notices are warnings. */
  readonly open: (
    bytes: Uint8Array,
    options: {
      readonly file: string;
      readonly input: Format;
      readonly output: Format;
      readonly extract: string | undefined;
      readonly ignoreMac: boolean;
      readonly indent: number | undefined;
    },
  ) => Promise<{ readonly plain: Uint8Array; readonly notices: readonly string[] }>;
  /** Replaces the file in one step, so that a fault leaves the old one. */
  readonly replace: (file: string, bytes: Uint8Array) => void;
  readonly print: (bytes: Uint8Array) => void;
  readonly warn: (text: string) => void;
}

/** sops' exit code for flags that exclude each other. */
const CONFLICTING = 8;

/** `decrypt`: opens a file or standard input and prints it, or writes it where the flags say. */
export async function decrypt(options: DecryptOptions, parts: DecryptParts): Promise<void> {
  const { file } = options;
  if (options.inPlace && options.output !== undefined)
    throw new Failure("INPUT_INVALID", "--in-place and --output exclude each other.", {
      exit: CONFLICTING,
      fix: "Leave one of them out.",
    });
  if (options.inPlace && file === undefined)
    throw new Failure("INPUT_INVALID", "--in-place needs a file, and standard input is none.", {
      exit: CONFLICTING,
      fix: "secrets-action decrypt -i FILE",
    });
  const name = options.filenameOverride ?? file;
  if (name === undefined && options.inputType === undefined)
    throw new Failure("INPUT_INVALID", "Standard input has no name that tells its format.", {
      exit: CONFLICTING,
      fix: "secrets-action decrypt --input-type yaml",
    });
  const input = options.inputType ?? parts.formatOf(name ?? "");
  const output = options.outputType ?? input;
  const bytes = parts.read(file);
  const { plain, notices } = await parts.open(bytes, {
    file: name ?? "standard input",
    input,
    output,
    extract: options.extract,
    ignoreMac: options.ignoreMac,
    indent: options.indent,
  });
  notices.forEach(parts.warn);
  if (options.inPlace && file !== undefined) parts.replace(file, plain);
  else if (options.output !== undefined) parts.replace(options.output, plain);
  else parts.print(plain);
}
