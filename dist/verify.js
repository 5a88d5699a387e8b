import { v as verify, d as verifyParts } from "./signing-inputs.js";
import { K as actionsRunner, M as start } from "./kernel-base.js";
const runner = actionsRunner(process.env);
start(
  runner,
  async (signal) => {
    await verify(verifyParts(runner, runner.env), signal);
  },
  "Signatures: not verified"
);
