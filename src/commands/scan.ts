import type { InputsRead } from "../config/read-inputs.ts";
import { Failure, together } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import type { RangeFacts } from "../report/scanned.ts";
import type { Runner } from "../runner/runner.ts";
import type { Engine } from "../scan/finding.ts";
import type { Mark } from "../scan/fingerprint.ts";
import { resolveRange } from "../scan/git/deepen.ts";
import { rangeOf } from "../scan/git/event-range.ts";
import { localPlan, localRange } from "../scan/git/local-range.ts";
import type { Range } from "../scan/git/range.ts";
import type { Repository } from "../scan/git/repository.ts";
import type { ScanInputs } from "../scan/inputs.ts";
import { readSuppressions, SUPPRESSIONS_FILE } from "../scan/suppress/own.ts";
import { type Suppressor, suppressorOf } from "../scan/suppress/own-match.ts";
import { rangeFacts, type RuleNames } from "./scan-facts.ts";
import { scanRange, type ScanRangeParts } from "./scan-range.ts";

/** Everything of the outside that the gate touches. */
export interface ScanParts {
  readonly runner: Runner;
  readonly readInputs: () => InputsRead;
  readonly open: (inputs: ScanInputs, signal: AbortSignal) => Promise<Repository>;
  readonly engine: () => Promise<{ readonly engine: Engine; readonly rules: RuleNames }>;
  readonly positionOf: ScanRangeParts["positionOf"];
  readonly silenced: ScanRangeParts["silenced"];
  readonly maskedLine: ScanRangeParts["maskedLine"];
  readonly fingerprint: (mark: Mark) => string;
  /** A file of the base's commit. Throws FILE_UNSAFE, LIMIT_EXCEEDED. */
  readonly fileAt: (
    repository: Repository,
    commit: string,
    path: string,
    signal: AbortSignal,
  ) => Promise<Buffer | undefined>;
  /** The day in UTC: `2026-11-24`. */
  readonly today: string;
  readonly progress: ScanRangeParts["progress"];
  /** What of the facts people see: log, annotations, summary, files. Returns the outputs. */
  readonly tell: (
    facts: RangeFacts,
    inputs: ScanInputs,
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, string>>;
}

/** What a terminal asks for in place of an event. */
export interface Local {
  readonly mode: "staged" | "tree" | "history";
  /** Of the history: only what it has since this commit. */
  readonly since?: string;
}

const MS_PER_SECOND = 1000;

/**
 * The gate: reads every commit that the event brings, and fails where one of them adds a secret. Throws SECRETS_FOUND after
 * everything was told, RANGE_INCOMPLETE where not all of it could be read.
 */
export async function scan(
  parts: ScanParts,
  local: Local | undefined,
  signal: AbortSignal,
): Promise<RangeFacts> {
  const { runner } = parts;
  const given = parts.readInputs();
  for (const { name, near } of given.unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const [problem, ...more] = given.problems;
  if (problem !== undefined) throw together([problem, ...more]);
  const inputs = given.providers.get("scan")!.values as unknown as ScanInputs;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(given.inputs.timeout * MS_PER_SECOND)]);
  const repository = await parts.open(inputs, limited);
  try {
    const range = await rangeFor(parts, repository, inputs, local, limited);
    const { engine, rules } = await parts.engine();
    const { positionOf, silenced, maskedLine, progress } = parts;
    const options = {
      decodeDepth: inputs.decodeDepth,
      archiveDepth: inputs.archiveDepth,
      disabled: new Set(inputs.disableRules),
    };
    const scanned = await scanRange(
      { engine, repository, options, positionOf, silenced, maskedLine, progress },
      range,
      limited,
    );
    const known = await suppressionsOf(parts, repository, range, limited);
    const run = { event: runner.event(), env: runner.env, inputs, rules };
    const facts = rangeFacts(scanned, range, run, parts.fingerprint, known);
    const outputs = await parts.tell(facts, inputs, limited);
    runner.setOutputs(new Map([...outputs].map(([name, text]) => [name, Secret.of(text)])));
    if (!facts.proof.complete) throw notWhole(facts);
    const blocking = facts.findings.filter(({ blocks }) => blocks);
    if (blocking.length > 0) throw found(blocking.length, facts);
    return facts;
  } finally {
    repository.close();
  }
}

async function rangeFor(
  { runner }: ScanParts,
  repository: Repository,
  { mode }: ScanInputs,
  local: Local | undefined,
  signal: AbortSignal,
): Promise<Range> {
  if (local?.mode === "staged" || local?.mode === "tree") return localRange(repository, local.mode);
  if (local !== undefined) {
    const since = local.since === undefined ? undefined : await repository.commitNamed(local.since, signal);
    if (local.since !== undefined && since === undefined)
      throw new Failure("INPUT_INVALID", "--since names no commit of this repository.", {
        fix: "secrets-action scan --since origin/main",
        exit: 2,
      });
    return await resolveRange(repository, localPlan(repository, since), signal);
  }
  if (mode === "tree") return localRange(repository, "tree");
  const event = runner.event();
  return await resolveRange(
    repository,
    mode === "history" ? localPlan(repository, undefined) : rangeOf(event),
    signal,
  );
}

/** Known findings come from the base: what the range changes in that file is shown, not obeyed. */
async function suppressionsOf(
  { fileAt, today }: ScanParts,
  repository: Repository,
  { config }: Range,
  signal: AbortSignal,
): Promise<Suppressor | undefined> {
  const bytes =
    config === undefined ? undefined : await fileAt(repository, config, SUPPRESSIONS_FILE, signal);
  return bytes === undefined ? undefined : suppressorOf(readSuppressions(bytes), today);
}

const notWhole = ({ proof }: RangeFacts): Failure =>
  new Failure(
    "RANGE_INCOMPLETE",
    `Not everything of the range could be read: ${proof.skipped.length} ${proof.skipped.length === 1 ? "file is" : "files are"} larger than 100 MB.`,
    { fix: "Keep such files in Git LFS or in a release." },
  );

function found(count: number, { findings }: RangeFacts): Failure {
  const rules = [...new Set(findings.filter(({ blocks }) => blocks).map(({ rule }) => rule))];
  return new Failure(
    "SECRETS_FOUND",
    `${count} ${count === 1 ? "secret" : "secrets"} in the commits that this brings: ${rules.slice(0, 5).join(", ")}${rules.length > 5 ? ", ..." : ""}.`,
    {
      fix: "Revoke first, then remove it from the commits: the summary of this step says how.\n# Only where it is none: a comment gitleaks:allow in its line, or disable-rules.",
      exit: 1,
    },
  );
}
