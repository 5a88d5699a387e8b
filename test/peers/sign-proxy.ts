import fs from "node:fs";
import path from "node:path";
import {
  type Answer,
  type Call,
  type Listening,
  listen,
  type Reply,
  send,
} from "../harness/servers/control.ts";
import type { Server } from "../harness/job.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";

export type SignService = "oidc" | "fulcio" | "rekor1" | "rekor2" | "tsa" | "registry" | "referrers";

/** What goes wrong on the way: `lost` is a request that went through and whose answer did not. */
export const TROUBLES = ["throttled", "throttled-after", "unavailable", "reset", "lost", "text"] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface Passed {
  readonly service: SignService;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly call: Call;
  readonly trouble: Trouble | "own" | undefined;
}

/** Says what happens to a call: nothing, a trouble, or an answer of its own, for which it may ask what the service says. */
export type Decide = (
  service: SignService,
  call: Call,
  next: () => Promise<Reply>,
) => Trouble | Answer | Promise<Answer> | undefined;

/** Something between the action and every service of a private Sigstore. */
export interface SignProxies {
  readonly url: (service: SignService) => string;
  /** Takes an image of `pushImage`; returns its name at the proxy. */
  readonly through: (image: string) => string;
  /** Inputs, as `signInputs` has them. */
  readonly inputs: (kind: SigningKind) => Record<string, string>;
  readonly server: Server;
  /** In order of arrival. */
  readonly passed: Passed[];
  /** Until it is set again. */
  readonly decide: (decide: Decide) => void;
  /** How many entries a log has. */
  readonly size: (log: "rekor1" | "rekor2") => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Takes a Sigstore with all its services; stands before each of them on loopback. Stop it. */
export async function signProxies(peers: Sigstore): Promise<SignProxies> {
  const origins: Record<SignService, string> = {
    oidc: peers.oidc.url,
    fulcio: peers.fulcioUrl,
    rekor1: peers.rekor1Url,
    rekor2: peers.rekor2Url,
    tsa: new URL(peers.tsaUrl).origin,
    registry: `http://${peers.registryHost}`,
    referrers: `http://${peers.referrersRegistryHost}`,
  };
  const passed: Passed[] = [];
  let decide: Decide = () => undefined;
  const proxies = new Map<SignService, Listening>();
  for (const [name, origin] of Object.entries(origins)) {
    const service = name as SignService;
    const handler = async (call: Call): Promise<Answer> => {
      const next = (): Promise<Reply> => send(origin, call);
      const decided = await decide(service, call, next);
      const trouble = typeof decided === "string" ? decided : decided === undefined ? undefined : "own";
      passed.push({ service, method: call.method, path: call.path.split("?")[0] ?? "", call, trouble });
      if (decided === undefined) return next();
      return typeof decided === "string" ? troubled(decided, next) : decided;
    };
    proxies.set(service, await listen(handler));
  }
  const url = (service: SignService): string => proxies.get(service)?.url ?? "";
  /** Every address of a service in a text is that of its proxy. */
  const led = (text: string): string => {
    let done = text;
    for (const service of ["fulcio", "rekor1", "rekor2", "tsa"] as const)
      done = done.replaceAll(origins[service], url(service));
    return done;
  };
  const env = {
    ...peers.env,
    ACTIONS_ID_TOKEN_REQUEST_URL: (peers.env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "").replace(
      origins.oidc,
      url("oidc"),
    ),
  };
  return {
    url,
    through: (image) =>
      (["registry", "referrers"] as const).reduce(
        (name, service) => name.replace(new URL(origins[service]).host, new URL(url(service)).host),
        image,
      ),
    inputs: (kind) => ({
      "trusted-root": fs.readFileSync(peers.trustedRoot, "utf8"),
      "signing-config": led(fs.readFileSync(peers.signingConfig(kind), "utf8")),
      "fulcio-url": url("fulcio"),
    }),
    server: { start: async () => ({ env, stop: async () => {}, log: [] }) },
    passed,
    decide: (next) => void (decide = next),
    size: async (log) =>
      log === "rekor1"
        ? ((await (await fetch(`${origins.rekor1}/api/v1/log`)).json()) as { treeSize: number }).treeSize
        : // The second line of a checkpoint (C2SP tlog-checkpoint).
          Number(fs.readFileSync(path.join(peers.folder, "rekor2", "checkpoint"), "utf8").split("\n")[1]),
    stop: async () => {
      for (const proxy of proxies.values()) await proxy.stop();
    },
  };
}

const PAGE = "<html><head><title>Just a moment</title></head><body>We will be back soon.</body></html>\n";

function troubled(trouble: Trouble, next: () => Promise<Reply>): Answer | Promise<Answer> {
  switch (trouble) {
    case "throttled":
      return { status: 429, headers: {}, body: "slow down" };
    case "throttled-after":
      return { status: 429, headers: { "retry-after": "1" }, body: "slow down" };
    case "unavailable":
      return { status: 503, headers: {}, body: "upstream connect error" };
    case "reset":
      return gone();
    case "lost":
      return next().then(gone);
    case "text":
      return { status: 200, headers: { "content-type": "text/html" }, body: PAGE };
  }
}

/** An answer that never comes: the connection is reset. */
export const gone = (): Answer => ({ deliver: (response) => void response.socket?.resetAndDestroy() });

/** An answer that is waited for until the client, or the proxy, ends. */
export const never = (): Answer => ({ deliver: () => {} });

/** Takes a seed and how often something goes wrong (0 to 1); returns what decides so, in the same way each time. */
export function someTimes(seed: number, share: number, troubles: readonly Trouble[] = TROUBLES): Decide {
  let state = seed >>> 0;
  const random = (): number => {
    // Mulberry32.
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => (random() < share ? troubles[Math.floor(random() * troubles.length)] : undefined);
}

/** Takes a service and a trouble; returns what lets it happen to that service's first calls. */
export function firstTimes(which: SignService, trouble: Trouble, times = 1, on = /./): Decide {
  let count = 0;
  return (service, { method, path: at }) => {
    if (service !== which || !on.test(`${method} ${at}`) || count >= times) return undefined;
    count += 1;
    return trouble;
  };
}
