/** https://developer.hashicorp.com/vault/docs/enterprise/namespaces#namespace-naming-restrictions */
const PART = /^[^\s/\\?#%\p{C}]{1,128}$/u;

/** A namespace without slashes at its ends; "" is the root, which may also be written `/` or `root`. */
export function namespaceOf(text: string): string {
  const path = text.trim().replace(/^\/+|\/+$/g, "");
  return path === "root" ? "" : path;
}

/** Whether text is a path of namespaces, or the root. */
export function isNamespace(text: string): boolean {
  const path = namespaceOf(text);
  return path === "" || path.split("/").every((part) => PART.test(part) && part !== "." && part !== "..");
}

/** Parts of a path as they stand in a URL: each encoded, with slashes between. */
export const encoded = (parts: readonly string[]): string => parts.map(encodeURIComponent).join("/");

/** What the path of a request has before its own: the namespace, where it is not the root. */
export const inNamespace = (namespace: string, path: string): string =>
  namespace === "" ? path : `${encoded(namespace.split("/"))}/${path}`;

/**
 * How a policy names a path that is read in `namespace`: policies lie in the namespace of the login, and their paths
 * begin there. A login beside or below the namespace of reads sees none of it; then the path is named as it is read.
 */
export function policyPath(path: string, namespace: string, authNamespace: string): string {
  if (authNamespace === "") return namespace === "" ? path : `${namespace}/${path}`;
  return namespace.startsWith(`${authNamespace}/`)
    ? `${namespace.slice(authNamespace.length + 1)}/${path}`
    : path;
}
