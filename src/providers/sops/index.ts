import { Failure } from "../../kernel/errors.ts";
import { formatOf } from "../../sops/format.ts";
import { FORMATS, type Format } from "../../sops/tree.ts";
import type { Locator, Provider } from "../provider.ts";
import { borrowedKey } from "./borrowed-key.ts";
import { SOPS_INPUTS } from "./inputs.ts";

/** A file for a reference; the `sops-files` for a bare path. */
export interface SopsLocator extends Locator {
  readonly file: { readonly path: string; readonly format: Format } | undefined;
  readonly bare: string | undefined;
}

const isFormat = (text: string): text is Format => (FORMATS as readonly string[]).includes(text);

/** SOPS files of the checkout, opened with age keys. Each file is read and verified once a run. */
export const sopsProvider: Provider<typeof SOPS_INPUTS, SopsLocator> = {
  id: "sops",
  inputs: SOPS_INPUTS,
  inChain: ({ sopsFiles }) => sopsFiles.length > 0,
  files: ({ sopsFiles, ageKeyFile }) => [...sopsFiles, ...ageKeyFile],
  filesOf: (source) => (source.kind === "reference" && source.scheme === "sops" ? [source.locator] : []),
  unused: ({ sopsFiles }) =>
    sopsFiles.length === 0
      ? undefined
      : new Failure("INPUT_INVALID", "sops-files feeds the chain, and no line asks the chain for anything.", {
          at: { input: "sops-files" },
          fix: `secrets: |\n${sopsFiles.map((file) => `  * = sops://${file}`).join("\n")}`,
        }),
  borrows: ({ ageKey }) => borrowedKey(ageKey),
  schemes: [{ name: "sops", queries: ["format", "leaves"], vals: ["sops"] }],
  locate: (source) => {
    if (source.kind === "bare")
      return { id: `bare:${source.path}`, shown: source.path, file: undefined, bare: source.path };
    if (source.locator === "")
      return new Failure("REFERENCE_INVALID", "A sops reference names a file.", {
        fix: "sops://deploy/app.enc.yaml#database.url",
      });
    const asked = source.query.get("format");
    if (asked !== undefined && !isFormat(asked))
      return new Failure("REFERENCE_INVALID", `The format must be one of ${FORMATS.join(", ")}.`, {
        fix: "sops://.env.production?format=dotenv",
      });
    const format = asked !== undefined && isFormat(asked) ? asked : formatOf(source.locator);
    const field =
      source.field?.kind === "key"
        ? `#${source.field.key}`
        : source.field
          ? `#/${source.field.parts.join("/")}`
          : "";
    // One id for one file, so that many fields of it are one read; `shown` carries the field of the first.
    return {
      id: `${format}:${source.locator}`,
      shown: `${source.locator}${field}`,
      file: { path: source.locator, format },
      bare: undefined,
    };
  },
  // The codec and its cryptography load with the first SOPS file.
  open: async (inputs, host, signal) => (await import("./session.ts")).openSession(inputs, host, signal),
};
