/** What a name says of its value: a password, short and chosen; a key, long and drawn; or neither. */
export type Kind = "password" | "key";

const PASSWORDS = new Set(["password", "passwd", "pwd", "passphrase", "passcode", "pass", "pw", "passwort"]);
const KEYS = new Set([
  "secret",
  "secrets",
  "token",
  "apikey",
  "credential",
  "credentials",
  "creds",
  "auth",
  "accesskey",
  "secretkey",
  "privatekey",
  "authtoken",
  "accesstoken",
  "clientsecret",
  "apitoken",
  "masterkey",
  "signingkey",
  "encryptionkey",
]);
/** Before `key`. */
const KEY_OWNERS = new Set([
  "api",
  "access",
  "private",
  "secret",
  "auth",
  "account",
  "admin",
  "app",
  "master",
  "signing",
  "encryption",
  "encrypt",
  "client",
  "service",
  "license",
  "write",
  "server",
  "crypto",
  "hmac",
  "jwt",
  "cookie",
  "session",
  "storage",
  "shared",
  "deploy",
  "live",
]);
/** A value that is named after one of these is not the secret itself. */
const ABOUT = new Set(
  "path file filename dir url uri endpoint name names type types field fields label hint placeholder policy length len size min max regex pattern prefix suffix header headers format expires expiry expiration ttl count hash hashed digest class error errors message msg title description desc param params parameter provider scope scopes author authority method mode status state strategy version env var variable ref arn kind column table attribute attr property prop input selector element text help info address host server link page view template event action handler reset confirm confirmation changed strength validator check required enabled disabled index position pos start end number num line offset separator delimiter kid alg algorithm issuer audience id ids identifier set list map store manager service vault engine backend test example sample ts tsx js jsx mjs cjs go py rb rs java kt json yaml yml toml txt md html css pem crt pub lock log sql sh".split(
    " ",
  ),
);
/** These say that it is public, or no secret of this kind. */
const OTHER = new Set([
  "public",
  "csrf",
  "xsrf",
  "next",
  "continuation",
  "pagination",
  "cursor",
  "sync",
  "placeholder",
  "fake",
  "dummy",
  "mock",
  "example",
  "invalid",
  "wrong",
  "bad",
  "expected",
  "lexer",
  "syntax",
  "tokens",
  "tokenizer",
  "author",
  "primary",
  "foreign",
  "translation",
  "i18n",
]);

/**
 * What a name says of its value, by its words: `dbPassword`, `DB_PASSWORD`, `db.password`.
 *
 * @param name an identifier, or a path of them
 */
export function kindOf(name: string): Kind | undefined {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined || ABOUT.has(last) || words.some((word) => OTHER.has(word))) {
    return undefined;
  }
  if (words.some((word) => PASSWORDS.has(word) || /(?:password|passwd|passphrase)$/.test(word))) {
    return "password";
  }
  const key = words.some((word, at) => {
    return (
      KEYS.has(word) ||
      (word === "key" && KEY_OWNERS.has(words[at - 1] ?? "")) ||
      /(?:secret|token|apikey)$/.test(word)
    );
  });
  return key ? "key" : undefined;
}

/** The words of a name, in lower case, without numbers at its end. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3_$2$4")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}
