import fs from "node:fs";
import type { PostParts } from "../commands/post.ts";
import { readLeftovers, removeLeftover } from "../export/leftovers.ts";
import type { Runner } from "../runner/runner.ts";
import { LEFTOVERS_STATE } from "./state.ts";

/** What post touches: only what main's leftovers file lists. */
export function postParts(runner: Runner): PostParts {
  const file = runner.state(LEFTOVERS_STATE);
  return {
    runner,
    leftovers: () => (file === "" ? undefined : readLeftovers(file, runner.temp)),
    remove: (left) => removeLeftover(left, runner.temp),
    forget: () => fs.rmSync(file, { force: true }),
  };
}
