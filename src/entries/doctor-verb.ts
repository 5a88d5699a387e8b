import fs from "node:fs";
import { asFlagLine, flagInputs, flagOptions, flagsOf } from "../config/flags.ts";
import { isLoopback, parseListen, shownAddress } from "../kernel/listen-address.ts";
import type { HealthReport } from "../report/health.ts";
import type { Runner } from "../runner/runner.ts";
import { DOCTOR_TABLE } from "./inputs-table.ts";
import { text, usage, USAGE, type Verb } from "./verb.ts";

/** `doctor`: how every provider is, as lines, as the seed's JSON, or served for a monitor until it is stopped. */
export const DOCTOR: Verb = {
  usage: "doctor [--json | --listen HOST:PORT] [FLAG...]",
  flags: flagsOf(DOCTOR_TABLE),
  options: { ...flagOptions(DOCTOR_TABLE), json: { type: "boolean" }, listen: { type: "string" } },
  exit: (failure) => (failure.exit === USAGE ? USAGE : 1),
  run: async (values, operands, runner) => {
    if (operands.length > 0) throw usage("doctor takes flags only.");
    const listen = text(values, "listen");
    const address = listen === undefined ? undefined : parseListen(listen);
    if (listen !== undefined && address === undefined)
      throw usage(
        "--listen takes HOST:PORT.",
        "--listen 127.0.0.1:8080   # or [::1]:8080, or 8080 for loopback",
      );
    if (listen !== undefined && values["json"] === true)
      throw usage("--listen serves JSON: leave --json out.");
    const given = flagInputs(values, DOCTOR_TABLE, runner.env);
    const [{ examine }, { doctorParts }, { inMemory }, health] = await Promise.all([
      import("../commands/doctor.ts"),
      import("./doctor-parts.ts"),
      import("./keeper.ts"),
      import("../report/health.ts"),
    ]);
    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
    const examined = async (signal: AbortSignal, on = runner): Promise<HealthReport> => {
      const result = await examine(doctorParts(on, given, inMemory()), signal);
      // A terminal has no event, so nothing is withheld from it.
      if (result.kind === "withheld") throw usage(`No secrets here: ${result.why}.`);
      return result.report;
    };
    if (address !== undefined) return serve(runner, examined, address, stop.signal);
    const report = await examined(stop.signal);
    if (values["json"] === true) fs.writeSync(1, health.healthJson(report));
    else {
      const { healthLines } = await import("../report/health-lines.ts");
      for (const line of healthLines(report)) runner.info(withFlag(line));
    }
    if (!health.isAllHealthy(report)) process.exitCode = 1;
  },
};

/** An indented line of a fix, with the flag in place of the input. */
function withFlag(line: string): string {
  const [, indent = "", fix] = /^( +)(Fix: .*)$/.exec(line) ?? [];
  return fix === undefined ? line : `${indent}${asFlagLine(fix, DOCTOR_TABLE)}`;
}

/** Serves until the signal ends. The first examination comes before: what cannot begin is said at once. */
async function serve(
  runner: Runner,
  examine: (signal: AbortSignal, on?: Runner) => Promise<HealthReport>,
  address: NonNullable<ReturnType<typeof parseListen>>,
  signal: AbortSignal,
): Promise<void> {
  const [{ serveHealth }, { healthSamples }, { prometheusText }, { systemClock }] = await Promise.all([
    import("./health-server.ts"),
    import("../report/metrics.ts"),
    import("../report/prometheus.ts"),
    import("../kernel/clock.ts"),
  ]);
  if (!isLoopback(address.host))
    runner.annotate(
      "warning",
      `${shownAddress(address)} is reachable from other machines: anyone there sees which providers you have and who you are at them. There is no login; put one in front, or listen at 127.0.0.1.`,
    );
  const first = await examine(signal);
  // What is said once need not be said with every scrape.
  const quiet: Runner = { ...runner, info: runner.debug, annotate: (_, message) => runner.debug(message) };
  const metrics = (report: HealthReport): string => prometheusText(healthSamples(report));
  const parts = {
    examine: async (aborted: AbortSignal) => examine(aborted, quiet),
    metrics,
    clock: systemClock,
    info: runner.info,
  };
  const listening = await serveHealth(parts, address, signal, first);
  const at = shownAddress(listening.address);
  runner.info(`listening at http://${at}/secrets/health and http://${at}/metrics`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await listening.close();
}
