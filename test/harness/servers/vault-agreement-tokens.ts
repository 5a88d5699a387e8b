import { AUDIENCE, logIn, said, tokenOf } from "./vault-questions.ts";
import type { AskedVault, VaultAgreementCase } from "./vault-questions.ts";

const DENIED = [403, ["1 error occurred:\n\t* permission denied\n\n"]];
const UNKNOWN = [403, ["permission denied"]];
const SPENT = [400, ["wrapping token is not valid or does not exist"]];

/** Logs in with a token made otherwise, or with a body of one's own. */
async function refused({ ask }: AskedVault, path: string, body: object): Promise<unknown> {
  return said(await ask("POST", `auth/${path}`, { body }));
}

async function wrappedSecretId({ ask, rootToken }: AskedVault): Promise<string> {
  const headers = { "x-vault-wrap-ttl": "60s" };
  const reply = await ask("POST", "auth/approle/role/web/secret-id", { token: rootToken, headers });
  return String(reply.json.wrap_info.token);
}

/** Logins, tokens and wrapping. */
export const TOKEN_CASES: readonly VaultAgreementCase[] = [
  {
    name: "a login by identity token",
    async ask(vault) {
      const { accessor, client_token, ...auth } = (await logIn(vault, "deploy")).json.auth;
      const { policies, metadata, lease_duration, renewable, token_type, num_uses } = auth;
      return [
        typeof accessor,
        typeof client_token,
        policies,
        metadata,
        lease_duration,
        renewable,
        token_type,
        num_uses,
      ];
    },
    answer: ["string", "string", ["app", "default"], { role: "deploy" }, 3600, true, "service", 0],
  },
  {
    name: "a role that is not there",
    ask: async (vault) => said(await logIn(vault, "none")),
    answer: [400, ['role "none" could not be found']],
  },
  {
    name: "no role",
    ask: (vault) => refused(vault, "jwt/login", { jwt: vault.oidc.token(AUDIENCE) }),
    answer: [400, ["missing role"]],
  },
  {
    name: "another audience",
    ask: (vault) =>
      refused(vault, "jwt/login", { role: "deploy", jwt: vault.oidc.token("sts.amazonaws.com") }),
    answer: [
      400,
      [
        "error validating token: invalid audience (aud) claim: audience claim does not match any expected audience",
      ],
    ],
  },
  {
    name: "another issuer",
    ask: async (vault) => said(await logIn(vault, "deploy", { iss: "https://issuer.test" })),
    answer: [400, ["error validating token: invalid issuer (iss) claim"]],
  },
  {
    name: "an expired identity token",
    ask: async (vault) => said(await logIn(vault, "deploy", { exp: 1000, iat: 900, nbf: 900 })),
    answer: [400, ["error validating token: invalid expiration time (exp) claim: token is expired"]],
  },
  {
    name: "a claim that differs",
    ask: async (vault) => said(await logIn(vault, "deploy", { repository_id: "1" })),
    answer: [
      400,
      ['error validating claims: claim "repository_id" does not match any associated bound claim values'],
    ],
  },
  {
    name: "a claim that is not there",
    ask: async (vault) => said(await logIn(vault, "prod")),
    answer: [400, ['error validating claims: claim "environment" is missing']],
  },
  {
    name: "a glob over a claim",
    ask: async (vault) => [
      (await logIn(vault, "glob")).status,
      (await logIn(vault, "glob", { sub: "repo:evil/shop:ref:refs/heads/main" })).status,
    ],
    answer: [200, 400],
  },
  {
    name: "a signature of another key",
    async ask(vault) {
      const [header, claims] = vault.oidc.token(AUDIENCE).split(".");
      const signature = vault.oidc.token(AUDIENCE, { run_id: "2" }).split(".")[2];
      return refused(vault, "jwt/login", { role: "deploy", jwt: `${header}.${claims}.${signature}` });
    },
    answer: [
      400,
      [
        "error validating token: error verifying token signature: no known key successfully validated the token signature",
      ],
    ],
  },
  {
    name: "a mount with a slash, and one that is not there",
    ask: async (vault) => {
      const body = { role: "deploy", jwt: vault.oidc.token(AUDIENCE) };
      const reply = await vault.ask("POST", "auth/ci/github_actions/login", { body });
      return [reply.status, await refused(vault, "nope/login", body)];
    },
    answer: [200, UNKNOWN],
  },
  {
    name: "approle",
    ask: async (vault) => [
      (
        await vault.ask("POST", "auth/approle/login", {
          body: { role_id: "role-1", secret_id: "CANARY-7f3a-secret-id" },
        })
      ).json.auth.metadata,
      await refused(vault, "approle/login", { role_id: "role-1", secret_id: "wrong" }),
      await refused(vault, "approle/login", { role_id: "none", secret_id: "wrong" }),
      await refused(vault, "approle/login", { role_id: "role-1" }),
      (await vault.ask("POST", "auth/approle/login", { body: { role_id: "role-2" } })).status,
    ],
    answer: [
      { role_name: "web" },
      [400, ["invalid role or secret ID"]],
      [400, ["invalid role or secret ID"]],
      [400, ["missing secret_id"]],
      200,
    ],
  },
  {
    name: "userpass",
    ask: async (vault) => {
      const body = { password: "CANARY-7f3a-password" };
      const { json } = await vault.ask("POST", "auth/userpass/login/ann", { body });
      return [
        json.auth.lease_duration,
        await refused(vault, "userpass/login/ann", { password: "no" }),
        await refused(vault, "userpass/login/zed", body),
      ];
    },
    answer: [600, [400, ["invalid username or password"]], [400, ["invalid username or password"]]],
  },
  {
    name: "a wrapped secret id, once",
    async ask(vault) {
      const token = await wrappedSecretId(vault);
      const lookUp = () => vault.ask("POST", "sys/wrapping/lookup", { body: { token } });
      const path = (await lookUp()).json.data.creation_path;
      const secret_id = (await vault.ask("POST", "sys/wrapping/unwrap", { token })).json.data.secret_id;
      const body = { role_id: "role-1", secret_id };
      const login = await vault.ask("POST", "auth/approle/login", { body });
      const again = await vault.ask("POST", "sys/wrapping/unwrap", { token });
      return [path, login.status, said(again), said(await lookUp())];
    },
    answer: ["auth/approle/role/web/secret-id", 200, SPENT, SPENT],
  },
  {
    name: "a token, and its end",
    async ask(vault) {
      const token = await tokenOf(vault);
      const { data } = (await vault.ask("GET", "auth/token/lookup-self", { token })).json;
      const revoked = await vault.ask("POST", "auth/token/revoke-self", { token });
      return [
        [
          data.type,
          data.policies,
          data.path,
          data.id === token,
          data.ttl > 3500,
          data.num_uses,
          data.renewable,
        ],
        said(revoked),
        said(await vault.ask("GET", "secret/data/app/db", { token })),
        said(await vault.ask("POST", "auth/token/revoke-self", { token })),
      ];
    },
    answer: [["service", ["app", "default"], "auth/jwt/login", true, true, 0, true], [204], UNKNOWN, UNKNOWN],
  },
  {
    name: "a batch token",
    async ask(vault) {
      const { auth } = (await logIn(vault, "batch")).json;
      const token = auth.client_token;
      const revoked = await vault.ask("POST", "auth/token/revoke-self", { token });
      const read = await vault.ask("GET", "secret/data/app/db", { token });
      return [auth.accessor, auth.token_type, auth.renewable, said(revoked), read.status];
    },
    answer: ["", "batch", false, [400, ["batch tokens cannot be revoked"]], 200],
  },
  {
    name: "a token for two uses: the look-up of a mount is none",
    async ask(vault) {
      const token = await tokenOf(vault, "twice");
      const read = async () => (await vault.ask("GET", "secret/data/app/db", { token })).status;
      const lookUp = await vault.ask("GET", "sys/internal/ui/mounts/secret/app/db", { token });
      return [lookUp.status, await read(), await read(), await read()];
    },
    answer: [200, 200, 200, 403],
  },
  {
    name: "a token without the default policy",
    async ask(vault) {
      const token = await tokenOf(vault, "bare");
      return [
        said(await vault.ask("GET", "auth/token/lookup-self", { token })),
        said(await vault.ask("POST", "auth/token/revoke-self", { token })),
        said(await vault.ask("POST", "sys/capabilities-self", { token, body: { paths: ["kv1/a"] } })),
        (await vault.ask("GET", "sys/internal/ui/mounts/secret/x", { token })).status,
      ];
    },
    answer: [DENIED, DENIED, DENIED, 200],
  },
  {
    name: "capabilities",
    async ask(vault) {
      const paths = ["secret/data/app/db", "secret/data/app/closed", "secret/data/other/own", "kv1/a"];
      const asked = { token: await tokenOf(vault), body: { paths } };
      return (await vault.ask("POST", "sys/capabilities-self", asked)).json.data;
    },
    answer: {
      "secret/data/app/db": ["read"],
      "secret/data/app/closed": ["deny"],
      "secret/data/other/own": ["deny"],
      "kv1/a": ["list", "read"],
    },
  },
  {
    name: "no token, and one that is none",
    ask: async ({ ask }) => [
      said(await ask("GET", "secret/data/app/db")),
      said(await ask("GET", "secret/data/app/db", { token: "hvs.none" })),
      said(await ask("GET", "sys/internal/ui/mounts/secret/x")),
    ],
    answer: [UNKNOWN, UNKNOWN, UNKNOWN],
  },
];
