import type { OidcServer } from "./oidc.ts";
import { ENGINE_CASES } from "./vault-agreement-engines.ts";
import { READ_CASES } from "./vault-agreement-reads.ts";
import { CLIENT_CA } from "./vault-agreement-special.ts";
import { TOKEN_CASES } from "./vault-agreement-tokens.ts";
import { AUDIENCE } from "./vault-questions.ts";
import type { VaultAgreementCase } from "./vault-questions.ts";
import type { VaultSeed } from "./vault-seed.ts";

/** Takes the issuer of identity tokens; returns what the cases ask about. */
export function agreedVaultSeed(oidc: OidcServer): VaultSeed {
  const audiences = [AUDIENCE];
  return {
    policies: {
      app: {
        "secret/data/app/*": ["read"],
        "secret/metadata/app/*": ["read", "list"],
        "secret/data/+/shared": ["read"],
        "secret/data/app/closed": ["deny"],
        "kv1/*": ["read", "list"],
        "pki/issue/web": ["update"],
        "team/secret/data/*": ["read"],
      },
    },
    mounts: {
      secret: {
        type: "kv",
        version: 2,
        secrets: {
          "app/db": [
            { data: { value: "one" } },
            { data: { value: "two" }, deleted: true },
            { data: { value: "three" }, destroyed: true },
            { data: '{"value":"four","big":12345678901234567890,"whole":1.0}' },
          ],
          "app/gone": [{ data: { value: "gone" }, deleted: true }],
          "app/sub/deep": { value: "deep" },
          "app/closed": { value: "closed" },
          "other/shared": { value: "shared" },
          "other/own": { value: "own" },
        },
      },
      kv1: {
        type: "kv",
        version: 1,
        secrets: { "a/b": '{"value":"v","n":1e40}', c: { data: { data: "x" } } },
      },
      "deep/kv": { type: "kv", version: 2, secrets: { x: { v: "1" } } },
      pki: { type: "pki", roles: { web: { leases: true }, bare: {} } },
    },
    auths: {
      jwt: {
        type: "jwt",
        issuer: oidc.issuer,
        roles: {
          deploy: { audiences, claims: { repository_id: "74001" }, policies: ["app"] },
          glob: { audiences, claims: { sub: "repo:liquid-hive/*" }, glob: true },
          prod: { audiences, claims: { environment: "prod" } },
          batch: { audiences, type: "batch", policies: ["app"] },
          twice: { audiences, numUses: 2, policies: ["app"] },
          bare: { audiences, noDefaultPolicy: true, policies: ["app"] },
        },
      },
      "ci/github_actions": { type: "jwt", issuer: oidc.issuer, roles: { deploy: { audiences } } },
      approle: {
        type: "approle",
        roles: {
          web: { roleId: "role-1", secretIds: ["CANARY-7f3a-secret-id"] },
          open: { roleId: "role-2" },
        },
      },
      cert: { type: "cert", roles: { runner: { ca: CLIENT_CA, policies: ["app"] } } },
      userpass: { type: "userpass", users: { ann: { password: "CANARY-7f3a-password", ttl: 600 } } },
    },
    namespaces: {
      team: {
        mounts: { secret: { type: "kv", version: 2, secrets: { t: { v: "team" } } } },
        auths: { userpass: { type: "userpass", users: { bob: { password: "pw", policies: ["p"] } } } },
        policies: { p: { "secret/data/*": ["read"] } },
      },
      "team/inner": { mounts: { kv: { type: "kv", version: 1, secrets: { i: { v: "inner" } } } } },
    },
  };
}

/** What the stand-in and OpenBao must both say, seeded alike. */
export const VAULT_AGREEMENT: readonly VaultAgreementCase[] = [
  ...TOKEN_CASES,
  ...READ_CASES,
  ...ENGINE_CASES,
];
