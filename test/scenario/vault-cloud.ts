import { findLeaks, type Leak, type LeakOptions } from "../harness/leaks.ts";
import type { Server } from "../harness/job.ts";
import { type ActionRun, type RunOptions, runAction } from "../harness/run-action.ts";
import { type Bao, type BaoOptions, baoServer } from "../harness/servers/bao.ts";
import { type OidcOptions, type OidcServer, oidcServer } from "../harness/servers/oidc.ts";
import { type JwtRole, ORIGIN, type VaultSeed } from "../harness/servers/vault-seed.ts";
import { type VaultOptions, type VaultStandIn, vaultStandIn } from "../harness/servers/vault-stand-in.ts";

/** The role of `vault-role`, unless the inputs say otherwise. */
export const VAULT_ROLE = "deploy";
/** The repository of the stand-in's job. */
export const REPOSITORY_ID = "74001";

interface Around {
  readonly oidc: OidcServer;
  /** Runs the built action against both; the address is in VAULT_ADDR, the role in `vault-role`. */
  readonly run: (options?: RunOptions) => Promise<ActionRun>;
  /** Every planted value, token and credential that a channel of the run shows. */
  readonly leaks: (run: ActionRun, values: readonly string[], options?: LeakOptions) => Leak[];
}

export interface VaultCloud extends Around {
  readonly vault: VaultStandIn;
}

export interface BaoCloud extends Around {
  readonly vault: Bao;
}

interface Logins {
  /** Besides what it says, GitHub's issuer is mounted at `jwt`. */
  readonly seed?: VaultSeed;
  /**
   * Of the mount `jwt`; `deploy` unless given. Each is bound to the server's origin and this repository and has all
   * policies of the root namespace, unless it says otherwise.
   */
  readonly roles?: Readonly<Record<string, Partial<JwtRole>>>;
  /** Added to those of the seed; unless either has some, one that reads and lists below `secret`. */
  readonly policies?: VaultSeed["policies"];
  readonly oidc?: OidcOptions;
}

export interface VaultCloudOptions extends Logins, Omit<VaultOptions, "seed"> {}

/** GitHub's token service and Vault in this process. */
export function vaultCloud(options: VaultCloudOptions = {}): VaultCloud {
  const { seed: _seed, roles: _roles, policies: _policies, oidc: oidcOptions = {}, ...rest } = options;
  const oidc = oidcServer(oidcOptions);
  const vault = vaultStandIn({ ...rest, seed: seeded(options, oidc) });
  return { vault, ...around(oidc, vault, vault.issued) };
}

/** The same with OpenBao as the store. */
export function baoCloud(options: Logins & Omit<BaoOptions, "seed"> = {}): BaoCloud {
  const { seed: _seed, roles: _roles, policies: _policies, oidc: oidcOptions = {}, ...rest } = options;
  const oidc = oidcServer(oidcOptions);
  const vault = baoServer({ ...rest, seed: seeded(options, oidc) });
  return { vault, ...around(oidc, vault, () => [vault.rootToken]) };
}

function seeded({ seed = {}, roles = { [VAULT_ROLE]: {} }, policies }: Logins, oidc: OidcServer): VaultSeed {
  const given = { ...seed.policies, ...policies };
  const all: NonNullable<VaultSeed["policies"]> =
    Object.keys(given).length > 0 ? given : { [VAULT_ROLE]: { "secret/*": ["read", "list"] } };
  const bound = Object.entries(roles).map(([name, role]): [string, JwtRole] => [
    name,
    {
      audiences: [ORIGIN],
      claims: { repository_id: REPOSITORY_ID },
      policies: Object.keys(all),
      ...role,
    },
  ]);
  const jwt = { type: "jwt", issuer: oidc.issuer, roles: Object.fromEntries(bound) } as const;
  return { ...seed, policies: all, auths: { jwt, ...seed.auths } };
}

function around(oidc: OidcServer, vault: Server, issued: () => readonly string[]): Around {
  return {
    oidc,
    run: ({ inputs, servers = [], ...rest } = {}) =>
      runAction({
        ...rest,
        inputs: { "vault-role": VAULT_ROLE, ...inputs },
        servers: [oidc, vault, ...servers],
      }),
    leaks: (run, values, leakOptions) =>
      findLeaks(run, [...values, ...oidc.tokens, ...issued()], leakOptions),
  };
}
