import net from "node:net";
import { ProxyError } from "./http-errors.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a URL, as a URL with its credentials: `https_proxy` or
 * `HTTPS_PROXY` for https:, `http_proxy` or `HTTP_PROXY` for http:, unless `no_proxy` or `NO_PROXY` lists
 * the host. An address without a scheme is one of http:, as curl has it; Node would leave it unused.
 * @throws ProxyError where the variable holds nothing that could be used; its message holds no part of it.
 * @see https://curl.se/docs/manpage.html#ENVIRONMENT
 */
export function proxyFor(url: URL, env: Environment): string | undefined {
  const name = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const text = (env[name.toLowerCase()] || env[name])?.trim();
  if (!text || bypasses(url, env["no_proxy"] || env["NO_PROXY"] || "")) return undefined;
  const proxy = text.includes("://") ? text : `http://${text}`;
  if (!isUsable(proxy))
    throw new ProxyError(url.host, `${name} does not hold the URL of an http: or https: proxy`);
  return proxy;
}

/**
 * A proxy that was named for one server, as proxyFor gives it: NO_PROXY does not count. Undefined for "", which is none.
 * @throws ProxyError as proxyFor.
 */
export function givenProxy(url: URL, given: string): string | undefined {
  const text = given.trim();
  if (text === "") return undefined;
  const proxy = text.includes("://") ? text : `http://${text}`;
  if (!isUsable(proxy))
    throw new ProxyError(url.host, "the proxy given for it is no URL of an http: or https: proxy");
  return proxy;
}

function isUsable(proxy: string): boolean {
  try {
    const { protocol, username, password } = new URL(proxy);
    decodeURIComponent(username + password);
    return protocol === "http:" || protocol === "https:";
  } catch {
    return false;
  }
}

/** `example.com` and `.example.com` also stand for what lies under them, as in curl, Go and Python; Node takes the first for one host. */
function bypasses(url: URL, list: string): boolean {
  const host = bare(url.hostname);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === "*") return true;
      if (entry.includes("/")) return inRange(host, entry);
      const [, name = "", only] = /^\*?\.?(\[.*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (name === "" || (only !== undefined && only !== port)) return false;
      const suffix = bare(name);
      return host === suffix || (net.isIP(host) === 0 && host.endsWith(`.${suffix}`));
    });
}

const bare = (host: string): string => host.replace(/^\[(.*)\]$/, "$1").toLowerCase();

function inRange(host: string, range: string): boolean {
  const [start = "", bits = ""] = range.split("/");
  const family = net.isIPv6(start) ? "ipv6" : "ipv4";
  const widest = family === "ipv6" ? 128 : 32;
  if (net.isIP(start) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > widest) return false;
  if (net.isIP(host) === 0) return false;
  const list = new net.BlockList();
  list.addSubnet(start, Number(bits), family);
  return list.check(host, net.isIPv6(host) ? "ipv6" : "ipv4");
}
