import { i as systemClock } from "./kernel-base.js";
import { o as onlyToCluster } from "./entries-apply-parts.js";
import { t as prepareParts, D as clusterJobOf, z as inMemory } from "./commands-prepare.js";
import { undoKept } from "./entries-terminal-parts.js";
function applyTerminalParts(terminal, given, quiet, made) {
  const runner = quiet ? { ...terminal, info: terminal.debug, group: () => void 0 } : terminal;
  const keeper = inMemory();
  const parts = prepareParts(runner, { ...given, INPUT_EXPORT: "none" }, keeper);
  return {
    ...parts,
    cluster: clusterJobOf(runner),
    abandon: (signal) => undoKept(runner, keeper, signal),
    plan: onlyToCluster(parts.plan),
    clock: systemClock,
    mask: async () => ({ forms: 0, notices: [] }),
    effects: () => void 0,
    document: () => "",
    summary: (report) => {
      made(report);
      return "";
    }
  };
}
export {
  applyTerminalParts
};
