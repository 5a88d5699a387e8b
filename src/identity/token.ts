import type { Clock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { type Http, type HttpAnswer, HttpError, type HttpLimits } from "../kernel/http.ts";
import { retry, retryAfterMs, type RetryRules, type Verdict } from "../kernel/retry.ts";
import { Secret } from "../kernel/secret.ts";
import { isTransient, unreachable } from "../kernel/unreachable.ts";
import { type Claims, decodeClaims, isJwt } from "./claims.ts";
import { otherForm } from "./subject.ts";

/** An identity token for one audience. */
export interface IdToken {
  readonly token: Secret;
  readonly claims: Claims;
  /** The other form of `sub` that a trust policy may name too, where both ids are claimed. */
  readonly otherSubject?: string;
}

export interface TokenRequest {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whom the token is for; GitHub's own default is never asked for. */
  readonly audience: string;
  readonly http: Http;
  readonly clock: Clock;
}

/** The service answers within a second; an answer is a token of about 2 KiB. */
const LIMITS: Partial<HttpLimits> = { headersMs: 10_000, totalMs: 10_000, maxBytes: 256 * 1024 };
/** The last attempt begins within 20 seconds, so that all of it ends within 30. */
const RULES: Partial<RetryRules> = { attempts: 5, baseMs: 250, budgetMs: 20_000 };
const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const STATUS_PAGE = "See https://www.githubstatus.com and run the job again.";

/** An answer that holds no token. */
class NoToken extends Error {
  readonly status: number;
  readonly verdict: Verdict;

  constructor({ status, headers }: HttpAnswer, clock: Clock) {
    super(`status ${status}`);
    this.status = status;
    const afterMs = retryAfterMs(headers, clock.now());
    // A success without a token is a hiccup of the service or of a proxy before it.
    const passes = status === 408 || status === 429 || status >= 500 || isSuccess(status);
    this.verdict = passes
      ? { retry: true, throttled: status === 429, ...(afterMs === undefined ? {} : { afterMs }) }
      : { retry: false };
  }
}

/**
 * Asks GitHub for the job's identity token for one audience. The caller masks it; the request's own token is masked by
 * the runner. What passes by itself is tried again, for 30 seconds at most; a refusal ends it after one request.
 * @throws Failure OIDC_TOKEN_UNAVAILABLE, ENDPOINT_REFUSED where the service's address is no https:, TLS_UNTRUSTED.
 * @see https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
export async function requestIdToken(request: TokenRequest, signal: AbortSignal): Promise<IdToken> {
  const { env, audience, http, clock } = request;
  const url = addressOf(env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "", audience);
  const authorization = Secret.of(`Bearer ${env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? ""}`);
  let attempts = 0;
  const ask = async (stop: AbortSignal): Promise<Secret> => {
    attempts += 1;
    const headers = { accept: "application/json", authorization };
    const answer = await http.send(
      { method: "GET", url, headers, limits: LIMITS, direct: url.protocol === "http:" },
      stop,
    );
    const token = tokenIn(answer);
    if (token === undefined) throw new NoToken(answer, clock);
    return token;
  };
  const judge = (error: unknown): Verdict => {
    if (error instanceof NoToken) return error.verdict;
    return { retry: error instanceof HttpError && isTransient(error) };
  };
  const token = await retry(ask, judge, clock, signal, RULES).catch((error: unknown) => {
    throw unavailable(error, url.host, attempts);
  });
  const claims = decodeClaims(token) ?? {};
  const otherSubject = otherForm(claims);
  return { token, claims, ...(otherSubject === undefined ? {} : { otherSubject }) };
}

/** The runner gives the address with a query of its own; the audience is one more of its parameters. */
function addressOf(text: string, audience: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (!url || !isSafe || url.username !== "" || url.password !== "")
    throw new Failure(
      "ENDPOINT_REFUSED",
      "ACTIONS_ID_TOKEN_REQUEST_URL is no https: address: the job's request token would travel in the clear.",
      { fix: "Leave ACTIONS_ID_TOKEN_REQUEST_URL to the runner: no `env:` and no earlier step may set it." },
    );
  url.search = `${url.search === "" ? "?" : `${url.search}&`}audience=${encodeURIComponent(audience)}`;
  url.hash = "";
  return url;
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

function tokenIn({ status, body }: HttpAnswer): Secret | undefined {
  if (!isSuccess(status)) return undefined;
  try {
    const answer: unknown = JSON.parse(new TextDecoder().decode(body));
    const value = (answer as { readonly value?: unknown } | null)?.value;
    return typeof value === "string" && isJwt(value) ? Secret.of(value) : undefined;
  } catch {
    return undefined;
  }
}

function unavailable(error: unknown, host: string, attempts: number): unknown {
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  if (error instanceof NoToken) {
    const { status } = error;
    const how = isSuccess(status) ? `status ${status}, but with no token` : `status ${status}`;
    return new Failure(
      "OIDC_TOKEN_UNAVAILABLE",
      `GitHub's token service (${host}) answered with ${how}, after ${tries}.`,
      { fix: fixFor(status) },
    );
  }
  if (!(error instanceof HttpError)) return error;
  const { code, message, fix } = unreachable(error, `GitHub's token service (${host})`);
  if (code === "TLS_UNTRUSTED") return new Failure(code, message, fix === undefined ? {} : { fix });
  return new Failure("OIDC_TOKEN_UNAVAILABLE", `${message.replace(/\.$/, "")}, after ${tries}.`, {
    fix: `${STATUS_PAGE} On a runner of your own: ${fix ?? ""}`.trimEnd(),
  });
}

function fixFor(status: number): string {
  if (status === 401 || status === 403)
    return "The job's right to ask ends with the job: run it again. Leave ACTIONS_ID_TOKEN_REQUEST_TOKEN to the runner, and have in the job:\npermissions:\n  id-token: write\n  contents: read";
  if (status >= 300 && status < 400)
    return "Something in between redirects the request, and a token is not sent after a redirect: check HTTPS_PROXY and NO_PROXY.";
  if (isSuccess(status))
    return `${STATUS_PAGE} A proxy or a portal may answer in its place: check HTTPS_PROXY and NO_PROXY.`;
  return STATUS_PAGE;
}
