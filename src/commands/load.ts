import type { Inputs } from "../config/read-inputs.ts";
import type { Plan } from "../export/plan.ts";
import { asFailure, Failure } from "../kernel/errors.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Secret } from "../kernel/secret.ts";
import type { ClusterFacts } from "../report/cluster.ts";
import type { LoadedName, LoadReport } from "../report/loaded.ts";
import { logDetails, logLines } from "../report/log.ts";
import type { NamedValue } from "./load-values.ts";
import type { AppliedJob } from "./cluster-job.ts";
import { clusterFacts, clusterOutputs } from "./cluster-facts.ts";
import { measured } from "./observe.ts";
import { prepare, type PrepareParts } from "./prepare.ts";
import { providerFacts } from "./run-facts.ts";
import { createWatch, type Watch } from "./watch.ts";

/** So many notes stand in the log; more are folded. */
const MAX_NOTICES = 8;

/** Everything of the outside that loading touches; entries/parts builds it. */
export interface LoadParts extends PrepareParts {
  readonly clock: Clock;
  /** Prints the masks of these values; returns how many forms, and what to tell. */
  readonly mask: (
    values: readonly Secret[],
    min: number,
  ) => Promise<{ readonly forms: number; readonly notices: readonly string[] }>;
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
  const watch = createWatch(parts.clock.now());
  await measured(parts, watch, () => loadWatched(parts, watch, signal), signal);
}

async function loadWatched(parts: LoadParts, watch: Watch, signal: AbortSignal): Promise<void> {
  const { clock } = parts;
  const started = new Date(watch.started);
  const prepared = await prepare(parts, watch, signal);
  if (prepared.kind === "withheld") return withhold(parts, prepared.inputs, prepared.why);
  const { inputs, event, values, plan, identities, handed, cluster } = prepared;

  const masked = await parts.mask(plan.masks, inputs.minMaskLength);
  const found = [...values.notices, ...plan.notices, ...masked.notices, ...(cluster?.notices ?? [])];
  const notices = [...found, ...(inputs.dryRun ? [] : handed.map(({ note }) => note))];
  if (signal.aborted) throw new Failure("COMMAND_FAILED", "The run was cancelled; nothing was exported.");
  if (!inputs.dryRun && cluster?.apply !== undefined) parts.runner.ready();
  const applied = inputs.dryRun ? undefined : await cluster?.apply?.(signal);
  const done = applied?.report ?? cluster?.planned;
  const report: LoadReport = {
    version: parts.version,
    node: process.versions.node,
    event: event.name,
    ref: event.ref,
    repository: event.repository,
    started,
    durationMs: clock.now() - started.getTime(),
    dryRun: inputs.dryRun,
    identities,
    providers: providerFacts(watch),
    loaded: values.named.map((named) => loadedName(named, plan)),
    absent: values.absent,
    counts: {
      env: plan.variables.size,
      file: plan.files.length,
      output: plan.outputs.size,
      masks: masked.forms,
    },
    notices,
    cluster: done === undefined ? undefined : clusterFacts(done),
  };
  if (done?.failure !== undefined) {
    print(parts, inputs, { ...report, notices: found });
    throw done.failure;
  }
  // What an earlier step of ours set, and what this one hands over, is ours in later steps.
  const carried = [...parts.earlier(), ...handed.flatMap(({ variables }) => [...variables.keys()])];
  if (!inputs.dryRun) {
    const outputs = new Map([...outputsOf(report), ...clusterOutputs(done), ...(cluster?.outputs ?? [])]);
    try {
      parts.effects(plan, inputs.overwrite, parts.document(report, carried), outputs);
    } catch (error) {
      if (applied !== undefined)
        print(parts, inputs, { ...report, notices: found, cluster: await givenBack(applied, error) });
      throw error;
    }
  }
  print(parts, inputs, report);
}

/** Exporting failed: gives back what was applied before. Returns what stands. */
async function givenBack(applied: AppliedJob, error: unknown): Promise<ClusterFacts> {
  const report = await applied.undo(new AbortController().signal);
  return clusterFacts({ ...report, failure: asFailure(error) });
}

/** The log and the summary of a run. */
function print(parts: LoadParts, inputs: Inputs, report: LoadReport): void {
  const { runner } = parts;
  const { notices } = report;
  for (const line of logLines(report)) runner.info(line);
  const details = logDetails(report);
  if (details.length > 0) runner.group(`All ${report.loaded.length} names`, details);
  if (notices.length > MAX_NOTICES) runner.group(`${notices.length} notes`, notices);
  else for (const notice of notices) runner.info(`    note: ${notice}`);
  if (inputs.summary) runner.summary(parts.summary(report));
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

function loadedName(named: NamedValue, plan: Plan): LoadedName {
  const destinations = [
    ...(plan.variables.has(named.name) ? ["env"] : []),
    ...(plan.outputs.has(named.name) ? ["output"] : []),
    ...(plan.files.some((file) => file.names.includes(named.name)) ? ["file"] : []),
    ...named.origin.line.destinations.flatMap((to) =>
      to.kind === "secret" || to.kind === "configmap" ? [`${to.kind} ${to.object}`] : [],
    ),
  ];
  return {
    name: named.name,
    provider: named.provider,
    shown: named.shown,
    version: named.version,
    date: named.date,
    expires: named.expires,
    requestId: named.requestId,
    destinations: destinations.length > 0 ? destinations : ["none"],
    masked: !plan.unmasked.includes(named.name),
    chained: named.origin.line.source.kind === "bare",
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
