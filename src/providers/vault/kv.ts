import { Failure } from "../../kernel/errors.ts";
import type { Outcome } from "../provider.ts";
import type { VaultAccess } from "./access.ts";
import { VaultFault, type VaultAnswer } from "./api.ts";
import { contentOf, fieldsIn } from "./content.ts";
import { failureOf } from "./fault.ts";
import type { VaultLocator } from "./locate.ts";
import type { Mount } from "./mounts.ts";
import { encoded } from "./namespace.ts";
import { failed, MISSING } from "../outcome.ts";

/** What is left of a path after its mount. */
export interface KvPath {
  readonly parts: readonly string[];
  readonly notices: readonly string[];
}

interface Metadata {
  readonly version?: unknown;
  readonly created_time?: unknown;
  readonly deletion_time?: unknown;
  readonly destroyed?: unknown;
}

/**
 * The path of a secret in its mount. Of KV 2 the API has `data/` after the mount, and many write it: one is dropped, and
 * that is said. A Failure for queries that the mount does not take, and for a mount without a path.
 */
export function kvPath(locator: VaultLocator, mount: Mount): KvPath | Failure {
  const { parts, version, params, listing } = locator;
  if (params.size > 0)
    return new Failure(
      "REFERENCE_INVALID",
      `${mount.path} is a mount of KV: it takes no query but version.`,
      {
        fix: mount.kind === "kv2" ? "?version=3" : "Remove the query.",
      },
    );
  if (version !== undefined && mount.kind === "kv1")
    return new Failure("REFERENCE_INVALID", `${mount.path} is a mount of KV 1, which keeps one version.`, {
      fix: `Remove ?version=, or turn it into KV 2: vault kv enable-versioning ${mount.path}`,
    });
  const rest = parts.slice(mount.parts.length);
  const dropped = mount.kind === "kv2" && rest[0] === "data" && (rest.length > 1 || listing !== undefined);
  const inside = dropped ? rest.slice(1) : rest;
  if (inside.length === 0 && listing === undefined)
    return new Failure(
      "REFERENCE_INVALID",
      `${mount.path} is a mount: the reference names no secret in it.`,
      {
        fix: `vault://${mount.path}/NAME, or everything in it: vault://${mount.path}/`,
      },
    );
  const clean = [mount.path, ...inside].join("/");
  return {
    parts: inside,
    notices: dropped
      ? [`${locator.shown} is read as ${clean}: data/ belongs to the API of KV 2, not to the name.`]
      : [],
  };
}

/**
 * Reads one secret of KV 1 or 2. Missing is a bare 404 alone: a version that was asked for, deleted and destroyed ones are
 * failures.
 * @param parts of the path inside of the mount.
 * @see https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version
 */
export async function readKv(
  mount: Mount,
  parts: readonly string[],
  version: string | undefined,
  access: VaultAccess,
  signal: AbortSignal,
): Promise<Outcome> {
  const isTwo = mount.kind === "kv2";
  const path = [...mount.parts, ...(isTwo ? ["data"] : []), ...parts];
  const query = version === undefined ? "" : `?version=${version}`;
  let answer: VaultAnswer;
  try {
    answer = await access.call({ method: "GET", path: `${encoded(path)}${query}` }, signal);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    return explain(error, mount, parts, version, access);
  }
  const found = fieldsIn(answer.body, isTwo ? ["data", "data"] : ["data"]);
  if (found === undefined)
    return gone(metadataOf(answer.json), mount, parts) ?? failed(noFields(mount, parts));
  const metadata = isTwo ? metadataOf(answer.json) : undefined;
  const date = dateOf(metadata?.created_time);
  return {
    is: "found",
    value: contentOf(found.fields, found.whole),
    ...(typeof metadata?.version === "number" ? { version: String(metadata.version) } : {}),
    ...(date === undefined ? {} : { date }),
    ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
  };
}

function explain(
  fault: VaultFault,
  mount: Mount,
  parts: readonly string[],
  version: string | undefined,
  access: VaultAccess,
): Outcome {
  const name = [mount.path, ...parts].join("/");
  if (fault.isBare && version === undefined) return MISSING;
  if (fault.isBare)
    return failed(
      new Failure("VERSION_NOT_FOUND", `${name} has no version ${version}, or there is no such secret.`, {
        fix: `See which there are: vault kv metadata get -mount=${mount.path} ${parts.join("/")}`,
      }),
    );
  const deleted = fault.status === 404 ? gone(metadataOf(fault.json), mount, parts) : undefined;
  if (deleted !== undefined) return deleted;
  const policy = [...mount.parts, ...(mount.kind === "kv2" ? ["data"] : []), ...parts].join("/");
  return failed(failureOf(fault, access.action(`reading ${name}`, policy, ["read"])));
}

/** The outcome of a version without data; undefined where its metadata tells of no deletion. */
function gone(metadata: Metadata | undefined, mount: Mount, parts: readonly string[]): Outcome | undefined {
  const name = [mount.path, ...parts].join("/");
  const version = typeof metadata?.version === "number" ? String(metadata.version) : undefined;
  const which = version === undefined ? "its version" : `version ${version}`;
  if (metadata?.destroyed === true)
    return failed(
      new Failure("SECRET_DELETED", `${which} of ${name} is destroyed: its data is gone for good.`, {
        fix: `Write it anew, or read another version:\nvault kv put -mount=${mount.path} ${parts.join("/")} value=…\nvault://${name}?version=N`,
      }),
    );
  const date = dateOf(metadata?.deletion_time);
  if (date === undefined) return undefined;
  return failed(
    new Failure(
      "SECRET_DELETED",
      `${which} of ${name} was deleted at ${date.toISOString().replace(/\.\d+Z$/, "Z")}.`,
      {
        fix: `vault kv undelete -mount=${mount.path}${version === undefined ? "" : ` -versions=${version}`} ${parts.join("/")}\nor read another version: vault://${name}?version=N`,
      },
    ),
  );
}

const noFields = (mount: Mount, parts: readonly string[]): Failure =>
  new Failure(
    "STORE_ANSWER_INVALID",
    `Vault answers for ${[mount.path, ...parts].join("/")} with no fields, and with no word of a deletion.`,
    { fix: "Check vault-address: something else than Vault or OpenBao seems to answer there." },
  );

const metadataOf = (json: unknown): Metadata | undefined =>
  (json as { readonly data?: { readonly metadata?: Metadata | null } | null } | undefined)?.data?.metadata ??
  undefined;

/** A time as Vault writes it; undefined for none, which it writes as "". */
function dateOf(text: unknown): Date | undefined {
  const date = typeof text === "string" && text !== "" ? new Date(text) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
