import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openJob } from "../harness/job.ts";
import { findLeaks } from "../harness/leaks.ts";
import { type ActionRun, runAction, type RunOptions, type Server } from "../harness/run-action.ts";
import { json, listen, type Call, type Reply } from "../harness/servers/control.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { VAULT_ROLE, vaultCloud } from "./vault-cloud.ts";

const CANARY = "CANARY-7f3a-hostile";
const TOKEN = `hvs.${CANARY}-token`;
const VALUE = `${CANARY}-value`;
const COMMAND = `\n::add-path::/evil\n::stop-commands::x\n##[error]owned\u001b[31m | <img src=x> `;
/** What the server says wherever it may say something. */
const SAYS = `${COMMAND}${TOKEN} ${VALUE}`;
const OUR_FILES = /secrets-action-leftovers-/;

interface Hostile extends Server {
  readonly calls: Call[];
}

/** A server that does what Vault does, and repeats the token and the value in every other field. */
function hostile(change: (line: string, call: Call) => Reply | undefined = () => undefined): Hostile {
  const calls: Call[] = [];
  const envelope = (more: object): object => ({
    request_id: SAYS,
    lease_id: "",
    mount_type: SAYS,
    warnings: [SAYS],
    ...more,
  });
  const answers: Readonly<Record<string, object>> = {
    "POST auth/jwt/login": {
      auth: {
        client_token: TOKEN,
        accessor: TOKEN,
        policies: [SAYS, TOKEN, "default"],
        token_policies: [SAYS],
        metadata: { role: SAYS },
        lease_duration: 1e300,
        token_type: SAYS,
        entity_id: SAYS,
      },
    },
    "GET sys/internal/ui/mounts/secret/app": {
      data: { path: "secret/", type: "kv", options: { version: "2" }, description: SAYS, accessor: SAYS },
    },
    "GET sys/internal/ui/mounts/db/creds/app": {
      data: { path: "db/", type: SAYS, options: { version: SAYS }, description: SAYS },
    },
    "GET secret/data/app": {
      data: {
        data: { value: VALUE },
        metadata: { created_time: SAYS, version: 1e300, deletion_time: SAYS, custom_metadata: { a: SAYS } },
      },
    },
    "GET db/creds/app": {
      lease_id: `db/creds/app/${SAYS}`,
      lease_duration: 1e300,
      renewable: SAYS,
      data: { password: `${VALUE}-made` },
    },
  };
  return {
    calls,
    async start() {
      const listening = await listen((call) => {
        calls.push(call);
        const line = `${call.method} ${call.path.replace(/^\/v1\//, "").replace(/\?.*/, "")}`;
        const own = change(line, call);
        if (own !== undefined) return own;
        const answer = answers[line];
        return answer === undefined ? json(403, envelope({ errors: [SAYS] })) : json(200, envelope(answer));
      });
      return { env: { VAULT_ADDR: listening.url }, stop: listening.stop, log: [] };
    },
  };
}

const attack = async (server: Hostile, options: RunOptions): Promise<ActionRun> =>
  runAction({
    ...options,
    inputs: {
      "vault-role": VAULT_ROLE,
      "audit-file": "audit.jsonl",
      "metrics-file": "m.prom",
      ...options.inputs,
    },
    env: { LOG_LEVEL: "DEBUG", ...options.env },
    servers: [oidcServer(), server],
  });

/** Nothing of what the server says is obeyed, by the runner, a terminal or a page. */
function expectObeyed(result: ActionRun): void {
  for (const step of [result.main, ...(result.post === undefined ? [] : [result.post])]) {
    expect(step.stdout).not.toMatch(/^::(add-path|stop-commands)/m);
    expect(step.stdout).not.toMatch(/^##\[error\]owned/m);
    expect(step.stdout).not.toContain("\u001b");
    expect(step.unmaskedSummary).not.toContain("<img");
    expect(step.problems).toEqual([]);
  }
}

describe("a server that repeats the token and the value in whatever else it says", () => {
  test("a secret is read; neither is in a log, the state, the report, the audit record or the metrics", async () => {
    const result = await attack(hostile(), { inputs: { secrets: "A = vault://secret/app" } });
    expect(result.env.get("A")).toBe(VALUE);
    expectObeyed(result);
    expect(findLeaks(result, [TOKEN, VALUE], { except: [/^file-after-main:.*leftovers/] })).toEqual([]);
    expect(result.files.afterMain.map(({ path: name }) => path.basename(name))).toEqual(
      expect.arrayContaining(["audit.jsonl", "m.prom"]),
    );
  });

  test("a lease whose id is none is kept for post, which ends its token", async () => {
    const result = await attack(hostile(), { inputs: { secrets: "A = vault://db/creds/app" } });
    expect(result.env.get("A")).toBe(`${VALUE}-made`);
    expectObeyed(result);
    expect(findLeaks(result, [TOKEN, VALUE], { except: [/^file-after-main:.*leftovers/] })).toEqual([]);
  });

  test("under a token that is not ours its lease is named by no id", async () => {
    const lookup = json(200, {
      data: { display_name: SAYS, accessor: TOKEN, policies: [SAYS], type: SAYS, expire_time: SAYS },
    });
    const server = hostile((line) => (line === "GET auth/token/lookup-self" ? lookup : undefined));
    const result = await attack(server, {
      inputs: { "vault-role": "", "vault-token": TOKEN, secrets: "A = vault://db/creds/app" },
      laterStep: ({ folder: { temp } }) => {
        for (const name of fs.readdirSync(temp).filter((one) => OUR_FILES.test(one)))
          fs.rmSync(path.join(temp, name));
      },
    });
    expect(result.env.get("A")).toBe(`${VALUE}-made`);
    expectObeyed(result);
    expect(findLeaks(result, [TOKEN, VALUE], { except: [/^file-after-main:.*leftovers/] })).toEqual([]);
    expect(result.post?.annotations.map(({ message }) => message).join("\n")).toContain("1 more");
  });

  test.each([400, 403, 404, 405, 500, 503])("every refusal of status %i", async (status) => {
    const refusal = json(status, {
      request_id: SAYS,
      errors: [SAYS, `no handler for route ${SAYS}`],
      data: { error: SAYS },
    });
    for (const at of [
      "POST auth/jwt/login",
      "GET sys/internal/ui/mounts/secret/app",
      "GET secret/data/app",
    ]) {
      const server = hostile((line) => (line === at ? refusal : undefined));
      const result = await attack(server, { inputs: { secrets: "A = vault://secret/app" } });
      expect([at, result.main.exitCode, result.env.get("A")]).toEqual([at, 1, undefined]);
      expectObeyed(result);
      expect(findLeaks(result, [TOKEN, VALUE], { except: [/^file-after-main:.*leftovers/] })).toEqual([]);
    }
  });

  test("a doctor says how it is, and repeats nothing", async () => {
    const health = json(200, {
      initialized: true,
      sealed: false,
      standby: SAYS,
      version: TOKEN,
      cluster_name: SAYS,
    });
    const acl = {
      glob_paths: { [TOKEN]: { capabilities: ["read"] }, "secret/": { capabilities: ["read"] } },
    };
    const answers: Readonly<Record<string, Reply>> = {
      "GET sys/health": health,
      "GET auth/token/lookup-self": json(200, { data: { policies: [TOKEN, SAYS], display_name: TOKEN } }),
      "GET sys/internal/ui/resultant-acl": json(200, { data: acl }),
    };
    const server = hostile((line) => answers[line]);
    const inputs = { "vault-role": VAULT_ROLE };
    const result = await runAction({ action: "doctor", inputs, servers: [oidcServer(), server] });
    expectObeyed(result);
    expect(findLeaks(result, [TOKEN, VALUE], { except: [/^file-after-main:.*leftovers/] })).toEqual([]);
    expect(JSON.parse(result.outputs.get("health")!)).toHaveProperty("active_provider", "vault");
  });
});

test("the token goes to the address's own host, however its path begins", async () => {
  const oidc = oidcServer();
  const [own, trap] = [hostile(), hostile()];
  const job = await openJob({ servers: [oidc, own, trap] });
  try {
    const [, one, other] = job.servers.map(({ env }) => env["VAULT_ADDR"] ?? "");
    const host = new URL(other!).host;
    for (const address of [`${one}//${host}`, `${one}/\\${host}`, `${one}///${host}/`])
      await job.step({
        inputs: { "vault-role": VAULT_ROLE, secrets: "A = vault://secret/app", "vault-address": address },
      });
    expect(trap.calls).toEqual([]);
    expect(own.calls.length).toBeGreaterThan(0);
  } finally {
    await job.close();
  }
});

test("what goes to loopback goes through no proxy", async () => {
  const proxy = hostile();
  const lookup = json(200, { data: { display_name: "x", policies: ["default"], type: "service" } });
  const server = hostile((line) => (line === "GET auth/token/lookup-self" ? lookup : undefined));
  const job = await openJob({ servers: [proxy, server] });
  try {
    const [through, address] = job.servers.map(({ env }) => env["VAULT_ADDR"] ?? "");
    const step = await job.step({
      inputs: { "vault-token": TOKEN, "vault-address": address!, secrets: "A = vault://secret/app" },
      env: { HTTP_PROXY: through!, http_proxy: through!, NO_PROXY: "", no_proxy: "" },
    });
    expect(step.exported.get("A")).toBe(VALUE);
    expect(proxy.calls).toEqual([]);
  } finally {
    await job.close();
  }
});

test("VAULT_SKIP_VERIFY and its like change nothing about who is trusted", async () => {
  const { vault, run } = vaultCloud({ tls: "server" });
  const result = await run({
    inputs: { secrets: "A = vault://secret/app" },
    env: { NODE_EXTRA_CA_CERTS: "", VAULT_SKIP_VERIFY: "true", BAO_SKIP_VERIFY: "1" },
  });
  expect(result.log).toContain("TLS_UNTRUSTED");
  expect(vault.total()).toBe(0);
});

describe("what post finds where it left its file", () => {
  const cloud = () =>
    vaultCloud({
      seed: { mounts: { secret: { type: "kv", version: 2, secrets: { app: { value: VALUE } } } } },
    });
  const inputs = { "vault-export": "true", secrets: "A = vault://secret/app" };

  /** Runs, and does something to the file before post. */
  async function tampered(change: (file: string) => void) {
    const { vault, run, leaks } = cloud();
    const result = await run({
      inputs,
      laterStep: ({ folder: { temp } }) => {
        const files = fs.readdirSync(temp).filter((one) => OUR_FILES.test(one));
        const credentials = files
          .map((name) => path.join(temp, name))
          .find((file) => fs.readFileSync(file, "utf8").includes('"record"'))!;
        change(credentials);
      },
    });
    return { vault, result, leaked: leaks(result, [VALUE], { except: [/^file-after-main:/] }) };
  }

  test.each<[string, string]>([
    ["a provider that is not there", JSON.stringify({ id: 1, provider: "evil", record: { token: VALUE } })],
    ["one that undoes nothing", JSON.stringify({ id: 1, provider: "env", record: { token: VALUE } })],
    ["a name that is none", JSON.stringify({ id: 1, provider: `x\n${COMMAND}`, record: { token: VALUE } })],
    [
      "a record of another shape",
      JSON.stringify({ id: 1, provider: "vault", record: { token: VALUE, addresses: "x" } }),
    ],
    [
      "an address that is none",
      JSON.stringify({
        id: 1,
        provider: "vault",
        record: { token: VALUE, namespace: "", headers: [], addresses: ["file:///etc/passwd"] },
      }),
    ],
    ["no JSON", `${VALUE}\n::add-path::/evil`],
    ["nothing", ""],
  ])("%s: no failure, nothing repeated, and the file is gone", async (_, text) => {
    const { result, leaked } = await tampered((file) => fs.writeFileSync(file, `${text}\n`));
    expect(result.post?.exitCode).toBe(0);
    expectObeyed(result);
    expect(leaked).toEqual([]);
    expect(result.files.afterPost.filter(({ path: name }) => OUR_FILES.test(name))).toEqual([]);
  });

  test.skipIf(process.platform === "win32")(
    "a link: what it leads to is neither read nor removed",
    async () => {
      let foreign = "";
      const { vault, result } = await tampered((file) => {
        foreign = path.join(path.dirname(file), "foreign.json");
        fs.writeFileSync(foreign, fs.readFileSync(file));
        fs.rmSync(file);
        fs.symlinkSync(foreign, file);
      });
      expect(result.post?.exitCode).toBe(0);
      expect(vault.tokens().map(vault.alive)).toEqual([true]);
      expect(result.post?.log).toContain("vault token revoke -accessor ");
      expect(result.files.afterPost.some(({ path: name }) => name.endsWith("foreign.json"))).toBe(true);
    },
  );
});
