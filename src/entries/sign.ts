import { load, type LoadParts } from "../commands/load.ts";
import { actionsRunner } from "../runner/actions.ts";
import type { Runner } from "../runner/runner.ts";
import { loadParts } from "./parts.ts";
import { start } from "./start.ts";

/** `sign/`: a load of nothing, that signs. No configuration of the checkout is read. */
const signParts = (runner: Runner): LoadParts => ({
  ...loadParts(runner, { ...runner.env, INPUT_EXPORT: "none" }),
  readConfig: () => undefined,
});

const runner = actionsRunner(process.env);
start(runner, (signal) => load(signParts(runner), signal), "Signatures: not made");
