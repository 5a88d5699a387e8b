import type { Inputs } from "../config/read-inputs.ts";
import type { Plan } from "../export/plan.ts";
import { asFailure, Failure } from "../kernel/errors.ts";
import type { Clock } from "../kernel/clock.ts";
import { Secret } from "../kernel/secret.ts";
import type { ClusterFacts } from "../report/cluster.ts";
import type { LoadedName, LoadReport } from "../report/loaded.ts";
import { logDetails, logLines } from "../report/log.ts";
import type { SigningFacts } from "../report/signed.ts";
import type { NamedValue } from "./load-values.ts";
import type { AppliedJob } from "./cluster-job.ts";
import { clusterFacts, clusterOutputs } from "./cluster-facts.ts";
import { signingOutputs } from "./signing-facts.ts";
import { measured } from "./observe.ts";
import { prepare, type Prepared, type PrepareParts } from "./prepare.ts";
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
  if (prepared.kind === "withheld") return withhold(parts, prepared);
  const { inputs, event, values, plan, identities, handed, cluster, signing } = prepared;

  const masked = await parts.mask(plan.masks, inputs.minMaskLength);
  const found = [
    ...values.notices,
    ...plan.notices,
    ...masked.notices,
    ...(cluster?.notices ?? []),
    ...(signing?.notices ?? []),
  ];
  const notices = [...found, ...(inputs.dryRun ? [] : handed.map(({ note }) => note))];
  if (signal.aborted) throw new Failure("COMMAND_FAILED", "The run was cancelled; nothing was exported.");
  if (!inputs.dryRun && (cluster?.apply !== undefined || signing !== undefined)) parts.runner.ready();
  // A signature cannot be taken back: it comes first, and what follows stands on it.
  const signed = inputs.dryRun ? signing?.planned : await signing?.sign(signal);
  const stopped = signed?.failed ?? cancelledAfter(signed, signal);
  const halted = stopped !== undefined;
  const applied = inputs.dryRun || halted ? undefined : await cluster?.apply?.(signal);
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
    cluster: done === undefined || halted ? undefined : clusterFacts(done),
    signing: signed,
  };
  const failure = stopped ?? done?.failure;
  if (failure !== undefined) {
    print(parts, inputs, { ...report, notices: found });
    // Of what was signed before it stopped, a later step can publish the rest.
    if (signed !== undefined) parts.runner.setOutputs(secretTexts(signingOutputs(signed)));
    throw failure;
  }
  // What an earlier step of ours set, and what this one hands over, is ours in later steps.
  const carried = [...parts.earlier(), ...handed.flatMap(({ variables }) => [...variables.keys()])];
  if (!inputs.dryRun) {
    const outputs = new Map([
      ...outputsOf(report),
      ...clusterOutputs(done),
      ...(cluster?.outputs ?? []),
      ...signingOutputs(signed),
    ]);
    try {
      parts.effects(plan, inputs.overwrite, parts.document(report, carried), outputs);
    } catch (error) {
      const cluster = applied === undefined ? report.cluster : await givenBack(applied, error);
      if (applied !== undefined || signed !== undefined)
        print(parts, inputs, { ...report, notices: found, cluster });
      throw error;
    }
  }
  print(parts, inputs, report);
}

/** A run that was cancelled once it had signed does nothing more. In a dry run nothing was signed. */
function cancelledAfter(signed: SigningFacts | undefined, signal: AbortSignal): Failure | undefined {
  if (!signal.aborted || signed === undefined || signed.dryRun) return undefined;
  return new Failure(
    "COMMAND_FAILED",
    "The run was cancelled after it had signed; nothing was applied or exported.",
  );
}

/** Exporting failed: gives back what was applied before. Returns what stands. */
async function givenBack(applied: AppliedJob, error: unknown): Promise<ClusterFacts> {
  const report = await applied.undo(new AbortController().signal);
  return clusterFacts({ ...report, failure: asFailure(error) });
}

/** The log and the summary of a run. */
function print(parts: LoadParts, inputs: Inputs, report: LoadReport): void {
  const { runner } = parts;
  // The summary has those of signing beside the signatures.
  const notices = [...report.notices, ...(report.signing?.notes ?? [])];
  for (const line of logLines(report)) runner.info(line);
  const details = logDetails(report);
  if (details.length > 0) runner.group(`All ${report.loaded.length} names`, details);
  if (notices.length > MAX_NOTICES) runner.group(`${notices.length} notes`, notices);
  else for (const notice of notices) runner.info(`    note: ${notice}`);
  if (inputs.summary) runner.summary(parts.summary(report));
}

function withhold(parts: LoadParts, { inputs, why, signs }: Extract<Prepared, { kind: "withheld" }>): void {
  const { fix, message, title } = withheldWords(why, signs, inputs.secrets.trim() !== "");
  if (inputs.onUntrusted === "fail") throw new Failure("EVENT_UNTRUSTED", message, { fix });
  parts.runner.annotate("notice", `Skipped: ${signs ? `${why}, and no identity token` : why}.`, { title });
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

const GUARD = "on-untrusted: skip   # and guard later steps with: if: steps.ID.outputs.skipped != 'true'";

/** Who signs asks what to do about signatures; they need the token that such runs do not get either. */
function withheldWords(
  why: string,
  signs: boolean,
  loads: boolean,
): { readonly message: string; readonly title: string; readonly fix: string } {
  if (!signs) return { message: `No secrets here: ${why}.`, title: "No secrets for this event", fix: GUARD };
  const nothing = loads ? "Nothing is loaded or signed" : "Nothing is signed";
  return {
    message: `${nothing} here: ${why}, and no identity token.`,
    title: `${nothing} for this event`,
    fix: `${GUARD}\nSign where the token is given: on push, after the merge. To leave such runs out:\nif: github.event_name == 'push'`,
  };
}

const secretTexts = (texts: readonly (readonly [string, string])[]): ReadonlyMap<string, Secret> =>
  new Map(texts.map(([name, text]) => [name, Secret.of(text)]));

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
