import type { Inputs } from "../config/read-inputs.ts";
import type { Located, Resolution } from "../providers/resolve.ts";
import type { Trail } from "../providers/trail.ts";
import type { OriginLine } from "./load-lines.ts";

/** What a run has come to so far, filled while it goes on: so one that fails leaves its record, too. */
export interface Watch {
  readonly started: number;
  /** Undefined until the event is known to get secrets. */
  inputs: Inputs | undefined;
  trail: Trail | undefined;
  /** The lines, who was to be asked for each, and what came of it; of one length once there are resolutions. */
  lines: readonly OriginLine[];
  located: readonly Located[];
  resolutions: readonly Resolution[];
}

/** Nothing yet. `started` is in ms since the epoch. */
export const createWatch = (started: number): Watch => ({
  started,
  inputs: undefined,
  trail: undefined,
  lines: [],
  located: [],
  resolutions: [],
});

/** One question to a provider: of a line, or of an input that is a reference. */
export interface Question {
  /** Undefined for what an input borrowed. */
  readonly name: string | undefined;
  readonly provider: string;
  readonly id: string;
  readonly shown: string;
  readonly outcome: "found" | "missing" | "failed";
  readonly code: string | undefined;
  readonly version: string | undefined;
  readonly requestId: string | undefined;
  readonly expires: Date | undefined;
  readonly at: number;
}

/**
 * Every question of a run with its answer: each line at each provider that it came to, then what inputs borrowed. What
 * a dry run did not ask is not among them. Pure.
 */
export function questionsOf({ lines, located, resolutions, trail }: Watch): Question[] {
  if (trail === undefined) return [];
  const keyOf = (provider: string, id: string): string => JSON.stringify([provider, id]);
  const reads = new Map(trail.reads.map((read) => [keyOf(read.provider, read.id), read]));
  const logins = new Map(trail.logins.map((login) => [login.provider, login]));
  const asked = new Set<string>();
  const questions: Question[] = [];
  for (const [i, resolution] of resolutions.entries()) {
    const line = lines[i]?.line;
    // Each provider that was passed over has left its reason; the one that settled it comes after them.
    const count = resolution.skipped.length + (resolution.is === "missing" ? 0 : 1);
    for (const { provider, locator } of located[i]?.at.slice(0, count) ?? []) {
      const key = keyOf(provider.id, locator.id);
      const name = `${line?.name ?? ""}${line?.wildcard ? "*" : ""}`;
      const read = reads.get(key);
      const login = logins.get(provider.id);
      asked.add(key);
      if (read !== undefined) questions.push({ ...read, name, shown: locator.shown });
      else if (login?.code !== undefined)
        questions.push({
          name,
          provider: provider.id,
          id: locator.id,
          shown: locator.shown,
          outcome: "failed",
          code: login.code,
          version: undefined,
          requestId: undefined,
          expires: undefined,
          at: login.at,
        });
    }
  }
  const borrowed = [...reads].filter(([key]) => !asked.has(key));
  return [...questions, ...borrowed.map(([, read]) => ({ ...read, name: undefined }))];
}
