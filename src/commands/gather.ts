import type { InputsRead } from "../config/read-inputs.ts";
import type { Failure } from "../kernel/errors.ts";
import type { StreamingHttp } from "../kernel/http.ts";
import type { Secret } from "../kernel/secret.ts";
import { loadYaml } from "../kernel/yaml.ts";
import type { BoundProvider, IdToken, Provider } from "../providers/provider.ts";
import type { Sessions } from "../providers/sessions.ts";
import type { Source } from "../references/reference.ts";
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
  readonly providers: (read: InputsRead) => BoundRun;
}

/** Every provider with its inputs, the sessions that they share, and what else of this run a login needs. */
export interface BoundRun {
  readonly providers: readonly BoundProvider[];
  readonly sessions: Sessions;
  readonly tools?: RunTools;
}

/** What a login at a cluster shares with those at the stores. */
export interface RunTools {
  readonly http: StreamingHttp;
  /** The job's identity token, fresh each time. Throws OIDC_*. */
  readonly idToken: (audience: string, signal: AbortSignal) => Promise<IdToken>;
  /** The value of an input that is a reference. Throws a Failure that names the input. */
  readonly lend: (input: string, source: Source, signal: AbortSignal) => Promise<Secret>;
  /** Masks values at once. */
  readonly born: (secrets: readonly Secret[]) => void;
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
  readonly tools: RunTools | undefined;
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
  const { providers, sessions, tools } = parts.providers(read);
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
    tools,
  };
}
