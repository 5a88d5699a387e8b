import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { VAULT_ROLE, type VaultCloud } from "./vault-cloud.ts";
import { CANARY, inJob, KV, open } from "./vault-place.ts";

describe("where a token may be sent", () => {
  test("http: beyond loopback is refused, with the line that allows it", async () => {
    const { oidc, run } = open();
    const address = "http://vault.nowhere.invalid:8200";
    const refused = await run({ inputs: { secrets: KV, "vault-address": address } });
    expect(refused.log).toMatch(/ENDPOINT_REFUSED.*vault-address is http:/);
    expect(refused.log).toContain("vault-allow-http: true");
    expect(oidc.audiences).toEqual([]);
    const allowed = await run({
      inputs: { secrets: KV, "vault-address": address, "vault-allow-http": "true" },
    });
    expect(allowed.log).toMatch(/STORE_UNREACHABLE.*\.invalid/);
  });

  /** The standby answers a read with the address of another. */
  const standby = (location: () => string): VaultCloud =>
    open({
      faults: [
        {
          kind: "redirect",
          on: "/v1/secret/data/",
          times: 1,
          get location() {
            return location();
          },
        },
      ],
    });

  test("a redirect to another host of vault-address is followed", async () => {
    const cloud = standby(() => cloud.vault.url().replace("127.0.0.1", "localhost"));
    await inJob(cloud, async (job, address) => {
      const both = `${address}\n${address.replace("127.0.0.1", "localhost")}`;
      const inputs = { "vault-role": VAULT_ROLE, "vault-address": both, secrets: KV };
      const step = await job.step({ inputs });
      expect(step.log).not.toContain("Fix:");
      expect(step.exported.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
      expect(
        cloud.vault.raw
          .map(({ headers }) => headers["host"])
          .filter((host) => host?.startsWith("localhost:")),
      ).toHaveLength(1);
    });
  });

  test.each(["http", "https"])("one to any other is not: %s", async (scheme) => {
    const seen: string[] = [];
    const trap = http.createServer((request, response) => {
      seen.push(request.url ?? "");
      response.end("{}");
    });
    await new Promise<void>((resolve) => void trap.listen(0, "127.0.0.1", resolve));
    const { port } = trap.address() as AddressInfo;
    const { vault, run, leaks } = standby(() => `${scheme}://127.0.0.1:${port}`);
    const result = await run({ inputs: { secrets: KV } });
    trap.close();
    expect(result.log).toContain("ENDPOINT_REFUSED");
    expect(seen).toEqual([]);
    expect(vault.tokens().map(vault.alive)).toEqual([false]);
    expect(leaks(result, [CANARY])).toEqual([]);
  });

  test("headers for a gateway go with each request, and are shown nowhere", async () => {
    const { vault, run, leaks } = open();
    const headers = `CF-Access-Client-Secret: ${CANARY}-gateway`;
    const result = await run({ inputs: { secrets: KV, "vault-headers": headers } });
    expect(result.main.succeeded).toBe(true);
    expect(vault.raw.map((call) => call.headers["cf-access-client-secret"])).toEqual(
      vault.raw.map(() => `${CANARY}-gateway`),
    );
    expect(leaks(result, [CANARY])).toEqual([]);
    const refused = await run({ inputs: { secrets: KV, "vault-headers": `X-Vault-Token: ${CANARY}` } });
    expect(refused.log).toContain("INPUT_INVALID");
    expect(leaks(refused, [CANARY])).toEqual([]);
  });
});

test("TLS with a CA of one's own, by ca-cert", async () => {
  const { vault, run, leaks } = open({ tls: "server" });
  const ca = fs.readFileSync(new URL("../fixtures/tls/ca.pem", import.meta.url), "utf8");
  const env = { NODE_EXTRA_CA_CERTS: "" };
  const workspace = { "ca.pem": ca };
  const refused = await run({ inputs: { secrets: KV }, env, workspace });
  expect(refused.log).toContain("TLS_UNTRUSTED");
  expect(vault.total()).toBe(0);
  const result = await run({ inputs: { secrets: KV, "ca-cert": "ca.pem" }, env, workspace });
  expect(result.env.get("MONGO_URL")).toBe(`${CANARY}-mongo`);
  expect(vault.tokens().map(vault.alive)).toEqual([false]);
  expect(leaks(result, [CANARY])).toEqual([]);
});
