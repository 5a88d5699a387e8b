import { verify } from "../commands/verify.ts";
import { actionsRunner } from "../runner/actions.ts";
import { start } from "./start.ts";
import { verifyParts } from "./verify-parts.ts";

const runner = actionsRunner(process.env);
start(
  runner,
  async (signal) => {
    await verify(verifyParts(runner, runner.env), signal);
  },
  "Signatures: not verified",
);
