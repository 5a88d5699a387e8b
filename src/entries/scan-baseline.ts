import fs from "node:fs";
import { systemClock } from "../kernel/clock.ts";
import type { Suppressible } from "../scan/suppress/own-match.ts";
import { text, usage, type Values } from "./verb.ts";

/** A file of suppressions that is being made. */
export interface BaselineFile {
  readonly seen: (finding: Suppressible) => void;
  /** Writes it; returns a line for the log. Throws INPUT_INVALID where the file that is there is none of ours. */
  readonly write: () => Promise<string>;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MS_PER_DAY = 86_400_000;
/** Whoever suppresses looks again in half a year. */
const DEFAULT_DAYS = 180;

/** What the flags ask to be written; undefined where they ask for none. Throws a usage error. */
export function baselineOf(values: Values): BaselineFile | undefined {
  const file = text(values, "baseline");
  const [reason, owner, expires] = [text(values, "reason"), text(values, "owner"), text(values, "expires")];
  if (file === undefined) {
    if (reason !== undefined || owner !== undefined || expires !== undefined)
      throw usage("--reason, --owner and --expires go with --baseline.");
    return undefined;
  }
  if (!reason || !owner)
    throw usage(
      "--baseline needs a reason and an owner: who comes later has to know why.",
      `secrets-action scan --baseline ${file} --reason "test keys" --owner platform .`,
    );
  const now = systemClock.now();
  const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, "2026-11-24".length);
  const until = expires ?? dayOf(now + DEFAULT_DAYS * MS_PER_DAY);
  const isDay = DAY.test(until) && dayOf(Date.parse(until) || 0) === until;
  if (!isDay) throw usage("--expires takes a day: 2027-05-24.");
  const found: Suppressible[] = [];
  return {
    seen: (finding) => void found.push(finding),
    write: async () => {
      const [{ readSuppressions }, { writeSuppressions }] = await Promise.all([
        import("../scan/suppress/own.ts"),
        import("../scan/suppress/own-write.ts"),
      ]);
      const before = fs.existsSync(file) ? readSuppressions(fs.readFileSync(file), file) : undefined;
      const said = { reason, owner, expires: until, today: dayOf(now) };
      fs.writeFileSync(file, writeSuppressions(before, found, said));
      return `${file}: ${found.length} ${found.length === 1 ? "finding" : "findings"} until ${until}. Commit it to the base branch; paths count from the root of the repository.`;
    },
  };
}
