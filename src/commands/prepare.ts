import type { Inputs, InputsRead } from "../config/read-inputs.ts";
import type { Plan, PlanEntry, PlannedFile, PlanResult, PlanSettings } from "../export/plan.ts";
import { Failure, together } from "../kernel/errors.ts";
import { loadYaml } from "../kernel/yaml.ts";
import type { FallbackReason, Handed } from "../providers/provider.ts";
import { type Located, locate, type Resolution, resolve } from "../providers/resolve.ts";
import { usedProviders } from "../providers/use.ts";
import type { RunnerEvent } from "../runner/runner.ts";
import type { Identity } from "../report/loaded.ts";
import { dryRun, withoutHeldBack } from "./dry-run.ts";
import { handedEntries, handedFiles } from "./handed.ts";
import { gather, type GatherParts, schemesOf } from "./gather.ts";
import { asksCluster, type CheckedJob, type ClusterContext, type ClusterJob } from "./cluster-job.ts";
import { asksSigning, type CheckedSigning, type SigningContext, type SigningJob } from "./signing-job.ts";
import { nothingAsked, placed, unboundWildcards } from "./load-checks.ts";
import type { OriginLine } from "./load-lines.ts";
import { madeFromFile } from "./making.ts";
import { type NamedValue, type Values, valuesOf } from "./load-values.ts";
import { audit, auditFailed, type ObserveParts, recordProblems } from "./observe.ts";
import { judgeCheckouts, judgeEvent } from "./trust.ts";
import type { Watch } from "./watch.ts";

/** What a terminal's env file adds: lines to resolve, and clear text that needs no resolving. */
export interface Extra {
  readonly lines: readonly OriginLine[];
  readonly plain: readonly PlanEntry[];
  readonly problems: readonly Failure[];
}

const MS_PER_SECOND = 1000;

/** What deciding what to do needs of the outside. Nothing here has an effect. */
export interface PrepareParts extends ObserveParts, GatherParts {
  /** Lines from elsewhere than `secrets` and `config`; they count as asking for something. */
  readonly extra?: (schemes: ReadonlySet<string>) => Extra;
  /** What the run does to a cluster; undefined where nothing is asked of one. */
  readonly cluster?: (context: ClusterContext) => Promise<ClusterJob | undefined>;
  /** What the run signs; undefined where nothing is asked to be. */
  readonly signing?: (context: SigningContext) => Promise<SigningJob | undefined>;
  /** The files that the inputs name besides those of the providers. */
  readonly caFiles: (inputs: Inputs) => readonly string[];
  readonly plan: (entries: readonly PlanEntry[], settings: PlanSettings) => PlanResult;
  /** What the disk has against the planned files. */
  readonly checkFiles: (plan: Plan, overwrite: boolean) => readonly Failure[];
  /** Undoes what sessions left for later, where nothing comes later: for a face without post. */
  readonly abandon?: (signal: AbortSignal) => Promise<void>;
}

export type Prepared =
  | { readonly kind: "withheld"; readonly inputs: Inputs; readonly why: string; readonly signs: boolean }
  | {
      readonly kind: "ready";
      readonly inputs: Inputs;
      readonly event: RunnerEvent;
      readonly values: Values;
      readonly plan: Plan;
      /** Whom the step logged in as. */
      readonly identities: readonly Identity[];
      readonly handed: readonly Handed[];
      readonly cluster: CheckedJob | undefined;
      readonly signing: CheckedSigning | undefined;
    };

/**
 * Everything before the first effect, for every face: judges the event, reads inputs and lines, resolves, plans.
 * Throws one Failure that holds all problems found. Fills `watch` on its way, and writes the audit record.
 */
export async function prepare(parts: PrepareParts, watch: Watch, signal: AbortSignal): Promise<Prepared> {
  const { runner } = parts;
  const event = runner.event();
  const given = parts.readInputs();
  const { inputs, unknown } = given;
  const signs = asksSigning(given);

  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return { kind: "withheld", inputs, why: judgement.why, signs };

  watch.inputs = inputs;
  runner.debug(`trust: event ${event.name || "none"} is ${judgement.kind}`);
  for (const { name, near } of unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);

  const extra = parts.extra?.(schemesOf(parts.known));
  const asked = extra !== undefined || isHandOver(given, parts.known) || asksCluster(given) || signs;
  const gathered = await gather(parts, given, asked);
  const { providers, sessions, chain } = gathered;
  watch.trail = sessions.trail;
  const handsOver = providers.some((provider) => provider.handsOver);
  const lines = [...gathered.lines, ...(extra?.lines ?? [])];
  const unreadable = [...gathered.unreadable, ...(extra?.problems ?? [])];
  const found = [...gathered.problems, ...recordProblems(parts, inputs), ...unreadable];
  const fed = providers.flatMap((provider) => provider.unused() ?? []);
  const job = await parts.cluster?.({ given, lines, providers, sessions, tools: gathered.tools });
  found.push(...(job?.problems ?? []));
  const signingJob = await parts.signing?.({ given, providers, sessions, tools: gathered.tools });
  found.push(...(signingJob?.problems ?? []));
  const idle = lines.length === 0 && extra === undefined && !handsOver && job === undefined;
  if (idle && signingJob === undefined && found.length === 0) found.push(nothingAsked(fed[0]));
  if (job?.idle !== undefined && found.length === 0) found.push(job.idle);
  if (unreadable.length === 0 && !lines.some(({ line }) => line.source.kind === "bare")) found.push(...fed);
  const files = [
    ...gathered.configs,
    ...parts.caFiles(inputs),
    ...(job?.files ?? []),
    ...(signingJob?.files ?? []),
    ...providers.flatMap((provider) => [
      ...provider.files(),
      ...lines.flatMap(({ line }) => provider.filesOf(line.source)),
    ]),
  ];
  if (judgement.kind === "privileged")
    found.push(...judgeCheckouts(judgement, parts.checkouts([...new Set(files)])));
  found.push(...madeFromFile(lines, parts.known));
  found.push(...unboundWildcards(parts, inputs, lines, providers));

  const located: Located[] = [];
  for (const { line, file } of lines) {
    const result = locate(line.source, providers, chain);
    if (result instanceof Failure) found.push(placed(result, { line, file }));
    else located.push(result);
  }
  const { used, problems: misused } = usedProviders([...located, ...(job?.asks ?? [])], providers);
  fail([...found, ...misused]);

  if (lines.some(({ line }) => line.decode === "yaml")) await loadYaml();
  const limited = AbortSignal.any([signal, AbortSignal.timeout(inputs.timeout * MS_PER_SECOND)]);
  const handed: Handed[] = [];
  let failed = false;
  try {
    const dry = inputs.dryRun ? dryRun(sessions) : undefined;
    const all = await resolve(
      located,
      new Set(inputs.fallbackOn as FallbackReason[]),
      dry?.sessions ?? sessions,
      limited,
    );
    watch.lines = lines;
    watch.located = located;
    watch.resolutions = all;
    describe(parts, lines, all);
    const read = withoutHeldBack(lines, all, dry?.heldBack ?? new Set());
    for (const provider of used.filter((one) => one.handsOver))
      handed.push((await sessions.of(provider, limited)).handOver!());
    const found = valuesOf(read.lines, read.resolutions, {
      nameCase: inputs.nameCase,
      wildcardNames: inputs.wildcardNames,
      envInChain: chain.some(({ id }) => id === "env"),
    });
    fail(found.problems);
    const values = {
      ...found,
      notices: [...gathered.notices, ...read.notices, ...found.notices],
    };
    const [cluster, signing] = await Promise.all([
      job?.check(values.named, limited),
      signingJob?.check(limited),
    ]);
    handed.push(...(cluster?.handed ?? []));
    const entries = [...entriesOf(values.named), ...(extra?.plain ?? []), ...handedEntries(handed)];
    const plan = planned(parts, inputs, entries, handedFiles(handed));
    const identities = sessions
      .opened()
      .flatMap(({ provider, session }) => (session.who ? [{ provider, ...session.who }] : []));
    await audit(parts, watch);
    return { kind: "ready", inputs, event, values, plan, identities, handed, cluster, signing };
  } catch (error) {
    failed = true;
    await auditFailed(parts, watch);
    throw limited.aborted && !signal.aborted ? tooLong(inputs) : error;
  } finally {
    // Sessions end before the first effect: what they got is revoked, unless later steps are to have it.
    await sessions.close(signal);
    if (failed || inputs.dryRun) await parts.abandon?.(signal);
  }
}

/** Whether a credential for later steps is asked for: then a step needs no lines. */
const isHandOver = (given: InputsRead, known: GatherParts["known"]): boolean =>
  known.some(({ id, handsOver }) => handsOver?.((given.providers.get(id)?.values ?? {}) as never) ?? false);

function describe(
  parts: PrepareParts,
  lines: readonly OriginLine[],
  resolutions: readonly Resolution[],
): void {
  for (const [i, resolution] of resolutions.entries()) {
    const skips = resolution.skipped.map(({ provider, why }) => `${provider}: ${why}; `).join("");
    const by =
      resolution.is === "found"
        ? ` by ${resolution.provider}: ${resolution.shown}${resolution.version === undefined ? "" : ` version ${resolution.version}`}`
        : resolution.is === "failed"
          ? ` with ${resolution.error.code}`
          : "";
    parts.runner.debug(
      `resolve: line ${lines[i]?.line.line} ${lines[i]?.line.name}: ${skips}${resolution.is}${by}`,
    );
  }
}

function planned(
  parts: PrepareParts,
  inputs: Inputs,
  entries: readonly PlanEntry[],
  files: readonly PlannedFile[],
): Plan {
  const { runner } = parts;
  const result = parts.plan(entries, {
    env: runner.env,
    ours: parts.earlier(),
    overwrite: inputs.overwrite,
    exportDefault: inputs.export,
    exportFile: inputs.exportFile,
    workspace: runner.workspace,
    temp: runner.temp,
    platform: process.platform,
    minMaskLength: inputs.minMaskLength,
  });
  if ("problems" in result) throw together(result.problems as [Failure, ...Failure[]]);
  const plan = { ...result.plan, files: [...result.plan.files, ...files] };
  fail(parts.checkFiles(plan, inputs.overwrite));
  return plan;
}

const tooLong = ({ timeout }: Inputs): Failure =>
  new Failure(
    "STORE_UNREACHABLE",
    `Logging in and reading took longer than ${timeout} s; nothing was exported.`,
    {
      at: { input: "timeout" },
      fix: `timeout: ${timeout * 2}   # or find out what is slow with the step's debug log`,
    },
  );

function fail(problems: readonly Failure[]): void {
  const [first, ...rest] = problems;
  if (first) throw together([first, ...rest]);
}

const entriesOf = (named: readonly NamedValue[]): PlanEntry[] =>
  named.map(({ name, value, isPublic, origin, spelledOut, provider, inEnvChain }) => ({
    name,
    value,
    public: isPublic,
    destinations: origin.line.destinations,
    line: origin.line.line,
    file: origin.file,
    spelledOut,
    source: provider,
    envInChain: inEnvChain,
  }));
