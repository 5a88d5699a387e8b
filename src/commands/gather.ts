import type { InputsRead } from "../config/read-inputs.ts";
import type { Failure } from "../kernel/errors.ts";
import { loadYaml } from "../kernel/yaml.ts";
import type { BoundProvider, Provider } from "../providers/provider.ts";
import type { Sessions } from "../providers/sessions.ts";
import { chainOf, type CheckParts, isOwnFile, readConfigs } from "./load-checks.ts";
import { gatherLines, type OriginLine } from "./load-lines.ts";
import { seedOf } from "./seed.ts";

/** What reading inputs and configuration needs of the outside. */
export interface GatherParts extends CheckParts {
  /** The inputs; `defaults` stand for those that are not set, by name. */
  readonly readInputs: (defaults?: ReadonlyMap<string, string>) => InputsRead;
  /** Every provider there is. */
  readonly known: readonly Pick<Provider, "id" | "schemes" | "seed" | "handsOver">[];
  /** The text of a configuration file; undefined where there is none at that path. */
  readonly readConfig: (path: string) => string | undefined;
  /** Every provider with its inputs, and the sessions that they share. */
  readonly providers: (read: InputsRead) => {
    readonly providers: readonly BoundProvider[];
    readonly sessions: Sessions;
  };
}

/** What inputs and configuration ask for, and of whom. */
export interface Gathered {
  readonly lines: readonly OriginLine[];
  /** The configuration files that were read. */
  readonly configs: readonly string[];
  /** Of lines and configurations: while there are any, what is missing elsewhere tells nothing. */
  readonly unreadable: readonly Failure[];
  /** All others. */
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
  readonly providers: readonly BoundProvider[];
  readonly sessions: Sessions;
  readonly chain: readonly BoundProvider[];
}

/** The schemes that references may have. */
export const schemesOf = (known: GatherParts["known"]): ReadonlySet<string> =>
  new Set(known.flatMap((provider) => provider.schemes.map(({ name }) => name)));

/** Reads the lines and the seed's settings of the configurations, and binds the providers to what all of it says. */
export async function gather(parts: GatherParts, given: InputsRead, isAsked: boolean): Promise<Gathered> {
  const { configs, missing } = readConfigs(parts, given.inputs, isAsked);
  if (configs.length > 0) await loadYaml();
  const { lines, problems, notices, seeds } = gatherLines(
    given,
    configs,
    schemesOf(parts.known),
    parts.known,
  );
  const seed = seedOf(
    seeds,
    parts.known,
    (file) => isOwnFile(parts, file),
    (id) => {
      const said = given.providers.get(id);
      return said !== undefined && (said.given || said.ambient);
    },
  );
  const read = seed.defaults.size > 0 ? parts.readInputs(seed.defaults) : given;
  const { providers, sessions } = parts.providers(read);
  const chain = chainOf(given.inputs, providers, seed.chain);
  return {
    lines,
    configs: configs.map(({ file }) => file),
    unreadable: problems,
    problems: [...read.problems, ...missing, ...chain.problems],
    notices: [...notices, ...seed.notices],
    providers,
    sessions,
    chain: chain.providers,
  };
}
