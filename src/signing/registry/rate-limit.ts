import type { HttpAnswer } from "../../kernel/http.ts";
import { retryAfterMs } from "../../kernel/retry.ts";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };
const IN_BODY = /retry-after["']?\s*[:=]\s*["']?(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|m)?\b/i;
const LOOKED_AT = 4_096;

/**
 * How long a registry asks to wait: by its header, or in the text of its answer, as ghcr.io does (`retry-after: 10.3ms`).
 * Undefined where it says nothing. Takes the time of now, for a header that is a date.
 */
export function waitAsked({ headers, body }: HttpAnswer, now: number): number | undefined {
  const byHeader = retryAfterMs(headers, now);
  if (byHeader !== undefined) return byHeader;
  const [, amount, unit] = IN_BODY.exec(Buffer.from(body.subarray(0, LOOKED_AT)).toString("latin1")) ?? [];
  return amount === undefined
    ? undefined
    : Math.ceil(Number(amount) * (UNITS[unit?.toLowerCase() ?? "s"] ?? 1_000));
}
