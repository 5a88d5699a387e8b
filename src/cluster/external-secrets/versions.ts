import { Failure } from "../../kernel/errors.ts";
import type { ClusterClient } from "../api.ts";
import { GROUP } from "./mapping.ts";

/**
 * Makes sure that the cluster serves external-secrets.io/v1. Throws KIND_UNKNOWN where it does not: the operator is
 * not there, or is older than 0.16. https://external-secrets.io/latest/introduction/stability-support/
 */
export async function requireOperator(
  client: Pick<ClusterClient, "versions">,
  signal: AbortSignal,
): Promise<void> {
  const served = await client.versions(GROUP, signal);
  if (served.includes("v1") || served.includes(`${GROUP}/v1`)) return;
  const helm =
    "helm repo add external-secrets https://charts.external-secrets.io\nhelm upgrade --install external-secrets external-secrets/external-secrets -n external-secrets --create-namespace";
  throw served.length === 0
    ? new Failure("KIND_UNKNOWN", "The External Secrets Operator is not installed in this cluster.", {
        fix: helm,
      })
    : new Failure(
        "KIND_UNKNOWN",
        "The External Secrets Operator of this cluster is too old: it serves no external-secrets.io/v1, which 0.16 brought.",
        {
          fix: `Upgrade it by minor versions to 0.16 (it serves v1beta1 and v1), change your manifests to v1, then go on:\n${helm} --version 0.16.2`,
        },
      );
}
