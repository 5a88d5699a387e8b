import net from "node:net";
import { Failure } from "../../kernel/errors.ts";

/** Names under which clouds serve a machine's own credentials. */
const METADATA_HOSTS: ReadonlySet<string> = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "metadata.azure.internal",
  "metadata.tencentyun.com",
  "instance-data",
  "instance-data.ec2.internal",
]);

/** Link-local addresses, and those at which clouds serve a machine's own credentials. */
const METADATA_RANGES: readonly (readonly [string, number, "ipv4" | "ipv6"])[] = [
  ["169.254.0.0", 16, "ipv4"],
  ["168.63.129.16", 32, "ipv4"],
  ["100.100.100.200", 32, "ipv4"],
  ["192.0.0.192", 32, "ipv4"],
  ["fe80::", 10, "ipv6"],
  ["fd00:ec2::", 32, "ipv6"],
  ["fd20:ce::254", 128, "ipv6"],
];

/**
 * The address of an API server. Only what a user's own configuration says comes here: tokens are sent there. Pure.
 * @param where the input or entry that holds the text, for the message; the text itself is in none.
 * @returns the address, its path without a trailing slash; ENDPOINT_REFUSED for one that tokens may not go to.
 */
export function parseServer(text: string, where: string, fix?: string): URL | Failure {
  const refuse = (why: string): Failure =>
    new Failure("ENDPOINT_REFUSED", `${where} ${why}.`, {
      fix: fix ?? `${where}: https://HOST:6443`,
      ...(fix === undefined ? { at: { input: where } } : {}),
    });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:") return refuse("holds no https: address of an API server");
  if (url.username !== "" || url.password !== "") return refuse("holds a user name or a password");
  if (/[?#]/.test(text)) return refuse("holds a query or a fragment");
  if (isMetadata(url.hostname))
    return refuse("names a link-local address or a cloud's metadata service, which is no API server");
  url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}

/** Whether two addresses are the same server: scheme, host, port and path. */
export const isSameServer = (a: URL, b: URL): boolean =>
  a.origin === b.origin && a.pathname.replace(/\/+$/, "") === b.pathname.replace(/\/+$/, "");

function isMetadata(hostname: string): boolean {
  const host = hostname
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "")
    .toLowerCase();
  if (METADATA_HOSTS.has(host)) return true;
  const family = net.isIP(host);
  if (family === 0) return false;
  const list = new net.BlockList();
  for (const [start, bits, kind] of METADATA_RANGES) list.addSubnet(start, bits, kind);
  return list.check(host, family === 6 ? "ipv6" : "ipv4");
}
