const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const crypto = lazyBuiltin("node:crypto");
import { S as Secret, F as Failure } from "./kernel-base.js";
import { T as audienceOf } from "./providers-list.js";
import { s as sendJwt } from "./providers-vault-session.js";
const LIFETIME_SECONDS = 300;
async function jwtKeyLogin({ name, mount, role, key, issuer }, inputs, setting, signal) {
  const { host } = setting;
  const audience = audienceOf(inputs, host.env);
  const iat = Math.floor(host.clock.now() / 1e3);
  const claims = { iss: issuer, sub: issuer, aud: audience, iat, exp: iat + LIFETIME_SECONDS };
  const token = sign(claims, privateKey(key));
  host.born([token]);
  return sendJwt({ token, claims }, { name, mount, role, audience }, setting, signal);
}
function sign(claims, key) {
  const alg = key.asymmetricKeyType === "ec" ? "ES256" : "RS256";
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ typ: "JWT", alg })}.${part(claims)}`;
  const signature = crypto.sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return Secret.of(`${signed}.${signature.toString("base64url")}`);
}
function privateKey(secret) {
  const text = (secret.reveal() ?? "").trim();
  const pem = text.startsWith("-----") ? text : Buffer.from(text, "base64").toString("utf8");
  let key;
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
const unusable = (why) => new Failure("INPUT_INVALID", `vault-jwt-key cannot be used: ${why}.`, {
  at: { input: "vault-jwt-key" },
  fix: "Make one, give the server its public half, and store the key as a secret:\nopenssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem\nopenssl pkey -in key.pem -pubout -out key.pub\nvault write auth/jwt/config jwt_validation_pubkeys=@key.pub"
});
export {
  jwtKeyLogin
};
