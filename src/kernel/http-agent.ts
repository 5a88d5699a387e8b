import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";
import { type ClientIdentity, contextOnly, contextWith } from "./ca.ts";
import { httpError, TlsError } from "./http-errors.ts";
import type { HttpRequest, HttpTrust } from "./http.ts";
import { givenProxy, proxyFor } from "./proxy.ts";

/** How one request goes out. */
export interface Route {
  readonly agent: http.Agent;
  /** Whether a proxy is between. */
  readonly proxied: boolean;
}

type Addressed = Pick<HttpRequest, "url" | "direct" | "certificate" | "trust" | "proxy">;

export interface Agents {
  /** Throws ProxyError, TlsError or HttpError where proxy, CA or client certificate cannot be used. */
  readonly route: (request: Addressed) => Route;
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
 * The keep-alive agents behind the client, each made when first needed: by protocol, by proxy, one for each client
 * certificate and each trust: a connection that was opened with one is never another's. Idle sockets do not keep the
 * process alive: Node's agents see to that.
 * @see https://nodejs.org/docs/latest-v24.x/api/http.html#new-agentoptions
 */
export function createAgents(
  env: Readonly<Record<string, string | undefined>>,
  ca: string | undefined,
): Agents {
  const agents = new Map<string, http.Agent>();
  const identities: NonNullable<HttpRequest["certificate"]>[] = [];
  let usual: tls.SecureContext | undefined;

  const create = ({ url, certificate, trust }: Addressed, proxy: string | undefined): http.Agent => {
    const proxyEnv = proxy === undefined ? {} : { proxyEnv: { http_proxy: proxy, https_proxy: proxy } };
    if (url.protocol === "http:") return announcing(new http.Agent({ ...SETTINGS, ...proxyEnv }));
    const context = contextFor(url.host, certificate, trust);
    return announcing(
      new https.Agent({
        ...SETTINGS,
        ...proxyEnv,
        ...(context === undefined ? {} : { secureContext: context }),
        ...(trust?.serverName === undefined ? {} : named(trust.serverName)),
        // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 would turn the check off otherwise.
        rejectUnauthorized: trust?.insecure !== true,
      }),
    );
  };

  const contextFor = (
    host: string,
    certificate: HttpRequest["certificate"],
    trust: HttpTrust | undefined,
  ): tls.SecureContext | undefined => {
    if (certificate === undefined && trust?.ca === undefined && usual !== undefined) return usual;
    const identity: ClientIdentity =
      certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key.reveal() ?? "" };
    const own = certificate === undefined ? undefined : identified(identity, host);
    const pem = trust?.ca ?? ca;
    if (pem === undefined) return own;
    const context = trust?.ca === undefined ? contextWith(pem, identity) : contextOnly(pem, identity);
    if (context === undefined) throw new TlsError(host, "bad-ca-cert");
    if (certificate === undefined && trust?.ca === undefined) usual = context;
    return context;
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
    route: (request) => {
      const { url, direct, certificate, trust, proxy: given } = request;
      const proxy =
        direct === true ? undefined : given === undefined ? proxyFor(url, env) : givenProxy(url, given);
      const { ca: only, serverName, insecure } = trust ?? {};
      const key = JSON.stringify([url.protocol, proxy, numberOf(certificate), only, serverName, insecure]);
      let agent = agents.get(key);
      if (agent === undefined) {
        agent = create(request, proxy);
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

/** Both what is asked for and what is checked; an address is asked for by no name. */
const named = (serverName: string): https.AgentOptions => ({
  servername: net.isIP(serverName) === 0 ? serverName : "",
  checkServerIdentity: (_, certificate) => tls.checkServerIdentity(serverName, certificate),
});

/** Node's own words for a bad certificate or key may quote it. */
function identified(identity: ClientIdentity, host: string): tls.SecureContext {
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
