import type { Level } from "./finding.ts";

/** From the surest to what is listed only. */
export const LEVELS: readonly Level[] = ["verified", "specific", "generic", "placeholder"];

/** What the input `fail-on` says. */
export type FailOn = Exclude<Level, "placeholder"> | "never";

/** Whether a finding of this level blocks. A placeholder never does. Pure. */
export const blocks = (level: Level, failOn: FailOn): boolean =>
  failOn !== "never" && LEVELS.indexOf(level) <= LEVELS.indexOf(failOn);
