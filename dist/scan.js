import { s as scan, a as scanParts } from "./scanning.js";
import { O as actionsRunner, P as start } from "./kernel-base.js";
const runner = actionsRunner(process.env);
start(
  runner,
  async (signal) => {
    await scan(scanParts(runner, runner.env), void 0, signal);
  },
  "Secret scan: not passed"
);
