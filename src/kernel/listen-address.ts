import net from "node:net";

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const MAX_PORT = 65_535;
const LOOPBACK = "127.0.0.1";
const LOCAL_NAMES: ReadonlySet<string> = new Set(["localhost", "ip6-localhost"]);

/**
 * Reads `HOST:PORT`, `[IPV6]:PORT`, `:PORT` or `PORT`; without a host it is loopback. Port 0 is any free one.
 * Undefined where the text is none of these.
 */
export function parseListen(text: string): ListenAddress | undefined {
  const match = /^(?:(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]*)):)?(\d{1,5})$/.exec(text.trim());
  if (match === null) return undefined;
  const [, v6, name, digits = ""] = match;
  const port = Number(digits);
  if (port > MAX_PORT || (v6 !== undefined && !net.isIPv6(v6))) return undefined;
  return { host: v6 ?? (name || LOOPBACK), port };
}

/** Whether only this machine reaches a host: 127.0.0.0/8, ::1, localhost. */
export const isLoopback = (host: string): boolean =>
  LOCAL_NAMES.has(host.toLowerCase()) || host === "::1" || (net.isIPv4(host) && host.startsWith("127."));

/** As text for a URL or a log. */
export const shownAddress = ({ host, port }: ListenAddress): string =>
  `${net.isIPv6(host) ? `[${host}]` : host}:${port}`;

/**
 * Whether a Host header is one that a client of this server sends. A page in a browser can point a name of its own at
 * this machine (DNS rebinding) and then sends that name; so on loopback only loopback's names count, and elsewhere the
 * name that was bound, and addresses, which nothing can rebind. The port plays no part: it may be forwarded.
 */
export function isHostOf(header: string | undefined, { host }: ListenAddress): boolean {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+))(?::\d{1,5})?$/.exec(header ?? "");
  const asked = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (asked === undefined) return false;
  if (isLoopback(asked) || asked === host.toLowerCase()) return true;
  return !isLoopback(host) && net.isIP(asked) !== 0;
}
