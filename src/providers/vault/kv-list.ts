import { Failure, together } from "../../kernel/errors.ts";
import type { Content, Outcome } from "../provider.ts";
import type { VaultAccess } from "./access.ts";
import { type VaultAnswer, VaultFault } from "./api.ts";
import { oneValue } from "./content.ts";
import { failureOf } from "./fault.ts";
import { INVISIBLE } from "./locate.ts";
import type { Mount } from "./mounts.ts";
import { encoded } from "./namespace.ts";
import { attempt, failed, MISSING } from "../outcome.ts";

/** More is no prefix that someone wants in a job: each is a request. */
const MAX_SECRETS = 1_000;
const MAX_FOLDERS = 250;
/** How many names a notice lists. */
const SHOWN = 20;

/**
 * Reads every secret below a folder of KV, also in folders in it, by the rest of its name. Lists of KV 2 hold deleted
 * secrets, too: these are left out, and named.
 * @param folder the parts inside of the mount; none for the mount itself.
 * @param read reads the secret at parts inside of the mount.
 * @param stem what the names in the folder begin with.
 * @see https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#list-secrets
 */
export async function readUnder(
  mount: Mount,
  folder: readonly string[],
  stem: string,
  read: (parts: readonly string[]) => Promise<Outcome>,
  access: VaultAccess,
  signal: AbortSignal,
): Promise<Outcome> {
  const listed = await listAll(mount, folder, stem, access, signal);
  if (listed instanceof Failure) return failed(listed);
  const outcomes = await Promise.all(
    listed.map(async (name) => {
      const parts = [...folder, ...name.split("/")];
      return [name, await attempt(async () => read(parts), signal)] as const;
    }),
  );
  return listingOf([mount.path, ...folder, stem].join("/"), stem, outcomes);
}

/** The names below a folder, folders in it resolved level by level. A folder that is not there has none. */
async function listAll(
  mount: Mount,
  folder: readonly string[],
  stem: string,
  access: VaultAccess,
  signal: AbortSignal,
): Promise<readonly string[] | Failure> {
  const names: string[] = [];
  let folders = [""];
  let asked = 0;
  while (folders.length > 0) {
    asked += folders.length;
    if (asked > MAX_FOLDERS) return tooMany(mount, folder, `${MAX_FOLDERS} folders`);
    const lists = await Promise.all(
      folders.map(async (inner) => {
        const keys = await list(mount, [...folder, ...inner.split("/").filter(Boolean)], access, signal);
        return keys instanceof Failure ? keys : keys.map((key) => `${inner}${key}`);
      }),
    );
    const failures = lists.filter((one) => one instanceof Failure);
    if (failures[0] !== undefined) return together([failures[0], ...failures.slice(1)]);
    const keys = (lists as readonly (readonly string[])[]).flat().filter((key) => key.startsWith(stem));
    names.push(...keys.filter((key) => !key.endsWith("/")));
    if (names.length > MAX_SECRETS) return tooMany(mount, folder, `${MAX_SECRETS} secrets`);
    folders = keys.filter((key) => key.endsWith("/"));
  }
  return names.sort();
}

async function list(
  mount: Mount,
  folder: readonly string[],
  access: VaultAccess,
  signal: AbortSignal,
): Promise<readonly string[] | Failure> {
  const parts = [...mount.parts, ...(mount.kind === "kv2" ? ["metadata"] : []), ...folder];
  let answer: VaultAnswer;
  try {
    answer = await access.call({ method: "LIST", path: `${encoded(parts)}/` }, signal);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    if (error.isBare) return [];
    const name = [mount.path, ...folder].join("/");
    return failureOf(error, access.action(`listing ${name}/`, `${parts.join("/")}/*`, ["list"]));
  }
  const keys = (answer.json as { readonly data?: { readonly keys?: unknown } | null } | undefined)?.data
    ?.keys;
  if (Array.isArray(keys) && keys.every((key): key is string => typeof key === "string" && isName(key)))
    return keys;
  return new Failure("STORE_ANSWER_INVALID", "Vault lists names that cannot be names of secrets.", {
    fix: "Check vault-address: something else than Vault or OpenBao seems to answer there.",
  });
}

/** A name comes from the server, becomes part of a path, and is printed: what no reference could name is none. */
const isName = (key: string): boolean => /^(?!\.{1,2}\/?$)[^/]+\/?$/.test(key) && !INVISIBLE.test(key);

function tooMany(mount: Mount, folder: readonly string[], what: string): Failure {
  const name = [mount.path, ...folder].join("/");
  return new Failure("LIMIT_EXCEEDED", `There are more than ${what} below ${name}/.`, {
    fix: `Name a folder further down: vault://${name}/NAME/`,
  });
}

function listingOf(shown: string, stem: string, read: readonly (readonly [string, Outcome])[]): Outcome {
  const failures: Failure[] = [];
  const deleted: string[] = [];
  const notices: string[] = [];
  const entries = new Map<string, Content>();
  for (const [name, outcome] of read) {
    if (outcome.is === "missing" || (outcome.is === "failed" && outcome.error.code === "SECRET_DELETED"))
      deleted.push(name);
    else if (outcome.is === "failed") failures.push(outcome.error);
    else if (name === stem)
      notices.push(`${shown} is left out: nothing of its name follows the prefix. Ask for it by its name.`);
    else if (outcome.value.kind === "fields") entries.set(name.slice(stem.length), oneValue(outcome.value));
  }
  const [first, ...others] = failures;
  if (first !== undefined) return failed(together([first, ...others]));
  if (entries.size === 0 && deleted.length > 0)
    return failed(
      new Failure("SECRET_DELETED", `Everything below ${shown} is deleted: ${shownNames(deleted)}.`, {
        fix: "vault kv undelete -mount=MOUNT -versions=N NAME   # or write them anew",
      }),
    );
  if (entries.size === 0) return MISSING;
  if (deleted.length > 0)
    notices.push(`Below ${shown}, these are left out, since they are deleted: ${shownNames(deleted)}`);
  return { is: "found", value: { kind: "listing", entries }, ...(notices.length === 0 ? {} : { notices }) };
}

function shownNames(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return `${names.slice(0, SHOWN).join(", ")}${more}`;
}
