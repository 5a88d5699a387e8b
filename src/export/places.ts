import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import type { PlanEntry, PlanSettings } from "./plan.ts";

/** Names of one kind of destination; no two may be equal or differ in case only, as Windows and expressions read them. */
export class Places {
  readonly values = new Map<string, Secret>();
  readonly #taken = new Map<string, PlanEntry>();
  readonly #what: string;

  constructor(what: string) {
    this.#what = what;
  }

  add(entry: PlanEntry, value: Secret): Failure | undefined {
    const other = this.#taken.get(entry.name.toLowerCase());
    if (other === undefined) {
      this.#taken.set(entry.name.toLowerCase(), entry);
      this.values.set(entry.name, value);
      return undefined;
    }
    const where = other.file === undefined ? `line ${other.line}` : `${other.file} line ${other.line}`;
    const same =
      other.name === entry.name ? "the same name" : `a name that differs from ${other.name} in case only`;
    return new Failure("NAME_COLLISION", `Two ${this.#what} have ${same}; the other is of ${where}.`, {
      fix: "Rename one of them on the left, or give one of two wildcards a prefix.",
    });
  }
}

/**
 * NAME_ALREADY_SET where a variable would be replaced that nothing permits to replace; a permitted replacement is
 * told in `notices`. specs: engineering H-04.
 */
export function alreadySet(
  entry: PlanEntry,
  value: Secret,
  settings: PlanSettings,
  notices: string[],
): Failure | undefined {
  const { env, ours, overwrite, platform } = settings;
  const same = (name: string): boolean =>
    platform === "win32" ? name.toLowerCase() === entry.name.toLowerCase() : name === entry.name;
  const set = Object.keys(env).find(same);
  const current = set === undefined ? undefined : env[set];
  if (current === undefined || value.equals(Secret.of(current)) || ours.some(same)) return undefined;
  if (entry.envInChain)
    notices.push(`${entry.name}: the value of ${entry.source} replaces the variable that was set.`);
  else if (overwrite) notices.push(`${entry.name}: replaces the variable that was set, as overwrite says.`);
  else
    return new Failure("NAME_ALREADY_SET", "A variable of this name is set already, with another value.", {
      fix: "Choose another name on the left of the line, or: overwrite: true",
    });
  return undefined;
}
