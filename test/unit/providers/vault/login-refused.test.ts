import { expect, test } from "vitest";
import { type Attempt, explainLogin } from "../../../../src/providers/vault/refused.ts";
import { roleDefinition } from "../../../../src/providers/vault/role-definition.ts";
import { CANARY } from "./login-inputs.ts";

const CLAIMS = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:liquid-hive/shop:ref:refs/heads/main",
  aud: "https://vault.example.com:8200",
  repository: "liquid-hive/shop",
  repository_id: "74001",
  ref: "refs/heads/main",
  event_name: "push",
  jti: `${CANARY}-jti`,
};
const ATTEMPT: Attempt = {
  method: "jwt",
  mount: "jwt/github_actions",
  role: "deploy",
  namespace: "",
  claims: CLAIMS,
  audience: "https://vault.example.com:8200",
};

function explain(words: string, more: Partial<Attempt> = {}, status = 400) {
  const text = `${words} ${CANARY}`;
  const failure = explainLogin({ status, has: (pattern) => pattern.test(text) }, { ...ATTEMPT, ...more });
  expect(`${failure.message}\n${failure.fix}`).not.toContain(CANARY);
  return failure;
}

/** The JSON between the marks of a command to paste. */
const definitionIn = (text = ""): unknown => JSON.parse(/<<'EOF'\n(.*?)\nEOF/s.exec(text)?.[1] ?? "null");

// What OpenBao 2.7 answers, in its own words.
test.each([
  ['role "deploy" could not be found', "there is no role deploy", true],
  ["audience claim found in JWT but no audiences bound to the role", "binds no audience", true],
  [
    "error validating token: invalid audience (aud) claim: audience claim does not match any expected audience",
    "does not take the token's audience",
    true,
  ],
  [
    'error validating claims: claim "repository_id" does not match any associated bound claim values',
    "binds claims that this token does not have (repository_id)",
    true,
  ],
  ['error validating claims: claim "environment" is missing', "binds claims", true],
  ["error validating token: invalid subject (sub) claim", "binds claims", true],
  ['claim "nope" not found in token', "user_claim", true],
  ["role with oidc role_type is not allowed", "role_type oidc", true],
  ["something that nobody foresaw", "a reason that is not known here", true],
  ["error validating token: invalid expiration time (exp) claim: token is expired", "has expired", false],
  ["error validating token: invalid not before (nbf) claim: token not yet valid", "not valid yet", false],
  ["error validating token: invalid issuer (iss) claim", "expects another issuer", false],
  [
    "error validating token: error verifying token signature: no known key successfully validated the token signature",
    "none of the keys",
    false,
  ],
  ["could not load configuration", "not configured", false],
  [
    'error fetching keys: Get "https://x": dial tcp 127.0.0.1:9: connect: connection refused',
    "could not fetch",
    false,
  ],
])("jwt, %s", (words, cause, hasRole) => {
  const failure = explain(words);
  expect(failure.code).toBe("LOGIN_REFUSED");
  expect(failure.message).toContain(cause);
  expect(failure.message).toContain("by jwt at auth/jwt/github_actions as deploy (status 400)");
  expect(failure.message).toContain(
    'The token says: sub "repo:liquid-hive/shop:ref:refs/heads/main", aud "https://vault.example.com:8200"',
  );
  expect((failure.fix ?? "").includes("auth/jwt/github_actions/role/deploy - <<'EOF'")).toBe(hasRole);
});

test("no role asked for is told from one that is not there", () => {
  const { message, fix } = explain("missing role", { role: "" });
  expect(message).toContain("no role was asked for");
  expect(fix).toContain("/role/NAME - <<'EOF'");
});

test("a role to paste binds ids, exactly, and what an existing role has is kept", () => {
  expect(definitionIn(explain("claim mismatch: bound claim").fix)).toEqual({
    role_type: "jwt",
    user_claim: "repository_id",
    bound_audiences: ["https://vault.example.com:8200"],
    bound_claims: { repository_id: "74001", ref: "refs/heads/main" },
  });
  expect(definitionIn(explain('role "deploy" could not be found').fix)).toMatchObject({
    token_policies: ["POLICY"],
  });
});

test.each([
  [{ environment: "production" }, { repository_id: "74001", environment: "production" }, false],
  [
    { event_name: "pull_request", environment: "production" },
    { repository_id: "74001", environment: "production" },
    true,
  ],
  [
    { event_name: "pull_request", ref: "refs/pull/7/merge" },
    { repository_id: "74001", event_name: "pull_request" },
    true,
  ],
  [{ event_name: "pull_request_target" }, { repository_id: "74001", ref: "refs/heads/main" }, true],
  [{ repository_id: 74001 }, { repository_id: "74001", ref: "refs/heads/main" }, false],
])("with %j a role binds %j", (claims, bound, isCareful) => {
  const text = roleDefinition({ ...CLAIMS, ...claims }, ATTEMPT);
  expect(definitionIn(text)).toMatchObject({ bound_claims: bound });
  expect(text.includes("Careful:")).toBe(isCareful);
});

test("a token that is no job's is bound by its subject", () => {
  const claims = { iss: "ci.example.com", sub: "ci.example.com", aud: ["a", "b"] };
  expect(definitionIn(roleDefinition(claims, { ...ATTEMPT, audience: "b" }))).toEqual({
    role_type: "jwt",
    user_claim: "sub",
    bound_audiences: ["b"],
    bound_subject: "ci.example.com",
  });
});

test("a namespace and a strange name are words of the command", () => {
  const text = roleDefinition(CLAIMS, { ...ATTEMPT, namespace: "team/a b", role: "it's" });
  expect(
    text.startsWith("vault write -namespace='team/a b' 'auth/jwt/github_actions/role/it'\\''s' - <<'EOF'\n"),
  ).toBe(true);
});

test("a claim cannot end the text that is pasted", () => {
  const text = roleDefinition({ ...CLAIMS, environment: "x\nEOF\n$(id)" }, ATTEMPT);
  expect(text.split("\n").filter((line) => line === "EOF")).toHaveLength(1);
});

test.each<[string, number, Partial<Attempt>, string, string]>([
  ["namespace not found", 404, {}, "MOUNT_UNKNOWN", "vault-auth-namespace: NAME"],
  ["no handler for route", 404, {}, "MOUNT_UNKNOWN", "vault auth enable -path=jwt/github_actions jwt"],
  ["permission denied", 403, {}, "LOGIN_REFUSED", "vault-auth-path: MOUNT"],
  [
    "permission denied",
    403,
    { method: "other", mount: "radius/login/x" },
    "LOGIN_REFUSED",
    "vault-auth-path: PATH",
  ],
  ["", 405, {}, "STORE_ANSWER_INVALID", "HTTPS_PROXY"],
  [
    "missing secret_id",
    400,
    { method: "approle", mount: "approle" },
    "CREDENTIALS_MISSING",
    "VAULT_SECRET_ID",
  ],
  [
    "invalid role or secret ID",
    400,
    { method: "approle", mount: "approle" },
    "LOGIN_REFUSED",
    "role/NAME/secret-id",
  ],
  [
    "source address unauthorized by CIDR",
    400,
    { method: "approle", mount: "approle" },
    "LOGIN_REFUSED",
    "secret_id_bound_cidrs",
  ],
  [
    "invalid username or password",
    400,
    { method: "userpass", mount: "userpass" },
    "LOGIN_REFUSED",
    "users/deploy",
  ],
  [
    "ldap operation failed: failed to bind as user",
    400,
    { method: "ldap", mount: "ldap" },
    "LOGIN_REFUSED",
    "ldap/config",
  ],
  [
    "error connecting to host ldap://x: dial tcp: refused",
    400,
    { method: "ldap", mount: "ldap" },
    "LOGIN_REFUSED",
    "must reach it",
  ],
  ["no client certificate found", 400, { method: "cert", mount: "cert" }, "LOGIN_REFUSED", "load balancer"],
  [
    "invalid certificate or no client certificate supplied",
    400,
    { method: "cert", mount: "cert" },
    "LOGIN_REFUSED",
    "certs/deploy",
  ],
  [
    "user is not part of required org",
    400,
    { method: "github", mount: "github" },
    "LOGIN_REFUSED",
    "read:org",
  ],
  [
    "GET https://api.github.com/user: 403 Resource not accessible by integration []",
    500,
    { method: "github", mount: "github" },
    "LOGIN_REFUSED",
    "GITHUB_TOKEN",
  ],
  [
    'Get "https://api.github.com/orgs/acme": dial tcp: lookup api.github.com: no such host',
    500,
    { method: "github", mount: "github" },
    "LOGIN_REFUSED",
    "must reach https://api.github.com",
  ],
  [
    "configuration has not been set",
    500,
    { method: "github", mount: "github" },
    "LOGIN_REFUSED",
    "organization=NAME",
  ],
  [
    "error making upstream request: error making request: POST https://sts.amazonaws.com// giving up after 4 attempt(s)",
    400,
    { method: "aws", mount: "aws" },
    "LOGIN_REFUSED",
    "config/client",
  ],
  [
    "error validating X-Vault-AWS-IAM-Server-ID header: expected x",
    400,
    { method: "aws", mount: "aws" },
    "LOGIN_REFUSED",
    "vault-audience: NAME",
  ],
  [
    "entry for role deploy not found",
    400,
    { method: "aws", mount: "aws" },
    "LOGIN_REFUSED",
    "bound_iam_principal_arn",
  ],
  [
    "error making upstream request: received error code 403 from STS",
    400,
    { method: "aws", mount: "aws" },
    "LOGIN_REFUSED",
    "AWS_STS_REGIONAL_ENDPOINTS",
  ],
])("%s (%i) of %j is %s", (words, status, more, code, fix) => {
  const failure = explain(words, { claims: {}, ...more }, status);
  expect(failure.code).toBe(code);
  expect(failure.fix).toContain(fix);
});

test("a service account gets a role for exactly itself", () => {
  const claims = { sub: "system:serviceaccount:ci:deployer", aud: ["https://kubernetes.default.svc"] };
  const { fix } = explain("service account name not authorized", {
    method: "kubernetes",
    mount: "kubernetes",
    claims,
  });
  expect(fix).toContain(
    "auth/kubernetes/role/deploy bound_service_account_names=deployer bound_service_account_namespaces=ci audience=https://kubernetes.default.svc",
  );
});

test("an own key: what the server has to know is its public half", () => {
  const claims = { iss: "ci.example.com", sub: "ci.example.com", aud: "a" };
  const { fix } = explain("no known key successfully validated", { method: "jwt-key", claims });
  expect(fix).toContain("jwt_validation_pubkeys=@key.pub bound_issuer=ci.example.com");
});
