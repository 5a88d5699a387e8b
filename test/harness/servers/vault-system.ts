import { json } from "./control.ts";
import type { Reply } from "./control.ts";
import { authOf } from "./vault-logins.ts";
import { capabilitiesAt } from "./vault-rules.ts";
import type { TokenRules } from "./vault-rules.ts";
import type { TokenEntry, Tokens } from "./vault-tokens.ts";
import { BAD_WRAPPING, found, NOTHING, UNSUPPORTED, VaultError } from "./vault-wording.ts";
import type { Result } from "./vault-wording.ts";

export type VaultState = "active" | "standby" | "sealed" | "uninitialised";

/** https://developer.hashicorp.com/vault/api-docs/system/health says which state has which status. */
const HEALTH: Readonly<Record<VaultState, number>> = {
  active: 200,
  standby: 429,
  sealed: 503,
  uninitialised: 501,
};
const VERSION = "1.21.4";

/** Takes a state and the server's clock; returns the answer of `sys/health`, which has no envelope. */
export function health(state: VaultState, now: number): Reply {
  return json(HEALTH[state], {
    initialized: state !== "uninitialised",
    sealed: isSealed(state),
    standby: state !== "active",
    performance_standby: false,
    replication_performance_mode: "disabled",
    replication_dr_mode: "disabled",
    server_time_utc: Math.floor(now / 1000),
    version: VERSION,
    enterprise: false,
    cluster_name: "vault-cluster-test",
    cluster_id: "00000000-0000-4000-8000-000000000000",
  });
}

/** Takes a state; returns the answer of `sys/seal-status`, which has no envelope. */
export function sealStatus(state: VaultState): Reply {
  return json(200, {
    type: "shamir",
    initialized: state !== "uninitialised",
    sealed: isSealed(state),
    t: 1,
    n: 1,
    progress: 0,
    nonce: "",
    version: VERSION,
    storage_type: "inmem",
  });
}

export function isSealed(state: VaultState): boolean {
  return state === "sealed" || state === "uninitialised";
}

/** A request to `sys/` or `auth/token/` by a token whose policies allow it. */
export interface SystemCall {
  readonly method: string;
  readonly path: string;
  /** Of the path. */
  readonly namespace: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: TokenEntry;
  readonly rules: TokenRules;
  readonly tokens: Tokens;
  readonly now: number;
}

/** Takes a call; returns the answer, or undefined where nothing is. Throws VaultError. */
export function systemAnswer(call: SystemCall): Result | undefined {
  const { method, path, caller, tokens } = call;
  const lease = /^sys\/leases\/revoke\/(.+)$/.exec(path)?.[1];
  if (lease !== undefined && method === "POST") {
    tokens.endLease(lease);
    return NOTHING;
  }
  switch (`${method} ${path}`) {
    case "GET auth/token/lookup-self":
      return described(caller, call.now);
    case "POST auth/token/renew-self":
      return { auth: authOf(caller) };
    case "POST auth/token/revoke-self":
      tokens.revoke(caller);
      return NOTHING;
    case "POST auth/token/lookup": {
      const entry = tokens.find(text(call, "token"));
      if (entry === undefined) throw new VaultError(403, "bad token");
      return described(entry, call.now);
    }
    case "POST auth/token/lookup-accessor":
      return described(byAccessor(call), call.now);
    case "POST auth/token/revoke-accessor":
      tokens.revoke(byAccessor(call));
      return NOTHING;
    case "POST sys/leases/revoke":
      tokens.endLease(text(call, "lease_id"));
      return NOTHING;
    case "POST sys/leases/lookup": {
      const id = text(call, "lease_id");
      const known = tokens.leases().find((one) => one.id === id && one.alive);
      if (known === undefined) throw new VaultError(400, "invalid lease");
      return found({ id, ttl: Math.ceil((known.expires - call.now) / 1000), renewable: false });
    }
    case "POST sys/capabilities-self":
      return capabilitiesSelf(call);
    case "POST sys/wrapping/wrap":
      return found(call.body);
    default:
      return undefined;
  }
}

/** What needs no token, or one that only wraps something. */
export function wrappingAnswer(
  path: string,
  token: string | undefined,
  body: Readonly<Record<string, unknown>>,
  tokens: Tokens,
): Result | undefined {
  const wrapping = typeof body["token"] === "string" ? body["token"] : token;
  if (path !== "sys/wrapping/lookup" && path !== "sys/wrapping/unwrap") return undefined;
  if (wrapping === undefined) throw BAD_WRAPPING;
  return path === "sys/wrapping/lookup" ? found(tokens.lookUpWrapping(wrapping)) : tokens.unwrap(wrapping);
}

function capabilitiesSelf({ body, caller, rules, namespace }: SystemCall): Result {
  const paths = body["paths"] ?? (body["path"] === undefined ? undefined : [body["path"]]);
  if (!Array.isArray(paths) || paths.length === 0) throw new VaultError(400, "paths must be supplied");
  const answer = paths.map((path): [string, string[]] => {
    if (caller.policies.includes("root")) return [String(path), ["root"]];
    const full = namespace === "" ? String(path) : `${namespace}/${String(path)}`;
    const able = [...capabilitiesAt(rules, full)].sort();
    return [String(path), able.length === 0 ? ["deny"] : able];
  });
  const one = answer.length === 1 ? { capabilities: answer[0]?.[1] } : {};
  return found({ ...one, ...Object.fromEntries(answer) });
}

function described(entry: TokenEntry, now: number): Result {
  const { accessor, token, type, expires, namespace } = entry;
  return found({
    accessor,
    creation_time: Math.floor(entry.issued / 1000),
    creation_ttl: entry.ttl,
    display_name: entry.displayName,
    entity_id: "",
    expire_time: expires === undefined ? null : new Date(expires).toISOString(),
    explicit_max_ttl: 0,
    id: token,
    issue_time: new Date(entry.issued).toISOString(),
    meta: entry.meta,
    ...(namespace === "" ? {} : { namespace_path: `${namespace}/` }),
    num_uses: entry.usesLeft ?? 0,
    orphan: true,
    path: entry.path,
    policies: entry.policies,
    renewable: type === "service" && expires !== undefined,
    ttl: expires === undefined ? 0 : Math.floor((expires - now) / 1000),
    type,
  });
}

function byAccessor(call: SystemCall): TokenEntry {
  const entry = call.tokens.byAccessor(text(call, "accessor"));
  if (entry === undefined) throw new VaultError(400, "1 error occurred:\n\t* invalid accessor\n\n");
  return entry;
}

function text({ body }: SystemCall, name: string): string {
  const value = body[name];
  if (typeof value !== "string" || value === "") throw UNSUPPORTED;
  return value;
}
