import { type Attempt, type Cause, noRole, read } from "./refused-cause.ts";
import { claimText, inNamespace, issuerConfig, roleDefinition, shellWord } from "./role-definition.ts";

/** Claims that roles bind; a server names the one that does not fit. */
const BOUND = [
  "sub",
  "repository",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "environment",
  "ref",
  "ref_type",
  "ref_protected",
  "event_name",
  "actor",
  "workflow",
  "workflow_ref",
  "job_workflow_ref",
  "runner_environment",
] as const;

const JWT = ["jwt", "jwt-key"] as const;
const define =
  (isNew = false) =>
  (attempt: Attempt): string =>
    roleDefinition(attempt.claims ?? {}, attempt, isNew);

const issuerFix = (attempt: Attempt): string =>
  attempt.method === "jwt-key"
    ? `Give the server the public half of vault-jwt-key, and the issuer that vault-jwt-issuer says:\nopenssl pkey -in key.pem -pubout -out key.pub\nvault write${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)} jwt_validation_pubkeys=@key.pub bound_issuer=${shellWord(claimText(attempt.claims?.["iss"]))}`
    : issuerConfig(attempt.claims ?? {}, attempt);

/** Why a signed token gives no login; the first that fits. The words are those of Vault 1.15 to 1.21 and OpenBao 2. */
export const JWT_CAUSES: readonly Cause[] = [
  {
    methods: JWT,
    said: /role "?[^"]*"? (could|can) ?not be found|missing role|no default role/i,
    cause: noRole,
    fix: define(true),
  },
  {
    methods: JWT,
    said: /fetch\w* keys|oidc discovery|jwks|dial tcp|no such host|x509|context deadline/i,
    cause: "the server could not fetch the issuer's keys",
    fix: (attempt) =>
      `The server itself must reach ${claimText(attempt.claims?.["iss"]) || "the issuer"} over https:, through its own firewall and proxy. Its configuration:\nvault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/config`)}`,
  },
  {
    methods: JWT,
    said: /\(sub\) claim|validating claims|claim .* (does not match|is missing)|bound claim/i,
    cause: (_attempt, refused) => {
      const names = BOUND.filter((name) => refused.has(new RegExp(`claim "${name}"|\\(${name}\\) claim`)));
      return `the role binds claims that this token does not have${names.length === 0 ? "" : ` (${names.join(", ")})`}`;
    },
    fix: define(),
  },
  {
    methods: JWT,
    said: /no audiences bound to the role/i,
    cause:
      "the role binds no audience, and a token that has one is then refused (Vault 1.17 and later, OpenBao)",
    fix: define(),
  },
  {
    methods: JWT,
    said: /\(aud\) claim|audience claim does not match|bound_audiences/i,
    cause: "the role does not take the token's audience",
    fix: (attempt) =>
      `${define()(attempt)}\nA role that other audiences use too must list them all. Or ask for an audience that it has:\nvault-audience: AUDIENCE   # ${read()(attempt)}`,
  },
  {
    methods: JWT,
    said: /\(exp\) claim|token is expired/i,
    cause: "the token has expired for the server",
    fix: () =>
      "Run the job again; if it stays so, the server's clock, or this machine's, is wrong: compare date -u on both.",
  },
  {
    methods: JWT,
    said: /\((nbf|iat)\) claim|not yet valid|issued at/i,
    cause: "the token is not valid yet for the server",
    fix: () => "The server's clock, or this machine's, is wrong: compare date -u on both.",
  },
  {
    methods: JWT,
    said: /\(iss\) claim|invalid issuer|issuer did not match/i,
    cause: "the method expects another issuer",
    fix: issuerFix,
  },
  {
    methods: JWT,
    said: /could not load configuration|not configured/i,
    cause: "the method is mounted and not configured",
    fix: issuerFix,
  },
  {
    methods: JWT,
    said: /signature|no known key|unsupported|algorithm/i,
    cause: "none of the keys that the method knows signed the token",
    fix: issuerFix,
  },
  {
    methods: JWT,
    said: /role_type/i,
    cause: "the role is for a browser's login (role_type oidc)",
    fix: define(),
  },
  {
    methods: JWT,
    said: /claim .* not found in token/i,
    cause: "the role names its user by a claim that the token does not have (user_claim)",
    fix: define(),
  },
];
