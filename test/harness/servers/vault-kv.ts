import { jsonOf, kvVersions } from "./vault-seed.ts";
import type { MountSeed } from "./vault-seed.ts";
import { found, NOT_FOUND, NOTHING, UNSUPPORTED, VaultError } from "./vault-wording.ts";
import type { Result } from "./vault-wording.ts";

/** One request to an engine: the path below its mount, decoded. */
export interface EngineCall {
  readonly method: "GET" | "POST" | "LIST" | "DELETE";
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** As it was sent. */
  readonly bodyText: string;
}

export type Engine = (call: EngineCall) => Result;

type KvSeed<Version> = Extract<MountSeed, { readonly type: "kv"; readonly version: Version }>;

/** What a read of KV 1 has as its lease_duration: the system's longest, and no lease. */
const KV_LEASE = { id: "", seconds: 2_764_800, renewable: false };

/** KV 1, which keeps the JSON text that it was sent (https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v1). */
export function kvOne(seed: KvSeed<1>): Engine {
  const secrets = new Map(Object.entries(seed.secrets ?? {}).map(([name, data]) => [name, jsonOf(data)]));
  return ({ method, path, bodyText }) => {
    switch (method) {
      case "GET": {
        const data = secrets.get(path);
        if (data === undefined) throw NOT_FOUND;
        return { data, lease: KV_LEASE };
      }
      case "LIST":
        return listed(secrets.keys(), path);
      case "POST":
        secrets.set(path, bodyText);
        return NOTHING;
      case "DELETE":
        secrets.delete(path);
        return NOTHING;
    }
  };
}

interface Version {
  readonly data: string;
  readonly created: string;
  deleted: string;
  destroyed: boolean;
}

const WRONG_PATH =
  "Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API endpoints to use. If using the Vault CLI, use 'vault kv get' for this operation.";

/** KV 2, which reads numbers as floating point (https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2). */
export function kvTwo(seed: KvSeed<2>, now: () => number): Engine {
  const stamp = (): string => new Date(now()).toISOString();
  const secrets = new Map<string, Version[]>();
  for (const [name, secret] of Object.entries(seed.secrets ?? {})) {
    const versions = kvVersions(secret).map((version) => ({
      data: throughFloat(jsonOf(version.data)),
      created: stamp(),
      deleted: version.deleted === true ? stamp() : "",
      destroyed: version.destroyed ?? false,
    }));
    secrets.set(name, versions);
  }

  function read(name: string, asked: string | null): Result {
    const versions = secrets.get(name);
    if (asked !== null && !/^\d+$/.test(asked))
      throw new VaultError(400, 'Field validation failed: error converting input for field "version"');
    const number = asked === null || Number(asked) === 0 ? (versions?.length ?? 0) : Number(asked);
    const version = versions?.[number - 1];
    if (version === undefined) throw NOT_FOUND;
    const gone = version.destroyed || (version.deleted !== "" && Date.parse(version.deleted) <= now());
    const metadata = { ...metadataOf(version), custom_metadata: null, version: number };
    // Gone is a 404 with a body, unlike what was never there.
    if (gone) return { ...found({ data: null, metadata }), status: 404 };
    return { data: `{"data":${version.data},"metadata":${JSON.stringify(metadata)}}` };
  }

  function write(name: string, body: Readonly<Record<string, unknown>>): Result {
    if (typeof body["data"] !== "object" || body["data"] === null)
      throw new VaultError(400, "no data provided");
    const versions = secrets.get(name) ?? [];
    const version = { data: JSON.stringify(body["data"]), created: stamp(), deleted: "", destroyed: false };
    secrets.set(name, [...versions, version]);
    return found({ ...metadataOf(version), custom_metadata: null, version: versions.length + 1 });
  }

  function describe(name: string): Result {
    const versions = secrets.get(name);
    if (versions === undefined) throw NOT_FOUND;
    return found({
      cas_required: false,
      created_time: versions[0]?.created,
      current_version: versions.length,
      custom_metadata: null,
      delete_version_after: "0s",
      max_versions: 0,
      oldest_version: 0,
      updated_time: versions.at(-1)?.created,
      versions: Object.fromEntries(versions.map((version, position) => [position + 1, metadataOf(version)])),
    });
  }

  return ({ method, path, query, body }) => {
    const [kind = "", ...rest] = path.split("/");
    const name = rest.join("/");
    if (kind === "data" && method === "GET") return read(name, query.get("version"));
    if (kind === "data" && method === "POST") return write(name, body);
    if (kind === "data" && method === "DELETE") {
      const newest = secrets.get(name)?.at(-1);
      if (newest !== undefined) newest.deleted = stamp();
      return NOTHING;
    }
    if (kind === "metadata" && method === "GET") return describe(name);
    if (kind === "metadata" && method === "LIST") return listed(secrets.keys(), name);
    if (kind === "metadata" && method === "DELETE") {
      secrets.delete(name);
      return NOTHING;
    }
    if (kind === "data" || kind === "metadata") throw UNSUPPORTED;
    return { status: 404, warnings: [WRONG_PATH] };
  };
}

function metadataOf(version: Version): object {
  return { created_time: version.created, deletion_time: version.deleted, destroyed: version.destroyed };
}

function throughFloat(text: string): string {
  return JSON.stringify(JSON.parse(text));
}

/** One level below a folder: names, and folders with a slash. Deleted secrets are still named. */
function listed(names: Iterable<string>, folder: string): Result {
  const prefix = folder === "" || folder.endsWith("/") ? folder : `${folder}/`;
  const keys = new Set<string>();
  for (const name of names) {
    if (!name.startsWith(prefix)) continue;
    const rest = name.slice(prefix.length);
    const slash = rest.indexOf("/");
    keys.add(slash === -1 ? rest : rest.slice(0, slash + 1));
  }
  if (keys.size === 0) throw NOT_FOUND;
  return found({ keys: [...keys].sort() });
}
