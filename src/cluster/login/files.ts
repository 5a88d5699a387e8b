import path from "node:path";
import type { ClusterInputs } from "../inputs.ts";
import { isInline } from "./authority.ts";
import type { ClusterReference } from "./reference.ts";

/**
 * The files of the workspace that decide which cluster is trusted: that of `cluster-ca`, and a kubeconfig that lies there.
 * Where an event can be set off by anybody, they must be what its commit holds. Pure: no file is read.
 */
export function loginFiles(
  reference: ClusterReference | undefined,
  { clusterCa }: Pick<ClusterInputs, "clusterCa">,
  workspace: string,
): string[] {
  const named = reference?.kind === "kubeconfig" ? reference.path : undefined;
  const relative = named === undefined ? ".." : path.relative(workspace, path.resolve(workspace, named));
  const isOutside = relative.split(path.sep)[0] === ".." || path.isAbsolute(relative);
  const ca = clusterCa.trim();
  return [...(ca === "" || isInline(ca) ? [] : [ca]), ...(isOutside ? [] : [relative])];
}
