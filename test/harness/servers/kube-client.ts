import { spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import { peer } from "../../peers/peers.ts";
import { send } from "./control.ts";
import { until } from "./kube-process.ts";

export interface KubeRequest {
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** The administrator's, unless given; null sends none. */
  readonly token?: string | null;
  readonly contentType?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface KubeReply {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer of any kind: the test says which
  readonly json: any;
}

export type AskKube = (method: string, path: string, request?: KubeRequest) => Promise<KubeReply>;

/** Takes where the API server is and the token that is used unless another is given; returns what asks it. */
export function askKube(url: () => string, adminToken: string): AskKube {
  return async (method, path, request = {}) => {
    const { body, token = adminToken, contentType = "application/json" } = request;
    const query = request.query === undefined ? "" : `?${new URLSearchParams(request.query).toString()}`;
    const reply = await send(url(), {
      method,
      path: path + query,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": contentType }),
        ...request.headers,
      },
      body:
        body === undefined
          ? Buffer.alloc(0)
          : Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    });
    return { status: reply.status, json: readJson(reply.body.toString()) };
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // /readyz and a few others answer in plain text.
    return text;
  }
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs kubectl with a kubeconfig, in a folder that is its home and cache too. */
export function runKubectl(
  kubeconfig: string,
  folder: string,
  args: readonly string[],
  input = "",
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const child = spawn(peer("kubectl"), [`--kubeconfig=${kubeconfig}`, ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  // One that ends without reading its input is judged by its exit code.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** One request, as the API server recorded it (https://kubernetes.io/docs/tasks/debug/debug-cluster/audit). */
export interface AuditEntry {
  readonly auditID: string;
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string; readonly groups?: readonly string[] };
  readonly userAgent?: string;
  readonly objectRef?: {
    readonly resource: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly subresource?: string;
    readonly apiGroup?: string;
  };
  readonly responseStatus?: { readonly code?: number; readonly reason?: string };
  /** The status that was answered. */
  readonly code: number;
  /** Only of resources that are recorded whole. */
  readonly requestObject?: unknown;
  readonly responseObject?: unknown;
}

export interface Audit {
  /** Finished requests, in the order of their end; those after a mark, and of one user, where given. */
  readonly read: (mark?: number, username?: string) => Promise<AuditEntry[]>;
  /** A place in the log: what ends later is after it. */
  readonly mark: () => Promise<number>;
}

const MARK = "flush-";

/** Takes the log's file and what asks the API server; returns what reads the log, once all that was asked before is in it. */
export function readAudit(file: string, ask: AskKube): Audit {
  async function flush(): Promise<void> {
    // The server writes an entry when its answer is on the way: a last request of our own, seen in it, ends the wait.
    const id = `${MARK}${crypto.randomUUID()}`;
    await ask("GET", "/version", { headers: { "Audit-ID": id } });
    await until("the audit log is written", async () => fs.readFileSync(file, "utf8").includes(id));
  }
  return {
    async mark() {
      await flush();
      return fs.statSync(file).size;
    },
    async read(mark = 0, username) {
      await flush();
      const lines = fs.readFileSync(file).subarray(mark).toString("utf8").trimEnd().split("\n");
      return lines
        .filter((line) => line !== "")
        .map((line): AuditEntry => {
          const entry = JSON.parse(line);
          return { ...entry, code: entry.responseStatus?.code ?? 0 };
        })
        .filter((entry) => entry.stage === "ResponseComplete" && !entry.auditID.startsWith(MARK))
        .filter((entry) => username === undefined || entry.user.username === username);
    },
  };
}
