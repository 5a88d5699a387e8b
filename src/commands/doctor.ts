import type { Inputs } from "../config/read-inputs.ts";
import type { Clock } from "../kernel/clock.ts";
import { Failure, together } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import { usedProviders } from "../providers/use.ts";
import { activeProbe, healthJson, type HealthReport, isAllHealthy, nameOf } from "../report/health.ts";
import { healthLines } from "../report/health-lines.ts";
import { healthMarkdown } from "../report/health-markdown.ts";
import { gather } from "./gather.ts";
import type { PrepareParts } from "./prepare.ts";
import { notConfigured, probe, within } from "./probe.ts";
import { judgeCheckouts, judgeEvent } from "./trust.ts";

const MS_PER_SECOND = 1000;
/** GitHub shows ten annotations of a kind per step. */
const MAX_ANNOTATIONS = 10;

/** Everything of the outside that an examination touches. */
export interface DoctorParts extends Pick<
  PrepareParts,
  "runner" | "readInputs" | "known" | "readConfig" | "providers" | "caFiles" | "checkouts"
> {
  readonly clock: Clock;
  readonly version: string;
}

export type Examination =
  | { readonly kind: "withheld"; readonly why: string }
  | { readonly kind: "examined"; readonly inputs: Inputs; readonly report: HealthReport };

/**
 * Asks every provider that is configured how it is: all at once, each once, each within the input `timeout`. No value
 * is read. Throws a Failure where inputs, configuration or checkout are such that a load would not begin.
 */
export async function examine(parts: DoctorParts, signal: AbortSignal): Promise<Examination> {
  const { runner, clock } = parts;
  const event = runner.event();
  const judgement = judgeEvent(event);
  if (judgement.kind === "withheld") return { kind: "withheld", why: judgement.why };

  const given = parts.readInputs();
  const { inputs, unknown } = given;
  for (const { name, near } of unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const gathered = await gather(parts, given, false);
  const { providers, sessions, chain } = gathered;
  for (const notice of gathered.notices) runner.annotate("warning", notice);
  const found = [...gathered.problems, ...gathered.unreadable];
  const files = [
    ...gathered.configs,
    ...parts.caFiles(inputs),
    ...providers.flatMap((provider) => provider.files()),
  ];
  if (judgement.kind === "privileged")
    found.push(...judgeCheckouts(judgement, parts.checkouts([...new Set(files)])));

  const configured = providers.filter((provider) => provider.inChain || chain.includes(provider));
  // What is wrong with one provider's own inputs is its own health; what is wrong between them is everybody's.
  const sound = configured.filter((provider) => provider.check().length === 0);
  const nowhere = { id: "", shown: "" };
  const asked = sound.map((provider) => ({ at: [{ provider, locator: nowhere }] }));
  fail([...found, ...usedProviders(asked, sound).problems]);

  const started = new Date(clock.now());
  const limitMs = inputs.timeout * MS_PER_SECOND;
  try {
    const probes = await Promise.all(
      providers.map(async (provider) =>
        configured.includes(provider)
          ? probe(provider, { sessions, clock, limitMs }, signal)
          : notConfigured(provider),
      ),
    );
    if (signal.aborted) throw new Failure("COMMAND_FAILED", "The examination was cancelled.");
    for (const { id, status, tookMs } of probes)
      runner.debug(`health: ${id} is ${status}, after ${Math.round(tookMs)} ms`);
    const ids = chain.map(({ id }) => id);
    return {
      kind: "examined",
      inputs,
      report: { version: parts.version, checked: started, chain: ids, probes },
    };
  } finally {
    await closed(within(limitMs, clock, new AbortController().signal, (limited) => sessions.close(limited)));
  }
}

/** The examination is done: an ending that fails changes nothing of what it found. */
async function closed(closing: Promise<void>): Promise<void> {
  await Promise.allSettled([closing]);
}

/**
 * The step `doctor/`: examines, then log, annotations, outputs and summary. Returns whether all that is configured is
 * healthy; an event that gets no secrets has nothing to examine. Throws as `examine` does.
 */
export async function doctor(parts: DoctorParts, signal: AbortSignal): Promise<boolean> {
  const { runner } = parts;
  const examined = await examine(parts, signal);
  if (examined.kind === "withheld") {
    runner.annotate("notice", `Skipped: ${examined.why}.`, { title: "No secrets for this event" });
    return true;
  }
  const { report, inputs } = examined;
  const active = activeProbe(report);
  const isHealthy = isAllHealthy(report);
  for (const line of healthLines(report)) runner.info(line);
  const bad = report.probes.flatMap((found) =>
    found.checks.filter(({ ok }) => !ok).map((check) => ({ found, check })),
  );
  for (const { found, check } of bad.slice(0, MAX_ANNOTATIONS))
    runner.annotate(
      found.status === "unhealthy" ? "error" : "warning",
      `${check.name}  ${check.text}${check.fix === undefined ? "" : `\nFix: ${check.fix}`}`,
      { title: `${nameOf(found)} is ${found.status}` },
    );
  runner.setOutputs(
    new Map([
      ["health", Secret.of(healthJson(report))],
      ["active-provider", Secret.of(active === undefined ? "" : nameOf(active))],
      ["healthy", Secret.of(String(isHealthy))],
    ]),
  );
  if (inputs.summary) runner.summary(healthMarkdown(report));
  return isHealthy;
}

function fail(problems: readonly Failure[]): void {
  const [first, ...rest] = problems;
  if (first) throw together([first, ...rest]);
}
