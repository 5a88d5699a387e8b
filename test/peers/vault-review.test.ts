import { describe, expect, test } from "vitest";
import { openJob } from "../harness/job.ts";
import { baoCloud, VAULT_ROLE } from "../scenario/vault-cloud.ts";

const CANARY = "CANARY-7f3a-review";
const NAMES = [
  "a b",
  "50%",
  "%2e%2e",
  "who?",
  "c#",
  "ключ",
  "d+e",
  "f&g=h",
  "__proto__",
  "star*",
  "i\\j",
  "it's",
  "k:l",
];

/** Names as OpenBao keeps them, whatever they hold. */
describe("OpenBao", () => {
  test("lists and gives names of every kind as they were written; metadata alone is a trace of nothing", async () => {
    const { vault, oidc } = baoCloud({
      policies: {
        deploy: { "secret2/*": ["read", "list"], "one/*": ["read", "list"], "cubbyhole/*": ["read"] },
      },
      seed: { mounts: { secret2: { type: "kv", version: 2 }, one: { type: "kv", version: 1 } } },
    });
    const job = await openJob({ servers: [oidc, vault] });
    try {
      for (const [i, name] of NAMES.entries()) {
        const at = `x/${encodeURIComponent(name)}`;
        await vault.root("POST", `secret2/data/${at}`, { data: { value: `${CANARY}-${i}` } });
        await vault.root("POST", `one/${at}`, { value: `${CANARY}-one-${i}` });
      }
      await vault.root("POST", "secret2/metadata/x/bare", { max_versions: 3 });
      await vault.root("POST", "secret2/data/empty", { data: {} });
      await vault.root(
        "POST",
        "secret2/data/numbers",
        '{"data":{"a":123456789012345678901234567890,"b":1e300,"c":-0,"d":0.10,"__proto__":1}}',
      );
      await vault.root("POST", "sys/namespaces/team");
      const look = await vault.root("GET", "team/sys/internal/ui/mounts/cubbyhole/x");
      expect(look.json.data.type).toBe("ns_cubbyhole");
      const step = await job.step({
        inputs: {
          "vault-role": VAULT_ROLE,
          secrets: `A_* = vault://secret2/x/
B_* = vault://one/x/
N_* = vault://secret2/numbers
${NAMES.map((name, i) => `C${i} = "vault://secret2/x/${encodeURIComponent(name).replace("*", "%2A")}"`).join("\n")}
NONE? = vault://secret2/x/bare`,
        },
      });
      const { exported } = step;
      for (const [i] of NAMES.entries()) expect(exported.get(`C${i}`)).toBe(`${CANARY}-${i}`);
      expect([...exported.values()].filter((value) => value.startsWith(`${CANARY}-one-`))).toHaveLength(
        NAMES.length,
      );
      // OpenBao itself writes numbers as it likes; what it answers is what is exported.
      const answer = await vault.root("GET", "secret2/data/numbers");
      for (const name of ["a", "b", "c", "d", "__proto__"]) {
        const written = new RegExp(`"${name}":([^,}]+)`).exec(answer.text)?.[1];
        expect([name, exported.get(`N_${name}`)]).toEqual([name, written]);
      }
      expect(exported.has("NONE")).toBe(false);
      expect(step.unmaskedLog.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain(CANARY);
    } finally {
      await job.close();
    }
  });

  test("a wrapped secret id of a namespace is good there; one made in another for the same name gives no login", async () => {
    const { vault, oidc } = baoCloud();
    const job = await openJob({ servers: [oidc, vault] });
    try {
      for (const namespace of ["team", "other"]) {
        await vault.root("POST", `sys/namespaces/${namespace}`);
        await vault.enable("auth", "approle", "approle", {}, namespace);
        await vault.kv("secret", 2, namespace);
        await vault.writePolicy("deploy", 'path "secret/*" { capabilities = ["read"] }', namespace);
        await vault.root("POST", "auth/approle/role/app", { token_policies: ["deploy"] }, namespace);
        await vault.root("POST", "secret/data/app", { data: { value: `${CANARY}-${namespace}` } }, namespace);
      }
      const id = await vault.root("GET", "auth/approle/role/app/role-id", undefined, "team");
      const wrapped = async (namespace: string): Promise<string> => {
        const headers = { "x-vault-wrap-ttl": "60s" };
        const at = { token: vault.rootToken, headers, namespace };
        return (await vault.ask("POST", "auth/approle/role/app/secret-id", at)).json.wrap_info.token;
      };
      const step = async (token: string) =>
        job.step({
          inputs: {
            "vault-namespace": "team",
            "vault-role-id": id.json.data.role_id,
            "vault-approle": "app",
            "vault-wrapped-secret-id": token,
            secrets: "A = vault://secret/app",
            overwrite: "true",
          },
        });
      const good = await step(await wrapped("team"));
      expect(good.log).not.toContain("Fix:");
      expect(good.exported.get("A")).toBe(`${CANARY}-team`);
      const bad = await step(await wrapped("other"));
      expect(bad.log).toContain("LOGIN_REFUSED");
      expect(bad.exitCode).toBe(1);
      expect(bad.exported.size).toBe(0);
    } finally {
      await job.close();
    }
  });
});
