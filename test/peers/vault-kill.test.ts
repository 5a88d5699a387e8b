import net from "node:net";
import { expect, test } from "vitest";
import { openJob, type Server, type StepOptions } from "../harness/job.ts";
import { baoCloud, VAULT_ROLE } from "../scenario/vault-cloud.ts";

const CANARY = "CANARY-7f3a-mongo";
const KV = { secrets: "MONGO_URL = vault://secret/database/mongo_url" };
const LEASED = { secrets: "CERT = vault://pki/issue/web?common_name=a.example.com#certificate" };
const EXPORTED = { ...KV, "vault-export": "true" };

const circumstances = {
  policies: { deploy: { "secret/*": ["read", "list"], "pki/issue/*": ["update"] } },
  seed: {
    mounts: {
      secret: { type: "kv", version: 2, secrets: { "database/mongo_url": { value: CANARY } } },
      pki: { type: "pki", roles: { web: { leases: true } } },
    },
  },
} as const;

/** Beside them a store that never answers: main is still at work when it is killed. */
const HANGS = "OTHER = aws://never/answers";
const AWS = { "aws-credentials": "environment", "aws-region": "us-east-1" };
const hanging = (): Server => ({
  start: async () => {
    const sockets = new Set<net.Socket>();
    const server = net.createServer((socket) => void sockets.add(socket));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as net.AddressInfo;
    return {
      env: {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
        AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY: "CANARY-7f3a-aws",
      },
      log: [],
      stop: async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((closed) => server.close(closed));
      },
    };
  },
});

/** Said when the token is saved for post: what is not there yet nobody can revoke. */
const LOGIN = /knows the step as/;

const READ = /secret\/data\/database\/mongo_url -> 200/;
const MADE = /pki\/issue\/web -> 200/;
const killed = (
  inputs: Readonly<Record<string, string>>,
  signal: NodeJS.Signals,
  whenStdout: RegExp,
): StepOptions => ({
  inputs: { ...AWS, ...inputs, secrets: `${inputs["secrets"]}\n${HANGS}` },
  kill: { signal, whenStdout },
});

test.each<[string, StepOptions, string]>([
  ["ends well", { inputs: KV }, "0"],
  ["fails", { inputs: { secrets: `${KV.secrets}\nGONE = vault://secret/not/there` } }, "1"],
  ["hands the token over", { inputs: EXPORTED }, "0"],
  ["has a lease", { inputs: LEASED }, "0"],
  ["is killed when it has logged in", killed(KV, "SIGKILL", LOGIN), "SIGKILL"],
  ["is killed when it has read", killed(KV, "SIGKILL", READ), "SIGKILL"],
  ["is killed with a lease", killed(LEASED, "SIGKILL", MADE), "SIGKILL"],
  ["is cancelled", killed(KV, "SIGINT", READ), "1"],
  ["is cancelled with a lease", killed(LEASED, "SIGINT", MADE), "1"],
])("OpenBao has no token and no lease of a job whose main %s", async (_, { inputs, kill }, end) => {
  const { oidc, vault } = baoCloud(circumstances);
  const job = await openJob({ servers: [oidc, vault, hanging()], debug: true });
  try {
    const main = await job.step({
      inputs: { "vault-role": VAULT_ROLE, ...inputs },
      ...(kill === undefined ? {} : { kill }),
    });
    expect(main.unmaskedLog).toMatch(LOGIN);
    expect(String(main.signal ?? main.exitCode)).toBe(end);
    const [post] = await job.post();
    expect(post?.succeeded).toBe(true);
    // Root's own; and no lease below that path.
    const tokens = (await vault.root("GET", "auth/token/accessors?list=true")).json.data.keys;
    const leases = await vault.ask("GET", "sys/leases/lookup/pki/issue/web?list=true", {
      token: vault.rootToken,
    });
    expect([tokens.length, leases.status]).toEqual([1, 404]);
    expect(post?.files.filter(({ path }) => path.startsWith("temp/"))).toEqual([]);
  } finally {
    await job.close();
  }
});
