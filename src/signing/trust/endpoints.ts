import { Failure } from "../../kernel/errors.ts";

const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/**
 * An address of a service: `https:`, or `http:` on this machine; without user, query and fragment. Undefined for
 * anything else. Pure.
 */
export function endpointOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.protocol === "http:" && LOOPBACK.test(url.hostname);
  const bare = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return (url.protocol === "https:" || plain) && bare ? url : undefined;
}

/**
 * An input's address.
 * @throws Failure ENDPOINT_REFUSED, without the text: it may hold a password.
 */
export function endpointOfInput(text: string, input: string): URL {
  const url = endpointOf(text.trim());
  if (url) return url;
  throw new Failure(
    "ENDPOINT_REFUSED",
    `${input} is no https: address without user, query and fragment. Only this machine is spoken to by http:.`,
    { fix: `${input}: https://HOST`, at: { input } },
  );
}
