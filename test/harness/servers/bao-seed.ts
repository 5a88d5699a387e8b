import type { Bao } from "./bao.ts";
import type { SqlServer } from "./postgres.ts";
import { TEST_CA } from "./tls.ts";
import { SERVICE_ACCOUNT } from "./token-review.ts";
import { audiencesOf, hclOf, jsonOf, kvVersions, namespacesOf } from "./vault-seed.ts";
import type { AuthSeed, MountSeed, NamespaceSeed, TokenTerms, VaultSeed } from "./vault-seed.ts";

type Seeded = Pick<Bao, "root" | "enable" | "url"> & {
  readonly sql: SqlServer | undefined;
  readonly kubernetes: string | undefined;
};

const CREATE_LOGIN =
  "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';";

/** Takes a seed and a server; puts all of it into the server. Throws an Error for what it cannot have. */
export async function seedBao(
  seed: VaultSeed,
  { root, enable, url, sql, kubernetes }: Seeded,
): Promise<void> {
  for (const [namespace, content] of namespacesOf(seed)) {
    if (namespace !== "") {
      const at = namespace.lastIndexOf("/");
      await root(
        "POST",
        `sys/namespaces/${namespace.slice(at + 1)}`,
        {},
        namespace.slice(0, Math.max(at, 0)),
      );
    }
    const inside: Inside = {
      url,
      sql,
      kubernetes,
      root: (method, path, body) => root(method, path, body, namespace),
      enable: (kind, path, type, more) => enable(kind, path, type, more, namespace),
    };
    await seedNamespace(content, inside, namespace === "");
  }
}

/** The server, within one namespace. */
interface Inside {
  readonly url: () => string;
  readonly sql: SqlServer | undefined;
  readonly kubernetes: string | undefined;
  readonly root: (method: string, path: string, body?: object | string) => ReturnType<Bao["root"]>;
  readonly enable: (kind: "auth" | "mounts", path: string, type: string, more?: object) => Promise<void>;
}

async function seedNamespace(content: NamespaceSeed, inside: Inside, isRoot: boolean): Promise<void> {
  for (const [name, rules] of Object.entries(content.policies ?? {}))
    await inside.root("POST", `sys/policies/acl/${name}`, { policy: hclOf(rules) });
  for (const [path, mount] of Object.entries(content.mounts ?? {})) {
    // Dev mode mounts KV 2 there by itself.
    if (isRoot && path === "secret") await inside.root("DELETE", "sys/mounts/secret");
    await seedMount(path, mount, inside);
  }
  for (const [path, auth] of Object.entries(content.auths ?? {})) await seedAuth(path, auth, inside);
}

async function seedMount(path: string, mount: MountSeed, { root, enable, sql }: Inside): Promise<void> {
  switch (mount.type) {
    case "kv":
      await enable("mounts", path, "kv", { options: { version: String(mount.version) } });
      if (mount.version === 1) {
        for (const [name, data] of Object.entries(mount.secrets ?? {}))
          await root("POST", `${path}/${name}`, jsonOf(data));
        return;
      }
      for (const [name, secret] of Object.entries(mount.secrets ?? {})) {
        for (const { data } of kvVersions(secret))
          await root("POST", `${path}/data/${name}`, `{"data":${jsonOf(data)}}`);
        for (const [position, version] of kvVersions(secret).entries()) {
          const versions = [position + 1];
          if (version.deleted === true) await root("POST", `${path}/delete/${name}`, { versions });
          if (version.destroyed === true) await root("POST", `${path}/destroy/${name}`, { versions });
        }
      }
      return;
    case "pki":
      await enable("mounts", path, "pki");
      await root("POST", [path, "root", "generate", "internal"].join("/"), {
        common_name: "test CA",
        key_type: "ec",
      });
      for (const [name, role] of Object.entries(mount.roles)) {
        await root("POST", `${path}/roles/${name}`, {
          allow_any_name: true,
          key_type: "ec",
          ttl: `${role.ttl ?? 3600}s`,
          generate_lease: role.leases ?? false,
        });
      }
      return;
    case "database": {
      if (sql === undefined) throw new Error("a database engine needs a SQL server: give one to baoServer");
      await enable("mounts", path, "database");
      await root("POST", `${path}/config/sql`, {
        plugin_name: "postgresql-database-plugin",
        connection_url: `postgresql://{{username}}:{{password}}@${sql.host}:${sql.port}/postgres?sslmode=disable`,
        username: sql.username,
        password: sql.password,
        allowed_roles: ["*"],
      });
      for (const [name, role] of Object.entries(mount.roles)) {
        await root("POST", `${path}/roles/${name}`, {
          db_name: "sql",
          creation_statements: [CREATE_LOGIN],
          default_ttl: `${role.ttl ?? 3600}s`,
        });
      }
      return;
    }
  }
}

async function seedAuth(path: string, auth: AuthSeed, inside: Inside): Promise<void> {
  const { root, enable, url } = inside;
  switch (auth.type) {
    case "jwt": {
      await enable("auth", path, "jwt");
      await root("POST", `auth/${path}/config`, {
        jwt_validation_pubkeys: auth.issuer.keys().map((key) => key.export({ type: "spki", format: "pem" })),
        bound_issuer: auth.issuer.url,
        ...(auth.defaultRole === undefined ? {} : { default_role: auth.defaultRole }),
      });
      for (const [name, role] of Object.entries(auth.roles)) {
        await root("POST", `auth/${path}/role/${name}`, {
          role_type: "jwt",
          bound_audiences: audiencesOf(role, url()),
          user_claim: role.user ?? "sub",
          bound_claims: role.claims ?? {},
          bound_claims_type: role.glob === true ? "glob" : "string",
          ...terms(role),
        });
      }
      return;
    }
    case "approle":
      await enable("auth", path, "approle");
      for (const [name, role] of Object.entries(auth.roles)) {
        const at = `auth/${path}/role/${name}`;
        await root("POST", at, {
          bind_secret_id: role.secretIds !== undefined,
          ...boundWithout(role),
          ...terms(role),
        });
        await root("POST", `${at}/role-id`, { role_id: role.roleId });
        for (const secret_id of role.secretIds ?? [])
          await root("POST", `${at}/custom-secret-id`, { secret_id });
      }
      return;
    case "userpass":
      await enable("auth", path, "userpass");
      for (const [name, { password, ...user }] of Object.entries(auth.users))
        await root("POST", `auth/${path}/users/${name}`, { password, ...terms(user) });
      return;
    case "cert":
      await enable("auth", path, "cert");
      for (const [name, { ca, ...role }] of Object.entries(auth.roles))
        await root("POST", `auth/${path}/certs/${name}`, { certificate: ca, ...terms(role) });
      return;
    case "kubernetes": {
      if (inside.kubernetes === undefined)
        throw new Error("kubernetes needs a cluster: give one to baoServer");
      await enable("auth", path, "kubernetes");
      await root("POST", `auth/${path}/config`, {
        kubernetes_host: inside.kubernetes,
        kubernetes_ca_cert: TEST_CA,
        disable_local_ca_jwt: true,
      });
      for (const { body, ...role } of Object.values(auth.logins)) {
        await root("POST", `auth/${path}/role/${String(body["role"])}`, {
          bound_service_account_names: [SERVICE_ACCOUNT.name],
          bound_service_account_namespaces: [SERVICE_ACCOUNT.namespace],
          ...terms(role),
        });
      }
      return;
    }
    default:
      throw new Error(`${auth.type} is in the stand-in only: configure the server with root()`);
  }
}

/** A role that binds no secret id must bind something else. */
function boundWithout(role: { readonly secretIds?: readonly string[] }): object {
  return role.secretIds === undefined
    ? { secret_id_bound_cidrs: [], token_bound_cidrs: ["127.0.0.1/32"] }
    : {};
}

/** The parameters that all login methods share. */
function terms(of: TokenTerms): object {
  return {
    token_policies: of.policies ?? [],
    token_ttl: of.ttl ?? 3600,
    token_type: of.type ?? "default",
    token_num_uses: of.numUses ?? 0,
    token_no_default_policy: of.noDefaultPolicy ?? false,
  };
}
