import { type HttpAnswer, HttpError, type HttpRequest } from "../../kernel/http.ts";
import { createPool, type Pool } from "../../kernel/pool.ts";
import { retry, type Verdict } from "../../kernel/retry.ts";
import type { Secret } from "../../kernel/secret.ts";
import { isTransient } from "../../kernel/unreachable.ts";
import type { SigningHost } from "../host.ts";
import { createEndpoints, isLoopback } from "./endpoint.ts";
import { type Actions, answerInvalid, failedWith, refused, registryUnreachable } from "./failures.ts";
import { createLogins } from "./logins.ts";
import { createCredentials, type LoginSettings } from "./credentials.ts";
import { waitAsked } from "./rate-limit.ts";
import type { Target } from "./target.ts";

export interface RegistryCall {
  readonly target: Target;
  readonly actions: Actions;
  readonly method: HttpRequest["method"];
  /** Below `/v2/REPOSITORY/`, or where the registry led to. */
  readonly at: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly maxBytes?: number;
  /** A tag is not written again without reading it again: no retries then, and a refusal is an answer. */
  readonly once?: boolean;
  /** Whether an answer of 200 to 299 is one that fits: another is asked for anew, a few times, and returned then. */
  readonly fits?: (answer: HttpAnswer) => boolean;
}

/** How one request is sent. */
export type SendOptions = Pick<RegistryCall, "once" | "fits">;

/** Speaks to registries: logins, retries, redirects. */
export interface Transport {
  /** Any answer but 401, 403, 408, 429 and 5xx (those too where `once`). The URL is that of the last hop. */
  readonly call: (call: RegistryCall, signal: AbortSignal) => Promise<HttpAnswer & { readonly url: URL }>;
  readonly lead: (registry: string, location: string | undefined, from: URL) => URL;
  /** As after an answer 401 or 403. */
  readonly refusal: (call: RegistryCall, status: number) => Promise<Error>;
}

export interface TransportSettings extends LoginSettings {
  /** Hosts (with their port) that are spoken to without TLS; this machine itself always is. */
  readonly insecure: readonly string[];
}

const MAX_HOPS = 5;
const AT_ONCE = 8;
/** Of answers that do not fit: something on the way may have spoken for the registry, once. */
const MAX_ODD = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504, 522]);
/** A rate limit of a minute is waited out. */
const RETRIES = { attempts: 6, baseMs: 200, capMs: 10_000, budgetMs: 75_000 } as const;

class Passing extends Error {
  readonly answer: HttpAnswer;

  constructor(answer: HttpAnswer) {
    super();
    this.answer = answer;
  }
}

/**
 * Makes the client of all registries of a run. Its `call` throws REGISTRY_REFUSED, REGISTRY_UNREACHABLE,
 * REGISTRY_ANSWER_INVALID, TLS_UNTRUSTED. A login never goes to another origin than the one that it is for.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export function createTransport(settings: TransportSettings, host: SigningHost): Transport {
  const endpoints = createEndpoints(settings.insecure);
  const credentials = createCredentials(settings, host);
  const pools = new Map<string, Pool>();

  const poolOf = (registry: string): Pool => {
    const pool = pools.get(registry) ?? createPool(AT_ONCE);
    pools.set(registry, pool);
    return pool;
  };

  const send = async (
    registry: string,
    request: HttpRequest,
    signal: AbortSignal,
    { once, fits }: SendOptions = {},
  ): Promise<HttpAnswer> => {
    const pool = poolOf(registry);
    let odd = 0;
    const attempt = async (stop: AbortSignal): Promise<HttpAnswer> =>
      pool.run(async () => {
        const answer = await host.registryHttp.send({ ...request, direct: isLoopback(request.url) }, stop);
        if (once === true) return answer;
        if (PASSING.has(answer.status)) throw new Passing(answer);
        const isOdd = answer.status < 300 && fits?.(answer) === false;
        if (isOdd && (odd += 1) < MAX_ODD) throw new Passing(answer);
        return answer;
      });
    const judge = (error: unknown): Verdict => {
      if (error instanceof HttpError) {
        const isOdd = error.kind === "too-large" && fits !== undefined;
        if (isOdd) return { retry: (odd += 1) < MAX_ODD };
        return { retry: isTransient(error) && (once !== true || error.kind === "refused") };
      }
      if (!(error instanceof Passing)) return { retry: false };
      const after = waitAsked(error.answer, host.clock.now());
      const throttled = error.answer.status === 429;
      if (throttled) pool.throttled();
      return { retry: true, throttled, ...(after === undefined ? {} : { afterMs: after }) };
    };
    try {
      return await retry(attempt, judge, host.clock, signal, RETRIES);
    } catch (error) {
      if (error instanceof Passing) throw failedWith(error.answer, registry);
      throw error instanceof HttpError ? registryUnreachable(error, registry) : error;
    }
  };

  const logins = createLogins(credentials, endpoints, host, send);

  /** One request, to where its redirects lead; `401` ends it. */
  const follow = async (
    { target, method, headers, body, maxBytes, once, fits }: RegistryCall,
    start: URL,
    header: Secret | undefined,
    signal: AbortSignal,
  ): Promise<HttpAnswer & { url: URL }> => {
    const origin = new URL(endpoints.origin(target.registry)).origin;
    let url = start;
    for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
      const answer = await send(
        target.registry,
        {
          method,
          url,
          headers: {
            ...headers,
            ...(header !== undefined && url.origin === origin ? { authorization: header } : {}),
          },
          ...(body === undefined ? {} : { body }),
          ...(maxBytes === undefined ? {} : { limits: { maxBytes } }),
        },
        signal,
        { ...(once === undefined ? {} : { once }), ...(fits === undefined ? {} : { fits }) },
      );
      if (!REDIRECTS.has(answer.status)) return { ...answer, url };
      const isRead = method === "GET" || method === "HEAD";
      const next = endpoints.lead(target.registry, answer.headers["location"], url);
      if (!isRead && (answer.status < 307 || next.origin !== url.origin))
        throw answerInvalid(target.registry, "redirects what is written");
      url = next;
    }
    throw answerInvalid(target.registry, "redirects in circles");
  };

  const refusal = async ({ target, actions }: RegistryCall, status: number): Promise<Error> =>
    refused(target, actions, (await credentials(target)) !== undefined, status);

  return {
    lead: endpoints.lead,
    refusal,
    call: async (call, signal) => {
      const { target, actions, at, once } = call;
      const start =
        at instanceof URL
          ? at
          : new URL(`${endpoints.origin(target.registry)}/v2/${target.repository}/${at}`);
      const sent = await logins.header(target, actions, signal);
      let answer = await follow(call, start, sent, signal);
      const isOwn = answer.url.origin === new URL(endpoints.origin(target.registry)).origin;
      if (answer.status === 401 && isOwn) {
        const header = await logins.challenged(target, actions, answer, sent, signal);
        if (header !== undefined) answer = await follow(call, start, header, signal);
      }
      if (answer.status === 401 || (answer.status === 403 && once !== true))
        throw await refusal(call, answer.status);
      return answer;
    },
  };
}
