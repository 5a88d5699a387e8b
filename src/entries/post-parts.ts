import fs from "node:fs";
import type { PostParts } from "../commands/post.ts";
import { readLeftCredentials } from "../export/left-credentials.ts";
import { isOurLeftovers, readLeftovers, removeLeftover } from "../export/leftovers.ts";
import type { Runner } from "../runner/runner.ts";
import { CREDENTIALS_STATE, LEFTOVERS_STATE, NOTES_STATE, TAGS_STATE } from "./state.ts";
import type { Undo } from "./undo-parts.ts";

/** What post touches: only what main's leftovers files list. */
export function postParts(runner: Runner): PostParts {
  const file = runner.state(LEFTOVERS_STATE);
  const credentials = runner.state(CREDENTIALS_STATE);
  const read = credentials === "" ? undefined : readLeftCredentials(credentials, runner.temp);
  let undo: Promise<Undo> | undefined;
  return {
    runner,
    leftovers: () => (file === "" ? undefined : readLeftovers(file, runner.temp)),
    remove: (left) => removeLeftover(left, runner.temp),
    forget: () => fs.rmSync(file, { force: true }),
    credentials: () => read?.left,
    notes: () =>
      runner
        .state(NOTES_STATE)
        .split("\n")
        .filter((note) => note !== ""),
    // Most posts have nothing to undo, and load nothing for it.
    undo: async (left, signal) => {
      undo ??= import("./undo-parts.ts").then(({ undoing }) => undoing(runner, () => read?.ca));
      return (await undo)(left, signal);
    },
    // Only after a run that signed.
    settle:
      runner.state(TAGS_STATE) === ""
        ? undefined
        : async (signal) => (await import("./sign-left.ts")).settleSigning(runner, signal),
    forgetCredentials: () => {
      if (isOurLeftovers(credentials, runner.temp)) fs.rmSync(credentials, { force: true });
    },
  };
}
