import type { Inputs, InputsRead } from "../config/read-inputs.ts";
import type { Plan, PlanEntry, PlanResult, PlanSettings } from "../export/plan.ts";
import { Failure, together } from "../kernel/errors.ts";
import { loadYaml } from "../kernel/yaml.ts";
import type { FallbackReason, Provider } from "../providers/provider.ts";
import { type Located, locate, resolve } from "../providers/resolve.ts";
import type { Runner, RunnerEvent } from "../runner/runner.ts";
import {
  chainOf,
  nothingAsked,
  placed,
  readConfigs,
  unboundWildcards,
  unusedSopsFiles,
} from "./load-checks.ts";
import { gatherLines, type OriginLine } from "./load-lines.ts";
import { type NamedValue, type Values, valuesOf } from "./load-values.ts";
import { type CheckoutFacts, judgeCheckouts, judgeEvent } from "./trust.ts";

/** What a terminal's env file adds: lines to resolve, and clear text that needs no resolving. */
export interface Extra {
  readonly lines: readonly OriginLine[];
  readonly plain: readonly PlanEntry[];
  readonly problems: readonly Failure[];
}

/** What deciding what to do needs of the outside. Nothing here has an effect. */
export interface PrepareParts {
  readonly runner: Runner;
  readonly readInputs: () => InputsRead;
  /** The text of a configuration file; undefined where there is none at that path. */
  readonly readConfig: (path: string) => string | undefined;
  /** Lines from elsewhere than `secrets` and `config`; they count as asking for something. */
  readonly extra?: (schemes: ReadonlySet<string>) => Extra;
  /** The providers that the inputs bring, and all files that they read. */
  readonly providers: (inputs: Inputs) => readonly Provider[];
  readonly filesOf: (inputs: Inputs, lines: readonly OriginLine[]) => readonly string[];
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
    };

/**
 * Everything before the first effect, for every face: judges the event, reads inputs and lines, resolves, plans.
 * Throws one Failure that holds all problems found.
 */
export async function prepare(parts: PrepareParts, signal: AbortSignal): Promise<Prepared> {
  const { runner } = parts;
  const event = runner.event();
  const { inputs, problems, unknown } = parts.readInputs();

  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return { kind: "withheld", inputs, why: judgement.why };

  runner.debug(`trust: event ${event.name || "none"} is ${judgement.kind}`);
  for (const { name, near } of unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);

  const providers = parts.providers(inputs);
  const schemes = new Set(providers.flatMap((provider) => provider.schemes.map((scheme) => scheme.name)));
  const extra = parts.extra?.(schemes);
  const { configs, missing } = readConfigs(parts, inputs, extra !== undefined);
  if (configs.length > 0) await loadYaml();
  const gathered = gatherLines(inputs, configs, schemes);
  const lines = [...gathered.lines, ...(extra?.lines ?? [])];
  const unreadable = [...gathered.problems, ...(extra?.problems ?? [])];
  const chain = chainOf(inputs, providers);
  const found = [...problems, ...missing, ...unreadable, ...chain.problems];
  if (lines.length === 0 && extra === undefined && found.length === 0) found.push(nothingAsked(inputs));
  if (
    inputs.sopsFiles.length > 0 &&
    unreadable.length === 0 &&
    !lines.some(({ line }) => line.source.kind === "bare")
  )
    found.push(unusedSopsFiles(inputs));
  const files = [...configs.map(({ file }) => file), ...parts.filesOf(inputs, lines)];
  if (judgement.kind === "privileged") found.push(...judgeCheckouts(judgement, parts.checkouts(files)));
  found.push(...unboundWildcards(parts, inputs, lines));

  const located: Located[] = [];
  for (const { line, file } of lines) {
    const result = locate(line.source, providers, chain.providers);
    if (result instanceof Failure) found.push(placed(result, { line, file }));
    else located.push(result);
  }
  fail(found);

  if (lines.some(({ line }) => line.decode === "yaml")) await loadYaml();
  const resolutions = await resolve(located, new Set(inputs.fallbackOn as FallbackReason[]), signal);
  for (const [i, resolution] of resolutions.entries()) {
    const skips = resolution.skipped.map(({ provider, why }) => `${provider}: ${why}; `).join("");
    const by = resolution.is === "found" ? ` by ${resolution.provider}` : "";
    runner.debug(
      `resolve: line ${lines[i]?.line.line} ${lines[i]?.line.name}: ${skips}${resolution.is}${by}`,
    );
  }
  const values = valuesOf(lines, resolutions, {
    nameCase: inputs.nameCase,
    wildcardNames: inputs.wildcardNames,
    envInChain: chain.providers.some(({ id }) => id === "env"),
  });
  fail(values.problems);

  const planned = parts.plan([...entriesOf(values.named), ...(extra?.plain ?? [])], {
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
  if ("problems" in planned) throw together(planned.problems as [Failure, ...Failure[]]);
  const { plan } = planned;
  fail(parts.checkFiles(plan, inputs.overwrite));
  return { kind: "ready", inputs, event, values, plan };
}

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
