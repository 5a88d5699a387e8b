import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { peer } from "../../peers/peers.ts";
import type { Server } from "../job.ts";
import { seedBao } from "./bao-seed.ts";
import type { SqlServer } from "./postgres.ts";
import { trustedBy } from "./tls.ts";
import { askVault } from "./vault-ask.ts";
import type { AskVault, VaultReply } from "./vault-ask.ts";
import type { VaultSeed } from "./vault-seed.ts";

export interface BaoOptions {
  /** OpenBao unless given; HashiCorp Vault (`vault`) is started alike, where it is installed: see `hasPeer`. */
  readonly binary?: "bao" | "vault";
  /** Whether it listens with the certificate of `test/fixtures/tls`, and asks for a client's; else plain http. */
  readonly tls?: boolean;
  /** Where the database engine makes its logins. */
  readonly sql?: () => SqlServer;
  /** The address of what judges tokens of service accounts, for the method kubernetes. */
  readonly kubernetes?: () => string;
  /** Given to the server when it has started. */
  readonly seed?: VaultSeed;
}

export interface Bao extends Server {
  /** Where it listens; only while it runs. */
  readonly url: () => string;
  readonly rootToken: string;
  readonly ask: AskVault;
  /** Asks as root. Throws an Error for an answer that is no success. */
  readonly root: (
    method: string,
    path: string,
    body?: object | string,
    namespace?: string,
  ) => Promise<VaultReply>;
  /** Mounts a login method (`auth`) or an engine (`mounts`). */
  readonly enable: (
    kind: "auth" | "mounts",
    path: string,
    type: string,
    more?: object,
    namespace?: string,
  ) => Promise<void>;
  readonly kv: (mount: string, version: 1 | 2, namespace?: string) => Promise<void>;
  /** Takes a name and HCL. */
  readonly writePolicy: (name: string, policy: string, namespace?: string) => Promise<void>;
  readonly seed: (seed: VaultSeed) => Promise<void>;
  /** Takes the accessor of a service token; returns whether the token still exists. */
  readonly isAlive: (accessor: string, namespace?: string) => Promise<boolean>;
  /** Takes a token, of any kind; returns whether the server still takes it (uses none of its uses: asked as root). */
  readonly takes: (token: string, namespace?: string) => Promise<boolean>;
}

const START_LIMIT_MS = 60_000;
const ROOT_TOKEN = "CANARY-7f3a-root";
const FOLDER = fileURLToPath(new URL("../../fixtures/tls/", import.meta.url));

/** An OpenBao server (https://openbao.org) in dev mode, or one of Vault, out of the cache of peers: all in memory. */
export function baoServer(options: BaoOptions = {}): Bao {
  const { binary = "bao" } = options;
  let url = "";
  const ask = askVault(() => url);

  const root: Bao["root"] = async (method, asked, body, namespace) => {
    const reply = await ask(method, asked, { token: ROOT_TOKEN, body, namespace });
    if (reply.status >= 400)
      throw new Error(`${binary}: ${method} ${asked} -> ${reply.status} ${reply.text}`);
    return reply;
  };
  const enable: Bao["enable"] = async (kind, at, type, more = {}, namespace) =>
    void (await root("POST", `sys/${kind}/${at}`, { type, ...more }, namespace));
  const seed = (what: VaultSeed): Promise<void> =>
    seedBao(what, { root, enable, url: () => url, sql: options.sql?.(), kubernetes: options.kubernetes?.() });

  return {
    url: () => url,
    rootToken: ROOT_TOKEN,
    ask,
    root,
    enable,
    seed,
    kv: (mount, version, namespace) =>
      enable("mounts", mount, "kv", { options: { version: String(version) } }, namespace),
    writePolicy: async (name, policy, namespace) =>
      void (await root("POST", `sys/policies/acl/${name}`, { policy }, namespace)),
    isAlive: async (accessor, namespace) =>
      (await ask("POST", "auth/token/lookup-accessor", { token: ROOT_TOKEN, body: { accessor }, namespace }))
        .status === 200,
    takes: async (token, namespace) =>
      (await ask("POST", "auth/token/lookup", { token: ROOT_TOKEN, body: { token }, namespace })).status ===
      200,
    async start() {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${binary}-`));
      const child = spawn(peer(binary), parameters(folder, options.tls ?? false), {
        stdio: ["ignore", "pipe", "pipe"],
        // It reads a configuration below its home, and nothing else of the machine.
        env: { PATH: process.env["PATH"] ?? "", HOME: folder },
      });
      // A test run that is cut short leaves no server behind.
      const end = (): void => void child.kill("SIGTERM");
      process.once("exit", end);
      child.once("exit", () => process.off("exit", end));
      const remove = (): void => fs.rmSync(folder, { recursive: true, force: true });
      try {
        url = await address(child, options.tls ?? false, (at) => (url = at));
        await seed(options.seed ?? {});
      } catch (error) {
        await stop(child);
        remove();
        throw error;
      }
      return {
        env: { VAULT_ADDR: url, ...trustedBy(options.tls === true ? "server" : undefined) },
        log: [],
        stop: async () => {
          await stop(child);
          remove();
        },
      };
    },
  };

  /** It says which port the system chose, by that of its cluster listener: one above that of the API. */
  async function address(child: ChildProcess, tls: boolean, set: (url: string) => void): Promise<string> {
    let output = "";
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    const line = tls ? /tls: "enabled"/ : /tls: "disabled"/;
    for (const end = Date.now() + START_LIMIT_MS; Date.now() < end; await sleep(50)) {
      const listener = output.split("\n").find((one) => / Listener \d+: /.test(one) && line.test(one));
      const cluster = /cluster address: "127\.0\.0\.1:(\d+)"/.exec(listener ?? "")?.[1];
      if (cluster !== undefined && output.includes("server started!")) {
        set(`${tls ? "https" : "http"}://127.0.0.1:${Number(cluster) - 1}`);
        if (await isReady()) return url;
      }
      if (child.exitCode !== null || child.signalCode !== null) break;
    }
    throw new Error(`${binary} did not start:\n${output}`);
  }

  async function isReady(): Promise<boolean> {
    try {
      return (await ask("GET", "sys/health")).status === 200;
    } catch {
      return false;
    }
  }
}

function parameters(folder: string, tls: boolean): string[] {
  const dev = ["server", "-dev", `-dev-root-token-id=${ROOT_TOKEN}`, "-dev-no-store-token"];
  const all = [...dev, "-dev-listen-address=127.0.0.1:0"];
  if (!tls) return all;
  // The certificate of -dev-tls is its own; this one is what the tests trust everywhere.
  const file = path.join(folder, "listener.json");
  const listener = {
    address: "127.0.0.1:0",
    tls_cert_file: path.join(FOLDER, "server.pem"),
    tls_key_file: path.join(FOLDER, "server.key"),
  };
  fs.writeFileSync(file, JSON.stringify({ listener: { tcp: listener } }));
  return [...all, `-config=${file}`];
}

/** By the handle of our own child: once it is gone, the id is never signalled. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}
