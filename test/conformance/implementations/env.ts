import { envProvider } from "../../../src/providers/env/index.ts";
import { erased } from "../../../src/providers/provider.ts";
import { CANARY, type Implementation, SEED, seedValue } from "../implementation.ts";

/** The environment: no store, no login, nothing that can break. */
export const env: Implementation = {
  id: "env",
  start: async () => ({
    provider: erased(envProvider),
    inputs: {},
    env: Object.fromEntries(SEED.map(([, name]) => [name, seedValue(name)])),
    present: "env://MONGO_URL",
    absent: "env://NOT_SET",
    impossible: `env://${CANARY}!`,
    many: SEED.map(([, name]) => `env://${name}`),
    broken: [],
    misused: [],
    credentials: () => [],
    stop: async () => undefined,
  }),
};
