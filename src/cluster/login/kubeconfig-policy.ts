import type { Failure } from "../../kernel/errors.ts";
import { wrong } from "./kubeconfig-fields.ts";

/** One kubeconfig as it was read. */
export interface KubeconfigFile {
  /** Undefined for the input. */
  readonly file: string | undefined;
  /** Whether it lies in the workspace, by its path or by where its links lead: a pull request may have written it. */
  readonly inside: boolean;
  readonly root: ReadonlyMap<string, unknown>;
}

/** What decides where tokens go, which file is read, which program is run, and as whom. */
const DECIDING = [
  "server",
  "certificate-authority",
  "certificate-authority-data",
  "insecure-skip-tls-verify",
  "tls-server-name",
  "proxy-url",
  "client-certificate",
  "client-certificate-data",
  "client-key",
  "client-key-data",
  "token",
  "tokenFile",
  "as",
  "as-uid",
  "as-groups",
  "as-user-extra",
  "username",
  "password",
  "auth-provider",
  "exec",
] as const;

/**
 * Whether a kubeconfig may say what it says: one in the workspace may name a context (its cluster, user and namespace),
 * and nothing of what these are. Pure.
 * @returns KUBECONFIG_REFUSED with the fields that stand there
 */
export function policyProblem({ file, inside, root }: KubeconfigFile): Failure | undefined {
  if (!inside) return undefined;
  const entries = [...entriesOf(root, "clusters", "cluster"), ...entriesOf(root, "users", "user")];
  if (entries.length === 0) return undefined;
  const named = DECIDING.filter((field) => entries.some((entry) => entry.has(field)));
  const what = named.length === 0 ? "clusters or users" : named.join(", ");
  return wrong(
    "KUBECONFIG_REFUSED",
    `The kubeconfig lies in the workspace, where a pull request can change it, and says more than a context: ${what}.`,
    file,
    "Write it outside of the workspace (to RUNNER_TEMP), or give it as an input:\nkubeconfig: ${{ secrets.KUBECONFIG }}\nOr name the cluster itself:\ncluster: eks://NAME",
  );
}

function entriesOf(
  root: ReadonlyMap<string, unknown>,
  list: string,
  inner: string,
): readonly ReadonlyMap<string, unknown>[] {
  const value = root.get(list);
  if (value === undefined || value === null) return [];
  const entries = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return entries.map((entry) => {
    const fields: unknown = entry instanceof Map ? entry.get(inner) : undefined;
    return fields instanceof Map ? (fields as ReadonlyMap<string, unknown>) : new Map<string, unknown>();
  });
}
