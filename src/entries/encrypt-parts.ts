import fs from "node:fs";
import path from "node:path";
import type { EncryptParts } from "../commands/encrypt.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import type { Runner } from "../runner/runner.ts";
import { creationRule, encrypt, formatOf, readyFor, ruleRecipients, storeOf } from "../sops/index.ts";
import { printBytes, readInput, replace } from "./sops-parts.ts";

/** As sops: so many folders upward, and no more. */
const MAX_FOLDERS = 100;
const NO_CONFIG = 61;

/** Encrypting in a terminal. */
export function encryptParts(runner: Runner): EncryptParts {
  const { env } = runner;
  return {
    read: readInput,
    formatOf,
    environmentRecipients: () => listOf(env["SOPS_AGE_RECIPIENTS"]),
    rule: async (name, config, format, needsKeys) => {
      const file = config ?? env["SOPS_CONFIG"] ?? findUpward(".sops.yaml");
      if (file === undefined) return undefined;
      if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile())
        throw new Failure("SOPS_CONFIG", "There is no configuration at the given path.", {
          at: { file },
          exit: NO_CONFIG,
          fix: "--config .sops.yaml",
        });
      const rule = await creationRule(
        fs.readFileSync(file, "utf8"),
        relativeTo(path.dirname(path.resolve(file)), name),
        path.relative(process.cwd(), file) || file,
      );
      if (rule === undefined) return undefined;
      return {
        recipients: needsKeys ? ruleRecipients(rule, file) : [],
        selector: rule.selector,
        macOnlyEncrypted: rule.macOnlyEncrypted,
        indent: format === "json" ? rule.indent.json : rule.indent.yaml,
      };
    },
    misnamed: () => {
      const found = findUpward("sops.yaml");
      return found === undefined ? undefined : path.relative(process.cwd(), found);
    },
    seal: async (bytes, { input, output, recipients, selector, macOnlyEncrypted, indent }) => {
      await readyFor(input, bytes);
      const documents = storeOf(input).readPlain(bytes);
      const sealed = await encrypt({
        documents,
        format: output,
        recipients,
        selector,
        macOnlyEncrypted,
        now: systemClock.now(),
        ...(indent === undefined ? {} : { options: { indent } }),
      });
      return { sealed: sealed.bytes, notices: sealed.notices };
    },
    replace,
    print: printBytes,
    warn: runner.info,
  };
}

/** Recipients between commas or blanks. */
export const listOf = (text: string | undefined): string[] =>
  (text ?? "").split(/[\s,]+/).filter((part) => part !== "");

function findUpward(name: string): string | undefined {
  let folder = process.cwd();
  for (let i = 0; i < MAX_FOLDERS; i++) {
    const file = path.join(folder, name);
    if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
    const above = path.dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return undefined;
}

/** The path that a rule's pattern is tried on: below the configuration's folder, else absolute. */
function relativeTo(folder: string, name: string): string {
  const full = path.resolve(name);
  return full.startsWith(folder + path.sep) ? full.slice(folder.length + 1) : full;
}
