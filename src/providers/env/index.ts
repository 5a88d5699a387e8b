import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Locator, Outcome, Provider } from "../provider.ts";

/** A variable of the step's own environment. */
interface EnvLocator extends Locator {
  readonly variable: string;
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The environment, last in every chain. A bare path is its last part in upper case, as the seed document
 * names them: `database/mongo_url` is MONGO_URL. An empty variable is not found: GitHub gives one for a
 * secret that does not exist.
 */
export const envProvider: Provider<readonly [], EnvLocator> = {
  id: "env",
  schemes: [{ name: "env", queries: [], vals: ["envsubst"] }],
  inputs: [],
  seed: { word: "environment", health: "environment", remote: false, keys: VARIABLE },
  locate: (source) => {
    const variable =
      source.kind === "bare"
        ? source.path
            .slice(source.path.lastIndexOf("/") + 1)
            .toUpperCase()
            .replace(/[.-]/g, "_")
        : source.locator;
    if (!VARIABLE.test(variable))
      return new Failure("REFERENCE_INVALID", "This is no name of an environment variable.", {
        fix: "env://MONGO_URL",
      });
    return { id: variable, shown: variable, variable };
  },
  open: async (_inputs, { env }) => ({
    read: async (locators) => new Map(locators.map((locator) => [locator.id, read(env, locator.variable)])),
    health: async () => ({ status: "healthy", authenticated: true, details: [] }),
    close: async () => undefined,
  }),
};

function read(env: Readonly<Record<string, string | undefined>>, variable: string): Outcome {
  const text = Object.hasOwn(env, variable) ? env[variable] : undefined;
  if (text === undefined) return { is: "missing", why: "not set" };
  if (text === "") return { is: "missing", why: "set but empty" };
  return { is: "found", value: { kind: "text", text: Secret.of(text) } };
}
