import crypto from "node:crypto";
import { Failure } from "../../../kernel/errors.ts";
import { Secret } from "../../../kernel/secret.ts";
import { audienceOf } from "../audience.ts";
import type { VaultInputs } from "../inputs.ts";
import type { Method } from "../method.ts";
import type { VaultSetting } from "../setting.ts";
import type { VaultToken } from "../token.ts";
import { sendJwt } from "./jwt.ts";

/** The token is used at once; the rest is for clocks that differ. */
const LIFETIME_SECONDS = 300;

/**
 * Logs in with a token that is signed here, with one's own key, for a role that knows its public half.
 * @throws Failure INPUT_INVALID where the key is none that signs, and as `postLogin` has them
 * @see https://www.rfc-editor.org/rfc/rfc7519
 */
export async function jwtKeyLogin(
  { name, mount, role, key, issuer }: Method & { readonly name: "jwt-key" },
  inputs: VaultInputs,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<VaultToken> {
  const { host } = setting;
  const audience = audienceOf(inputs, host.env);
  const iat = Math.floor(host.clock.now() / 1_000);
  const claims = { iss: issuer, sub: issuer, aud: audience, iat, exp: iat + LIFETIME_SECONDS };
  const token = sign(claims, privateKey(key));
  host.born([token]);
  return sendJwt({ token, claims }, { name, mount, role, audience }, setting, signal);
}

/** Three parts in base64url: RS256 for an RSA key, ES256 for one of P-256. https://www.rfc-editor.org/rfc/rfc7515 */
function sign(claims: Readonly<Record<string, unknown>>, key: crypto.KeyObject): Secret {
  const alg = key.asymmetricKeyType === "ec" ? "ES256" : "RS256";
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ typ: "JWT", alg })}.${part(claims)}`;
  // A signature of ES256 is both numbers side by side, not the DER that OpenSSL writes (RFC 7518, section 3.4).
  const signature = crypto.sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return Secret.of(`${signed}.${signature.toString("base64url")}`);
}

/** The key of a PEM, or of a PEM in base64, as other tools want it. */
function privateKey(secret: Secret): crypto.KeyObject {
  const text = (secret.reveal() ?? "").trim();
  const pem = text.startsWith("-----") ? text : Buffer.from(text, "base64").toString("utf8");
  let key: crypto.KeyObject;
  try {
    key = crypto.createPrivateKey(pem);
  } catch {
    const isEncrypted = /^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(pem);
    throw unusable(isEncrypted ? "it is encrypted with a passphrase" : "it is no private key in PEM");
  }
  const isP256 = key.asymmetricKeyDetails?.namedCurve === "prime256v1";
  if (key.asymmetricKeyType !== "rsa" && !(key.asymmetricKeyType === "ec" && isP256))
    throw unusable("it is neither RSA nor P-256");
  return key;
}

const unusable = (why: string): Failure =>
  new Failure("INPUT_INVALID", `vault-jwt-key cannot be used: ${why}.`, {
    at: { input: "vault-jwt-key" },
    fix: "Make one, give the server its public half, and store the key as a secret:\nopenssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem\nopenssl pkey -in key.pem -pubout -out key.pub\nvault write auth/jwt/config jwt_validation_pubkeys=@key.pub",
  });
