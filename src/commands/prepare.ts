import type { Inputs, InputsRead } from "../config/read-inputs.ts";
import type { Plan, PlanEntry, PlannedFile, PlanResult, PlanSettings } from "../export/plan.ts";
import { Failure, together } from "../kernel/errors.ts";
import { loadYaml } from "../kernel/yaml.ts";
import type { BoundProvider, FallbackReason, Handed, Provider } from "../providers/provider.ts";
import { type Located, locate, type Resolution, resolve } from "../providers/resolve.ts";
import type { Sessions } from "../providers/sessions.ts";
import { usedProviders } from "../providers/use.ts";
import type { Runner, RunnerEvent } from "../runner/runner.ts";
import type { Identity } from "../report/loaded.ts";
import { handedEntries, handedFiles } from "./handed.ts";
import { chainOf, nothingAsked, placed, readConfigs, unboundWildcards } from "./load-checks.ts";
import { gatherLines, type OriginLine } from "./load-lines.ts";
import { type NamedValue, type Values, valuesOf } from "./load-values.ts";
import { type CheckoutFacts, judgeCheckouts, judgeEvent } from "./trust.ts";

/** What a terminal's env file adds: lines to resolve, and clear text that needs no resolving. */
export interface Extra {
  readonly lines: readonly OriginLine[];
  readonly plain: readonly PlanEntry[];
  readonly problems: readonly Failure[];
}

const MS_PER_SECOND = 1000;

/** What deciding what to do needs of the outside. Nothing here has an effect. */
export interface PrepareParts {
  readonly runner: Runner;
  /** The inputs; `defaults` stand for those that are not set, by name. */
  readonly readInputs: (defaults?: ReadonlyMap<string, string>) => InputsRead;
  /** Every provider there is. */
  readonly known: readonly Pick<Provider, "id" | "schemes" | "seed" | "handsOver">[];
  /** The text of a configuration file; undefined where there is none at that path. */
  readonly readConfig: (path: string) => string | undefined;
  /** Lines from elsewhere than `secrets` and `config`; they count as asking for something. */
  readonly extra?: (schemes: ReadonlySet<string>) => Extra;
  /** Every provider with its inputs, and the sessions that they share. */
  readonly providers: (read: InputsRead) => {
    readonly providers: readonly BoundProvider[];
    readonly sessions: Sessions;
  };
  /** The files that the inputs name besides those of the providers. */
  readonly caFiles: (inputs: Inputs) => readonly string[];
  /** What git says of the workspace and of every checkout that a named file lies in. */
  readonly checkouts: (files: readonly string[]) => readonly CheckoutFacts[];
  readonly plan: (entries: readonly PlanEntry[], settings: PlanSettings) => PlanResult;
  /** What the disk has against the planned files. */
  readonly checkFiles: (plan: Plan, overwrite: boolean) => readonly Failure[];
  /** Names that earlier steps of ours set. */
  readonly earlier: () => readonly string[];
}

export type Prepared =
  | { readonly kind: "withheld"; readonly inputs: Inputs; readonly why: string }
  | {
      readonly kind: "ready";
      readonly inputs: Inputs;
      readonly event: RunnerEvent;
      readonly values: Values;
      readonly plan: Plan;
      /** Whom the step logged in as. */
      readonly identities: readonly Identity[];
      readonly handed: readonly Handed[];
    };

/**
 * Everything before the first effect, for every face: judges the event, reads inputs and lines, resolves, plans.
 * Throws one Failure that holds all problems found.
 */
export async function prepare(parts: PrepareParts, signal: AbortSignal): Promise<Prepared> {
  const { runner } = parts;
  const event = runner.event();
  const given = parts.readInputs();
  const { inputs, problems, unknown } = given;

  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return { kind: "withheld", inputs, why: judgement.why };

  runner.debug(`trust: event ${event.name || "none"} is ${judgement.kind}`);
  for (const { name, near } of unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);

  const schemes = new Set(parts.known.flatMap((provider) => provider.schemes.map((scheme) => scheme.name)));
  const extra = parts.extra?.(schemes);
  const { configs, missing } = readConfigs(
    parts,
    inputs,
    extra !== undefined || isHandOver(given, parts.known),
  );
  if (configs.length > 0) await loadYaml();
  const gathered = gatherLines(given, configs, schemes, parts.known);
  const { providers, sessions } = parts.providers(
    gathered.defaults.size > 0 ? parts.readInputs(gathered.defaults) : given,
  );
  const handsOver = providers.some((provider) => provider.handsOver);
  const lines = [...gathered.lines, ...(extra?.lines ?? [])];
  const unreadable = [...gathered.problems, ...(extra?.problems ?? [])];
  const chain = chainOf(inputs, providers);
  const found = [...problems, ...missing, ...unreadable, ...chain.problems];
  const fed = providers.flatMap((provider) => provider.unused() ?? []);
  if (lines.length === 0 && extra === undefined && !handsOver && found.length === 0)
    found.push(nothingAsked(fed[0]));
  if (unreadable.length === 0 && !lines.some(({ line }) => line.source.kind === "bare")) found.push(...fed);
  const files = [
    ...configs.map(({ file }) => file),
    ...parts.caFiles(inputs),
    ...providers.flatMap((provider) => [
      ...provider.files(),
      ...lines.flatMap(({ line }) => provider.filesOf(line.source)),
    ]),
  ];
  if (judgement.kind === "privileged")
    found.push(...judgeCheckouts(judgement, parts.checkouts([...new Set(files)])));
  found.push(...unboundWildcards(parts, inputs, lines, providers));

  const located: Located[] = [];
  for (const { line, file } of lines) {
    const result = locate(line.source, providers, chain.providers);
    if (result instanceof Failure) found.push(placed(result, { line, file }));
    else located.push(result);
  }
  const { used, problems: misused } = usedProviders(located, providers);
  fail([...found, ...misused]);

  if (lines.some(({ line }) => line.decode === "yaml")) await loadYaml();
  const limited = AbortSignal.any([signal, AbortSignal.timeout(inputs.timeout * MS_PER_SECOND)]);
  const handed: Handed[] = [];
  try {
    const resolutions = await resolve(
      located,
      new Set(inputs.fallbackOn as FallbackReason[]),
      sessions,
      limited,
    );
    describe(parts, lines, resolutions);
    for (const provider of used.filter((one) => one.handsOver))
      handed.push((await sessions.of(provider, limited)).handOver!());
    const found = valuesOf(lines, resolutions, {
      nameCase: inputs.nameCase,
      wildcardNames: inputs.wildcardNames,
      envInChain: chain.providers.some(({ id }) => id === "env"),
    });
    fail(found.problems);
    const values = { ...found, notices: [...gathered.notices, ...found.notices] };
    const entries = [...entriesOf(values.named), ...(extra?.plain ?? []), ...handedEntries(handed)];
    const plan = planned(parts, inputs, entries, handedFiles(handed));
    const identities = sessions
      .opened()
      .flatMap(({ provider, session }) => (session.who ? [{ provider, ...session.who }] : []));
    return { kind: "ready", inputs, event, values, plan, identities, handed };
  } catch (error) {
    throw limited.aborted && !signal.aborted ? tooLong(inputs) : error;
  } finally {
    await sessions.close(signal);
  }
}

/** Whether a credential for later steps is asked for: then a step needs no lines. */
const isHandOver = (given: InputsRead, known: PrepareParts["known"]): boolean =>
  known.some(({ id, handsOver }) => handsOver?.((given.providers.get(id)?.values ?? {}) as never) ?? false);

function describe(
  parts: PrepareParts,
  lines: readonly OriginLine[],
  resolutions: readonly Resolution[],
): void {
  for (const [i, resolution] of resolutions.entries()) {
    const skips = resolution.skipped.map(({ provider, why }) => `${provider}: ${why}; `).join("");
    const by = resolution.is === "found" ? ` by ${resolution.provider}` : "";
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
