import type { Inputs } from "../config/read-inputs.ts";
import { asFailure, Failure } from "../kernel/errors.ts";
import type { Provider } from "../providers/provider.ts";
import type { OriginLine } from "./load-lines.ts";
import type { PrepareParts } from "./prepare.ts";

/** Where a run without `secrets` and `config` looks. */
const DEFAULT_CONFIG = ".github/secrets.yaml";

/** The configuration files that are named, or the default one where nothing else asks for anything. */
export function readConfigs(
  parts: PrepareParts,
  inputs: Inputs,
  isAsked: boolean,
): { configs: { file: string; text: string }[]; missing: Failure[] } {
  const implied = inputs.config.length === 0 && inputs.secrets === "" && !isAsked;
  const configs: { file: string; text: string }[] = [];
  const missing: Failure[] = [];
  for (const file of implied ? [DEFAULT_CONFIG] : inputs.config) {
    try {
      const text = parts.readConfig(file);
      if (text !== undefined && implied && !isOwnFile(parts, file)) missing.push(notOwnConfig(file));
      else if (text !== undefined) configs.push({ file, text });
      else if (!implied)
        missing.push(
          new Failure("FILE_NOT_FOUND", `There is no file ${file}.`, {
            at: { input: "config" },
            fix: "Run actions/checkout before this step, and name the file relative to the workspace.",
          }),
        );
    } catch (error) {
      missing.push(asFailure(error));
    }
  }
  return { configs, missing };
}

/** Nobody named the default configuration, so it counts only as the event's own commit holds it. */
const notOwnConfig = (file: string): Failure =>
  new Failure("FILE_NOT_COMMITTED", "This configuration is not what the event's own commit holds.", {
    at: { file },
    fix: `config: ${file}   # to read it as it is in the checkout`,
  });

/** Whether a file is, byte for byte, what the event's own commit holds. True in a terminal, which has no event. */
function isOwnFile(parts: PrepareParts, ...files: readonly string[]): boolean {
  const event = parts.runner.event();
  if (event.name === "") return true;
  const holding = parts.checkouts(files).filter((checkout) => checkout.files.length > 0);
  return (
    holding.length > 0 &&
    holding.every(
      (checkout) =>
        [checkout.head, checkout.recordedBy].includes(event.sha) &&
        checkout.files.every((file) => file.isHeadsBlob),
    )
  );
}

/** The providers that bare paths go down, in order. */
export function chainOf(
  inputs: Inputs,
  providers: readonly Provider[],
): { providers: Provider[]; problems: Failure[] } {
  const wanted =
    inputs.providers.length > 0
      ? inputs.providers
      : [...(inputs.sopsFiles.length > 0 ? ["sops"] : []), "env"];
  const problems: Failure[] = [];
  const chain: Provider[] = [];
  for (const id of wanted) {
    const provider = providers.find((candidate) => candidate.id === id);
    if (provider) chain.push(provider);
    else
      problems.push(
        new Failure("INPUT_INVALID", "The input providers names a provider that there is none of.", {
          at: { input: "providers" },
          fix: `providers: ${providers.map((candidate) => candidate.id).join(", ")}`,
        }),
      );
  }
  return { providers: chain, problems };
}

/** Neither a line nor a configuration. */
export const nothingAsked = (inputs: Inputs): Failure =>
  new Failure(
    "INPUT_INVALID",
    "Nothing was asked for: the input secrets is empty, and there is no configuration.",
    {
      at: { input: "secrets" },
      fix:
        inputs.sopsFiles[0] === undefined
          ? "secrets: |\n  MONGO_URL = database/mongo_url"
          : `secrets: |\n  * = sops://${inputs.sopsFiles[0]}`,
    },
  );

/** Files for bare paths, and no bare path. */
export const unusedSopsFiles = (inputs: Inputs): Failure =>
  new Failure("INPUT_INVALID", "sops-files feeds the chain, and no line asks the chain for anything.", {
    at: { input: "sops-files" },
    fix: `secrets: |\n${inputs.sopsFiles.map((file) => `  * = sops://${file}`).join("\n")}`,
  });

/** A bare `*` takes names out of a file; that is for files that the event's own commit holds. */
export function unboundWildcards(
  parts: PrepareParts,
  inputs: Inputs,
  lines: readonly OriginLine[],
): Failure[] {
  if (inputs.wildcardNames.length > 0) return [];
  const bare = lines.filter(({ line }) => line.wildcard && line.name === "");
  if (bare.length === 0) return [];
  const problems: Failure[] = [];
  for (const origin of bare) {
    const own = isOwnFile(parts, ...parts.filesOf({ ...inputs, sopsFiles: [], ageKeyFile: [] }, [origin]));
    if (!own)
      problems.push(
        placed(
          new Failure(
            "FILE_NOT_COMMITTED",
            "A bare `*` takes its names from a file, and that file is not what the event's own commit holds.",
            {
              fix: "wildcard-names: APP_*, DB_*   # what this wildcard may export",
            },
          ),
          origin,
        ),
      );
  }
  return problems;
}

/** The failure with the line that it belongs to. */
export function placed(failure: Failure, { line, file }: OriginLine): Failure {
  const at = { ...(file === undefined ? { input: "secrets" } : { file }), line: line.line };
  const name = `${line.name}${line.wildcard ? "*" : ""}`;
  return new Failure(failure.code, `${name}: ${failure.message}`, {
    at,
    ...(failure.fix === undefined ? {} : { fix: failure.fix }),
  });
}
