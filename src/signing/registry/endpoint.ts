import net from "node:net";
import { answerInvalid } from "./failures.ts";

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Which addresses a registry may be spoken to at, and what it may lead to. */
export interface Endpoints {
  /** The registry's own origin. */
  readonly origin: (registry: string) => string;
  /** Takes where a registry leads to (a redirect, a token service, an upload). Throws REGISTRY_ANSWER_INVALID where that is refused. */
  readonly lead: (registry: string, location: string | undefined, from: URL) => URL;
}

/** Whether nobody is in between: then `http:` does, and no proxy is asked. */
export const isLoopback = (url: URL): boolean => LOOPBACK.has(url.hostname);

/**
 * Plain `http:` is for this machine itself, and for the hosts (with their port, where they have one) that the user named.
 * Nothing leads from https: to http:, nor to an address of a private network that is not the registry's own.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export function createEndpoints(insecure: readonly string[]): Endpoints {
  const plain = new Set(insecure.map((host) => host.toLowerCase()));
  const origin = (registry: string): string => {
    const { hostname } = new URL(`http://${registry}`);
    const isPlain = LOOPBACK.has(hostname) || plain.has(registry) || plain.has(hostname);
    return `${isPlain ? "http" : "https"}://${registry}`;
  };
  return {
    origin,
    lead: (registry, location, from) => {
      const own = new URL(origin(registry));
      if (location === undefined || !URL.canParse(location, from.href))
        throw answerInvalid(registry, "leads to an address that cannot be read");
      const url = new URL(location, from);
      const isOwn =
        url.hostname === own.hostname || (LOOPBACK.has(url.hostname) && LOOPBACK.has(own.hostname));
      if (
        url.protocol !== "https:" &&
        !(url.protocol === "http:" && own.protocol === "http:" && from.protocol === "http:")
      )
        throw answerInvalid(registry, "leads to an address without TLS");
      if (!isOwn && (LOOPBACK.has(url.hostname) || isPrivate(url.hostname)))
        throw answerInvalid(registry, "leads to an address of a private network");
      if (url.username !== "" || url.password !== "")
        throw answerInvalid(registry, "leads to an address with a login in it");
      return url;
    },
  };
}

const privateNetworks = (): net.BlockList => {
  const list = new net.BlockList();
  for (const [network, bits] of [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["224.0.0.0", 3],
  ] as const)
    list.addSubnet(network, bits, "ipv4");
  for (const [network, bits] of [
    ["::", 96],
    ["64:ff9b::", 96],
    ["fc00::", 7],
    ["fe80::", 10],
    ["ff00::", 8],
  ] as const)
    list.addSubnet(network, bits, "ipv6");
  return list;
};

/** An address, not a name, of a network that is not public. A URL has already brought 0x7f.1 and its like into one form. */
function isPrivate(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  const family = net.isIP(address);
  // An IPv4 address within IPv6 is looked up in the list of IPv4 by Node.
  return family !== 0 && privateNetworks().check(address, family === 4 ? "ipv4" : "ipv6");
}
