import { scan } from "../commands/scan.ts";
import { actionsRunner } from "../runner/actions.ts";
import { scanParts } from "./scan-parts.ts";
import { start } from "./start.ts";

const runner = actionsRunner(process.env);
start(
  runner,
  async (signal) => {
    await scan(scanParts(runner, runner.env), undefined, signal);
  },
  "Secret scan: not passed",
);
