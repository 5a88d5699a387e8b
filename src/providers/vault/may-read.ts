import type { Secret } from "../../kernel/secret.ts";
import { VaultFault } from "./api.ts";
import { repeats } from "./repeats.ts";
import { type HealthDetail, recordOf } from "./server-health.ts";
import type { VaultInputs } from "./inputs.ts";

const SHOWN_PATHS = 12;
const PATH = /^[\w./+*@{}-]{1,200}$/;
const FORBIDDEN = 403;

/** Asks the server; returns the fields of `data`. Throws VaultFault where it refuses. */
export type AskData = (path: string, body?: object) => Promise<Readonly<Record<string, unknown>>>;

export const isDenied = (error: unknown): boolean =>
  error instanceof VaultFault && error.status === FORBIDDEN;

/**
 * What the token may read, from the server's own list of its paths; where that is denied, whether `vault-mount` is
 * among it. Paths of the policy `default` tell nothing.
 * @see https://developer.hashicorp.com/vault/api-docs/system/capabilities-self
 */
export async function mayRead(
  { vaultMount: mount }: VaultInputs,
  ask: AskData,
  token: Secret,
): Promise<HealthDetail> {
  try {
    const acl = await ask("sys/internal/ui/resultant-acl");
    if (acl["root"] === true) return { name: "reads", ok: true, text: "may read everything: a root token" };
    const globs = Object.entries(recordOf(acl["glob_paths"]) ?? {}).map(
      ([path, rule]) => [`${path}*`, rule] as const,
    );
    const exact = Object.entries(recordOf(acl["exact_paths"]) ?? {});
    const paths = [...exact, ...globs]
      .flatMap(([path, rule]) => (isReadable(path, rule) && !repeats(path, token) ? [path] : []))
      .sort();
    const more = paths.length > SHOWN_PATHS ? ` and ${paths.length - SHOWN_PATHS} more` : "";
    return paths.length === 0
      ? { name: "reads", ok: false, text: "may read nothing of any engine", fix: policyFor(mount) }
      : { name: "reads", ok: true, text: `may read ${paths.slice(0, SHOWN_PATHS).join(", ")}${more}` };
  } catch (error) {
    // Denied, or a server that has no such list.
    if (!(error instanceof VaultFault)) throw error;
  }
  if (mount === "") return unknown("vault-mount is not set");
  const paths = [`${mount}/data/*`, `${mount}/*`];
  try {
    const capabilities = await ask("sys/capabilities-self", { paths });
    const ok = paths.some((path) => isReadable(path, { capabilities: capabilities[path] }));
    return ok
      ? { name: "reads", ok, text: `may read below ${mount}/` }
      : { name: "reads", ok, text: `may not read all below ${mount}/`, fix: policyFor(mount) };
  } catch (error) {
    if (error instanceof VaultFault) return unknown(`it may not ask about ${mount}/ either`);
    throw error;
  }
}

/** Not knowing is no fault of a token that reads well. */
const unknown = (why: string): HealthDetail => ({
  name: "reads",
  ok: true,
  text: `not known: the token may not list its own paths, and ${why}`,
});

const OF_DEFAULT = /^(sys|auth|cubbyhole|identity)\//;

function isReadable(path: string, rule: unknown): boolean {
  const capabilities: unknown = recordOf(rule)?.["capabilities"];
  return (
    PATH.test(path) &&
    !OF_DEFAULT.test(path) &&
    Array.isArray(capabilities) &&
    !capabilities.includes("deny") &&
    (capabilities.includes("read") || capabilities.includes("root"))
  );
}

const policyFor = (mount: string): string =>
  `For KV 2, in a policy of the role:\npath "${mount === "" ? "secret" : mount}/data/*" { capabilities = ["read"] }`;
