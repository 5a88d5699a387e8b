import { setTimeout as sleep } from "node:timers/promises";
import { said, tokenOf } from "./vault-questions.ts";
import type { AskedVault, VaultAgreementCase } from "./vault-questions.ts";

const DENIED = [403, ["1 error occurred:\n\t* permission denied\n\n"]];

async function mountOf(vault: AskedVault, path: string, token: string, namespace?: string): Promise<unknown> {
  const reply = await vault.ask("GET", `sys/internal/ui/mounts/${path}`, { token, namespace });
  if (reply.status !== 200) return said(reply);
  const { data } = reply.json;
  return [data.path, data.type, data.options?.version];
}

/** Mounts, namespaces, engines that make something, the server's state. */
export const ENGINE_CASES: readonly VaultAgreementCase[] = [
  {
    name: "no mount, to somebody who may everything",
    ask: async ({ ask, rootToken }) => said(await ask("GET", "nope/x", { token: rootToken })),
    answer: [404, ['no handler for route "nope/x". route entry not found.']],
  },
  {
    name: "mounts",
    async ask(vault) {
      const token = await tokenOf(vault);
      const paths = ["secret/app/db", "secret", "kv1/a", "pki/issue/web", "deep/kv/x", "nope/x"];
      const answers: unknown[] = [];
      for (const path of paths) answers.push(await mountOf(vault, path, token));
      return [...answers, await mountOf(vault, "deep/kv/x", vault.rootToken)];
    },
    answer: [
      ["secret/", "kv", "2"],
      ["secret/", "kv", "2"],
      ["kv1/", "kv", "1"],
      ["pki/", "pki", undefined],
      [
        403,
        [
          'preflight capability check returned 403, please ensure client\'s policies grant access to path "deep/kv/x/"',
        ],
      ],
      [
        403,
        [
          'preflight capability check returned 403, please ensure client\'s policies grant access to path "nope/x/"',
        ],
      ],
      ["deep/kv/", "kv", "2"],
    ],
  },
  {
    name: "namespaces: in the header, in the path, unknown",
    async ask({ ask, rootToken: token }) {
      const read = async (path: string, namespace?: string) =>
        said(await ask("GET", path, { token, namespace }));
      const inner = await read("inner/kv/i", "team");
      return [
        (await ask("GET", "secret/data/t", { token, namespace: "team/" })).json.data.data,
        (await ask("GET", "team/secret/data/t", { token })).json.data.data,
        [inner, await read("kv/i", "team/inner"), await read("team/inner/kv/i")],
        await read("secret/data/t", "none"),
        (await ask("GET", "kv1/a/b", { token, namespace: "root" })).status,
        (await ask("GET", "kv1/a/b", { token, namespace: "/" })).status,
      ];
    },
    answer: [
      { v: "team" },
      { v: "team" },
      [
        [200, { v: "inner" }],
        [200, { v: "inner" }],
        [200, { v: "inner" }],
      ],
      [404, ["namespace not found"]],
      200,
      200,
    ],
  },
  {
    name: "a token of a namespace: good below it, and for itself",
    async ask({ ask, ...vault }) {
      const body = { password: "pw" };
      const token = (await ask("POST", "team/auth/userpass/login/bob", { body })).json.auth.client_token;
      return [
        (await ask("GET", "secret/data/t", { token, namespace: "team" })).status,
        said(await ask("GET", "secret/data/app/db", { token })),
        await mountOf({ ask, ...vault }, "secret/t", token, "team"),
        await mountOf({ ask, ...vault }, "team/secret/t", token),
        (await ask("GET", "auth/token/lookup-self", { token })).json.data.namespace_path,
        said(await ask("POST", "auth/token/revoke-self", { token })),
      ];
    },
    answer: [200, DENIED, ["secret/", "kv", "2"], ["team/secret/", "kv", "2"], "team/", [204]],
  },
  {
    name: "a token of the root in a namespace",
    async ask(vault) {
      const token = await tokenOf(vault);
      const read = await vault.ask("GET", "secret/data/t", { token, namespace: "team" });
      const self = await vault.ask("GET", "auth/token/lookup-self", { token, namespace: "team" });
      return [read.status, self.status];
    },
    answer: [200, 200],
  },
  {
    name: "pki: a key at each request, a lease that ends with the token",
    async ask(vault) {
      const token = await tokenOf(vault);
      const issue = async () =>
        (await vault.ask("POST", "pki/issue/web", { token, body: { common_name: "a.example.com" } })).json;
      const [one, two] = [await issue(), await issue()];
      const asked = { token: vault.rootToken, body: { lease_id: one.lease_id } };
      const lookUp = async () => said(await vault.ask("POST", "sys/leases/lookup", asked));
      const leaseStatus = async () => (await vault.ask("POST", "sys/leases/lookup", asked)).status;
      const before = await leaseStatus();
      await vault.ask("POST", "auth/token/revoke-self", { token });
      // OpenBao ends the leases a moment after the token.
      for (const end = Date.now() + 10_000; Date.now() < end && (await leaseStatus()) === 200;)
        await sleep(20);
      return [
        Object.keys(one.data)
          .filter((name) => name !== "not_before")
          .sort(),
        [Array.isArray(one.data.ca_chain), one.data.private_key === two.data.private_key],
        [one.lease_id.startsWith("pki/issue/web/"), one.lease_duration > 3500, one.renewable],
        before,
        await lookUp(),
      ];
    },
    answer: [
      [
        "ca_chain",
        "certificate",
        "expiration",
        "issuing_ca",
        "private_key",
        "private_key_type",
        "serial_number",
      ],
      [true, false],
      [true, true, false],
      200,
      [400, ["invalid lease"]],
    ],
  },
  {
    name: "pki: without a lease, a role that is not there, a read",
    async ask({ ask, rootToken: token }) {
      const body = { common_name: "a.example.com" };
      return [
        (await ask("POST", "pki/issue/bare", { token, body })).json.lease_id,
        said(await ask("POST", "pki/issue/none", { token, body })),
        said(await ask("GET", "pki/issue/web", { token })),
      ];
    },
    answer: ["", [400, ["unknown role: none"]], [405, ["1 error occurred:\n\t* unsupported operation\n\n"]]],
  },
  {
    name: "leases: revoked by who may, and by nobody else",
    async ask(vault) {
      const token = await tokenOf(vault);
      const issue = { token, body: { common_name: "a.example.com" } };
      const body = { lease_id: (await vault.ask("POST", "pki/issue/web", issue)).json.lease_id };
      const revoke = async (by: string) =>
        said(await vault.ask("POST", "sys/leases/revoke", { token: by, body }));
      return [await revoke(token), await revoke(vault.rootToken), await revoke(vault.rootToken)];
    },
    answer: [DENIED, [204], [204]],
  },
  {
    name: "the server's state, and where it is not asked",
    async ask({ ask }) {
      const { status, json } = await ask("GET", "sys/health");
      const seal = (await ask("GET", "sys/seal-status")).json;
      const elsewhere = await ask("GET", "sys/health", { namespace: "team" });
      return [status, json.initialized, json.sealed, json.standby, seal.sealed, elsewhere.status];
    },
    answer: [200, true, false, false, false, 400],
  },
];
