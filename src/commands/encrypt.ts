import { Failure } from "../kernel/errors.ts";
import type { SelectorSettings } from "../sops/selector.ts";
import type { Format } from "../sops/tree.ts";

/** The flags of `encrypt`, by sops' names. */
export interface EncryptOptions {
  readonly file: string | undefined;
  readonly inputType: Format | undefined;
  readonly outputType: Format | undefined;
  readonly inPlace: boolean;
  readonly output: string | undefined;
  readonly filenameOverride: string | undefined;
  readonly indent: number | undefined;
  /** Recipients of `--age`; where there are none, the environment's and then the creation rule's. */
  readonly age: readonly string[];
  readonly config: string | undefined;
  readonly selector: SelectorSettings;
  readonly macOnlyEncrypted: boolean;
}

/** What a creation rule adds. */
export interface Rule {
  readonly recipients: readonly string[];
  readonly selector: SelectorSettings;
  readonly macOnlyEncrypted: boolean;
  readonly indent: number | undefined;
}

/** What encrypting touches of the outside; entries/sops-parts builds it. */
export interface EncryptParts {
  readonly read: (file: string | undefined) => Uint8Array;
  readonly formatOf: (name: string) => Format;
  /** SOPS_AGE_RECIPIENTS. */
  readonly environmentRecipients: () => readonly string[];
  /** The creation rule for a file; undefined where no configuration lies above it. */
  readonly rule: (
    name: string,
    config: string | undefined,
    format: Format,
    needsKeys: boolean,
  ) => Promise<Rule | undefined>;
  /** Where a `sops.yaml` lies nearby, which sops does not read. */
  readonly misnamed: () => string | undefined;
  readonly seal: (
    bytes: Uint8Array,
    options: {
      readonly input: Format;
      readonly output: Format;
      readonly recipients: readonly string[];
      readonly selector: SelectorSettings;
      readonly macOnlyEncrypted: boolean;
      readonly indent: number | undefined;
    },
  ) => Promise<{ readonly sealed: Uint8Array; readonly notices: readonly string[] }>;
  readonly replace: (file: string, bytes: Uint8Array) => void;
  readonly print: (bytes: Uint8Array) => void;
  readonly warn: (text: string) => void;
}

/** sops' exit codes: flags that exclude each other, and neither recipient nor configuration. */
const CONFLICTING = 8;
const NO_CONFIG = 1;

/** `encrypt`: seals a plain file for age recipients; nothing is written before all of it is sealed. */
export async function encrypt(options: EncryptOptions, parts: EncryptParts): Promise<void> {
  const { file } = options;
  const conflict = (message: string, fix: string): Failure =>
    new Failure("INPUT_INVALID", message, { exit: CONFLICTING, fix });
  if (options.inPlace && options.output !== undefined)
    throw conflict("--in-place and --output exclude each other.", "Leave one of them out.");
  if (options.inPlace && file === undefined)
    throw conflict("--in-place needs a file, and standard input is none.", "secrets-action encrypt -i FILE");
  const name = options.filenameOverride ?? file;
  if (name === undefined && options.inputType === undefined)
    throw conflict(
      "Standard input has no name that tells its format.",
      "secrets-action encrypt --input-type yaml --filename-override FILE",
    );
  const input = options.inputType ?? parts.formatOf(name ?? "");
  const output = options.outputType ?? input;
  const given = options.age.length > 0 ? options.age : parts.environmentRecipients();
  const rule =
    name === undefined ? undefined : await parts.rule(name, options.config, output, given.length === 0);
  const recipients = given.length > 0 ? given : (rule?.recipients ?? []);
  if (recipients.length === 0) throw noRecipients(parts.misnamed());
  const ownSelector = Object.values(options.selector).some((value) => value !== undefined);
  const { sealed, notices } = await parts.seal(parts.read(file), {
    input,
    output,
    recipients,
    selector: ownSelector ? options.selector : (rule?.selector ?? {}),
    macOnlyEncrypted: options.macOnlyEncrypted || rule?.macOnlyEncrypted === true,
    indent: options.indent ?? rule?.indent,
  });
  notices.forEach(parts.warn);
  if (options.inPlace && file !== undefined) parts.replace(file, sealed);
  else if (options.output !== undefined) parts.replace(options.output, sealed);
  else parts.print(sealed);
}

function noRecipients(misnamed: string | undefined): Failure {
  if (misnamed === undefined)
    return new Failure("SOPS_CONFIG", "There is no .sops.yaml above this file, and no recipient was given.", {
      exit: NO_CONFIG,
      fix: "secrets-action encrypt --age age1… FILE",
    });
  return new Failure(
    "SOPS_CONFIG",
    `There is no .sops.yaml above this file. There is ${misnamed}, which sops does not read: the name begins with a dot.`,
    {
      exit: NO_CONFIG,
      at: { file: misnamed },
      fix: `git mv ${misnamed} ${misnamed.replace(/sops\.yaml$/, ".sops.yaml")}   # or: --config ${misnamed}`,
    },
  );
}
