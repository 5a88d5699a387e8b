import { Failure } from "../../kernel/errors.ts";
import { parseReference } from "../../references/parse-reference.ts";
import type { Reference } from "../../references/reference.ts";
import { parseServer } from "./server.ts";

/** Which cluster is meant, and so how it is logged in to. */
export type ClusterReference =
  | { readonly kind: "cloud"; readonly reference: Reference }
  | { readonly kind: "server"; readonly server: URL }
  | { readonly kind: "in-cluster" }
  /** `path` is undefined for the input `kubeconfig`, else the usual files; `context` for the current one. */
  | { readonly kind: "kubeconfig"; readonly path: string | undefined; readonly context: string | undefined };

/** Schemes whose provider is still to come. */
const LATER: Readonly<Record<string, string>> = {
  gke: "Google Kubernetes Engine",
  aks: "Azure Kubernetes Service",
};

const SCHEME = /^([A-Za-z][A-Za-z0-9.+-]*):\/\//;
const KUBECONFIG = "kubeconfig://";
const IN_CLUSTER = "in-cluster://";

/**
 * Reads the input `cluster`. Pure; what does not parse is never quoted: someone pasted a token there.
 * @param clouds the schemes of clusters that the providers know (`eks`).
 * @returns INPUT_INVALID, REFERENCE_INVALID or ENDPOINT_REFUSED where it names no cluster. Grammar: docs/cluster.md.
 */
export function parseCluster(text: string, clouds: readonly string[]): ClusterReference | Failure {
  const trimmed = text.trim();
  if (/[\0\r\n]/.test(trimmed)) return invalid("The input cluster has more than one line.", clouds);
  const scheme = SCHEME.exec(trimmed)?.[1];
  if (scheme === undefined) return invalid("The input cluster is no reference with a scheme.", clouds);
  if (scheme.toLowerCase() === "https") {
    const server = parseServer(trimmed, "cluster");
    return server instanceof Failure ? server : { kind: "server", server };
  }
  if (scheme === "http")
    return new Failure(
      "ENDPOINT_REFUSED",
      "The input cluster is an http: address: the token and the values would travel in the clear.",
      { at: { input: "cluster" }, fix: "cluster: https://HOST:6443" },
    );
  if (trimmed.startsWith(KUBECONFIG)) return kubeconfig(trimmed.slice(KUBECONFIG.length));
  if (scheme === "in-cluster")
    return trimmed === IN_CLUSTER
      ? { kind: "in-cluster" }
      : invalid("Nothing stands after in-cluster:// in the input cluster.", clouds);
  if (clouds.includes(scheme)) return cloud(trimmed, clouds);
  const later = LATER[scheme];
  if (later !== undefined)
    return invalid(
      `The input cluster names one of ${later}, and there is no provider for that here yet.`,
      clouds,
      "Log in by other means until then: its tool writes a kubeconfig below RUNNER_TEMP, named by KUBECONFIG or\ncluster: kubeconfig://PATH#CONTEXT",
    );
  return invalid("The input cluster has a scheme that is not known.", clouds);
}

function kubeconfig(rest: string): ClusterReference {
  const hash = rest.indexOf("#");
  const path = hash === -1 ? rest : rest.slice(0, hash);
  const context = hash === -1 ? "" : rest.slice(hash + 1);
  return { kind: "kubeconfig", path: path || undefined, context: context || undefined };
}

function cloud(text: string, clouds: readonly string[]): ClusterReference | Failure {
  const reference = parseReference(text, new Set(clouds));
  if (reference instanceof Failure) {
    const { code, message, fix } = reference;
    return new Failure(code, message, { at: { input: "cluster" }, ...(fix === undefined ? {} : { fix }) });
  }
  if (reference.kind !== "reference") return invalid("The input cluster names no cluster.", clouds);
  if (reference.field !== undefined)
    return invalid("A cluster has no field: the input cluster holds a #.", clouds);
  return { kind: "cloud", reference };
}

const invalid = (
  message: string,
  clouds: readonly string[],
  fix = `Use one of: ${[...clouds.map((scheme) => `${scheme}://NAME`), "https://HOST:6443", IN_CLUSTER, "kubeconfig://PATH#CONTEXT"].join(", ")}`,
): Failure => new Failure("INPUT_INVALID", message, { at: { input: "cluster" }, fix });
