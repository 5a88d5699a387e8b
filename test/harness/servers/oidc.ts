import crypto from "node:crypto";
import type { Server } from "../job.ts";
import { json, listen } from "./control.ts";
import type { Answer, Call } from "./control.ts";
import { createFaults } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { createKey, signToken } from "./keys.ts";
import { trustedBy } from "./tls.ts";
import type { CertificateName } from "./tls.ts";
import type { Issuer } from "./web-identity.ts";

export interface OidcOptions {
  /** What a job must present. Secret: no log may show it. */
  readonly requestToken?: string;
  /** Over the claims of a push to main of liquid-hive/shop; undefined takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** GitHub's, unless given: `enterpriseIssuer("acme")` is the form of an enterprise of its own. */
  readonly issuer?: string;
  readonly faults?: readonly Fault[];
  readonly latencyMs?: number;
  readonly tls?: CertificateName;
  /** The server's clock. */
  readonly now?: () => number;
}

export interface OidcServer extends Server {
  /** For the table of identity providers of `strictAws`. */
  readonly issuer: Issuer;
  readonly log: string[];
  /** Audiences asked for, in order. */
  readonly audiences: readonly string[];
  /** Requests with their headers, and tokens given: never in a log. */
  readonly raw: readonly Call[];
  readonly tokens: readonly string[];
  /** Takes an audience and claims over those of the server; returns a token as the service would give it. */
  readonly token: (audience: string, claims?: Readonly<Record<string, unknown>>) => string;
}

export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
export const REQUEST_TOKEN = "CANARY-7f3a-id-token-request";
const API_VERSION = "2.0";
const LIFETIME_S = 300;
const BACKDATED_S = 600;

/** Takes the name of an enterprise; returns the issuer of its tokens where it asked for one of its own. */
export function enterpriseIssuer(slug: string): string {
  return `${GITHUB_ISSUER}/${slug}`;
}

/** The claims of a push to main, as GitHub documents them; `sub` follows from the others. */
const PUSH: Readonly<Record<string, unknown>> = {
  actor: "octocat",
  actor_id: "583231",
  base_ref: "",
  event_name: "push",
  head_ref: "",
  job_workflow_ref: "liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main",
  job_workflow_sha: "0123456789abcdef0123456789abcdef01234567",
  ref: "refs/heads/main",
  ref_protected: "true",
  ref_type: "branch",
  repository: "liquid-hive/shop",
  repository_id: "74001",
  repository_owner: "liquid-hive",
  repository_owner_id: "9001",
  repository_visibility: "private",
  run_attempt: "1",
  run_id: "30001",
  run_number: "10",
  runner_environment: "github-hosted",
  sha: "0123456789abcdef0123456789abcdef01234567",
  workflow: "deploy",
  workflow_ref: "liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main",
  workflow_sha: "0123456789abcdef0123456789abcdef01234567",
};

/** Takes claims; returns the subject of older repositories, or that with the immutable ids. */
export function subjectOf(claims: Readonly<Record<string, unknown>>, ids = false): string {
  const escape = (name: string): string => String(claims[name]).replaceAll(":", "%3A");
  const [owner, name] = escape("repository").split("/");
  const repository = ids
    ? `${owner}@${String(claims["repository_owner_id"])}/${name}@${String(claims["repository_id"])}`
    : `${owner}/${name}`;
  if (claims["environment"] !== undefined) return `repo:${repository}:environment:${escape("environment")}`;
  const event = claims["event_name"];
  return `repo:${repository}:${event === "pull_request" ? "pull_request" : `ref:${escape("ref")}`}`;
}

/**
 * GitHub's token service and issuer, on loopback. Written from GitHub's documentation of OpenID Connect in
 * workflows and of its claims; that AWS accepts such a token is what `strictAws` checks with code of its own.
 */
export function oidcServer(options: OidcOptions = {}): OidcServer {
  const key = createKey();
  const requestToken = options.requestToken ?? REQUEST_TOKEN;
  const issuer = options.issuer ?? GITHUB_ISSUER;
  const now = options.now ?? Date.now;
  const log: string[] = [];
  const audiences: string[] = [];
  const raw: Call[] = [];
  const tokens: string[] = [];

  function token(audience: string, claims: Readonly<Record<string, unknown>> = {}): string {
    const iat = Math.floor(now() / 1000);
    const given = { ...PUSH, ...options.claims, ...claims };
    const all = {
      sub: subjectOf(given),
      jti: crypto.randomUUID(),
      iss: issuer,
      aud: audience,
      iat,
      nbf: iat - BACKDATED_S,
      exp: iat + LIFETIME_S,
      ...given,
    };
    return signToken(all, key);
  }

  function answer(call: Call): Answer {
    const url = new URL(call.path, "http://issuer");
    if (url.pathname.endsWith("/.well-known/openid-configuration")) {
      return json(200, {
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks`,
        subject_types_supported: ["public", "pairwise"],
        response_types_supported: ["id_token"],
        id_token_signing_alg_values_supported: ["RS256"],
        scopes_supported: ["openid"],
      });
    }
    if (url.pathname.endsWith("/.well-known/jwks")) return json(200, { keys: [key.jwk] });
    if (url.pathname !== "/token" || call.method !== "GET") return json(404, { message: "no such resource" });
    if (url.searchParams.get("api-version") !== API_VERSION) return json(400, { message: "api-version" });
    if (!isBearer(call.headers["authorization"], requestToken))
      return json(401, { message: "the request token is not this job's" });
    const owner = String({ ...PUSH, ...options.claims }["repository_owner"]);
    const audience = url.searchParams.get("audience") ?? `https://github.com/${owner}`;
    const value = token(audience);
    tokens.push(value);
    return json(200, { count: value.length, value });
  }

  return {
    issuer: { url: issuer, keys: () => [key.publicKey] },
    log,
    audiences,
    raw,
    tokens,
    token,
    async start() {
      const decide = createFaults(options.faults ?? []);
      const handler = async (call: Call): Promise<Answer> => {
        raw.push(call);
        const { pathname, searchParams } = new URL(call.path, "http://issuer");
        const audience = searchParams.get("audience");
        if (audience !== null) audiences.push(audience);
        const decided = await decide(call, async () => answer(call));
        const status = "deliver" in decided.answer ? "" : ` ${decided.answer.status}`;
        const what = decided.fault === undefined ? status : `${status} fault ${decided.fault}`;
        log.push(`${call.method} ${pathname} audience ${audience ?? "default"} ->${what}`);
        return decided.answer;
      };
      const { url, stop } = await listen(handler, options);
      const env = {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=${API_VERSION}`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
        ...trustedBy(options.tls),
      };
      return { env, stop, log };
    },
  };
}

/** The scheme's name has no case, the token has. */
function isBearer(header: string | undefined, token: string): boolean {
  return /^bearer (.*)$/i.exec(header ?? "")?.[1] === token;
}
