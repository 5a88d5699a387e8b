import { asFailure } from "../kernel/errors.ts";
import type { Clock } from "../kernel/clock.ts";
import { type Listening, listen, type Reply } from "../kernel/http-listen.ts";
import type { ListenAddress } from "../kernel/listen-address.ts";
import { failureLines } from "../report/failure.ts";
import { activeProbe, healthJson, type HealthReport } from "../report/health.ts";

/** So long an examination is good for everyone who asks. */
const FRESH_MS = 10_000;

export interface HealthServerParts {
  /** Examines the providers; what it rejects with is a reply of 503. */
  readonly examine: (signal: AbortSignal) => Promise<HealthReport>;
  /** The examination as Prometheus text. */
  readonly metrics: (report: HealthReport) => string;
  readonly clock: Clock;
  /** Said where an examination failed altogether. */
  readonly info: (line: string) => void;
}

/**
 * Serves GET /secrets/health (503 where no provider is healthy) and GET /metrics at an address, until it is closed or
 * the signal ends. One examination answers every request of ten seconds, those that come while it runs included.
 * `first` is one that was just made. Throws as `listen` does.
 */
export async function serveHealth(
  parts: HealthServerParts,
  address: ListenAddress,
  signal: AbortSignal,
  first?: HealthReport,
): Promise<Listening> {
  const examined = kept(parts, signal, first);
  const routes = new Map<string, () => Promise<Reply>>([
    [
      "/secrets/health",
      async () => {
        const report = await examined();
        if (report === undefined) return json(503, NOTHING);
        return json(activeProbe(report) === undefined ? 503 : 200, healthJson(report));
      },
    ],
    [
      "/metrics",
      async () => {
        const report = await examined();
        const body = report === undefined ? "" : parts.metrics(report);
        return {
          status: report === undefined ? 503 : 200,
          type: "text/plain; version=0.0.4; charset=utf-8",
          body,
        };
      },
    ],
  ]);
  return listen(address, routes);
}

const json = (status: number, body: string): Reply => ({ status, type: "application/json", body });

/** The document where not even an examination was possible: the log says why. */
const NOTHING = `${JSON.stringify({ active_provider: null, providers: {} }, null, 2)}\n`;

/** The latest examination while it is fresh, else a new one; undefined where it failed altogether. */
function kept(
  { examine, clock, info }: HealthServerParts,
  signal: AbortSignal,
  first: HealthReport | undefined,
): () => Promise<HealthReport | undefined> {
  let running = first === undefined ? undefined : Promise.resolve<HealthReport | undefined>(first);
  let freshUntil = clock.now() + FRESH_MS;
  const run = async (): Promise<HealthReport | undefined> => {
    try {
      return await examine(signal);
    } catch (error) {
      for (const line of failureLines(asFailure(error))) info(line);
      return undefined;
    } finally {
      freshUntil = clock.now() + FRESH_MS;
    }
  };
  return () => {
    if (running === undefined || clock.now() >= freshUntil) {
      // While it runs it is always the one to wait for.
      freshUntil = Number.POSITIVE_INFINITY;
      running = run();
    }
    return running;
  };
}
