import { print } from "./row.ts";
import { actionEnv, MAIN, NODE, place } from "./place.ts";
import { paired } from "./stopwatch.ts";

/** Takes how many rounds; measures the action without inputs to its first error, over an empty script. */
export function start(rounds: number): void {
  const here = place();
  const env = actionEnv(here, {});
  const times = paired(
    { command: NODE, args: [MAIN], env, code: 1 },
    { command: NODE, args: [here.empty] },
    rounds,
  );
  print({ bench: "start", case: "first error", ...times, unit: "ms" });
  console.log(`D = ${times.difference.toFixed(1)} ms`);
}
