import crypto from "node:crypto";
import type { TokenTerms } from "./vault-seed.ts";
import { BAD_WRAPPING, VaultError } from "./vault-wording.ts";
import type { Result } from "./vault-wording.ts";

export interface TokenEntry {
  readonly token: string;
  /** Batch tokens have none. */
  readonly accessor: string;
  /** Without slashes at the ends; the root is "". */
  readonly namespace: string;
  readonly policies: readonly string[];
  readonly type: "service" | "batch";
  readonly issued: number;
  readonly ttl: number;
  /** Undefined for the root token: never. */
  readonly expires: number | undefined;
  readonly path: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly displayName: string;
  /** Undefined: without a limit. */
  usesLeft: number | undefined;
  revoked: boolean;
}

export interface LeaseEntry {
  readonly id: string;
  /** The token that it ends with. */
  readonly token: string;
  readonly expires: number;
  revoked: boolean;
}

interface Wrapped {
  readonly result: Result;
  readonly path: string;
  readonly created: number;
  readonly ttl: number;
  used: boolean;
}

export interface Birth {
  readonly namespace: string;
  readonly path: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly displayName: string;
}

export const ROOT_TOKEN = "hvs.CANARY-7f3a-root";
const DEFAULT_TTL_S = 3600;

/** What a server knows of tokens, of the leases that hang on them, and of wrapped answers. */
export interface Tokens {
  /** Makes a token. */
  readonly issue: (terms: TokenTerms, birth: Birth) => TokenEntry;
  /** Takes a token; returns its entry while it is good for anything. */
  readonly find: (token: string) => TokenEntry | undefined;
  readonly byAccessor: (accessor: string) => TokenEntry | undefined;
  /** Ends a token and its leases. Throws VaultError for a batch token, which cannot end early. */
  readonly revoke: (entry: TokenEntry) => void;
  readonly lease: (prefix: string, entry: TokenEntry, seconds: number) => LeaseEntry;
  /** Ends a lease; one that is not known is none any more. */
  readonly endLease: (id: string) => void;
  readonly leases: () => readonly (LeaseEntry & { readonly alive: boolean })[];
  /** Puts an answer away; returns what is answered instead. */
  readonly wrap: (result: Result, path: string, ttl: number) => Result;
  /** Takes a wrapping token; returns where it was made. Throws VaultError for one that is none or was used. */
  readonly lookUpWrapping: (token: string) => Readonly<Record<string, unknown>>;
  readonly unwrap: (token: string) => Result;
  /** Every token so far, wrapping tokens too, alive or not. */
  readonly all: () => readonly string[];
}

/** Takes the server's clock; returns a store of tokens with the root token in it. */
export function createTokens(now: () => number): Tokens {
  const entries = new Map<string, TokenEntry>();
  const leases = new Map<string, LeaseEntry>();
  const wrapped = new Map<string, Wrapped>();
  entries.set(ROOT_TOKEN, rootEntry());

  const isGood = (entry: TokenEntry): boolean =>
    !entry.revoked && entry.usesLeft !== 0 && (entry.expires === undefined || now() < entry.expires);

  function wrappedBy(token: string): Wrapped {
    const one = wrapped.get(token);
    if (one === undefined || one.used || now() >= one.created + one.ttl * 1000) throw BAD_WRAPPING;
    return one;
  }

  return {
    issue(terms, birth) {
      const type = terms.type ?? "service";
      const ttl = terms.ttl ?? DEFAULT_TTL_S;
      const policies = [...(terms.policies ?? []), ...(terms.noDefaultPolicy === true ? [] : ["default"])];
      const entry: TokenEntry = {
        ...birth,
        token: `${type === "batch" ? "hvb" : "hvs"}.CANARY-7f3a-${random(24)}`,
        accessor: type === "batch" ? "" : random(24),
        policies: policies.sort(),
        type,
        issued: now(),
        ttl,
        expires: now() + ttl * 1000,
        usesLeft: terms.numUses === undefined || terms.numUses === 0 ? undefined : terms.numUses,
        revoked: false,
      };
      entries.set(entry.token, entry);
      return entry;
    },
    find(token) {
      const entry = entries.get(token);
      return entry !== undefined && isGood(entry) ? entry : undefined;
    },
    byAccessor: (accessor) =>
      [...entries.values()].find((entry) => entry.accessor === accessor && accessor !== "" && isGood(entry)),
    revoke(entry) {
      if (entry.type === "batch") throw new VaultError(400, "batch tokens cannot be revoked");
      entry.revoked = true;
    },
    lease(prefix, entry, seconds) {
      const id = `${prefix}/${random(24)}`;
      const lease = { id, token: entry.token, expires: now() + seconds * 1000, revoked: false };
      leases.set(id, lease);
      return lease;
    },
    endLease(id) {
      const lease = leases.get(id);
      if (lease !== undefined) lease.revoked = true;
    },
    leases: () =>
      [...leases.values()].map((lease) => {
        const entry = entries.get(lease.token);
        const alive = !lease.revoked && now() < lease.expires && entry !== undefined && isGood(entry);
        return { ...lease, alive };
      }),
    wrap(result, path, ttl) {
      const token = `hvs.CANARY-7f3a-wrap-${random(24)}`;
      wrapped.set(token, { result, path, created: now(), ttl, used: false });
      const creation_time = new Date(now()).toISOString();
      return { wrapInfo: { token, accessor: random(24), ttl, creation_time, creation_path: path } };
    },
    lookUpWrapping(token) {
      const { path, created, ttl } = wrappedBy(token);
      return { creation_path: path, creation_time: new Date(created).toISOString(), creation_ttl: ttl };
    },
    unwrap(token) {
      const one = wrappedBy(token);
      one.used = true;
      return one.result;
    },
    all: () => [...entries.keys(), ...wrapped.keys()],
  };
}

function rootEntry(): TokenEntry {
  return {
    token: ROOT_TOKEN,
    accessor: random(24),
    namespace: "",
    policies: ["root"],
    type: "service",
    issued: 0,
    ttl: 0,
    expires: undefined,
    path: "auth/token/root",
    meta: {},
    displayName: "root",
    usesLeft: undefined,
    revoked: false,
  };
}

/** Takes a length; returns so many letters and digits. */
export function random(length: number): string {
  return crypto.randomBytes(length).toString("hex").slice(0, length);
}
