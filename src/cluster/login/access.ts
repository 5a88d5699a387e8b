import { Failure } from "../../kernel/errors.ts";
import type { Access } from "../access.ts";
import type { ClusterHost } from "../host.ts";
import type { ClusterInputs } from "../inputs.ts";
import { audienceOf } from "./audience.ts";
import { readAuthority } from "./authority.ts";
import type { LoginNeeds } from "./needs.ts";
import type { ClusterReference } from "./reference.ts";
import { parseServer } from "./server.ts";

/** The inputs that say how a cluster is logged in to. */
export type LoginInputs = Pick<ClusterInputs, "clusterServer" | "clusterCa" | "clusterAudience">;

/** What the inputs say of the server: it counts over what anyone else says. */
export interface GivenPlace {
  readonly server: URL | undefined;
  /** PEM. */
  readonly ca: string | undefined;
}

/**
 * How a cluster is reached, and as whom. What has to be asked for that (a cloud, for its address) is asked now; tokens
 * are fetched when the first request needs one.
 * @throws Failure INPUT_INVALID, ENDPOINT_REFUSED, FILE_*, CREDENTIALS_MISSING, KUBECONFIG_*, and what the cloud throws
 */
export async function openAccess(
  reference: ClusterReference,
  inputs: LoginInputs,
  needs: LoginNeeds,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Access> {
  const audience = audienceOf(reference, inputs);
  if (audience instanceof Failure) throw audience;
  const given = givenPlace(inputs, needs.workspace);
  switch (reference.kind) {
    case "server": {
      const { githubAccess } = await import("./github.ts");
      const place = {
        server: given.server ?? reference.server,
        trust: given.ca === undefined ? {} : { ca: given.ca },
      };
      return githubAccess(place, audience ?? reference.server.origin, needs, host);
    }
    case "cloud": {
      const { cloudAccess } = await import("./cloud.ts");
      return cloudAccess(await needs.cloud(reference.reference, signal), given, host, signal);
    }
    case "in-cluster": {
      const { inClusterAccess } = await import("./in-cluster.ts");
      return inClusterAccess(given, needs, host);
    }
    case "kubeconfig": {
      const { kubeconfigAccess } = await import("./kubeconfig.ts");
      return kubeconfigAccess(reference, given, needs, host, signal);
    }
  }
}

/**
 * What is wrong with the inputs that concern the login, before anything is asked. Pure.
 * @returns INPUT_INVALID and ENDPOINT_REFUSED
 */
export function checkLogin(
  reference: ClusterReference,
  inputs: LoginInputs & Pick<ClusterInputs, "kubeconfig">,
): readonly Failure[] {
  const audience = audienceOf(reference, inputs);
  const server =
    inputs.clusterServer === "" ? undefined : parseServer(inputs.clusterServer, "cluster-server");
  const isUnused =
    inputs.kubeconfig !== undefined && (reference.kind !== "kubeconfig" || reference.path !== undefined);
  const unused = new Failure(
    "INPUT_INVALID",
    "The input kubeconfig is set, and the input cluster names another cluster.",
    {
      at: { input: "kubeconfig" },
      fix: "Remove one of them; or choose among the contexts of the input kubeconfig:\ncluster: kubeconfig://#CONTEXT",
    },
  );
  return [audience, server, isUnused ? unused : undefined].filter((one) => one instanceof Failure);
}

function givenPlace({ clusterServer, clusterCa }: LoginInputs, workspace: string): GivenPlace {
  const server = clusterServer === "" ? undefined : parseServer(clusterServer, "cluster-server");
  if (server instanceof Failure) throw server;
  return { server, ca: clusterCa === "" ? undefined : readAuthority(clusterCa, workspace) };
}
