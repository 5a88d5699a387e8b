import { printableJson } from "../kernel/printable.ts";

/** One thing that was asked at a provider: a line for an operator, with what to do where it is not well. */
export interface HealthCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
  readonly fix?: string;
}

/** What was found at one provider. No value, no token. */
export interface Probe {
  readonly id: string;
  /** Its key in the seed's document; undefined for one that the seed does not know. */
  readonly key: string | undefined;
  readonly status: "healthy" | "unhealthy" | "not_configured";
  /** Undefined where there is nobody to be: files, the environment. */
  readonly authenticated: boolean | undefined;
  readonly checks: readonly HealthCheck[];
  /** Who one is there, and until when. */
  readonly subject?: string;
  readonly account?: string;
  readonly expires?: Date;
  /** How long it took, in ms. */
  readonly tookMs: number;
}

/** What was found at all of them. */
export interface HealthReport {
  readonly version: string;
  readonly checked: Date;
  /** Ids, in the order that bare paths go down. */
  readonly chain: readonly string[];
  /** Every provider there is, those that are not configured included. */
  readonly probes: readonly Probe[];
}

/** The first healthy one of the chain; undefined where none is. */
export function activeProbe({ chain, probes }: HealthReport): Probe | undefined {
  return chain
    .map((id) => probes.find((probe) => probe.id === id))
    .find((probe) => probe?.status === "healthy");
}

/** Whether everything that is configured is healthy. */
export const isAllHealthy = ({ probes }: HealthReport): boolean =>
  probes.every(({ status }) => status !== "unhealthy");

/** How the seed's document names a provider: by its key there, else by its id. */
export const nameOf = ({ key, id }: Pick<Probe, "key" | "id">): string => key ?? id;

/**
 * The seed's health document as an object, keys in its order: `active_provider`, then `providers` with the ones that
 * the seed knows. What an operator needs besides stands under `details`, with every provider by its id. Pure.
 */
export function healthObject(report: HealthReport): Record<string, unknown> {
  const active = activeProbe(report);
  return {
    active_provider: active === undefined ? null : nameOf(active),
    providers: Object.fromEntries(
      report.probes.flatMap(({ key, status, authenticated }) =>
        key === undefined
          ? []
          : [[key, { status, ...(authenticated === undefined ? {} : { authenticated }) }]],
      ),
    ),
    details: {
      version: report.version,
      checked: report.checked.toISOString(),
      chain: report.chain,
      providers: Object.fromEntries(report.probes.map((probe) => [probe.id, detailsOf(probe)])),
    },
  };
}

/** The same as text, indented as in the seed document. */
export const healthJson = (report: HealthReport): string =>
  `${printableJson(JSON.stringify(healthObject(report), null, 2))}\n`;

function detailsOf(probe: Probe): Record<string, unknown> {
  if (probe.status === "not_configured") return { status: probe.status };
  return {
    status: probe.status,
    authenticated: probe.authenticated ?? null,
    subject: probe.subject ?? null,
    account: probe.account ?? null,
    expires: probe.expires?.toISOString() ?? null,
    took_ms: Math.round(probe.tookMs),
    checks: probe.checks.map(({ name, ok, text, fix }) => ({
      name,
      ok,
      text,
      ...(fix === undefined ? {} : { fix }),
    })),
  };
}
