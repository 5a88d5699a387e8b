import type { HttpAnswer, HttpRequest } from "../../kernel/http.ts";
import type { Secret } from "../../kernel/secret.ts";
import type { SigningHost } from "../host.ts";
import {
  basicHeader,
  bearerHeader,
  fetchToken,
  isToken,
  scopesOf,
  type Token,
  type TokenService,
} from "./authorization.ts";
import { type Challenge, parseChallenges } from "./challenge.ts";
import type { Credential } from "./credentials.ts";
import type { Endpoints } from "./endpoint.ts";
import { type Actions, answerInvalid, refused } from "./failures.ts";
import type { Target } from "./target.ts";

export interface Logins {
  /** What to send with a request, as far as it is known how this registry asks. */
  readonly header: (target: Target, actions: Actions, signal: AbortSignal) => Promise<Secret | undefined>;
  /** After a 401 to a request with `sent`: what to send instead; undefined where there is nothing. */
  readonly challenged: (
    target: Target,
    actions: Actions,
    answer: HttpAnswer & { readonly url: URL },
    sent: Secret | undefined,
    signal: AbortSignal,
  ) => Promise<Secret | undefined>;
}

type Send = (
  registry: string,
  request: HttpRequest,
  signal: AbortSignal,
  options: { readonly fits: (answer: HttpAnswer) => boolean },
) => Promise<HttpAnswer>;
type Way = { readonly kind: "basic" } | { readonly kind: "bearer"; readonly service: TokenService };

/**
 * Remembers how each registry asks for a login, and the tokens that it gave, by registry and scope; a token is asked for
 * once, however many requests wait for it. Throws REGISTRY_REFUSED where the token service says no,
 * REGISTRY_ANSWER_INVALID where a registry leads to a token service that no login is given to.
 */
export function createLogins(
  credentials: (target: Target) => Promise<Credential | undefined>,
  endpoints: Endpoints,
  host: Pick<SigningHost, "clock" | "born">,
  send: Send,
): Logins {
  const ways = new Map<string, Way>();
  const tokens = new Map<string, Promise<Token | undefined>>();
  /** What a registry said is needed for a repository, beyond what we think. */
  const asked = new Map<string, readonly string[]>();

  const token = async (
    target: Target,
    actions: Actions,
    service: TokenService,
    scopes: readonly string[],
    stale: Secret | undefined,
    signal: AbortSignal,
  ): Promise<Secret> => {
    const { registry, repository } = target;
    const credential = await credentials(target);
    // By repository too: logins may be of a repository.
    const key = JSON.stringify([registry, repository, scopes]);
    for (let current = tokens.get(key); current !== undefined;) {
      const known = await current;
      if (known !== undefined && known.until > host.clock.now() && known.header !== stale)
        return known.header;
      const newer = tokens.get(key);
      current = newer === current ? undefined : newer;
    }
    const ask = async (as: Credential | undefined): Promise<Token | undefined> =>
      await fetchToken({
        registry,
        service,
        scopes,
        credential: as,
        clock: host.clock,
        born: host.born,
        send: (request) => send(registry, request, signal, { fits: isToken }),
      });
    const fresh = ask(credential);
    tokens.set(key, fresh);
    fresh.catch(() => tokens.delete(key));
    const given = await fresh;
    // What everybody may read is read without a login that has no right to it, as GitHub's token may have none.
    if (given === undefined && credential !== undefined && actions === "pull") {
      const anonymous = ask(undefined);
      tokens.set(key, anonymous);
      anonymous.catch(() => tokens.delete(key));
      const open = await anonymous;
      if (open !== undefined) return open.header;
    }
    if (given === undefined) {
      tokens.delete(key);
      throw refused(target, actions, credential !== undefined, 401);
    }
    return given.header;
  };

  const wanted = ({ registry, repository }: Target, actions: Actions): readonly string[] =>
    asked.get(JSON.stringify([registry, repository, actions])) ??
    scopesOf(`repository:${repository}:${actions}`, undefined);

  const header: Logins["header"] = async (target, actions, signal) => {
    const way = ways.get(target.registry);
    if (way === undefined) return undefined;
    const credential = await credentials(target);
    if (credential?.kind === "registry") return bearerHeader(credential.token);
    if (way.kind === "bearer")
      return token(target, actions, way.service, wanted(target, actions), undefined, signal);
    return credential?.kind === "basic"
      ? basicHeader(credential.username, credential.password, host.born)
      : undefined;
  };

  return {
    header,
    challenged: async (target, actions, answer, sent, signal) => {
      const { registry, repository } = target;
      const challenges = parseChallenges(answer.headers["www-authenticate"]);
      const bearer = challenges.find(({ scheme }) => scheme === "bearer");
      if (bearer === undefined) {
        // The same login again would be refused again.
        if (sent !== undefined || !challenges.some(({ scheme }) => scheme === "basic")) return undefined;
        ways.set(registry, { kind: "basic" });
        return header(target, actions, signal);
      }
      const service = serviceOf(registry, bearer, answer.url, endpoints);
      ways.set(registry, { kind: "bearer", service });
      const credential = await credentials(target);
      if (credential?.kind === "registry")
        return sent === undefined ? bearerHeader(credential.token) : undefined;
      const scopes = scopesOf(`repository:${repository}:${actions}`, bearer);
      asked.set(JSON.stringify([registry, repository, actions]), scopes);
      return token(target, actions, service, scopes, sent, signal);
    },
  };
}

function serviceOf(registry: string, challenge: Challenge, from: URL, endpoints: Endpoints): TokenService {
  const realm = challenge.parameters.get("realm");
  if (realm === undefined || !URL.canParse(realm))
    throw answerInvalid(registry, "names no token service whose address can be read");
  return { realm: endpoints.lead(registry, realm, from), service: challenge.parameters.get("service") };
}
