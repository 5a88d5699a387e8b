import { expand } from "../export/wildcard.ts";
import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import type { Content } from "../references/content.ts";
import { decodeValue } from "../references/decode.ts";
import { selectField } from "../references/field.ts";
import type { Resolution, Skip } from "../providers/resolve.ts";
import type { OriginLine } from "./load-lines.ts";
import { wildcardTree } from "./wildcard-tree.ts";

/** One value with its name and its story. */
export interface NamedValue {
  readonly name: string;
  readonly value: Secret;
  readonly isPublic: boolean;
  readonly origin: OriginLine;
  /** Whether the workflow itself wrote the name: neither a file's line nor a wildcard. */
  readonly spelledOut: boolean;
  readonly provider: string;
  readonly shown: string;
  readonly version: string | undefined;
  readonly date: Date | undefined;
  /** When it ends by itself. */
  readonly expires: Date | undefined;
  readonly requestId: string | undefined;
  readonly skipped: readonly Skip[];
  readonly inEnvChain: boolean;
}

export interface Values {
  readonly named: readonly NamedValue[];
  readonly absent: readonly { readonly name: string; readonly skipped: readonly Skip[] }[];
  readonly notices: readonly string[];
  readonly problems: readonly Failure[];
}

export interface ValueSettings {
  readonly nameCase: "keep" | "upper";
  readonly wildcardNames: readonly string[];
  /** Whether bare paths end in the environment: then a store's value may replace what is set. */
  readonly envInChain: boolean;
}

/** Turns what the stores gave into named values: fields, decoding, wildcards, defaults. Reports every problem. */
export function valuesOf(
  lines: readonly OriginLine[],
  resolutions: readonly Resolution[],
  settings: ValueSettings,
): Values {
  const named: NamedValue[] = [];
  const absent: { name: string; skipped: readonly Skip[] }[] = [];
  const notices = new Set<string>();
  const problems: Failure[] = [];
  const reported = new Set<Failure>();

  for (const [i, origin] of lines.entries()) {
    const resolution = resolutions[i]!;
    const { line } = origin;
    const problem = (failure: Failure): void => void problems.push(placedAt(failure, origin));
    if (resolution.is === "failed") {
      // Many lines of one broken file are one problem.
      if (!reported.has(resolution.error)) problem(resolution.error);
      reported.add(resolution.error);
      continue;
    }
    if (resolution.is === "missing") {
      lacking(origin, resolution.skipped);
      continue;
    }
    for (const notice of resolution.notices) notices.add(notice);
    const common = {
      origin,
      provider: resolution.provider,
      shown: resolution.shown,
      version: resolution.version,
      date: resolution.date,
      expires: resolution.expires,
      requestId: resolution.requestId,
      skipped: resolution.skipped,
      inEnvChain:
        resolution.skipped.some((skip) => skip.provider === "env") ||
        resolution.provider === "env" ||
        (line.source.kind === "bare" && settings.envInChain),
    };
    if (line.wildcard) {
      const tree = wildcardTree(resolution.content, line);
      if (tree instanceof Failure) problem(tree);
      else {
        const leaves = line.source.kind === "reference" ? line.source.query.get("leaves") : undefined;
        const expanded = expand(line.name, tree, {
          nameCase: settings.nameCase,
          leaves: leaves === "all" ? "all" : "encrypted",
          names: settings.wildcardNames,
          nulls: hasAbsentNulls(resolution.content) ? "skip" : "empty",
          keysOnly:
            line.destinations.length > 0 &&
            line.destinations.every(({ kind }) => kind === "secret" || kind === "configmap"),
        });
        expanded.problems.forEach(problem);
        for (const notice of expanded.notices) notices.add(notice);
        for (const { name, value, clear } of expanded.values)
          named.push({ ...common, name, value, isPublic: clear || line.public, spelledOut: false });
      }
      continue;
    }
    const selected = selectField(
      resolution.content,
      line.source.kind === "reference" ? line.source.field : undefined,
    );
    if (selected instanceof Failure) {
      if (selected.code === "FIELD_NOT_FOUND" && resolution.provider === "sops")
        lacking(origin, [...resolution.skipped, { provider: "sops", why: "no such field" }]);
      else problem(selected);
      continue;
    }
    // A null of a SOPS file was left to be filled in; one in a store's JSON is that value, and empty.
    const isEmpty = selected.kind === "null" && !hasAbsentNulls(resolution.content);
    if (selected.kind === "null" && !isEmpty) {
      notices.add(`${line.name} is null in ${resolution.shown}, and was skipped.`);
      absent.push({ name: line.name, skipped: [{ provider: resolution.provider, why: "null" }] });
      continue;
    }
    const decoded = selected.kind === "null" ? Secret.of("") : decodeText(selected.value, line);
    if (decoded instanceof Failure) problem(decoded);
    else
      named.push({
        ...common,
        name: line.name,
        value: decoded,
        isPublic: line.public || (selected.kind === "value" && selected.clear),
        spelledOut: origin.file === undefined,
      });
  }

  function lacking(origin: OriginLine, skipped: readonly Skip[]): void {
    const { line } = origin;
    const name = `${line.name}${line.wildcard ? "*" : ""}`;
    if (line.fallback !== undefined)
      named.push({
        name: line.name,
        value: Secret.of(line.fallback),
        isPublic: true,
        origin,
        spelledOut: origin.file === undefined,
        provider: "default",
        shown: "default",
        version: undefined,
        date: undefined,
        expires: undefined,
        requestId: undefined,
        skipped,
        inEnvChain: false,
      });
    else if (line.optional) absent.push({ name, skipped });
    else {
      const why = skipped.map((skip) => `${skip.provider}: ${skip.why}`).join("; ");
      problems.push(
        placedAt(
          new Failure("SECRET_NOT_FOUND", `No provider has it${why === "" ? "" : ` (${why})`}.`, {
            fix: `${line.name}? = …   # where it may be absent, or: … default "TEXT"`,
          }),
          origin,
        ),
      );
    }
  }

  const exact = new Set(named.filter((entry) => !entry.origin.line.wildcard).map((entry) => entry.name));
  for (const entry of named)
    if (entry.origin.line.wildcard && exact.has(entry.name))
      notices.add(`${entry.name}: the line that names it goes before the wildcard.`);
  return {
    named: named.filter((entry) => !(entry.origin.line.wildcard && exact.has(entry.name))),
    absent,
    notices: [...notices],
    problems,
  };
}

/** Whether a null was left to be filled in. */
const hasAbsentNulls = (content: Content): boolean => content.kind === "fields" && content.nulls === "absent";

function decodeText(value: Secret, line: OriginLine["line"]): Secret | Failure {
  if (line.decode === undefined) return value;
  const decoded = decodeValue(value, line.decode);
  if (decoded instanceof Failure || decoded instanceof Secret) return decoded;
  return new Failure(
    "DECODE_FAILED",
    `decode ${line.decode} gives several values; only a wildcard takes those.`,
    {
      fix: `${line.name}_* = … decode ${line.decode}`,
    },
  );
}

function placedAt(failure: Failure, { line, file }: OriginLine): Failure {
  const inner = failure.at?.file === undefined ? {} : { file: failure.at.file };
  const at = { ...(file === undefined ? { input: "secrets" } : { file }), ...inner, line: line.line };
  return new Failure(failure.code, `${line.name}${line.wildcard ? "*" : ""}: ${failure.message}`, {
    at: failure.at?.line === undefined ? at : { ...failure.at, input: `secrets line ${line.line}` },
    ...(failure.fix === undefined ? {} : { fix: failure.fix }),
    ...(failure.all.length === 0 ? {} : { all: failure.all }),
  });
}
