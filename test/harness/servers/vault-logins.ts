import crypto from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { isSignedBy, readToken } from "./keys.ts";
import type { Claims } from "./keys.ts";
import { own } from "./vault-engines.ts";
import { audiencesOf } from "./vault-seed.ts";
import type { AuthSeed, JwtRole, TokenTerms } from "./vault-seed.ts";
import { random } from "./vault-tokens.ts";
import type { Birth, TokenEntry, Tokens } from "./vault-tokens.ts";
import { found, UNSUPPORTED, VaultError } from "./vault-wording.ts";
import type { Result } from "./vault-wording.ts";

type Body = Readonly<Record<string, unknown>>;

/** Who logged in, and what that is worth. */
interface Accepted {
  readonly terms: TokenTerms;
  readonly meta: Readonly<Record<string, string>>;
  readonly name: string;
}

export interface Method {
  /**
   * Takes the path below the mount, if a login is there, the body, and the client's certificate if it showed one.
   * Throws VaultError for a refused one.
   */
  readonly logIn: (path: string, body: Body, certificate?: Buffer) => Accepted;
  /** What needs a token: of approle, a new secret id. */
  readonly manage: (method: string, path: string) => Result;
}

/** Clocks may differ by so much: what a role allows unless it says otherwise. */
const LEEWAY_S = 150;

/** Takes a method's seed, the clock and where the server listens; returns what it does. */
export function mountMethod(seed: AuthSeed, now: () => number, url: () => string): Method {
  const manage = (): Result => {
    throw UNSUPPORTED;
  };
  switch (seed.type) {
    case "jwt":
      return { logIn: (path, body) => jwt(seed, path, body, { now: now(), url: url() }), manage };
    case "approle":
      return approle(seed);
    case "userpass":
      return {
        logIn(path, body) {
          const name = path.replace(/^login\//, "");
          const user = own(seed.users, name);
          if (user === undefined || user.password !== body["password"])
            throw new VaultError(400, "invalid username or password");
          return { terms: user, meta: { username: name }, name };
        },
        manage,
      };
    case "cert":
      return { logIn: (path, body, shown) => certificate(seed, path, body, shown), manage };
    default:
      return {
        logIn(path, body) {
          const login = own(seed.logins, path);
          if (login === undefined || !isDeepStrictEqual(login.body, body)) {
            throw seed.type === "ldap"
              ? new VaultError(400, "ldap operation failed: failed to bind as user")
              : new VaultError(403, "permission denied");
          }
          return { terms: login, meta: {}, name: path };
        },
        manage,
      };
  }
}

/** In the order in which the plugin looks (https://developer.hashicorp.com/vault/api-docs/auth/jwt#jwt-login). */
function jwt(
  seed: Extract<AuthSeed, { type: "jwt" }>,
  path: string,
  body: Body,
  { now, url }: { readonly now: number; readonly url: string },
): Accepted {
  if (path !== "login") throw UNSUPPORTED;
  const token = body["jwt"];
  const name = body["role"] ?? seed.defaultRole;
  if (typeof name !== "string" || name === "") throw new VaultError(400, "missing role");
  const role = own(seed.roles, name);
  if (role === undefined) throw new VaultError(400, `role "${name}" could not be found`);
  if (typeof token !== "string" || token === "") throw new VaultError(400, "missing token");
  const invalid = (what: string): VaultError => new VaultError(400, `error validating token: ${what}`);
  const read = readToken(token);
  if (read === undefined)
    throw invalid("error verifying token signature: compact JWS format must have three parts");
  const { header, claims } = read;
  if (header["alg"] !== "RS256" || !isSignedBy(token, seed.issuer.keys()))
    throw invalid("error verifying token signature: no known key successfully validated the token signature");
  const seconds = Math.floor(now / 1000);
  if (typeof claims["exp"] !== "number" || seconds > claims["exp"] + LEEWAY_S)
    throw invalid("invalid expiration time (exp) claim: token is expired");
  if (typeof claims["nbf"] === "number" && seconds < claims["nbf"] - LEEWAY_S)
    throw invalid("invalid not before (nbf) claim: token not yet valid");
  if (claims["iss"] !== seed.issuer.url) throw invalid("invalid issuer (iss) claim");
  const audiences = [claims["aud"]].flat();
  if (!audiencesOf(role, url).some((one) => audiences.includes(one)))
    throw invalid("invalid audience (aud) claim: audience claim does not match any expected audience");
  checkClaims(role, claims);
  const user = claims[role.user ?? "sub"];
  if (typeof user !== "string") throw new VaultError(400, `claim "${role.user ?? "sub"}" not found in token`);
  return { terms: role, meta: { role: name }, name: user };
}

function checkClaims(role: JwtRole, claims: Claims): void {
  const wrong = (what: string): VaultError => new VaultError(400, `error validating claims: ${what}`);
  for (const [claim, bound] of Object.entries(role.claims ?? {})) {
    const actual = claims[claim];
    if (actual === undefined) throw wrong(`claim "${claim}" is missing`);
    const fits = [bound]
      .flat()
      .some((one) =>
        role.glob === true ? typeof actual === "string" && globs(one, actual) : one === actual,
      );
    if (!fits) throw wrong(`claim "${claim}" does not match any associated bound claim values`);
  }
}

function globs(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(text);
}

/** https://developer.hashicorp.com/vault/api-docs/auth/cert#login-with-tls-certificate */
function certificate(
  seed: Extract<AuthSeed, { type: "cert" }>,
  path: string,
  body: Body,
  shown: Buffer | undefined,
): Accepted {
  if (path !== "login") throw UNSUPPORTED;
  if (shown === undefined) throw new VaultError(400, "no client certificate found");
  const client = new crypto.X509Certificate(shown);
  const [name, role] =
    Object.entries(seed.roles).find(([one, { ca }]) => {
      const fits = body["name"] === undefined || body["name"] === "" || body["name"] === one;
      return fits && client.verify(new crypto.X509Certificate(ca).publicKey);
    }) ?? [];
  if (name === undefined || role === undefined)
    throw new VaultError(400, "invalid certificate or no client certificate supplied");
  return { terms: role, meta: { cert_name: name }, name };
}

function approle(seed: Extract<AuthSeed, { type: "approle" }>): Method {
  const secretIds = new Map(
    Object.entries(seed.roles).map(([name, role]) => [name, new Set(role.secretIds ?? [])]),
  );
  return {
    logIn(path, body) {
      if (path !== "login") throw UNSUPPORTED;
      if (typeof body["role_id"] !== "string" || body["role_id"] === "")
        throw new VaultError(400, "missing role_id");
      const [name, role] = Object.entries(seed.roles).find(([, one]) => one.roleId === body["role_id"]) ?? [];
      if (name === undefined || role === undefined) throw new VaultError(400, "invalid role or secret ID");
      if (role.secretIds !== undefined) {
        const secretId = body["secret_id"];
        if (typeof secretId !== "string" || secretId === "") throw new VaultError(400, "missing secret_id");
        if (secretIds.get(name)?.has(secretId) !== true)
          throw new VaultError(400, "invalid role or secret ID");
      }
      return { terms: role, meta: { role_name: name }, name: "approle" };
    },
    manage(method, path) {
      const name = /^role\/([^/]+)\/secret-id$/.exec(path)?.[1];
      const known = name === undefined ? undefined : secretIds.get(name);
      if (method !== "POST" || known === undefined) throw UNSUPPORTED;
      const secret_id = `CANARY-7f3a-${random(20)}`;
      known.add(secret_id);
      return found({ secret_id, secret_id_accessor: random(20), secret_id_num_uses: 0, secret_id_ttl: 0 });
    },
  };
}

/** Takes what was accepted and where; makes the token, and returns the answer of a login. */
export function loggedIn(
  accepted: Accepted,
  place: { readonly namespace: string; readonly mount: string; readonly path: string },
  tokens: Tokens,
): Result {
  const birth: Birth = {
    namespace: place.namespace,
    path: `auth/${place.mount}/${place.path}`,
    meta: accepted.meta,
    displayName: `${place.mount.replaceAll("/", "-")}-${accepted.name}`,
  };
  return { auth: authOf(tokens.issue(accepted.terms, birth)) };
}

/** Takes a token; returns it as the `auth` of an answer. */
export function authOf(entry: TokenEntry): Readonly<Record<string, unknown>> {
  return {
    client_token: entry.token,
    accessor: entry.accessor,
    policies: entry.policies,
    token_policies: entry.policies,
    metadata: entry.meta,
    lease_duration: entry.ttl,
    renewable: entry.type === "service",
    entity_id: random(32),
    token_type: entry.type,
    orphan: true,
    mfa_requirement: null,
    num_uses: entry.usesLeft ?? 0,
  };
}
