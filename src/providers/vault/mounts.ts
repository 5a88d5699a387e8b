import { asFailure, Failure } from "../../kernel/errors.ts";
import type { VaultAccess } from "./access.ts";
import type { VaultAnswer } from "./api.ts";
import { failureOf, NO_TOKEN, rule, tokenRefused, VaultFault } from "./fault.ts";
import { encoded } from "./namespace.ts";

/** A mount, as the server described it. */
export interface Mount {
  /** Below the namespace of reads, without a slash at its end; may itself begin with a namespace. */
  readonly path: string;
  readonly parts: readonly string[];
  readonly kind: "kv1" | "kv2" | "cubbyhole" | "engine";
  /** "database", "pki". */
  readonly engine: string;
}

/** The name of a plugin; the server says it, and messages repeat it. */
const ENGINE = /^[a-z][a-z0-9_-]{0,39}$/;

export interface Mounts {
  /**
   * The mount that each path lies in, in the order asked. A denied look-up, an unknown namespace and the server's own
   * paths are a Failure. Each mount is looked up once in a session.
   */
  readonly find: (
    paths: readonly (readonly string[])[],
    signal: AbortSignal,
  ) => Promise<readonly (Mount | Failure)[]>;
}

type Found = Mount | { readonly failure: Failure; readonly isOfPath: boolean };

/** Seen by the server only: its administration, logins and namespaces. */
const CLOSED = /(^|\/)(sys|auth)(\/|$)/;
const CLOSED_TYPE = /^(ns_)?(system|token)$/;

/**
 * Asks the server which mount a path lies in, and of what kind: `sys/internal/ui/mounts/PATH`, which any token may ask
 * that may do something in the mount. The answer names the whole path of the mount, so that it tells at the same time
 * how many parts of a reference are namespaces and how many the mount: from `team/kv/app` comes `team/kv/`.
 *
 * Of paths that begin alike one is asked, since no mount lies in another; those that its mount does not cover are asked
 * again by one part more.
 * @see https://developer.hashicorp.com/vault/api-docs/system/internal-ui-mounts
 */
export function openMounts(access: VaultAccess): Mounts {
  const known: Mount[] = [];
  /** By path: what failed is not asked again in this session. */
  const failures = new Map<string, Failure>();
  let before: Promise<unknown> = Promise.resolve();

  const mountOf = (parts: readonly string[]): Mount | undefined =>
    known.find((mount) => mount.parts.every((part, i) => part === parts[i]));

  const find = async (
    paths: readonly (readonly string[])[],
    signal: AbortSignal,
  ): Promise<readonly (Mount | Failure)[]> => {
    for (let depth = 1; ; depth += 1) {
      const open = paths.filter((parts) => !failures.has(keyOf(parts)) && mountOf(parts) === undefined);
      if (open.length === 0) break;
      const groups = Map.groupBy(open, (parts) => keyOf(parts.slice(0, depth)));
      await Promise.all(
        [...groups.values()].map(async (group) => {
          const [first] = group as [readonly string[]];
          const found = await lookUp(first, access, signal);
          if (!("failure" in found)) known.push(found);
          // Other paths that begin alike may be in mounts that the token does see.
          else
            for (const parts of found.isOfPath ? [first] : group) failures.set(keyOf(parts), found.failure);
        }),
      );
    }
    return paths.map((parts) => failures.get(keyOf(parts)) ?? mountOf(parts)!);
  };

  return {
    // One after the other: what a first call learns, a second need not ask.
    find: async (paths, signal) => {
      const mine = before.then(async () => find(paths, signal));
      before = mine.catch(() => undefined);
      return mine;
    },
  };
}

const keyOf = (parts: readonly string[]): string => JSON.stringify(parts);

/**
 * A server tells of a mount in an inner namespace, but may deny it there to a token that does see it from inside (it
 * compares the policies with another path). So what is denied is asked again with the first part as a namespace. If that
 * is a mount instead, the request is one in it, where this token may do nothing at all: it has just been told so.
 */
async function lookUp(
  parts: readonly string[],
  access: VaultAccess,
  signal: AbortSignal,
  inside = 0,
): Promise<Found> {
  const spaces = parts.slice(0, inside);
  const rest = parts.slice(inside);
  try {
    const path = `${encoded([...spaces, "sys", "internal", "ui", "mounts"])}/${encoded(rest)}`;
    const answer = await access.call({ method: "GET", path }, signal);
    return mountIn(answer, spaces, rest, access);
  } catch (error) {
    if (signal.aborted) throw error;
    if (!(error instanceof VaultFault)) return { failure: asFailure(error), isOfPath: false };
    const found = refused(error, parts, access);
    if (!isUnseen(error) || rest.length < 2) return found;
    const deeper = await lookUp(parts, access, signal, inside + 1);
    return "failure" in deeper ? found : deeper;
  }
}

/** Whether the token is good, and sees no such mount. */
const isUnseen = (fault: VaultFault): boolean => fault.status === 403 && fault.has(/preflight/i);

/** The mount that an answer names, for the rest of a path after some namespaces. */
function mountIn(
  { json }: VaultAnswer,
  spaces: readonly string[],
  rest: readonly string[],
  { setting }: VaultAccess,
): Found {
  const { data } = (json ?? {}) as {
    readonly data?: { readonly path?: unknown; readonly type?: unknown; readonly options?: unknown } | null;
  };
  const { path, type, options } = data ?? {};
  const asked = `${rest.join("/")}/`;
  const isName =
    typeof path === "string" && path.length > 1 && path.endsWith("/") && typeof type === "string";
  const above = [setting.namespace, ...spaces]
    .filter((part) => part !== "")
    .map((part) => `${part}/`)
    .join("");
  // A mount of an inner namespace is named from the root on.
  const relative = [path, isName && path.startsWith(above) ? path.slice(above.length) : undefined].find(
    (one): one is string => typeof one === "string" && one !== "" && asked.startsWith(one),
  );
  if (!isName || relative === undefined)
    return {
      failure: new Failure(
        "STORE_ANSWER_INVALID",
        "Vault names another mount than the one that was asked for.",
        { fix: "Check vault-address: something else than Vault or OpenBao seems to answer there." },
      ),
      isOfPath: true,
    };
  const parts = [...spaces, ...relative.slice(0, -1).split("/")];
  const mount = parts.join("/");
  const isKv = type === "kv" || type === "generic";
  if (CLOSED_TYPE.test(type) || (!isKv && CLOSED.test(mount))) return { failure: closed(), isOfPath: true };
  const version = (options as { readonly version?: unknown } | null | undefined)?.version;
  return {
    path: mount,
    parts,
    kind: isKv ? (version === "2" ? "kv2" : "kv1") : /^(ns_)?cubbyhole$/.test(type) ? "cubbyhole" : "engine",
    engine: ENGINE.test(type) ? type : "another kind",
  };
}

const closed = (): Failure =>
  new Failure(
    "REFERENCE_INVALID",
    "This path is in sys/ or auth/ of a namespace, Vault's administration and its logins: nothing is read there.",
    { fix: "Name a secret, or an engine's path: vault://team/secret/database/mongo_url" },
  );

/** A good token that is denied even the look-up is of another namespace, or the server knows none. */
const noNamespace = (path: string): Failure =>
  new Failure(
    "MOUNT_UNKNOWN",
    `Vault has no such namespace for ${path}, or no namespaces at all (status 403).`,
    {
      fix: "Check vault-namespace, and the namespace that the reference begins with:\nvault namespace list",
    },
  );

/** A mount that is not there and one that the token may not see look the same to it. */
function refused(fault: VaultFault, parts: readonly string[], access: VaultAccess): Found {
  const path = parts.join("/");
  const doing = `the look-up of the mount of ${path}`;
  const what = access.action(doing, path, ["read"]);
  if (fault.status !== 403) return { failure: failureOf(fault, what), isOfPath: fault.status === 404 };
  if (fault.has(NO_TOKEN)) return { failure: tokenRefused(doing, "(status 403)"), isOfPath: false };
  if (!isUnseen(fault)) return { failure: noNamespace(path), isOfPath: false };
  // The policy of a login further up names the namespace, too.
  const above = what.path.slice(0, what.path.length - path.length);
  const [mount, ...rest] = parts;
  const guess = `${above}${mount}/data/${rest.length === 0 ? "*" : rest.join("/")}`;
  return {
    failure: new Failure(
      "ACCESS_DENIED",
      `Vault shows no mount for ${path}${what.subject === undefined ? "" : ` to ${what.subject}`}: no policy of the token allows anything in it, or there is none (status 403).`,
      {
        fix: `Add to a policy of the role, for KV 2 (KV 1 and engines: without data/):\n${rule(guess, ["read"])}\nIf the mount has another name: vault secrets list`,
      },
    ),
    isOfPath: true,
  };
}
