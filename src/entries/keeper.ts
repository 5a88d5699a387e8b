import fs from "node:fs";
import { addLines, type LeftCredential } from "../export/left-credentials.ts";
import { leftoversPath } from "../export/leftovers.ts";
import type { Leftover } from "../providers/provider.ts";
import type { Runner } from "../runner/runner.ts";
import { CREDENTIALS_STATE, NOTES_STATE } from "./state.ts";

/** Keeps what has to be undone at providers once nothing needs it any more. */
export interface Keeper {
  readonly leave: (leftover: Leftover, ca: () => string | undefined) => void;
  readonly settle: (leftover: Leftover) => void;
  /** What is still to undo, and the certificate to trust. */
  readonly left: () => { readonly ca: string | undefined; readonly left: readonly LeftCredential[] };
}

/**
 * For post: in a 0600 file below RUNNER_TEMP, whose path is in the job's state before the file is there. Where all is
 * undone already the file goes. A record's `note`, which must hold nothing secret, goes into the state: for a post that
 * finds no file any more.
 */
export function fileKeeper(runner: Runner): Keeper {
  const kept = inMemory();
  const ids = new Map<Leftover, number>();
  let file: string | undefined;
  let count = 0;
  const saveNotes = (): void =>
    runner.saveState(
      NOTES_STATE,
      kept
        .left()
        .left.map(({ record }) => record["note"])
        .filter((note) => typeof note === "string")
        .join("\n"),
    );
  return {
    ...kept,
    leave: (leftover, ca) => {
      if (file === undefined) {
        const path = leftoversPath(runner.temp);
        runner.saveState(CREDENTIALS_STATE, path);
        file = path;
      }
      const { provider, record } = leftover;
      const trusted = ca();
      count += 1;
      addLines(file, [...(trusted === undefined ? [] : [{ ca: trusted }]), { id: count, provider, record }]);
      ids.set(leftover, count);
      kept.leave(leftover, ca);
      if (typeof record["note"] === "string") saveNotes();
    },
    settle: (leftover) => {
      const id = ids.get(leftover);
      if (file === undefined || id === undefined) return;
      ids.delete(leftover);
      kept.settle(leftover);
      if (ids.size > 0) addLines(file, [{ settled: id }]);
      else fs.rmSync(file, { force: true });
      if (typeof leftover.record["note"] === "string") saveNotes();
    },
  };
}

/** For a terminal, which has no post: whoever ends the run undoes it. */
export function inMemory(): Keeper {
  const kept = new Set<Leftover>();
  let trusted: string | undefined;
  return {
    leave: (leftover, ca) => {
      kept.add(leftover);
      trusted = ca();
    },
    settle: (leftover) => void kept.delete(leftover),
    left: () => ({ ca: trusted, left: [...kept] }),
  };
}
