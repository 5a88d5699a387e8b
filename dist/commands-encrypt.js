import { F as Failure } from "./kernel-base.js";
const CONFLICTING = 8;
const NO_CONFIG = 1;
async function encrypt(options, parts) {
  const { file } = options;
  const conflict = (message, fix) => new Failure("INPUT_INVALID", message, { exit: CONFLICTING, fix });
  if (options.inPlace && options.output !== void 0)
    throw conflict("--in-place and --output exclude each other.", "Leave one of them out.");
  if (options.inPlace && file === void 0)
    throw conflict("--in-place needs a file, and standard input is none.", "secrets-action encrypt -i FILE");
  const name = options.filenameOverride ?? file;
  if (name === void 0 && options.inputType === void 0)
    throw conflict(
      "Standard input has no name that tells its format.",
      "secrets-action encrypt --input-type yaml --filename-override FILE"
    );
  const input = options.inputType ?? parts.formatOf(name ?? "");
  const output = options.outputType ?? input;
  const given = options.age.length > 0 ? options.age : parts.environmentRecipients();
  const rule = name === void 0 ? void 0 : await parts.rule(name, options.config, output, given.length === 0);
  const recipients = given.length > 0 ? given : rule?.recipients ?? [];
  if (recipients.length === 0) throw noRecipients(parts.misnamed());
  const ownSelector = Object.values(options.selector).some((value) => value !== void 0);
  const { sealed, notices } = await parts.seal(parts.read(file), {
    input,
    output,
    recipients,
    selector: ownSelector ? options.selector : rule?.selector ?? {},
    macOnlyEncrypted: options.macOnlyEncrypted || rule?.macOnlyEncrypted === true,
    indent: options.indent ?? rule?.indent
  });
  notices.forEach(parts.warn);
  if (options.inPlace && file !== void 0) parts.replace(file, sealed);
  else if (options.output !== void 0) parts.replace(options.output, sealed);
  else parts.print(sealed);
}
function noRecipients(misnamed) {
  if (misnamed === void 0)
    return new Failure("SOPS_CONFIG", "There is no .sops.yaml above this file, and no recipient was given.", {
      exit: NO_CONFIG,
      fix: "secrets-action encrypt --age age1\u2026 FILE"
    });
  return new Failure(
    "SOPS_CONFIG",
    `There is no .sops.yaml above this file. There is ${misnamed}, which sops does not read: the name begins with a dot.`,
    {
      exit: NO_CONFIG,
      at: { file: misnamed },
      fix: `git mv ${misnamed} ${misnamed.replace(/sops\.yaml$/, ".sops.yaml")}   # or: --config ${misnamed}`
    }
  );
}
export {
  encrypt
};
