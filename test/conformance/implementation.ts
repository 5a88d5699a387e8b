import { systemClock } from "../../src/kernel/clock.ts";
import type { FailureCode } from "../../src/kernel/errors.ts";
import type { Http } from "../../src/kernel/http.ts";
import type { Secret } from "../../src/kernel/secret.ts";
import { readInputs } from "../../src/config/read-inputs.ts";
import { bind } from "../../src/providers/bind.ts";
import type { BoundProvider, Host, IdToken, Leftover, Provider } from "../../src/providers/provider.ts";

export const CANARY = "CANARY-7f3a-hunter2";

/** The seed document's names: in a store, and as the environment's fallback. */
export const SEED = [
  ["database/mongo_url", "MONGO_URL"],
  ["database/redis_url", "REDIS_URL"],
  ["database/neo4j_url", "NEO4J_URL"],
  ["ai/vllm_endpoint", "VLLM_ENDPOINT"],
  ["ai/vllm_endpoint_small", "VLLM_ENDPOINT_SMALL"],
  ["ai/vllm_endpoint_large", "VLLM_ENDPOINT_LARGE"],
  ["ai/vllm_api_key", "VLLM_API_KEY"],
  ["monitoring/prometheus_base_url", "PROMETHEUS_BASE_URL"],
] as const;

/** The value under one of the seed's names: `CANARY-…-MONGO_URL`. */
export const seedValue = (variable: string): string => `${CANARY}-${variable}`;

/** A provider with a store that holds the seed's values, and what it cannot give. */
export interface Running {
  readonly provider: Provider;
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly workspace?: string;
  readonly http?: Http;
  readonly idToken?: (signal: AbortSignal) => Promise<IdToken>;
  /** References to MONGO_URL's value, to a name that is not there, and to no locator of this provider. */
  readonly present: string;
  readonly absent: string;
  readonly impossible: string;
  /** Different references to things that are there, more than one batch of them. */
  readonly many: readonly string[];
  /** References that fail alone, each with its code: the others of the same read must not. */
  readonly broken: readonly (readonly [reference: string, code: FailureCode])[];
  /** Inputs that `check` refuses, each with the input that it names. */
  readonly misused: readonly (readonly [inputs: Readonly<Record<string, string>>, input: string])[];
  /** Credentials so far, in the order in which they came into being, or those of the inputs: each must be masked. */
  readonly credentials: () => readonly string[];
  /** Requests that reached the store so far, and how many reading `many` may take; undefined without a network. */
  readonly requests?: () => number;
  readonly mostRequests?: number;
  readonly stop: () => Promise<void>;
}

export interface Implementation {
  readonly id: string;
  readonly start: () => Promise<Running>;
}

/** Everything that a provider says, and the credentials that it had masked. */
export interface Recorded {
  readonly said: string[];
  readonly masked: Secret[];
  /** What post would have to undo. */
  readonly left?: Leftover[];
}

/** The provider bound to a host that records; inputs over those of the implementation. */
export function boundTo(
  running: Running,
  inputs: Readonly<Record<string, string>> = running.inputs,
  recorded: Recorded = { said: [], masked: [], left: [] },
): BoundProvider {
  const { provider } = running;
  const variables = Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
  );
  const read = readInputs(variables, [provider]).providers.get(provider.id)!;
  const say = (text: string): void => void recorded.said.push(text);
  const none = (what: string) => () => Promise.reject(new Error(`no ${what} here`));
  const host: Host = {
    env: running.env,
    workspace: running.workspace ?? "/nowhere",
    temp: running.workspace ?? "/nowhere",
    face: "actions",
    http: running.http ?? { send: none("network"), close: () => undefined },
    clock: systemClock,
    // As the action does: a token is masked before anybody gets it.
    idToken: async (signal) => {
      const token = await (running.idToken ?? none("identity"))(signal);
      recorded.masked.push(token.token);
      return token;
    },
    born: (secrets) => void recorded.masked.push(...secrets),
    warn: say,
    info: say,
    debug: say,
    leave: async (leftover) => void recorded.left?.push(leftover),
    settle: async (leftover) => void recorded.left?.splice(recorded.left.indexOf(leftover), 1),
    borrow: none("lender"),
  };
  return bind(provider, read.values as never, read.given, host);
}
