import { doctor } from "./commands-doctor.js";
import { O as actionsRunner, P as start } from "./kernel-base.js";
import { doctorParts } from "./entries-doctor-parts.js";
const runner = actionsRunner(process.env);
start(runner, async (signal) => {
  const isHealthy = await doctor(doctorParts(runner, runner.env), signal);
  if (!isHealthy) process.exitCode = 1;
});
