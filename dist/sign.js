import { p as load, q as loadParts } from "./commands-prepare.js";
import { O as actionsRunner, P as start } from "./kernel-base.js";
const signParts = (runner2) => ({
  ...loadParts(runner2, { ...runner2.env, INPUT_EXPORT: "none" }),
  readConfig: () => void 0
});
const runner = actionsRunner(process.env);
start(runner, (signal) => load(signParts(runner), signal), "Signatures: not made");
