import { a3 as PROBE_SECONDS, V as VERSION } from "./providers-list.js";
import { i as systemClock } from "./kernel-base.js";
import { t as prepareParts } from "./commands-prepare.js";
const TIMEOUT = "INPUT_TIMEOUT";
function doctorParts(runner, given, keeper) {
  const timeout = given[TIMEOUT]?.trim() || PROBE_SECONDS;
  return {
    ...prepareParts(runner, { ...given, [TIMEOUT]: timeout }, keeper),
    clock: systemClock,
    version: VERSION
  };
}
export {
  doctorParts
};
