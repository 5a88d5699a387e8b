import type { LoadParts } from "../commands/load.ts";
import { systemClock } from "../kernel/clock.ts";
import type { LoadReport } from "../report/loaded.ts";
import type { Runner } from "../runner/runner.ts";
import { onlyToCluster } from "./apply-parts.ts";
import { clusterJobOf } from "./cluster-parts.ts";
import { inMemory } from "./keeper.ts";
import { prepareParts } from "./prepare-parts.ts";
import { undoKept } from "./terminal-parts.ts";

/** `apply` and `diff` in a terminal: nothing is exported, nothing is left. `made` gets the report of the run. */
export function applyTerminalParts(
  terminal: Runner,
  given: Runner["env"],
  quiet: boolean,
  made: (report: LoadReport) => void,
): LoadParts {
  const runner: Runner = quiet ? { ...terminal, info: terminal.debug, group: () => undefined } : terminal;
  const keeper = inMemory();
  const parts = prepareParts(runner, { ...given, INPUT_EXPORT: "none" }, keeper);
  return {
    ...parts,
    cluster: clusterJobOf(runner),
    abandon: (signal) => undoKept(runner, keeper, signal),
    plan: onlyToCluster(parts.plan),
    clock: systemClock,
    mask: async () => ({ forms: 0, notices: [] }),
    effects: () => undefined,
    document: () => "",
    summary: (report) => {
      made(report);
      return "";
    },
  };
}
