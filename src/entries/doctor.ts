import { doctor } from "../commands/doctor.ts";
import { actionsRunner } from "../runner/actions.ts";
import { doctorParts } from "./doctor-parts.ts";
import { start } from "./start.ts";

const runner = actionsRunner(process.env);
start(runner, async (signal) => {
  const isHealthy = await doctor(doctorParts(runner, runner.env), signal);
  if (!isHealthy) process.exitCode = 1;
});
