import type { Call } from "./control.ts";
import { NO_NAMESPACE, VaultError } from "./vault-wording.ts";

/** A request as Vault takes it apart. */
export interface VaultRequest {
  readonly method: "GET" | "POST" | "LIST" | "DELETE";
  /** Without slashes at the ends; the root is "". Of the header and of the path together. */
  readonly namespace: string;
  /** Decoded, without `/v1/` and the namespace. */
  readonly path: string;
  /** With the namespace: what policies are about. */
  readonly fullPath: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly bodyText: string;
  readonly token: string | undefined;
  readonly certificate?: Buffer;
  /** In seconds: the answer is to be wrapped. */
  readonly wrapTtl: number | undefined;
}

const METHODS = { GET: "GET", POST: "POST", PUT: "POST", LIST: "LIST", DELETE: "DELETE" } as const;

/**
 * Takes a call and the namespaces that are there; returns what is asked. Throws VaultError for what no server takes,
 * and for a request without `X-Vault-Request: true`: servers may be told to insist on it, so this one does.
 */
export function readRequest(call: Call, namespaces: ReadonlySet<string>): VaultRequest {
  const { headers } = call;
  if (headers["x-vault-request"] !== "true") throw new VaultError(412, "missing 'X-Vault-Request' header");
  const [rawPath = "", rawQuery = ""] = call.path.split("?", 2);
  if (!rawPath.startsWith("/v1/")) throw new VaultError(404);
  const query = new URLSearchParams(rawQuery);
  const asked = decoded(rawPath.slice("/v1/".length));
  if (asked.split("/").includes("..")) throw new VaultError(400, "relative paths not supported");
  const named = trimmed(headers["x-vault-namespace"] ?? "");
  if (!namespaces.has(named)) throw NO_NAMESPACE;
  const fullPath = named === "" ? asked : `${named}/${asked}`;
  const namespace = longest(namespaces, fullPath);
  const method = own(call.method);
  const bodyText = call.body.toString("utf8");
  return {
    ...(call.certificate === undefined ? {} : { certificate: call.certificate }),
    method: method === "GET" && query.get("list") === "true" ? "LIST" : method,
    namespace,
    path: namespace === "" ? fullPath : fullPath.slice(namespace.length + 1),
    fullPath,
    query,
    body: parsed(bodyText),
    bodyText,
    token: headers["x-vault-token"] ?? bearer(headers["authorization"]),
    wrapTtl: seconds(headers["x-vault-wrap-ttl"]),
  };
}

/** Takes namespaces and a full path; returns the innermost that it lies in. */
export function longest(namespaces: ReadonlySet<string>, fullPath: string): string {
  let best = "";
  for (const one of namespaces) if (fullPath.startsWith(`${one}/`) && one.length > best.length) best = one;
  return best;
}

function own(method: string): VaultRequest["method"] {
  const known = Object.entries(METHODS).find(([name]) => name === method)?.[1];
  if (known === undefined) throw new VaultError(405);
  return known;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new VaultError(400, "invalid URL escape");
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // The same refusal as for JSON that is no object.
  }
  throw new VaultError(400, "failed to decode JSON input");
}

function bearer(header: string | undefined): string | undefined {
  return /^bearer (.+)$/i.exec(header ?? "")?.[1];
}

function seconds(ttl: string | undefined): number | undefined {
  const [, number, unit] = /^(\d+)([sm]?)$/.exec(ttl ?? "") ?? [];
  return number === undefined ? undefined : Number(number) * (unit === "m" ? 60 : 1);
}

/** `root` is a name of the root, too. */
function trimmed(namespace: string): string {
  const name = namespace.replace(/^\/+|\/+$/g, "");
  return name === "root" ? "" : name;
}
