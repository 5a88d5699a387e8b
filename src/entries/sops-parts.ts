import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { DecryptParts } from "../commands/decrypt.ts";
import type { KeygenParts } from "../commands/keygen.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { environmentKeys, identitiesOf } from "../providers/sops/keys.ts";
import type { Runner } from "../runner/runner.ts";
import { writeFully } from "../runner/streams.ts";
import { generateIdentity } from "../sops/age.ts";
import { decrypt } from "../sops/decrypt.ts";
import { extract } from "../sops/extract.ts";
import { formatOf } from "../sops/format.ts";
import { storeOf } from "../sops/stores/index.ts";

const STDOUT = 1;
const STDIN = 0;
/** sops' exit codes. */
const NO_FILE = 100;
const CANNOT_WRITE = 3;

/** Decrypting in a terminal: sops' key sources, the user's default key file too. */
export function decryptParts(runner: Runner): DecryptParts {
  return {
    read: readInput,
    formatOf,
    open: async (bytes, options) => {
      const keys = identitiesOf(environmentKeys(runner.env, true));
      const opened = await decrypt({
        bytes,
        format: options.input,
        file: options.file,
        identities: keys.identities,
        ignoreMac: options.ignoreMac,
      });
      const store = storeOf(options.output);
      const indent = options.indent === undefined ? {} : { indent: options.indent };
      const plain =
        options.extract === undefined
          ? store.writePlain(opened.documents, indent)
          : extract(opened.documents, options.extract, store, indent);
      return { plain, notices: [...keys.warnings, ...opened.notices] };
    },
    replace,
    print: printBytes,
    warn: runner.info,
  };
}

/** Making an age key in a terminal. */
export function keygenParts(runner: Runner): KeygenParts {
  return {
    clock: systemClock,
    generate: generateIdentity,
    create: (file, text) => {
      if (fs.existsSync(file))
        throw new Failure(
          "FILE_EXISTS",
          "There is already a file of that name, and a key is never overwritten.",
          { at: { file }, fix: "keygen -o ANOTHER" },
        );
      fs.writeFileSync(file, text, { mode: 0o600, flag: "wx" });
    },
    print: (text) => writeFully(STDOUT, text),
    say: runner.info,
  };
}

/** A file, or standard input whole. */
export function readInput(file: string | undefined): Uint8Array {
  if (file === undefined) return fs.readFileSync(STDIN);
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new Failure("FILE_NOT_FOUND", "There is no such file.", {
      at: { file },
      exit: NO_FILE,
      fix: "Check the path; a relative one counts from the working directory.",
    });
  return fs.readFileSync(file);
}

/** Writes beside the file and renames, so that a fault leaves the old content whole. A new file is 0600. */
export function replace(file: string, bytes: Uint8Array): void {
  const mode = fs.statSync(file, { throwIfNoEntry: false })?.mode ?? 0o600;
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${crypto.randomUUID()}`);
  try {
    fs.writeFileSync(beside, bytes, { mode: mode & 0o777, flag: "wx" });
    fs.renameSync(beside, file);
  } catch {
    fs.rmSync(beside, { force: true });
    throw new Failure("FILE_UNREADABLE", "The file could not be written.", {
      at: { file },
      exit: CANNOT_WRITE,
      fix: "Check the folder's permissions and free space.",
    });
  }
}

/** Bytes to standard output, all of them. */
export const printBytes = (bytes: Uint8Array): void => writeFully(STDOUT, bytes);
