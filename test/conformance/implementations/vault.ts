import { requestIdToken } from "../../../src/identity/token.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { createHttp } from "../../../src/kernel/http-client.ts";
import { erased } from "../../../src/providers/provider.ts";
import { vaultProvider } from "../../../src/providers/vault/index.ts";
import { oidcServer } from "../../harness/servers/oidc.ts";
import { ORIGIN } from "../../harness/servers/vault-seed.ts";
import { vaultStandIn } from "../../harness/servers/vault-stand-in.ts";
import { CANARY, type Implementation, SEED, seedValue } from "../implementation.ts";

const ROLE = "deploy";
const MANY = 45;

/** The stand-in for Vault, logged in to with GitHub's token. */
export const vault: Implementation = {
  id: "vault",
  start: async () => {
    const oidc = oidcServer();
    const server = vaultStandIn({
      seed: {
        policies: {
          read: { "secret/*": ["read", "list"], "old/*": ["read"], "secret/data/denied": ["deny"] },
        },
        mounts: {
          secret: {
            type: "kv",
            version: 2,
            secrets: {
              ...Object.fromEntries(SEED.map(([name, variable]) => [name, { value: seedValue(variable) }])),
              ...Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`many/${i}`, { value: CANARY }])),
              denied: { value: CANARY },
              deleted: [{ data: { value: CANARY }, deleted: true }],
              destroyed: [{ data: { value: CANARY }, destroyed: true }],
            },
          },
          old: { type: "kv", version: 1, secrets: { app: { value: CANARY } } },
        },
        auths: {
          jwt: {
            type: "jwt",
            issuer: oidc.issuer,
            roles: { [ROLE]: { audiences: [ORIGIN], policies: ["read"] } },
          },
        },
      },
    });
    const servers = [await oidc.start(), await server.start()];
    const env = Object.assign({}, ...servers.map((started) => started.env)) as Record<string, string>;
    const http = createHttp({ env, clock: systemClock });
    const audience = server.url();
    const issued: string[] = [];
    return {
      provider: erased(vaultProvider),
      inputs: { "vault-address": server.url(), "vault-role": ROLE, "vault-mount": "secret" },
      env,
      http,
      idToken: (signal) => requestIdToken({ env, audience, http, clock: systemClock }, signal),
      present: "vault://secret/database/mongo_url#value",
      absent: "vault://secret/not_there",
      impossible: `vault://sys/${CANARY}`,
      many: Array.from({ length: MANY }, (_, i) => `vault://secret/many/${i}`),
      // The login, one look-up of the mount, the secrets, the end of the token.
      mostRequests: 1 + 1 + MANY + 1,
      broken: [
        ["vault://secret/denied", "ACCESS_DENIED"],
        ["vault://secret/deleted", "SECRET_DELETED"],
        ["vault://secret/destroyed", "SECRET_DELETED"],
        ["vault://secret/many/0?version=9", "VERSION_NOT_FOUND"],
        ["vault://secret/many/0?ttl=1h", "REFERENCE_INVALID"],
        ["vault://old/app?version=1", "REFERENCE_INVALID"],
        // To who may read nothing in it, the server does not say whether there is such a mount.
        ["vault://nowhere/app", "ACCESS_DENIED"],
      ],
      misused: [
        [{ "vault-address": `http://${CANARY}.example` }, "vault-address"],
        [{ "vault-address": `https://user:${CANARY}@vault.example.com` }, "vault-address"],
        [{ "vault-role": "" }, "vault-role"],
        [{ "vault-audience": "sts.amazonaws.com" }, "vault-audience"],
        [{ "vault-auth-path": `../${CANARY}` }, "vault-auth-path"],
        [{ "vault-token": CANARY }, "vault-method"],
        [{ "vault-namespace": `a//${CANARY}` }, "vault-namespace"],
        [{ "vault-headers": `X-Vault-Token: ${CANARY}` }, "vault-headers"],
        [{ "vault-mount": `sys/${CANARY}` }, "vault-mount"],
        [{ "vault-client-cert": CANARY }, "vault-client-key"],
      ],
      credentials: () => {
        const all = [...server.issued(), ...oidc.tokens];
        issued.push(...all.filter((one) => !issued.includes(one)));
        return issued;
      },
      requests: () => server.total(),
      stop: async () => {
        http.close();
        for (const started of servers) await started.stop();
      },
    };
  },
};
