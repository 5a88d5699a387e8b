import type { Clock } from "../../kernel/clock.ts";
import { Failure } from "../../kernel/errors.ts";
import { HttpError } from "../../kernel/http.ts";
import type { Pool } from "../../kernel/pool.ts";
import { retry, retryAfterMs, type Verdict } from "../../kernel/retry.ts";
import { isTransient, unreachable } from "../../kernel/unreachable.ts";
import { endpointOf } from "./endpoint.ts";
import { type AwsAction, AwsFault, BAD_SIGNATURE, shownAction, UNKNOWN_CREDENTIALS } from "./fault.ts";
import type { AwsService, AwsSetting } from "./setting.ts";

export { type AwsAction, AwsFault, failureOf } from "./fault.ts";

/** For so long AWS may not know credentials that it has just given. */
const SETTLING_MS = 10_000;
/** AWS takes a signature that is this much off. */
const TOLERATED_SKEW_MS = 300_000;

const THROTTLED =
  /^(Throttl\w*|RequestThrottled\w*|TooManyRequests\w*|RequestLimitExceeded|BandwidthLimitExceeded|SlowDown)$/;
const PASSING = /^(IDPCommunicationError(Exception)?|RequestTimeout(Exception)?|PriorRequestNotComplete)$/;
const SKEWED = /^(RequestTimeTooSkewed|RequestInTheFuture|RequestExpired)$/;
const NAMES: Readonly<Record<AwsService, string>> = {
  sts: "AWS STS",
  secretsmanager: "AWS Secrets Manager",
  ssm: "AWS Parameter Store",
  eks: "AWS EKS",
  ecr: "Amazon ECR",
  "ecr-public": "Amazon ECR Public",
};

/** An answer that the SDK made an error of. */
interface Refusal {
  /** Undefined where the answer is not the service's. */
  readonly code: string | undefined;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly isPage: boolean;
  readonly said: string;
}

/**
 * Makes one call of AWS with the retries of this project: whatever passes by itself is tried again, a permanent error
 * ends it after one request. Each attempt is a line of the debug log.
 * @param send makes one request, with the SDK's client of one attempt.
 * @param pool in which each attempt takes a place, not the waits between them; it is told where AWS throttles.
 * @throws AwsFault for a permanent error that the service answered; Failure STORE_UNREACHABLE, TLS_UNTRUSTED,
 * STORE_THROTTLED, STORE_ANSWER_INVALID or CLOCK_SKEWED for the rest; what `send` threw where it was neither.
 */
export async function callAws<O>(
  send: (signal: AbortSignal) => Promise<O>,
  what: AwsAction,
  setting: AwsSetting,
  signal: AbortSignal,
  pool?: Pool,
): Promise<O> {
  const { clock } = setting.host;
  const attempt = async (stop: AbortSignal): Promise<O> => {
    const once = async (): Promise<O> => logged(() => send(stop), what, setting);
    return pool ? pool.run(once) : once();
  };
  const judge = (error: unknown): Verdict => {
    const verdict = verdictOn(error, what, clock);
    if (verdict.retry && verdict.throttled === true) pool?.throttled();
    return verdict;
  };
  try {
    return await retry(attempt, judge, clock, signal);
  } catch (error) {
    throw settled(error, what, setting);
  }
}

/** A line for the debug log: what, how it ended, how long it took, the request's id; never a body. */
async function logged<O>(send: () => Promise<O>, { action }: AwsAction, { host }: AwsSetting): Promise<O> {
  const started = host.clock.now();
  const log = (end: string, requestId = ""): void =>
    host.debug(`aws: ${action} -> ${end} ${host.clock.now() - started} ms ${requestId}`.trimEnd());
  try {
    const output = await send();
    const { $metadata } = output as { $metadata?: Metadata };
    log(String($metadata?.httpStatusCode ?? ""), idOf($metadata));
    return output;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) log(`${refusal.status} ${refusal.code ?? "not an answer of AWS"}`, refusal.requestId);
    else log(error instanceof HttpError ? error.kind : "failed");
    throw error;
  }
}

function verdictOn(error: unknown, { credentials }: AwsAction, clock: Clock): Verdict {
  if (error instanceof HttpError) return { retry: isTransient(error) };
  const refusal = refusalOf(error);
  if (!refusal) return { retry: false };
  const { code = "", status, headers, said } = refusal;
  const asked = retryAfterMs(headers, clock.now());
  const after = asked === undefined ? {} : { afterMs: asked };
  if (status === 429 || THROTTLED.test(code)) return { retry: true, throttled: true, ...after };
  if (status >= 500 || PASSING.test(code)) return { retry: true, ...after };
  if (code === "InvalidIdentityToken" && /retrieve verification key/i.test(said)) return { retry: true };
  const assumed = credentials?.assumedAt;
  return {
    retry: UNKNOWN_CREDENTIALS.test(code) && assumed !== undefined && clock.now() - assumed < SETTLING_MS,
  };
}

/** What the caller gets for the last error. */
function settled(error: unknown, what: AwsAction, setting: AwsSetting): unknown {
  const who = `${NAMES[what.service]} (${endpointOf(what.service, what.region, setting).host})`;
  if (error instanceof HttpError) return unreachable(error, who);
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const { code, status, requestId, said } = refusal;
  const request = requestId === undefined ? "" : ` (request ${requestId})`;
  if (code === undefined && (refusal.isPage || status < 500)) return notFromAws(refusal, what, who);
  if (status === 429 || THROTTLED.test(code ?? ""))
    return new Failure(
      "STORE_THROTTLED",
      `${who} keeps throttling ${shownAction(what)}${request}: the account makes more requests than it may.`,
      {
        fix: "Run fewer jobs at once, or ask for a higher quota: https://console.aws.amazon.com/servicequotas/",
      },
    );
  if (status >= 500)
    return new Failure(
      "STORE_UNREACHABLE",
      `${who} failed ${shownAction(what)} with status ${status}, several times${request}.`,
      { fix: "See https://health.aws.amazon.com/health/status for the region, and run the job again." },
    );
  return clockSkewed(refusal, what, setting.host.clock) ?? new AwsFault(code ?? "", status, requestId, said);
}

function notFromAws({ status, isPage }: Refusal, what: AwsAction, who: string): Failure {
  return new Failure(
    "STORE_ANSWER_INVALID",
    `${who} answered ${shownAction(what)} (status ${status}) with ${isPage ? "a web page" : "something that AWS does not send"}.`,
    {
      fix: "A proxy or a portal in between seems to have answered: check HTTPS_PROXY and NO_PROXY, and aws-endpoints where it is set.",
    },
  );
}

/** The failure for a clock that is off, by the date that the answer bears; undefined where the clock is not to blame. */
function clockSkewed(
  { code = "", headers, said }: Refusal,
  what: AwsAction,
  clock: Clock,
): Failure | undefined {
  const date = Date.parse(headers["date"] ?? "");
  const ahead = Number.isNaN(date) ? undefined : clock.now() - date;
  const sure =
    SKEWED.test(code) || (BAD_SIGNATURE.test(code) && /Signature (expired|not yet current)/i.test(said));
  const likely = BAD_SIGNATURE.test(code) && Math.abs(ahead ?? 0) > TOLERATED_SKEW_MS;
  if (!sure && !likely) return undefined;
  const far =
    ahead === undefined
      ? "by more than 5 minutes"
      : `by ${durationOf(Math.abs(ahead))} (it is ${ahead > 0 ? "ahead" : "behind"})`;
  return new Failure(
    "CLOCK_SKEWED",
    `This machine's clock is off ${far}, so that AWS refuses ${what.action}.`,
    {
      fix: "Have the clock set by NTP:\nsudo timedatectl set-ntp true   # Linux\nw32tm /resync                   # Windows\nsudo sntp -sS time.apple.com    # macOS",
    },
  );
}

function durationOf(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

/** What the SDK says of an answer itself. */
export interface Metadata {
  readonly httpStatusCode?: number | undefined;
  readonly requestId?: string | undefined;
}

/** The id of a request, where it is what one looks like. */
export const idOf = (metadata: Metadata | undefined): string | undefined => {
  const id = metadata?.requestId;
  return id !== undefined && /^[\w-]{1,64}$/.test(id) ? id : undefined;
};

/** The SDK's error as plain facts; undefined where it is about no answer. */
function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const { $response, $metadata, $fault, Code, name, message } = error as Error & {
    readonly $response?: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>> };
    readonly $metadata?: Metadata;
    readonly $fault?: string;
    /** Of STS the code as it was sent; `name` is the class that the SDK made of it. */
    readonly Code?: string;
  };
  if (!$response) return undefined;
  const { statusCode: status, headers } = $response;
  const isPage = /^\s*text\/html\b/i.test(headers["content-type"] ?? "");
  const code = Code ?? name;
  const known = $fault !== undefined && !isPage && code !== "Unknown" && /^[A-Za-z0-9.]{1,80}$/.test(code);
  return {
    code: known ? code : undefined,
    status,
    requestId: idOf($metadata),
    headers,
    isPage,
    said: known ? message : "",
  };
}
