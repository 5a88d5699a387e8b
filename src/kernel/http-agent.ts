import http from "node:http";
import https from "node:https";
import type net from "node:net";
import tls from "node:tls";
import { type ClientIdentity, contextWith } from "./ca.ts";
import { httpError, TlsError } from "./http-errors.ts";
import type { HttpRequest } from "./http.ts";
import { proxyFor } from "./proxy.ts";

/** How one request goes out. */
export interface Route {
  readonly agent: http.Agent;
  /** Whether a proxy is between. */
  readonly proxied: boolean;
}

export interface Agents {
  /** Throws ProxyError, TlsError or HttpError where proxy, CA or client certificate cannot be used. */
  readonly route: (url: URL, direct: boolean, certificate?: HttpRequest["certificate"]) => Route;
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
 * the proxy of the environment, one for each client certificate: a connection that was opened with one is
 * never another's. Idle sockets do not keep the process alive: Node's agents see to that.
 * @see https://nodejs.org/docs/latest-v24.x/api/http.html#new-agentoptions
 */
export function createAgents(
  env: Readonly<Record<string, string | undefined>>,
  ca: string | undefined,
): Agents {
  const agents = new Map<string, http.Agent>();
  const identities: NonNullable<HttpRequest["certificate"]>[] = [];
  let trust: ReturnType<typeof contextWith>;

  const create = (
    url: URL,
    proxy: string | undefined,
    certificate: HttpRequest["certificate"],
  ): http.Agent => {
    const proxyEnv = proxy === undefined ? {} : { proxyEnv: { http_proxy: proxy, https_proxy: proxy } };
    if (url.protocol === "http:") return announcing(new http.Agent({ ...SETTINGS, ...proxyEnv }));
    const context = certificate === undefined ? trusted(url.host) : identified(url.host, certificate);
    const secureContext = context === undefined ? {} : { secureContext: context };
    // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 would turn the check off otherwise.
    const options = { ...SETTINGS, ...proxyEnv, ...secureContext, rejectUnauthorized: true };
    return announcing(new https.Agent(options));
  };

  const trusted = (host: string): ReturnType<typeof contextWith> => {
    if (ca === undefined) return undefined;
    trust ??= contextWith(ca);
    if (trust === undefined) throw new TlsError(host, "bad-ca-cert");
    return trust;
  };

  const identified = (
    host: string,
    { cert, key }: NonNullable<HttpRequest["certificate"]>,
  ): tls.SecureContext => {
    const identity: ClientIdentity = { cert, key: key.reveal() ?? "" };
    const context = contextOf(identity, host);
    const both = ca === undefined ? context : contextWith(ca, identity);
    if (both === undefined) throw new TlsError(host, "bad-ca-cert");
    return both;
  };

  /** Which of the certificates so far it is; 0 for none. */
  const numberOf = (certificate: HttpRequest["certificate"]): number => {
    if (certificate === undefined) return 0;
    const known = identities.findIndex(
      ({ cert, key }) => cert === certificate.cert && key.equals(certificate.key),
    );
    return known === -1 ? identities.push(certificate) : known + 1;
  };

  return {
    route: (url, direct, certificate) => {
      const proxy = direct ? undefined : proxyFor(url, env);
      const key = `${url.protocol}${proxy === undefined ? "" : "proxy"}${numberOf(certificate)}`;
      let agent = agents.get(key);
      if (agent === undefined) {
        agent = create(url, proxy, certificate);
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

/** Node's own words for a bad certificate or key may quote it. */
function contextOf(identity: ClientIdentity, host: string): tls.SecureContext {
  try {
    return tls.createSecureContext({ ...identity });
  } catch {
    throw httpError(
      "other",
      host,
      `the client certificate for ${host} and its key are no pair that can be used`,
    );
  }
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
