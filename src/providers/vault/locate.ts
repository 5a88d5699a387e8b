import { Failure } from "../../kernel/errors.ts";
import type { BarePath, Reference } from "../../references/reference.ts";
import type { Host, Locator } from "../provider.ts";
import type { VaultInputs } from "./inputs.ts";

/**
 * One secret, one answer of an engine, or everything under a folder. Where the mount ends in `path` only the server
 * knows: mounts.ts asks it.
 */
export interface VaultLocator extends Locator {
  /** `secret/database/mongo_url`: decoded, without slashes at its ends. May start with a namespace. */
  readonly path: string;
  readonly parts: readonly string[];
  /** Of KV 2. */
  readonly version: string | undefined;
  /** Every other query: the parameters of a POST. */
  readonly params: ReadonlyMap<string, string>;
  /** Whether it is a folder; then `stem` is what the names in it begin with. */
  readonly listing?: { readonly stem: string };
}

/** KV 2 counts from 1; 0 would be whatever is current. */
const VERSION = /^[1-9][0-9]{0,9}$/;
/** Also half a character, which no URL can have: YAML and JSON can write it. */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
/** Not secrets but the server's own: its administration and its logins. */
const CLOSED: ReadonlySet<string> = new Set(["sys", "auth"]);

const invalid = (message: string, fix: string): Failure => new Failure("REFERENCE_INVALID", message, { fix });

/**
 * The locator of `vault://MOUNT/path[?version=N]` or of a bare path below `vault-mount`; REFERENCE_INVALID, which quotes
 * nothing of it. Pure. One id is one request: it holds no field. A path that ends in `/` or `*` is all that is below.
 * The path may start with namespaces below `vault-namespace`: the server says where the mount is. docs/references.md
 */
export function locateVault(
  source: Reference | BarePath,
  inputs: VaultInputs,
  _env: Host["env"],
): VaultLocator | Failure {
  if (source.kind === "bare") return locateBare(source.path, inputs);
  const text = decoded(source.locator);
  if (text instanceof Failure) return text;
  // `%2A` is a star in a name.
  const listing = source.locator.endsWith("*") ? /(?:^|\/)([^/]*)\*$/.exec(text) : null;
  const isListing = listing !== null || text.endsWith("/");
  const parts = partsOf(isListing ? text.slice(0, text.lastIndexOf("/") + 1).replace(/\/$/, "") : text);
  if (parts instanceof Failure) return parts;
  const { version, ...rest } = Object.fromEntries(source.query);
  if (isListing && source.query.size > 0)
    return invalid(
      "Everything below a path is read as it is now: it takes no version and no other query.",
      "Name one secret, or remove the query.",
    );
  if (version !== undefined && !VERSION.test(version))
    return invalid("A version of KV 2 is a number from 1 on.", "?version=3");
  if (!isListing && parts.length < 2)
    return invalid(
      "A reference to Vault names a mount and a path in it.",
      "vault://secret/database/mongo_url",
    );
  const params = new Map(Object.entries(rest));
  if (version !== undefined && params.size > 0)
    return invalid(
      "A version is for KV, any other query for an engine: one reference cannot have both.",
      "Keep ?version=, or remove it.",
    );
  return locator(parts, version, params, isListing ? { stem: listing?.[1] ?? "" } : undefined);
}

function locateBare(path: string, { vaultMount }: VaultInputs): VaultLocator | Failure {
  if (vaultMount === "")
    return new Failure("REFERENCE_INVALID", "A bare path lies in a mount of Vault, and no mount is named.", {
      at: { input: "vault-mount" },
      fix: "vault-mount: secret",
    });
  const mount = mountParts(vaultMount);
  if (mount instanceof Failure) return mount;
  const parts = partsOf([...mount, path].join("/"));
  return parts instanceof Failure ? parts : locator(parts, undefined, new Map(), undefined);
}

/** The parts of `vault-mount`; slashes at its ends do not matter. */
export const mountParts = (text: string): readonly string[] | Failure =>
  partsOf(text.replace(/^\/+|\/+$/g, ""));

function locator(
  parts: readonly string[],
  version: string | undefined,
  params: ReadonlyMap<string, string>,
  listing: VaultLocator["listing"],
): VaultLocator {
  const path = parts.join("/");
  const sorted = [...params].sort(([a], [b]) => (a < b ? -1 : 1));
  // Values of parameters are not shown: some engines take a password there.
  const query = version === undefined ? sorted.map(([name]) => `${name}=…`) : [`version=${version}`];
  const end = listing === undefined ? "" : listing.stem === "" ? "/" : `/${listing.stem}*`;
  return {
    id: JSON.stringify([parts, version ?? null, sorted, listing?.stem ?? null]),
    shown: `${path}${end}${query.length === 0 ? "" : `?${query.join("&")}`}`,
    path,
    parts,
    version,
    params,
    ...(listing === undefined ? {} : { listing }),
  };
}

/** Decoded before it is taken apart: `%2F` and `%2E` would be slashes and dots for the server. */
function decoded(text: string): string | Failure {
  try {
    return decodeURIComponent(text);
  } catch {
    return invalid(
      "A vault reference holds a % that is not followed by two hexadecimal digits of UTF-8.",
      "Write %25 for %.",
    );
  }
}

function partsOf(text: string): readonly string[] | Failure {
  const parts = text.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return invalid(
      "A path of Vault has no empty part, and none that is . or ..",
      "vault://secret/database/mongo_url",
    );
  if (INVISIBLE.test(text))
    return invalid("A path of Vault holds an invisible character.", "vault://secret/database/mongo_url");
  if (CLOSED.has(parts[0]!.toLowerCase()))
    return invalid(
      "sys/ and auth/ are Vault's administration and its logins: nothing is read there.",
      "Name a secret, or an engine's path: vault://secret/database/mongo_url",
    );
  return parts;
}
