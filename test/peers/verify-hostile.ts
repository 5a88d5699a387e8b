import http from "node:http";
import type { AddressInfo } from "node:net";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** A byte of the body each so many milliseconds, for ever. */
  readonly dripMs?: number;
}

/** What a registry does to a request: an answer of its own, or what it makes of the true one; undefined passes that on. */
export type Trick = (
  call: Call,
  original: () => Promise<Reply>,
) => Promise<Reply | undefined> | Reply | undefined;

/** A registry that nobody should believe: the true one, and before it whatever a test makes of its answers. */
export interface HostileRegistry {
  /** `127.0.0.1:PORT`, as an image's name begins. */
  readonly host: string;
  readonly calls: readonly Call[];
  /** Takes what it does from now on. */
  readonly set: (trick: Trick) => void;
  readonly stop: () => Promise<void>;
}

const HOPS: ReadonlySet<string> = new Set([
  "connection",
  "transfer-encoding",
  "content-length",
  "keep-alive",
]);

/** Takes the host of a registry; serves it on an address of this machine. Stop it. */
export async function hostileRegistry(upstream: string, address = "127.0.0.1"): Promise<HostileRegistry> {
  const calls: Call[] = [];
  let trick: Trick = () => undefined;
  const server = http.createServer((request, response) => {
    const call = {
      method: request.method ?? "GET",
      path: request.url ?? "",
      authorization: request.headers.authorization,
    };
    calls.push(call);
    const original = async (): Promise<Reply> => {
      const headers = { accept: request.headers.accept ?? "*/*" };
      const answer = await fetch(`http://${upstream}${call.path}`, { method: call.method, headers });
      const body = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
    };
    const serve = async (): Promise<void> => {
      const { status, headers = {}, body = "", dripMs } = (await trick(call, original)) ?? (await original());
      const kept = Object.entries(headers).filter(([name]) => !HOPS.has(name));
      response.writeHead(status, Object.fromEntries(kept));
      if (dripMs === undefined) return void response.end(call.method === "HEAD" ? undefined : body);
      response.write(body);
      const drip = setInterval(() => response.write(" "), dripMs);
      response.on("close", () => clearInterval(drip));
    };
    serve().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    host: `${address}:${(server.address() as AddressInfo).port}`,
    calls,
    set: (next) => void (trick = next),
    stop: async () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
