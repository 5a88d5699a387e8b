import { Failure } from "../kernel/errors.ts";
import { HttpError, type HttpAnswer, type HttpRequest, type HttpStream } from "../kernel/http.ts";
import { retry } from "../kernel/retry.ts";
import { notJson, unreachable } from "../kernel/unreachable.ts";
import type { Access } from "./access.ts";
import type { ApiAnswer, ApiCall } from "./api.ts";
import { createBearerCache, type Credential } from "./bearer.ts";
import { ApiFault } from "./fault.ts";
import type { ClusterHost } from "./host.ts";
import { impersonationHeaders } from "./impersonating.ts";
import { createJudge, FIRST_RETRIES, RETRIES } from "./retrying.ts";
import { bodyOf, faultOf } from "./status.ts";

const MEDIA_TYPES: Readonly<Record<NonNullable<ApiCall["as"]>, string>> = {
  json: "application/json",
  apply: "application/apply-patch+yaml",
  "json-patch": "application/json-patch+json",
  "merge-patch": "application/merge-patch+json",
};
/** A webhook may take 30 seconds, and the server gives up on its own after 60. */
const LIMITS = { headersMs: 65_000, totalMs: 90_000, maxBytes: 64 * 1024 * 1024 };
const MAX_FAULT_BYTES = 8 * 1024 * 1024;

/** What takes calls to one API server and back. Both throw as ClusterClient says. */
export interface Sender {
  readonly send: (call: ApiCall, signal: AbortSignal) => Promise<ApiAnswer>;
  readonly open: (call: ApiCall, signal: AbortSignal) => Promise<HttpStream>;
}

/**
 * Sends calls with the access's credentials: a token is renewed once after a 401, what passes is tried again within a
 * minute, no redirect is followed.
 */
export function createSender(access: Access, host: Pick<ClusterHost, "http" | "clock">): Sender {
  const { http, clock } = host;
  const bearers = createBearerCache(access, clock);
  const fixed = {
    accept: "application/json",
    "user-agent": "secrets-action",
    ...impersonationHeaders(access),
  };
  const who = `The API server of ${access.shown}`;
  const judge = createJudge(clock.now);
  let wasReached = false;

  const requestOf = (call: ApiCall, credential: Credential | undefined): HttpRequest => ({
    method: call.method,
    url: urlOf(access.server, call),
    headers: {
      ...fixed,
      ...(credential === undefined ? {} : { authorization: credential.header }),
      ...(call.body === undefined ? {} : { "content-type": MEDIA_TYPES[call.as ?? "json"] }),
    },
    ...(call.body === undefined ? {} : { body: call.body }),
    limits: LIMITS,
    trust: access.trust,
    ...(access.proxy === undefined ? {} : { proxy: access.proxy }),
    ...(access.certificate === undefined ? {} : { certificate: access.certificate }),
  });

  /** One attempt, two where the token was refused. */
  const attempt = async <A extends HttpAnswer | HttpStream>(
    call: ApiCall,
    signal: AbortSignal,
    exchange: (request: HttpRequest, signal: AbortSignal) => Promise<A>,
  ): Promise<A> => {
    const credential = await bearers.credential(signal);
    const first = await exchange(requestOf(call, credential), signal);
    wasReached = true;
    if (first.status !== 401 || credential === undefined) return first;
    await discard(first);
    const renewed = await bearers.credential(signal, credential);
    return await exchange(requestOf(call, renewed), signal);
  };

  const accepted = (call: ApiCall, answer: HttpAnswer): HttpAnswer => {
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (answer.status === 401) throw unauthorized(access, who);
    if (answer.status < 400) throw redirected(who, answer.status);
    throw faultOf(call, answer, clock.now());
  };

  const trying = async <A>(
    call: ApiCall,
    signal: AbortSignal,
    once: (s: AbortSignal) => Promise<A>,
  ): Promise<A> => {
    try {
      const rules = wasReached ? RETRIES : FIRST_RETRIES;
      return await retry(once, (error) => judge(error, call), clock, signal, rules);
    } catch (error) {
      if (error instanceof HttpError) throw notReached(error, access, who);
      if (error instanceof ApiFault && error.status === 429) throw throttled(who);
      throw error;
    }
  };

  return {
    send: (call, signal) =>
      trying(call, signal, async (during) => {
        const answer = accepted(call, await attempt(call, during, http.send));
        return { status: answer.status, json: jsonBody(answer, who) };
      }),
    open: (call, signal) =>
      trying(call, signal, async (during) => {
        const stream = await attempt(call, during, http.stream);
        if (stream.status !== 200) accepted(call, await bodyOf(stream, MAX_FAULT_BYTES));
        return stream;
      }),
  };
}

/** Leaves an answer that nobody reads, so that its connection ends. */
async function discard(answer: HttpAnswer | HttpStream): Promise<void> {
  if (!(answer.body instanceof Uint8Array)) await bodyOf(answer as HttpStream, 0).catch(() => undefined);
}

/** Throws OBJECT_INVALID for a path that a URL would take for another one. */
function urlOf(server: URL, { path, query = {} }: ApiCall): URL {
  const base = server.pathname.replace(/\/+$/, "");
  const url = new URL(server);
  url.pathname = base + path;
  url.search = new URLSearchParams(query).toString();
  url.hash = "";
  if (url.pathname !== base + path)
    throw new Failure("OBJECT_INVALID", "A name in this request cannot stand in a path.", {
      fix: "Names have lower case letters, digits, `-` and `.`, and begin and end with a letter or a digit.",
    });
  return url;
}

function jsonBody(answer: HttpAnswer, who: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer.body));
  } catch {
    throw notJson(answer, who);
  }
}

function notReached(error: HttpError, { trust }: Access, who: string): Failure {
  const failure = unreachable(error, who);
  if (failure.code !== "TLS_UNTRUSTED" || trust.ca === undefined) return failure;
  return new Failure(failure.code, failure.message, {
    fix: "Only the CA that is given for this cluster is trusted, and under the name that is given for it. Check both: another cluster has the address by now, or a proxy reads TLS on the way (NO_PROXY goes around it).",
  });
}

function unauthorized({ bearer, certificate, advice }: Access, who: string): Failure {
  const what =
    bearer !== undefined
      ? "does not accept our token, nor a new one"
      : certificate === undefined
        ? "wants credentials, and there are none"
        : "does not accept the client certificate";
  return new Failure("CREDENTIALS_REFUSED", `${who} ${what} (status 401).`, { fix: advice.unauthorized });
}

const redirected = (who: string, status: number): Failure =>
  new Failure(
    "ENDPOINT_REFUSED",
    `${who} sends us elsewhere (status ${status}); credentials are not carried to another address.`,
    {
      fix: "Name the address of the API server itself, not that of a login page or a load balancer before it.",
    },
  );

const throttled = (who: string): Failure =>
  new Failure("STORE_THROTTLED", `${who} takes no more requests for now (status 429).`, {
    fix: "Run the job again later; where it stays so, its flow control gives this identity too small a share.",
  });
