import fs from "node:fs";
import path from "node:path";
import type { SigningJournal } from "../commands/signing.ts";
import { randomUuid } from "../kernel/uuid.ts";
import type { Runner } from "../runner/runner.ts";
import type { PendingTag } from "../signing/registry/registry.ts";
import { TAGS_STATE } from "./state.ts";

/** The journal of a run, which tags included, as it is appended: a run that is killed leaves what it had begun. */
export interface Journal extends SigningJournal {
  readonly tag: (pending: PendingTag) => void;
}

/** What a run came to. */
export interface Journaled {
  /** How many signatures it had begun to make, while it is not known what became of them. */
  readonly signing: number;
  /** Bundles that it wrote and had not published wholly. */
  readonly unpublished: readonly string[];
  readonly tags: readonly PendingTag[];
}

type Line =
  | { readonly signing: number }
  | { readonly made: readonly string[] }
  | { readonly tag: PendingTag }
  | { readonly done: true };

const NAME = /^secrets-action-tags-[0-9a-f-]{36}\.jsonl$/;

/** Begins a journal in RUNNER_TEMP with its first line; the job's state holds its path only. None in a terminal, which has no post. */
export function openJournal(runner: Runner): Journal {
  let file: string | undefined;
  const write = (line: Line): void => {
    if (runner.face === "terminal") return;
    if (file === undefined) {
      file = path.join(runner.temp, `secrets-action-tags-${randomUuid()}.jsonl`);
      fs.writeFileSync(file, "", { mode: 0o600, flag: "wx" });
      runner.saveState(TAGS_STATE, file);
    }
    fs.appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
  return {
    signing: (count) => write({ signing: count }),
    made: (bundles) => write({ made: bundles }),
    tag: (pending) => write({ tag: pending }),
    done: () => write({ done: true }),
  };
}

/** The journal that the state names; undefined where that is none of ours, or gone. A last line that was cut off counts for nothing. */
export function readJournal(runner: Runner): Journaled | undefined {
  const file = journalFile(runner);
  if (file === undefined || !fs.existsSync(file)) return undefined;
  let signing = 0;
  let unpublished: readonly string[] = [];
  const tags = new Map<string, PendingTag>();
  for (const text of fs.readFileSync(file, "utf8").split("\n").slice(0, -1)) {
    const line = JSON.parse(text) as Line;
    if ("signing" in line) signing = line.signing;
    else if ("tag" in line) tags.set(`${line.tag.registry}/${line.tag.repository}:${line.tag.tag}`, line.tag);
    else [signing, unpublished] = [0, "made" in line ? line.made : []];
  }
  return { signing, unpublished, tags: [...tags.values()].filter(({ own }) => own.length > 0) };
}

/** Removes it. */
export function removeJournal(runner: Runner): void {
  const file = journalFile(runner);
  if (file !== undefined) fs.rmSync(file, { force: true });
}

function journalFile(runner: Runner): string | undefined {
  const file = runner.state(TAGS_STATE);
  const isOurs =
    NAME.test(path.basename(file)) && path.dirname(path.resolve(file)) === path.resolve(runner.temp);
  return isOurs ? file : undefined;
}
