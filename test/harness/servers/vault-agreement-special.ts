import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { said } from "./vault-questions.ts";
import type { VaultAgreementCase } from "./vault-questions.ts";
import type { VaultSeed } from "./vault-seed.ts";

const fixture = (name: string): string =>
  fs.readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), "utf8");
export const CLIENT_CA = fixture("client-ca.pem");
const CLIENT = { cert: fixture("client.pem"), key: fixture("client.key") };
/** Of a CA that no role knows. */
const STRANGER = { cert: fixture("server.pem"), key: fixture("server.key") };

/** What they say alike over TLS only. */
export const VAULT_TLS_AGREEMENT: readonly VaultAgreementCase[] = [
  {
    name: "client certificates",
    async ask({ ask }) {
      const logIn = (body: object, identity?: typeof CLIENT) =>
        ask("POST", "auth/cert/login", { body, ...(identity === undefined ? {} : { identity }) });
      const { auth } = (await logIn({}, CLIENT)).json;
      return [
        auth.policies,
        (await logIn({ name: "runner" }, CLIENT)).status,
        said(await logIn({ name: "none" }, CLIENT)),
        said(await logIn({}, STRANGER)),
        said(await logIn({})),
      ];
    },
    answer: [
      ["app", "default"],
      200,
      [400, ["invalid certificate or no client certificate supplied"]],
      [400, ["invalid certificate or no client certificate supplied"]],
      [400, ["no client certificate found"]],
    ],
  },
];

/** Added to the seed where the server has a SQL server to make logins in. */
export const SQL_SEED: VaultSeed = {
  policies: { db: { "database/creds/*": ["read"] } },
  mounts: { database: { type: "database", roles: { shop: { ttl: 60 } } } },
  auths: { people: { type: "userpass", users: { dba: { password: "pw", policies: ["db"] } } } },
};

/** What they say alike with a SQL server. */
export const VAULT_SQL_AGREEMENT: readonly VaultAgreementCase[] = [
  {
    name: "a database: a login at each read, leases that end alone or with the token",
    async ask({ ask, rootToken }) {
      const login = await ask("POST", "auth/people/login/dba", { body: { password: "pw" } });
      const token = login.json.auth.client_token;
      const read = async () => (await ask("GET", "database/creds/shop", { token })).json;
      const [one, two] = [await read(), await read()];
      const isThere = async ({ lease_id }: { lease_id: string }) => {
        const reply = await ask("POST", "sys/leases/lookup", { token: rootToken, body: { lease_id } });
        return reply.status === 200;
      };
      await ask("POST", "sys/leases/revoke", {
        token: rootToken,
        body: { lease_id: one.lease_id, sync: true },
      });
      const after = [await isThere(one), await isThere(two)];
      await ask("POST", "auth/token/revoke-self", { token });
      // OpenBao ends the leases a moment after the token.
      for (const end = Date.now() + 10_000; Date.now() < end && (await isThere(two));) await sleep(20);
      return [
        [Object.keys(one.data).sort(), one.data.password === two.data.password],
        [one.lease_id.startsWith("database/creds/shop/"), one.lease_duration, one.renewable],
        after,
        await isThere(two),
        said(await ask("POST", "database/creds/shop", { token: rootToken, body: {} })),
      ];
    },
    answer: [
      [["password", "username"], false],
      [true, 60, true],
      [false, true],
      false,
      [405, ["1 error occurred:\n\t* unsupported operation\n\n"]],
    ],
  },
];

/** Takes a service account's token; returns what is added to the seed where there is a cluster to judge it. */
export function kubernetesSeed(jwt: string): VaultSeed {
  const body = { role: "shop", jwt };
  return { auths: { kubernetes: { type: "kubernetes", logins: { login: { body, ttl: 900 } } } } };
}

/** Takes a service account's token; returns what they say alike of it. */
export function kubernetesAgreement(jwt: string): readonly VaultAgreementCase[] {
  return [
    {
      name: "a service account",
      async ask({ ask }) {
        const logIn = (body: object) => ask("POST", "auth/kubernetes/login", { body });
        const { auth } = (await logIn({ role: "shop", jwt })).json;
        const [header, claims] = jwt.split(".");
        const forged = `${header}.${claims}.${Buffer.from("forged").toString("base64url")}`;
        return [auth.lease_duration, auth.policies, said(await logIn({ role: "shop", jwt: forged }))];
      },
      answer: [900, ["default"], [403, ["permission denied"]]],
    },
  ];
}
