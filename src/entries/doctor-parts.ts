import type { DoctorParts } from "../commands/doctor.ts";
import { PROBE_SECONDS } from "../config/doctor-inputs.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Runner } from "../runner/runner.ts";
import type { Keeper } from "./keeper.ts";
import { prepareParts } from "./prepare-parts.ts";
import { VERSION } from "./version.ts";

const TIMEOUT = "INPUT_TIMEOUT";

/** Everything that an examination touches; `given` holds the inputs as INPUT_* variables. */
export function doctorParts(runner: Runner, given: Runner["env"], keeper?: Keeper): DoctorParts {
  const timeout = given[TIMEOUT]?.trim() || PROBE_SECONDS;
  return {
    ...prepareParts(runner, { ...given, [TIMEOUT]: timeout }, keeper),
    clock: systemClock,
    version: VERSION,
  };
}
