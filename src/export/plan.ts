import path from "node:path";
import { Failure } from "../kernel/errors.ts";
import { isTooShort } from "../kernel/masks.ts";
import { Secret } from "../kernel/secret.ts";
import { randomUuid } from "../kernel/uuid.ts";
import type { Destination } from "../references/reference.ts";
import { checkName } from "./names.ts";
import { alreadySet, Places } from "./places.ts";
import { checkText, MAX_TOTAL_BYTES } from "./suitable.ts";
import { type FileFormat, fileOf, formatOf } from "./together.ts";

export interface PlanEntry {
  readonly name: string;
  readonly value: Secret;
  readonly public: boolean;
  readonly destinations: readonly Destination[];
  readonly line: number;
  /** The file that the line stands in; undefined for the input `secrets`. */
  readonly file: string | undefined;
  /** The input that asked for it, where that is not `secrets`. */
  readonly input?: string;
  readonly spelledOut: boolean;
  /** The provider, for messages. */
  readonly source: string;
  /** Whether the environment was in the reference's chain: then a value of the store may replace what is set. */
  readonly envInChain: boolean;
  /** Clear text that the user wrote beside references: nobody expects a mask, or a notice that there is none. */
  readonly plain?: true;
}

export interface PlanSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names that earlier steps of ours set. */
  readonly ours: readonly string[];
  readonly overwrite: boolean;
  readonly exportDefault: "env" | "output" | "file" | "none";
  /** "" for a random folder below `temp`. */
  readonly exportFile: string;
  readonly workspace: string;
  readonly temp: string;
  readonly platform: string;
  readonly minMaskLength: number;
  /** The name of the random folder below `temp`; tests hold it still. */
  readonly folder?: string;
}

export interface PlannedFile {
  readonly names: readonly string[];
  /** Absolute; whether it is safe to write is for export/files to see. */
  readonly path: string;
  readonly format: FileFormat;
  readonly content: Secret;
  /** What lies there already is ours: replaced without asking. */
  readonly ours?: true;
}

/** What a run does to the machine, decided before it does anything. */
export interface Plan {
  readonly masks: readonly Secret[];
  /** Names whose values are not masked: public, too short or too common. */
  readonly unmasked: readonly string[];
  readonly files: readonly PlannedFile[];
  readonly outputs: ReadonlyMap<string, Secret>;
  readonly variables: ReadonlyMap<string, Secret>;
  readonly notices: readonly string[];
}

export type PlanResult = { readonly plan: Plan } | { readonly problems: readonly Failure[] };

/** Characters below which a mask is likely to hide innocent text too. */
const SHORT = 8;

/**
 * Decides what goes where, under which name, or which refusals there are: all of them, each with its line. No
 * effect; the disk is not asked. specs: engineering H-01 to H-08, DESIGN.md "Asking for secrets".
 */
export function plan(entries: readonly PlanEntry[], settings: PlanSettings): PlanResult {
  const problems: Failure[] = [];
  const notices: string[] = [];
  const variables = new Places("variables");
  const outputs = new Places("outputs");
  const common = new Places("keys of the exported file");
  const files: PlannedFile[] = [];
  const folder = path.join(settings.temp, settings.folder ?? `secrets-${randomUuid()}`);

  for (const entry of entries) {
    const problem = (failure: Failure | undefined): void => {
      if (failure !== undefined) problems.push(placed(failure, entry));
    };
    const kinds = entry.destinations.length > 0 ? entry.destinations : [settings.exportDefault];
    for (const destination of kinds) {
      const kind = typeof destination === "string" ? destination : destination.kind;
      problem(checkName(entry.name, { spelledOut: entry.spelledOut, destination: kind }));
      // Who applies to the cluster puts the keys of Secrets and ConfigMaps there: nothing of this machine holds them.
      if (kind === "output") {
        problem(checkText(entry.name, entry.value, "output", settings.platform));
        problem(outputs.add(entry, entry.value));
      } else if (kind === "env") {
        problem(checkText(entry.name, entry.value, "env", settings.platform));
        problem(alreadySet(entry, entry.value, settings, notices));
        problem(variables.add(entry, entry.value));
      } else if (kind === "file" && typeof destination === "string") {
        problem(common.add(entry, entry.value));
      } else if (kind === "file") {
        const named =
          typeof destination === "object" && destination.kind === "file" ? destination.path : undefined;
        const at = named === undefined ? path.join(folder, entry.name) : below(named, settings);
        if (at instanceof Failure) {
          problem(at);
          continue;
        }
        const where = Secret.of(at);
        problem(alreadySet(entry, where, settings, notices));
        problem(variables.add(entry, where));
        if (files.some((file) => sameFile(file.path, at)))
          problem(
            new Failure("NAME_COLLISION", "Two lines write the same file.", {
              fix: "Give each its own path.",
            }),
          );
        files.push({ names: [entry.name], path: at, format: "raw", content: entry.value });
        if (named !== undefined && isInside(at, settings.workspace))
          notices.push(`${entry.name}: its file lies in the workspace; keep it out of images and artifacts.`);
      }
    }
  }

  if (common.values.size > 0) {
    const file = commonFile(common.values, folder, settings);
    if (file instanceof Failure) problems.push(file);
    else if (files.some((other) => sameFile(other.path, file.path)))
      problems.push(
        new Failure("NAME_COLLISION", "A line writes the same file as export-file.", {
          at: { input: "export-file" },
        }),
      );
    else files.push(file);
  }
  for (const [places, kind] of [
    [variables, "variables"],
    [outputs, "outputs"],
  ] as const) {
    const total = [...places.values].reduce(
      (sum, [name, value]) => sum + name.length + value.byteLength + 2,
      0,
    );
    if (total > MAX_TOTAL_BYTES)
      problems.push(
        new Failure("VALUE_TOO_LARGE", `All ${kind} together are larger than 1 MiB.`, {
          fix: "Give the large values the destination `as file`.",
        }),
      );
  }
  if (problems.length > 0) return { problems };
  const masking = masksOf(entries, settings.minMaskLength, notices);
  return { plan: { ...masking, files, outputs: outputs.values, variables: variables.values, notices } };
}

function below(file: string, settings: PlanSettings): string | Failure {
  const fix = "Name a file below the workspace or RUNNER_TEMP.";
  if (file === "" || file.includes("\0") || file.split(/[\\/]/).includes(".."))
    return new Failure(
      "FILE_UNSAFE",
      "This path cannot be written: it is empty, or holds .. or a NUL character.",
      { fix },
    );
  const absolute = path.resolve(settings.workspace, file);
  if (isInside(absolute, settings.workspace) || isInside(absolute, settings.temp)) return absolute;
  return new Failure("FILE_UNSAFE", "This path lies outside the workspace and RUNNER_TEMP.", { fix });
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}

/** Some file systems know no case; two names that differ in it only may be one file. */
const sameFile = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function commonFile(
  values: ReadonlyMap<string, Secret>,
  folder: string,
  settings: PlanSettings,
): PlannedFile | Failure {
  const at = { input: "export-file" };
  const file =
    settings.exportFile === "" ? path.join(folder, "secrets.env") : below(settings.exportFile, settings);
  if (file instanceof Failure) return new Failure(file.code, file.message, { at, fix: file.fix! });
  const format = formatOf(file);
  if (format === undefined)
    return new Failure("INPUT_INVALID", "The suffix of export-file names no format.", {
      at,
      fix: "export-file: secrets.env   # or .json, .yaml",
    });
  const content = fileOf(values, format);
  if (content instanceof Failure)
    return new Failure(content.code, content.message, {
      at,
      ...(content.fix === undefined ? {} : { fix: content.fix }),
    });
  return { names: [...values.keys()], path: file, format, content };
}

function masksOf(
  entries: readonly PlanEntry[],
  min: number,
  notices: string[],
): { masks: Secret[]; unmasked: string[] } {
  const masks: Secret[] = [];
  const unmasked: string[] = [];
  for (const { name, value, public: isPublic, plain } of entries) {
    if (plain) continue;
    if (value.isEmpty) {
      notices.push(`${name} is empty.`);
      continue;
    }
    if (isPublic) {
      unmasked.push(name);
      notices.push(`${name} is not masked: it is public.`);
      continue;
    }
    masks.push(value);
    if (isTooShort(value, min)) {
      unmasked.push(name);
      notices.push(`${name} is not masked: it is too short or too common a word; do not print it.`);
    } else if (value.byteLength < SHORT)
      notices.push(`${name} is short: its mask may hide other text of the log too.`);
  }
  return { masks, unmasked };
}

function placed(failure: Failure, entry: PlanEntry): Failure {
  const at =
    entry.input !== undefined
      ? { input: entry.input }
      : entry.file === undefined
        ? { input: "secrets", line: entry.line }
        : { file: entry.file, line: entry.line };
  return new Failure(
    failure.code,
    `${entry.name}: ${failure.message}`,
    failure.fix === undefined ? { at } : { at, fix: failure.fix },
  );
}
