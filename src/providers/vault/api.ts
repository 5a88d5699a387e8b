import type { Clock } from "../../kernel/clock.ts";
import { Failure } from "../../kernel/errors.ts";
import { type HttpAnswer, HttpError, type HttpRequest } from "../../kernel/http.ts";
import type { Pool } from "../../kernel/pool.ts";
import { retry, retryAfterMs, type Verdict } from "../../kernel/retry.ts";
import { Secret } from "../../kernel/secret.ts";
import { answerProblem, isTransient, notJson, unreachable } from "../../kernel/unreachable.ts";
import { isLoopback } from "./address.ts";
import { answerOf, faultOf, type VaultAnswer, whoAt } from "./answer.ts";
import type { VaultFault } from "./fault.ts";
import { inNamespace } from "./namespace.ts";
import { redirected, target } from "./redirect.ts";
import type { VaultSetting } from "./setting.ts";

export type { VaultAnswer } from "./answer.ts";
export { VaultFault } from "./fault.ts";

export interface VaultCall {
  readonly method: "GET" | "POST" | "LIST";
  /** Encoded, without `/v1/` and the namespace; may have a query. */
  readonly path: string;
  /** "" is the root. */
  readonly namespace: string;
  readonly token?: Secret;
  /** Sent as JSON; a Secret is JSON already. */
  readonly body?: object | Secret;
  /** "60s": the answer is then a wrapping token. */
  readonly wrapTtl?: string;
  /**
   * It creates something or uses something up: tried again only where the first try surely did nothing (no connection,
   * 412, 429), never after a lost answer.
   */
  readonly once?: boolean;
  /** Some login methods answer 500 to what they refuse: such an answer, in Vault's own form, is final and a VaultFault. */
  readonly refusesWith500?: boolean;
}

/** A standby leads to the active node; more hops are a loop. */
const MAX_HOPS = 3;
const SEALED = /\bsealed\b/i;
const UNINITIALISED = /not (yet )?(been )?initiali[sz]ed/i;
/** KV 2 while a mount is converted from KV 1. */
const PASSING = /^Upgrading from non-versioned to versioned/i;

/** An answer of status 400 and above as it came; `fault` where it has the form of Vault's own. */
class Refusal extends Error {
  readonly answer: HttpAnswer;
  readonly fault: VaultFault | undefined;

  constructor(answer: HttpAnswer) {
    super();
    this.answer = answer;
    this.fault = faultOf(answer);
  }
}

/**
 * Makes one call of Vault's API with the retries of this project: whatever passes by itself (412, 429, 5xx, a lost
 * connection) is tried again, everything else ends it. The client that the host gives logs each. The namespace goes in the
 * path: a server without namespaces then finds no such route, where it would ignore a header and read the root's.
 * @param pool in which each attempt takes a place, not the waits between them; it is told where Vault throttles.
 * @throws VaultFault for an answer of Vault that is no success; Failure STORE_SEALED, STORE_THROTTLED, STORE_UNREACHABLE,
 * TLS_UNTRUSTED, STORE_ANSWER_INVALID or ENDPOINT_REFUSED for the rest.
 * @see https://developer.hashicorp.com/vault/api-docs
 */
export async function callVault(
  call: VaultCall,
  setting: VaultSetting,
  signal: AbortSignal,
  pool?: Pool,
): Promise<VaultAnswer> {
  const { clock } = setting.host;
  const attempt = async (stop: AbortSignal): Promise<VaultAnswer> => {
    const once = async (): Promise<VaultAnswer> => exchange(call, setting, stop);
    return pool ? pool.run(once) : once();
  };
  const judge = (error: unknown): Verdict => {
    const verdict = verdictOn(error, call, clock);
    if (verdict.retry && verdict.throttled === true) pool?.throttled();
    return verdict;
  };
  try {
    return await retry(attempt, judge, clock, signal);
  } catch (error) {
    throw settled(error, call, setting);
  }
}

/** One attempt, with the redirects of a standby. */
async function exchange(call: VaultCall, setting: VaultSetting, signal: AbortSignal): Promise<VaultAnswer> {
  let [address] = setting.addresses;
  for (let hop = 0; address !== undefined && hop <= MAX_HOPS; hop += 1) {
    const request = requestOf(call, address, setting);
    const answer = await setting.host.http.send(request, signal);
    const { status } = answer;
    if (status >= 400) throw new Refusal(answer);
    if (status < 300) return answerOf(answer, request.url);
    address = target(answer, request.url, setting, call.token);
  }
  throw redirected("redirects in circles", undefined);
}

function requestOf(call: VaultCall, address: URL, setting: VaultSetting): HttpRequest {
  const { token, body, wrapTtl, method } = call;
  const base = address.pathname.replace(/\/+$/, "");
  // Not resolved against the address: a path that begins with two slashes would be another host.
  const url = new URL(
    `${address.origin}${base}/v1/${inNamespace(call.namespace, call.path)}${method === "LIST" ? "?list=true" : ""}`,
  );
  return {
    // As the official client lists: a gateway may not know the verb.
    method: method === "LIST" ? "GET" : method,
    url,
    // Loopback may be http:, since nobody is in between: so no proxy is, either.
    direct: isLoopback(url),
    headers: {
      ...Object.fromEntries(setting.headers),
      "x-vault-request": "true",
      ...(token === undefined ? {} : { "x-vault-token": token }),
      ...(wrapTtl === undefined ? {} : { "x-vault-wrap-ttl": wrapTtl }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: body instanceof Secret ? body : JSON.stringify(body) }),
    ...(setting.certificate === undefined ? {} : { certificate: setting.certificate }),
  };
}

function verdictOn(error: unknown, call: VaultCall, clock: Clock): Verdict {
  const once = call.once === true;
  if (error instanceof HttpError)
    return { retry: isTransient(error) && (!once || error.kind === "dns" || error.kind === "refused") };
  if (!(error instanceof Refusal)) return { retry: false };
  const { answer, fault } = error;
  const asked = retryAfterMs(answer.headers, clock.now());
  const after = asked === undefined ? {} : { afterMs: asked };
  if (answer.status === 429) return { retry: true, throttled: true, ...after };
  if (answer.status === 412 || fault?.has(PASSING) === true) return { retry: true, ...after };
  const isClosed = fault !== undefined && (fault.has(SEALED) || fault.has(UNINITIALISED));
  if (isRefusal(call, error)) return { retry: false };
  return { retry: answer.status >= 500 && answer.status !== 501 && !isClosed && !once, ...after };
}

const isRefusal = (call: VaultCall, { answer, fault }: Refusal): boolean =>
  call.refusesWith500 === true && answer.status === 500 && fault !== undefined;

/** What the caller gets for the last error. */
function settled(error: unknown, call: VaultCall, setting: VaultSetting): unknown {
  const { once } = call;
  const who = whoAt(setting.addresses[0]);
  if (error instanceof HttpError) return unreachable(error, who);
  if (!(error instanceof Refusal)) return error;
  const { answer, fault } = error;
  const { status } = answer;
  if (status === 501 || fault?.has(UNINITIALISED) === true)
    return new Failure("STORE_SEALED", `${who} is not initialised: it holds nothing yet.`, {
      fix: "vault operator init",
    });
  if (status >= 500 && fault?.has(SEALED) === true)
    return new Failure("STORE_SEALED", `${who} is sealed: it cannot read its own data.`, {
      fix: "An operator unseals it: vault operator unseal\nIf it should unseal by itself, check its seal (the KMS key that it names).",
    });
  if (isRefusal(call, error)) return fault;
  if (status === 429)
    return new Failure("STORE_THROTTLED", `${who} keeps refusing requests: a rate limit quota is used up.`, {
      fix: "Run fewer jobs at once, or raise the quota:\nvault list sys/quotas/rate-limit",
    });
  if (status === 412)
    return new Failure(
      "STORE_UNREACHABLE",
      `${who} has not caught up with its primary, after several tries.`,
      {
        fix: "Run the job again, or have vault-address name the primary cluster.",
      },
    );
  if (status >= 500)
    return new Failure(
      "STORE_UNREACHABLE",
      `${who} failed with status ${status}${once === true ? "; a request that creates something is not repeated" : ", several times"}.`,
      { fix: "See the log of the server, and run the job again." },
    );
  return fault ?? answerProblem(answer, who) ?? notJson(answer, who);
}
