import type { Inputs } from "../config/read-inputs.ts";
import { asFailure, Failure } from "../kernel/errors.ts";
import type { BoundProvider } from "../providers/provider.ts";
import type { OriginLine } from "./load-lines.ts";
import type { Runner } from "../runner/runner.ts";
import type { GatherParts } from "./gather.ts";
import type { CheckoutFacts } from "./trust.ts";

/** Where a run without `secrets` and `config` looks. */
const DEFAULT_CONFIG = ".github/secrets.yaml";

/** What the event's own commit is judged by. */
export interface CheckParts {
  readonly runner: Runner;
  /** What git says of the workspace and of every checkout that a named file lies in. */
  readonly checkouts: (files: readonly string[]) => readonly CheckoutFacts[];
}

/** The configuration files that are named, or the default one where nothing else asks for anything. */
export function readConfigs(
  parts: CheckParts & Pick<GatherParts, "readConfig">,
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
export function isOwnFile(parts: CheckParts, ...files: readonly string[]): boolean {
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

/** The end of every chain that nothing else is said of. */
const LAST = "env";

/** The providers that bare paths go down, in order: the input `providers`, else what the seed's configuration heads. */
export function chainOf(
  inputs: Inputs,
  providers: readonly BoundProvider[],
  seed: readonly string[] = [],
): { providers: BoundProvider[]; problems: Failure[] } {
  const given = providers.filter(({ inChain }) => inChain).map(({ id }) => id);
  const wanted =
    inputs.providers.length > 0
      ? inputs.providers
      : seed[0] === LAST
        ? seed
        : [...new Set([...seed, ...given, LAST])];
  const problems: Failure[] = [];
  const chain: BoundProvider[] = [];
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

/** Neither a line nor a configuration. `fed` is what a provider says whose inputs feed the chain. */
export const nothingAsked = (fed: Failure | undefined): Failure =>
  new Failure(
    "INPUT_INVALID",
    "Nothing was asked for: the input secrets is empty, and there is no configuration.",
    { at: { input: "secrets" }, fix: fed?.fix ?? "secrets: |\n  MONGO_URL = database/mongo_url" },
  );

/**
 * A bare `*` takes its names from a file or a store. That is for files that the event's own commit holds; what a
 * store may name has to be bounded.
 */
export function unboundWildcards(
  parts: CheckParts,
  inputs: Inputs,
  lines: readonly OriginLine[],
  providers: readonly BoundProvider[],
): Failure[] {
  if (inputs.wildcardNames.length > 0) return [];
  const bare = lines.filter(({ line }) => line.wildcard && line.name === "");
  return bare.flatMap((origin) => {
    const files = providers.flatMap((provider) => provider.filesOf(origin.line.source));
    if (files.length > 0 && isOwnFile(parts, ...files)) return [];
    const what =
      files.length > 0
        ? "takes its names from a file, and that file is not what the event's own commit holds"
        : "would take its names from a store";
    const fix = "wildcard-names: APP_*, DB_*   # what this wildcard may export";
    return [placed(new Failure("FILE_NOT_COMMITTED", `A bare \`*\` ${what}.`, { fix }), origin)];
  });
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
