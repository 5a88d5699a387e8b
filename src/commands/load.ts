import type { Inputs, InputsRead } from "../config/read-inputs.ts";
import type { Plan, PlanEntry, PlanResult, PlanSettings } from "../export/plan.ts";
import { asFailure, Failure, together } from "../kernel/errors.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Secret } from "../kernel/secret.ts";
import type { FallbackReason, Provider } from "../providers/provider.ts";
import { type Located, locate, resolve } from "../providers/resolve.ts";
import type { LoadedName, LoadReport } from "../report/loaded.ts";
import { logLines } from "../report/log.ts";
import type { Runner } from "../runner/runner.ts";
import { gatherLines, type OriginLine } from "./load-lines.ts";
import { type NamedValue, valuesOf } from "./load-values.ts";
import { type CheckoutFacts, judgeCheckouts, judgeEvent } from "./trust.ts";

/** Where a run without `secrets` and `config` looks. */
const DEFAULT_CONFIG = ".github/secrets.yaml";

/** Everything of the outside that loading touches; entries/parts builds it. */
export interface LoadParts {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly version: string;
  readonly readInputs: () => InputsRead;
  /** The text of a configuration file; undefined where there is none at that path. */
  readonly readConfig: (path: string) => string | undefined;
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
  /** Prints the masks of these values; returns how many forms, and what to tell. */
  readonly mask: (
    values: readonly Secret[],
    min: number,
  ) => { readonly forms: number; readonly notices: readonly string[] };
  /** Saves what post needs, writes the files, then outputs, then variables. */
  readonly effects: (
    plan: Plan,
    overwrite: boolean,
    report: string,
    extra: ReadonlyMap<string, string>,
  ) => void;
  readonly document: (report: LoadReport, carried: readonly string[]) => string;
  readonly summary: (report: LoadReport) => string;
}

/** The main job: decide, read, resolve, plan, mask, export, report. Throws a Failure before the first effect. */
export async function load(parts: LoadParts, signal: AbortSignal): Promise<void> {
  const { runner, clock } = parts;
  const started = new Date(clock.now());
  const event = runner.event();
  const { inputs, problems, unknown } = parts.readInputs();

  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return withhold(parts, inputs, judgement.why);

  for (const { name, near } of unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);

  const providers = parts.providers(inputs);
  const { configs, missing } = readConfigs(parts, inputs);
  const schemes = new Set(providers.flatMap((provider) => provider.schemes.map((scheme) => scheme.name)));
  const gathered = gatherLines(inputs, configs, schemes);
  const chain = chainOf(inputs, providers);
  const found = [...problems, ...missing, ...gathered.problems, ...chain.problems];
  if (gathered.lines.length === 0 && found.length === 0) found.push(nothingAsked(inputs));
  if (
    inputs.sopsFiles.length > 0 &&
    gathered.problems.length === 0 &&
    !gathered.lines.some(({ line }) => line.source.kind === "bare")
  )
    found.push(unusedSopsFiles(inputs));
  const files = [...configs.map(({ file }) => file), ...parts.filesOf(inputs, gathered.lines)];
  if (judgement.kind === "privileged") found.push(...judgeCheckouts(judgement, parts.checkouts(files)));
  found.push(...unboundWildcards(parts, inputs, gathered.lines));

  const located: Located[] = [];
  for (const { line, file } of gathered.lines) {
    const result = locate(line.source, providers, chain.providers);
    if (result instanceof Failure) found.push(placed(result, { line, file }));
    else located.push(result);
  }
  fail(found);

  const resolutions = await resolve(located, new Set(inputs.fallbackOn as FallbackReason[]), signal);
  const values = valuesOf(gathered.lines, resolutions, {
    nameCase: inputs.nameCase,
    wildcardNames: inputs.wildcardNames,
  });
  fail(values.problems);

  const planned = parts.plan(entriesOf(values.named), {
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
  if ("problems" in planned) return fail(planned.problems);
  const { plan } = planned;
  fail(parts.checkFiles(plan, inputs.overwrite));

  const masked = parts.mask(plan.masks, inputs.minMaskLength);
  const notices = [...values.notices, ...plan.notices, ...masked.notices];
  const report: LoadReport = {
    version: parts.version,
    node: process.versions.node,
    event: event.name,
    ref: event.ref,
    repository: event.repository,
    started,
    durationMs: clock.now() - started.getTime(),
    dryRun: inputs.dryRun,
    loaded: values.named.map((named) => loadedName(named, plan)),
    absent: values.absent,
    counts: {
      env: plan.variables.size,
      file: plan.files.length,
      output: plan.outputs.size,
      masks: masked.forms,
    },
    notices,
  };
  if (!inputs.dryRun)
    parts.effects(plan, inputs.overwrite, parts.document(report, parts.earlier()), outputsOf(report));
  for (const line of logLines(report)) runner.info(line);
  for (const notice of notices) runner.info(`    note: ${notice}`);
  if (inputs.summary) runner.summary(parts.summary(report));
}

function fail(problems: readonly Failure[]): void {
  const [first, ...rest] = problems;
  if (first) throw together([first, ...rest]);
}

function withhold(parts: LoadParts, inputs: Inputs, why: string): void {
  if (inputs.onUntrusted === "fail")
    throw new Failure("EVENT_UNTRUSTED", `No secrets here: ${why}.`, {
      fix: "on-untrusted: skip   # and guard later steps with: if: steps.ID.outputs.skipped != 'true'",
    });
  parts.runner.annotate("notice", `Skipped: ${why}.`, { title: "No secrets for this event" });
  parts.effects(
    emptyPlan,
    false,
    "",
    new Map([
      ["skipped", "true"],
      ["loaded", "[]"],
      ["sources", "{}"],
    ]),
  );
}

const emptyPlan: Plan = {
  masks: [],
  unmasked: [],
  files: [],
  outputs: new Map(),
  variables: new Map(),
  notices: [],
};

function readConfigs(
  parts: LoadParts,
  inputs: Inputs,
): { configs: { file: string; text: string }[]; missing: Failure[] } {
  const implied = inputs.config.length === 0 && inputs.secrets === "";
  const configs: { file: string; text: string }[] = [];
  const missing: Failure[] = [];
  for (const file of implied ? [DEFAULT_CONFIG] : inputs.config) {
    try {
      const text = parts.readConfig(file);
      if (text !== undefined) configs.push({ file, text });
      else if (!implied)
        missing.push(
          new Failure("FILE_NOT_FOUND", `There is no file ${file}.`, {
            at: { input: "config" },
            fix: "Run actions/checkout before this step, and name the file relative to the workspace.",
          }),
        );
    } catch (error) {
      missing.push(asFailure(error));
    }
  }
  return { configs, missing };
}

function chainOf(
  inputs: Inputs,
  providers: readonly Provider[],
): { providers: Provider[]; problems: Failure[] } {
  const wanted =
    inputs.providers.length > 0
      ? inputs.providers
      : [...(inputs.sopsFiles.length > 0 ? ["sops"] : []), "env"];
  const problems: Failure[] = [];
  const chain: Provider[] = [];
  for (const id of wanted) {
    const provider = providers.find((candidate) => candidate.id === id);
    if (provider) chain.push(provider);
    else
      problems.push(
        new Failure("INPUT_INVALID", "The input providers names a provider that there is none of.", {
          at: { input: "providers" },
          fix: `providers: ${providers.map((candidate) => candidate.id).join(", ")}`,
        }),
      );
  }
  return { providers: chain, problems };
}

const nothingAsked = (inputs: Inputs): Failure =>
  new Failure(
    "INPUT_INVALID",
    "Nothing was asked for: the input secrets is empty, and there is no configuration.",
    {
      at: { input: "secrets" },
      fix:
        inputs.sopsFiles[0] === undefined
          ? "secrets: |\n  MONGO_URL = database/mongo_url"
          : `secrets: |\n  * = sops://${inputs.sopsFiles[0]}`,
    },
  );

const unusedSopsFiles = (inputs: Inputs): Failure =>
  new Failure("INPUT_INVALID", "sops-files feeds the chain, and no line asks the chain for anything.", {
    at: { input: "sops-files" },
    fix: `secrets: |\n${inputs.sopsFiles.map((file) => `  * = sops://${file}`).join("\n")}`,
  });

/** A bare `*` takes names out of a file; that is for files that the event's own commit holds. */
function unboundWildcards(parts: LoadParts, inputs: Inputs, lines: readonly OriginLine[]): Failure[] {
  const event = parts.runner.event();
  if (event.name === "" || inputs.wildcardNames.length > 0) return [];
  const bare = lines.filter(({ line }) => line.wildcard && line.name === "");
  if (bare.length === 0) return [];
  const problems: Failure[] = [];
  for (const origin of bare) {
    const facts = parts.checkouts(parts.filesOf({ ...inputs, sopsFiles: [], ageKeyFile: [] }, [origin]));
    const holding = facts.filter((checkout) => checkout.files.length > 0);
    const own =
      holding.length > 0 &&
      holding.every(
        (checkout) => checkout.head === event.sha && checkout.files.every((file) => file.isHeadsBlob),
      );
    if (!own)
      problems.push(
        placed(
          new Failure(
            "FILE_NOT_COMMITTED",
            "A bare `*` takes its names from a file, and that file is not what the event's own commit holds.",
            {
              fix: "wildcard-names: APP_*, DB_*   # what this wildcard may export",
            },
          ),
          origin,
        ),
      );
  }
  return problems;
}

/** The failure with the line that it belongs to. */
function placed(failure: Failure, { line, file }: OriginLine): Failure {
  const at = { ...(file === undefined ? { input: "secrets" } : { file }), line: line.line };
  const name = `${line.name}${line.wildcard ? "*" : ""}`;
  return new Failure(failure.code, `${name}: ${failure.message}`, {
    at,
    ...(failure.fix === undefined ? {} : { fix: failure.fix }),
  });
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

function loadedName(named: NamedValue, plan: Plan): LoadedName {
  const destinations = [
    ...(plan.variables.has(named.name) ? ["env"] : []),
    ...(plan.outputs.has(named.name) ? ["output"] : []),
    ...(plan.files.some((file) => file.names.includes(named.name)) ? ["file"] : []),
  ];
  return {
    name: named.name,
    provider: named.provider,
    shown: named.shown,
    version: named.version,
    date: named.date,
    destinations: destinations.length > 0 ? destinations : ["none"],
    masked: !plan.unmasked.includes(named.name),
    skipped: named.skipped,
  };
}

const outputsOf = (report: LoadReport): Map<string, string> =>
  new Map([
    ["loaded", JSON.stringify(report.loaded.map(({ name }) => name))],
    [
      "sources",
      JSON.stringify(Object.fromEntries(report.loaded.map(({ name, provider }) => [name, provider]))),
    ],
    ["skipped", "false"],
  ]);
