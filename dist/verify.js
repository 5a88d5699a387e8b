import { v as verify, e as verifyParts } from "./signing-inputs.js";
import { O as actionsRunner, P as start } from "./kernel-base.js";
const runner = actionsRunner(process.env);
start(
  runner,
  async (signal) => {
    await verify(verifyParts(runner, runner.env), signal);
  },
  "Signatures: not verified"
);
