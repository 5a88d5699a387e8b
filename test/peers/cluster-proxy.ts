import https from "node:https";
import { afterAll, beforeAll } from "vitest";
import type { Cluster } from "../harness/servers/cluster.ts";
import { type Answer, type Call, type Listening, listen } from "../harness/servers/control.ts";
import { TEST_CA } from "../harness/servers/tls.ts";

export interface ApiProxy {
  /** With the certificate of the test CA, as the cluster. */
  readonly url: () => string;
  /** `GET /api/v1/...` with the query, in order of arrival. */
  readonly calls: string[];
  /** Decides what the proxy says in the API server's stead; undefined passes the call on. Until it is set again. */
  readonly answer: (decide: (call: Call) => Answer | undefined) => void;
  /** Cuts every watch that is open; returns how many. */
  readonly cutWatches: () => number;
}

/** Between the action and the API server, for the suite in which it is called; streams pass as they come. */
export function apiProxy(cluster: Cluster): ApiProxy {
  const calls: string[] = [];
  const watches = new Set<() => void>();
  let decide: (call: Call) => Answer | undefined = () => undefined;
  let server: Listening | undefined;
  const pass = (call: Call): Answer => ({
    deliver: (response) => {
      const { connection: _connection, ...headers } = call.headers;
      const upstream = https.request(
        new URL(call.path, cluster.url),
        { method: call.method, headers, agent: false, ca: TEST_CA, servername: "localhost" },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          response.flushHeaders();
          answer.on("error", () => response.destroy());
          answer.pipe(response);
        },
      );
      const cut = (): void => void response.destroy();
      if (/[?&]watch=true/.test(call.path)) watches.add(cut);
      response.on("close", () => {
        watches.delete(cut);
        upstream.destroy();
      });
      upstream.on("error", cut);
      upstream.end(call.body);
    },
  });
  beforeAll(async () => {
    server = await listen(
      (call) => {
        calls.push(`${call.method} ${call.path}`);
        return decide(call) ?? pass(call);
      },
      { tls: "server" },
    );
  });
  afterAll(() => server?.stop());
  return {
    url: () => server?.url ?? "",
    calls,
    answer: (next) => void (decide = next),
    cutWatches: () => {
      const open = [...watches];
      for (const cut of open) cut();
      return open.length;
    },
  };
}
