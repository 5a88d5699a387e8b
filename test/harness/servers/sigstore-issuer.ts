import crypto from "node:crypto";
import { json, listen } from "./control.ts";
import { oidcServer } from "./oidc.ts";

/** Claims over those of a push to main of liquid-hive/shop; undefined takes one away. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** An issuer that a private Fulcio trusts as it does GitHub's, and the token service of a job on it. */
export interface SigstoreIssuer {
  /** The `iss` of its tokens. */
  readonly url: string;
  /** Takes claims, an audience; returns a token, valid for five minutes. */
  readonly token: (claims?: TokenClaims, audience?: string) => string;
  /** Takes claims for the tokens that the service gives from now on; none gives the usual ones again. */
  readonly setClaims: (claims?: TokenClaims) => void;
  /** Audiences asked for, in order. */
  readonly audiences: readonly string[];
  /** The tokens that the service gave: never in a log. */
  readonly tokens: readonly string[];
  /** What a job with `id-token: write` finds in its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** Takes claims for all tokens; serves the issuer on loopback. Stop it. */
export async function serveSigstoreIssuer(always: TokenClaims = {}): Promise<SigstoreIssuer> {
  const requestToken = `CANARY-7f3a-${crypto.randomUUID()}`;
  const audiences: string[] = [];
  const tokens: string[] = [];
  let own: TokenClaims = {};
  let url = "";
  const { url: at, stop } = await listen(({ path, headers }) => {
    const { pathname, searchParams } = new URL(path, "http://issuer");
    if (pathname === "/.well-known/openid-configuration") {
      return json(200, {
        issuer: url,
        jwks_uri: `${url}/.well-known/jwks`,
        subject_types_supported: ["public"],
        response_types_supported: ["id_token"],
        id_token_signing_alg_values_supported: ["RS256"],
        scopes_supported: ["openid"],
      });
    }
    if (pathname === "/.well-known/jwks") {
      // One set of keys for all that this issuer signs.
      return json(200, { keys: [jwk] });
    }
    if (pathname !== "/token") return json(404, { message: "no such resource" });
    if (headers["authorization"]?.toLowerCase() !== `bearer ${requestToken}`.toLowerCase())
      return json(401, { message: "the request token is not this job's" });
    const audience = searchParams.get("audience") ?? "https://github.com/liquid-hive";
    audiences.push(audience);
    const value = token({}, audience);
    tokens.push(value);
    return json(200, { count: value.length, value });
  });
  url = at;
  const service = oidcServer({ issuer: url, claims: always });
  const [publicKey] = service.issuer.keys();
  const sample = service.token("any").split(".")[0] ?? "";
  const { kid } = JSON.parse(Buffer.from(sample, "base64url").toString());
  const jwk = { ...publicKey?.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" };
  const token: SigstoreIssuer["token"] = (claims = {}, audience = "sigstore") =>
    service.token(audience, { ...own, ...claims });
  return {
    url,
    token,
    setClaims: (claims = {}) => void (own = claims),
    audiences,
    tokens,
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
    stop,
  };
}
