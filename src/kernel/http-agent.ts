import http from "node:http";
import https from "node:https";
import type net from "node:net";
import { contextWith } from "./ca.ts";
import { TlsError } from "./http-errors.ts";
import { proxyFor } from "./proxy.ts";

/** How one request goes out. */
export interface Route {
  readonly agent: http.Agent;
  /** Whether a proxy is between. */
  readonly proxied: boolean;
}

export interface Agents {
  /** Throws ProxyError or TlsError where proxy or CA cannot be used. */
  readonly route: (url: URL, direct: boolean) => Route;
  /** Ends the connections that no request uses. */
  readonly closeIdle: () => void;
}

/** Told of each socket that is opened for a request, before it is connected. */
export interface OpeningHook {
  readonly onOpening: (socket: net.Socket) => void;
}

const SETTINGS = {
  keepAlive: true,
  // Node's default gives up on an address after a quarter of a second: too soon for a region on another continent.
  autoSelectFamilyAttemptTimeout: 1_000,
} as const;

/**
 * The keep-alive agents behind the client, each made when first needed: by protocol, and with or without
 * the proxy of the environment. Idle sockets do not keep the process alive: Node's agents see to that.
 * @see https://nodejs.org/docs/latest-v24.x/api/http.html#new-agentoptions
 */
export function createAgents(
  env: Readonly<Record<string, string | undefined>>,
  ca: string | undefined,
): Agents {
  const agents = new Map<string, http.Agent>();
  let trust: ReturnType<typeof contextWith>;

  const create = (url: URL, proxy: string | undefined): http.Agent => {
    const proxyEnv = proxy === undefined ? {} : { proxyEnv: { http_proxy: proxy, https_proxy: proxy } };
    if (url.protocol === "http:") return announcing(new http.Agent({ ...SETTINGS, ...proxyEnv }));
    if (ca !== undefined) trust ??= contextWith(ca);
    if (ca !== undefined && trust === undefined) throw new TlsError(url.host, "bad-ca-cert");
    const secureContext = trust === undefined ? {} : { secureContext: trust };
    // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 would turn the check off otherwise.
    const options = { ...SETTINGS, ...proxyEnv, ...secureContext, rejectUnauthorized: true };
    return announcing(new https.Agent(options));
  };

  return {
    route: (url, direct) => {
      const proxy = direct ? undefined : proxyFor(url, env);
      const key = `${url.protocol}${proxy === undefined ? "" : "proxy"}`;
      let agent = agents.get(key);
      if (agent === undefined) {
        agent = create(url, proxy);
        agents.set(key, agent);
      }
      return { agent, proxied: proxy !== undefined };
    },
    closeIdle: () => {
      for (const agent of agents.values())
        for (const sockets of Object.values(agent.freeSockets))
          for (const socket of sockets ?? []) socket.destroy();
    },
  };
}

/**
 * While a tunnel is being asked for, Node ties the socket to no request, and ending the request leaves it
 * open: a silent proxy would keep the process alive. So each socket is shown to the request that opens it.
 */
function announcing<A extends http.Agent>(agent: A): A {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    if (socket) (options as Partial<OpeningHook>).onOpening?.(socket as net.Socket);
    return socket;
  };
  return agent;
}
