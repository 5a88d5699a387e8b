import type { Clock } from "../../kernel/clock.ts";
import type { HttpAnswer, HttpRequest } from "../../kernel/http.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Challenge } from "./challenge.ts";
import type { Credential } from "./credentials.ts";
import { answerInvalid, failedWith } from "./failures.ts";

/** A token service, as a challenge names it. */
export interface TokenService {
  readonly realm: URL;
  readonly service: string | undefined;
}

/** A token, and until when it is used. */
export interface Token {
  readonly header: Secret;
  readonly until: number;
}

export interface TokenCall {
  readonly registry: string;
  readonly service: TokenService;
  readonly scopes: readonly string[];
  readonly credential: Credential | undefined;
  readonly clock: Clock;
  readonly born: (secrets: readonly Secret[]) => void;
  /** Sends with retries and follows nothing. */
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
}

const CLIENT = "secrets-action";
const MAX_TOKEN_BYTES = 64 * 1024;
const TOKEN_TEXT = /^[\x21-\x7e]{1,32768}$/;
/** What the specification says where the service says nothing. */
const DEFAULT_SECONDS = 60;
/** A token is not used in its last seconds: it would end on its way. */
const MARGIN_MS = 10_000;
const MAX_SCOPES = 8;

/** The header of a login that is sent with every request. */
export function basicHeader(username: string, password: Secret, born: TokenCall["born"]): Secret {
  const text = Buffer.from(`${username}:${password.reveal() ?? ""}`).toString("base64");
  const header = Secret.of(`Basic ${text}`);
  born([Secret.of(text)]);
  return header;
}

/** The header of a token that is sent as it is. */
export const bearerHeader = (token: Secret): Secret => Secret.of(`Bearer ${token.reveal() ?? ""}`);

/** The scopes to ask for: what is needed, and what the registry says is needed. */
export function scopesOf(wanted: string, challenge: Challenge | undefined): string[] {
  const asked = (challenge?.parameters.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  const actions = new Map<string, Set<string>>();
  for (const scope of [wanted, ...asked.slice(0, MAX_SCOPES)]) {
    const colon = scope.lastIndexOf(":");
    const name = scope.slice(0, colon);
    const set = actions.get(name) ?? new Set();
    for (const action of scope.slice(colon + 1).split(",")) set.add(action);
    actions.set(name, set);
  }
  return [...actions].map(([name, set]) => `${name}:${[...set].toSorted().join(",")}`).toSorted();
}

/**
 * Gets a token of a registry's token service; undefined where it says no. Throws REGISTRY_ANSWER_INVALID or
 * REGISTRY_UNREACHABLE for what is no answer of one.
 * @see https://distribution.github.io/distribution/spec/auth/token/
 * @see https://distribution.github.io/distribution/spec/auth/oauth/
 */
export async function fetchToken(call: TokenCall): Promise<Token | undefined> {
  const posted = call.credential?.kind === "identity" ? await post(call, call.credential.token) : undefined;
  // Services without the second form know the token as a password.
  const answer =
    posted === undefined || posted.status === 404 || posted.status === 405 ? await get(call) : posted;
  const { registry, born, clock } = call;
  if (answer.status === 401 || answer.status === 403) return undefined;
  // Azure and others say so to a token that has ended.
  if (answer.status === 400 && posted === answer) return undefined;
  if (answer.status !== 200) throw failedWith(answer, `The token service of ${registry}`);
  const token = tokenOf(answer);
  if (token === undefined)
    throw answerInvalid(`The token service of ${registry}`, "answered with something else than a token");
  const secret = Secret.of(token.text);
  born([secret]);
  return { header: bearerHeader(secret), until: clock.now() + token.seconds * 1_000 - MARGIN_MS };
}

async function get({ service, scopes, credential, born, send }: TokenCall): Promise<HttpAnswer> {
  const url = new URL(service.realm);
  if (service.service !== undefined) url.searchParams.set("service", service.service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  url.searchParams.set("client_id", CLIENT);
  const password =
    credential?.kind === "basic"
      ? credential.password
      : credential?.kind === "identity"
        ? credential.token
        : undefined;
  const headers =
    password === undefined || credential === undefined || credential.kind === "registry"
      ? {}
      : { authorization: basicHeader(credential.username, password, born) };
  return await send({ method: "GET", url, headers, limits: { maxBytes: MAX_TOKEN_BYTES } });
}

async function post({ service, scopes, send }: TokenCall, token: Secret): Promise<HttpAnswer> {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: token.reveal() ?? "",
    client_id: CLIENT,
    scope: scopes.join(" "),
    ...(service.service === undefined ? {} : { service: service.service }),
  });
  return await send({
    method: "POST",
    url: service.realm,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: Secret.of(form.toString()),
    limits: { maxBytes: MAX_TOKEN_BYTES },
  });
}

/** Whether an answer holds a token. */
export const isToken = (answer: HttpAnswer): boolean => tokenOf(answer) !== undefined;

function tokenOf({ body }: HttpAnswer): { text: string; seconds: number } | undefined {
  try {
    const { token, access_token, expires_in } = JSON.parse(Buffer.from(body).toString("utf8")) as Record<
      string,
      unknown
    >;
    const text = token ?? access_token;
    if (typeof text !== "string" || !TOKEN_TEXT.test(text)) return undefined;
    const seconds = typeof expires_in === "number" && expires_in > 0 ? expires_in : DEFAULT_SECONDS;
    return { text, seconds };
  } catch {
    return undefined;
  }
}
