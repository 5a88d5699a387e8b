// A process of its own, since the benchmark's own stands still while it times another: a whole private Sigstore, and each
// of its services at a distance, which counts requests. Prints what it is as one line of JSON, then a line for each
// question that it reads.
import http from "node:http";
import type { AddressInfo } from "node:net";
import readline from "node:readline";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { sigstore } from "../harness/servers/sigstore.ts";
import { signingConfigOf } from "../harness/servers/sigstore-trust.ts";

/** Which services a run uses: a log of version 1 alone, and one of version 2 with a timestamp authority. */
export const KINDS = ["v1", "v2"] as const;
export type Kind = (typeof KINDS)[number];

/** What the benchmark is told at the start. */
export interface Served {
  /** The token service of a job, at a distance. */
  readonly env: Readonly<Record<string, string>>;
  readonly issuer: string;
  readonly identity: string;
  readonly fulcio: string;
  readonly trustedRoot: string;
  readonly signingConfigs: Readonly<Record<Kind, string>>;
}

/** How many requests came since the last such question. */
export interface Counted {
  readonly requests: number;
}

/** There and back. */
export const LATENCY_MS = 50;

if (import.meta.main) {
  const peers = await sigstore({ registry: false, referrersRegistry: false });
  let requests = 0;
  const agent = new http.Agent({ keepAlive: true });
  /** Holds each request and its answer back for half of the latency. */
  const far = async (url: string): Promise<string> => {
    const { hostname, port, pathname, search } = new URL(url);
    const server = http.createServer({ keepAliveTimeout: 60_000 }, (asked, answer) => {
      requests += 1;
      const { method, url: path, headers } = asked;
      void (async () => {
        const body = await buffer(asked);
        await sleep(LATENCY_MS / 2);
        const there = http.request({ hostname, port, method, path, headers, agent }, (given) => {
          void (async () => {
            const bytes = await buffer(given);
            await sleep(LATENCY_MS / 2);
            answer.writeHead(given.statusCode!, given.headers);
            answer.end(bytes);
          })();
        });
        there.on("error", () => answer.destroy());
        there.end(body);
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname === "/" ? "" : pathname}${search}`;
  };
  const urls = {
    issuer: peers.oidc.url,
    fulcio: await far(peers.fulcioUrl),
    rekor1: await far(peers.rekor1Url),
    rekor2: await far(peers.rekor2Url),
    tsa: await far(peers.tsaUrl),
  };
  const served: Served = {
    env: {
      ...peers.env,
      ACTIONS_ID_TOKEN_REQUEST_URL: await far(peers.env["ACTIONS_ID_TOKEN_REQUEST_URL"]!),
    },
    issuer: peers.oidc.url,
    identity: peers.identity,
    fulcio: urls.fulcio,
    trustedRoot: peers.trustedRoot,
    signingConfigs: Object.fromEntries(
      KINDS.map((kind) => [
        kind,
        peers.write(`far.${kind}.json`, JSON.stringify(signingConfigOf(urls, kind))),
      ]),
    ) as Record<Kind, string>,
  };
  console.log(JSON.stringify(served));
  for await (const _ of readline.createInterface({ input: process.stdin })) {
    console.log(JSON.stringify({ requests } satisfies Counted));
    requests = 0;
  }
  await peers.stop();
  process.exit();
}
