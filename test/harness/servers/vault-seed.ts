import type { Issuer } from "./web-identity.ts";

/** What a login hands out. */
export interface TokenTerms {
  /** Besides `default`. */
  readonly policies?: readonly string[];
  /** In seconds; 3600 unless given. */
  readonly ttl?: number;
  readonly type?: "service" | "batch";
  /** token_num_uses; without a limit unless given. */
  readonly numUses?: number;
  readonly noDefaultPolicy?: boolean;
}

/** Among the audiences of a role: the origin of the server, which is known when it has started. */
export const ORIGIN = "(the server's origin)";

export interface JwtRole extends TokenTerms {
  readonly audiences: readonly string[];
  /** Exact, as `bound_claims` of type `string`; or globs with `glob`. */
  readonly claims?: Readonly<Record<string, string | readonly string[]>>;
  readonly glob?: boolean;
  /** `user_claim`; `sub` unless given. */
  readonly user?: string;
}

export interface AppRole extends TokenTerms {
  readonly roleId: string;
  /** Secret ids; none means that the role binds none. */
  readonly secretIds?: readonly string[];
}

export type AuthSeed =
  | {
      readonly type: "jwt";
      readonly issuer: Issuer;
      readonly roles: Readonly<Record<string, JwtRole>>;
      readonly defaultRole?: string;
    }
  | { readonly type: "approle"; readonly roles: Readonly<Record<string, AppRole>> }
  | {
      readonly type: "userpass";
      readonly users: Readonly<Record<string, TokenTerms & { readonly password: string }>>;
    }
  /** Client certificates, of a CA in PEM; over TLS only. */
  | { readonly type: "cert"; readonly roles: Readonly<Record<string, TokenTerms & { readonly ca: string }>> }
  /**
   * A method that OpenBao's build lacks, or that needs a machine of its own: in the stand-in only. The path below
   * the mount (`login/deploy` of ldap, `login` of kubernetes and github), and the body that it takes, exactly.
   */
  | {
      readonly type: "ldap" | "kubernetes" | "github" | "aws" | "radius";
      readonly logins: Readonly<
        Record<string, TokenTerms & { readonly body: Readonly<Record<string, unknown>> }>
      >;
    };

/** An object, or its JSON text where numbers matter to the digit. */
export type KvData = Readonly<Record<string, unknown>> | string;

export interface KvVersion {
  readonly data: KvData;
  readonly deleted?: boolean;
  readonly destroyed?: boolean;
}

export type MountSeed =
  | { readonly type: "kv"; readonly version: 1; readonly secrets?: Readonly<Record<string, KvData>> }
  | {
      readonly type: "kv";
      readonly version: 2;
      /** Of one version, or of several, oldest first. */
      readonly secrets?: Readonly<Record<string, KvData | readonly KvVersion[]>>;
    }
  /** Certificates: `POST issue/ROLE`; a lease only where `leases` says so. */
  | {
      readonly type: "pki";
      readonly roles: Readonly<Record<string, { readonly ttl?: number; readonly leases?: boolean }>>;
    }
  /** Credentials: `GET creds/ROLE`, each with a lease. OpenBao needs a SQL server for it. */
  | {
      readonly type: "database";
      readonly roles: Readonly<Record<string, { readonly ttl?: number }>>;
    };

export type Capability = "create" | "read" | "update" | "patch" | "delete" | "list" | "sudo" | "deny";

export interface NamespaceSeed {
  /** By path without a slash at the end, which may have slashes in it. */
  readonly mounts?: Readonly<Record<string, MountSeed>>;
  readonly auths?: Readonly<Record<string, AuthSeed>>;
  /** By name: path patterns of Vault, relative to the namespace, with what they allow. */
  readonly policies?: Readonly<Record<string, Readonly<Record<string, readonly Capability[]>>>>;
}

export interface VaultSeed extends NamespaceSeed {
  /** By path: `team`, `team/inner`; one above another comes first. */
  readonly namespaces?: Readonly<Record<string, NamespaceSeed>>;
}

/** Takes a seed; returns every namespace in it by path, the root as "". */
export function namespacesOf(seed: VaultSeed): [string, NamespaceSeed][] {
  return [["", seed], ...Object.entries(seed.namespaces ?? {})];
}

/** Takes a role and where the server listens; returns the audiences that it is bound to. */
export function audiencesOf(role: JwtRole, url: string): string[] {
  return role.audiences.map((one) => (one === ORIGIN ? url : one));
}

/** Takes data; returns its JSON text. */
export function jsonOf(data: KvData): string {
  return typeof data === "string" ? data : JSON.stringify(data);
}

/** Takes what a seed has of a secret of KV 2; returns its versions. */
export function kvVersions(secret: KvData | readonly KvVersion[]): readonly KvVersion[] {
  return isVersions(secret) ? secret : [{ data: secret }];
}

function isVersions(secret: KvData | readonly KvVersion[]): secret is readonly KvVersion[] {
  return Array.isArray(secret);
}

/** Takes rules of a policy; returns them in HCL, as an operator writes them. */
export function hclOf(rules: Readonly<Record<string, readonly Capability[]>>): string {
  return Object.entries(rules)
    .map(
      ([path, capabilities]) =>
        `path ${JSON.stringify(path)} {\n  capabilities = ${JSON.stringify(capabilities)}\n}\n`,
    )
    .join("\n");
}
