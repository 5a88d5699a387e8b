import path from "node:path";
import type { ClusterInputs } from "../inputs.ts";
import { isInline } from "./authority.ts";
import type { ClusterReference } from "./reference.ts";

/**
 * The files of the workspace that decide which cluster is trusted: that of `cluster-ca`, and the kubeconfigs that lie there,
 * those of KUBECONFIG among them. Where an event can be set off by anybody, they must be what its commit holds. Pure: no
 * file is read.
 */
export function loginFiles(
  reference: ClusterReference | undefined,
  { clusterCa, kubeconfig }: Pick<ClusterInputs, "clusterCa" | "kubeconfig">,
  workspace: string,
  env: Readonly<Record<string, string | undefined>> = {},
): string[] {
  const ca = clusterCa.trim();
  const listed = (env["KUBECONFIG"] ?? "").split(path.delimiter).filter((file) => file !== "");
  const named =
    reference?.kind !== "kubeconfig"
      ? []
      : reference.path !== undefined
        ? [reference.path]
        : kubeconfig === undefined
          ? listed
          : [];
  return [
    ...(ca === "" || isInline(ca) ? [] : [ca]),
    ...named.flatMap((file) => inWorkspace(file, workspace)),
  ];
}

/** A path relative to the workspace; nothing for one outside of it. */
function inWorkspace(file: string, workspace: string): string[] {
  const relative = path.relative(workspace, path.resolve(workspace, file));
  return relative.split(path.sep)[0] === ".." || path.isAbsolute(relative) ? [] : [relative];
}
