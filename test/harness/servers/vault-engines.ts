import crypto from "node:crypto";
import { certificate, TEST_CA } from "./tls.ts";
import { kvOne, kvTwo } from "./vault-kv.ts";
import type { EngineCall } from "./vault-kv.ts";
import type { MountSeed } from "./vault-seed.ts";
import { random } from "./vault-tokens.ts";
import type { TokenEntry, Tokens } from "./vault-tokens.ts";
import { found, NOT_FOUND, UNSUPPORTED, VaultError } from "./vault-wording.ts";
import type { Result } from "./vault-wording.ts";

export interface Surroundings {
  readonly tokens: Tokens;
  readonly now: () => number;
  /** Told every secret that an engine makes. */
  readonly made: (value: string) => void;
}

export type MountedEngine = (call: EngineCall, caller: TokenEntry) => Result;

const DEFAULT_TTL_S = 3600;

/** Takes a mount's seed and where it is mounted, as a lease names it; returns what answers there. */
export function mountEngine(seed: MountSeed, at: string, around: Surroundings): MountedEngine {
  switch (seed.type) {
    case "kv":
      return seed.version === 1 ? kvOne(seed) : kvTwo(seed, around.now);
    case "database":
      return database(seed.roles, at, around);
    case "pki":
      return pki(seed.roles, at, around);
  }
}

/** A new login at each read (https://developer.hashicorp.com/vault/api-docs/secret/databases#generate-credentials). */
function database(
  roles: Readonly<Record<string, { readonly ttl?: number }>>,
  at: string,
  { tokens, made }: Surroundings,
): MountedEngine {
  return ({ method, path }, caller) => {
    const [kind, name = "", ...more] = path.split("/");
    if (kind !== "creds" || more.length > 0) throw new VaultError(404, noRoute(`${at}/${path}`));
    if (method !== "GET") throw UNSUPPORTED;
    const role = own(roles, name);
    if (role === undefined) throw new VaultError(400, `unknown role: ${name}`);
    const password = `CANARY-7f3a-${random(20)}`;
    made(password);
    const seconds = role.ttl ?? DEFAULT_TTL_S;
    const lease = tokens.lease(`${at}/creds/${name}`, caller, seconds);
    const data = found({ username: `v-token-${name}-${random(8)}`, password });
    return { ...data, lease: { id: lease.id, seconds, renewable: true } };
  };
}

/** A new key at each request; its certificate is a fixed one (https://developer.hashicorp.com/vault/api-docs/secret/pki). */
function pki(
  roles: Readonly<Record<string, { readonly ttl?: number; readonly leases?: boolean }>>,
  at: string,
  { tokens, made, now }: Surroundings,
): MountedEngine {
  return ({ method, path, body }, caller) => {
    const [kind, name = "", ...more] = path.split("/");
    if (kind !== "issue" || more.length > 0) throw NOT_FOUND;
    if (method !== "POST") throw UNSUPPORTED;
    const role = own(roles, name);
    if (role === undefined) throw new VaultError(400, `unknown role: ${name}`);
    if (typeof body["common_name"] !== "string" || body["common_name"] === "")
      throw new VaultError(400, "the common_name field is required");
    const { privateKey } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = privateKey.export({ type: "sec1", format: "pem" }).toString().trim();
    made(key);
    const seconds = role.ttl ?? DEFAULT_TTL_S;
    const data = found({
      ca_chain: [TEST_CA.trim(), TEST_CA.trim()],
      certificate: certificate("server").cert.trim(),
      expiration: Math.floor(now() / 1000) + seconds,
      issuing_ca: TEST_CA.trim(),
      private_key: key,
      private_key_type: "ec",
      serial_number: (random(16).match(/../g) ?? []).join(":"),
    });
    if (role.leases !== true) return data;
    const lease = tokens.lease(`${at}/issue/${name}`, caller, seconds);
    return { ...data, lease: { id: lease.id, seconds, renewable: false } };
  };
}

/** Takes a path; returns what is said where nothing answers. */
export function noRoute(path: string): string {
  return `no handler for route "${path}". route entry not found.`;
}

/** Takes a table and a name; returns its own entry: `__proto__` is none. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
