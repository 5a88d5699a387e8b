import type { ClusterClient } from "../api.ts";
import { ApiFault } from "../fault.ts";
import type { ObjectKey } from "../object.ts";
import { API_VERSION } from "./mapping.ts";
import { controllerOf, type SyncSpec, syncStatus } from "./status.ts";

export interface Diagnosis {
  readonly cause: string;
  readonly fix: string;
  /** Whether waiting longer cannot help. */
  readonly sure: boolean;
}

/** Of which store an ExternalSecret is. */
export const storeKey = ({ store }: Pick<SyncSpec, "store">, namespace: string | undefined): ObjectKey => ({
  apiVersion: API_VERSION,
  kind: store.kind,
  namespace: store.kind === "ClusterSecretStore" ? undefined : namespace,
  name: store.name,
});

/**
 * Why the operator says nothing of an ExternalSecret. It skips, without a word, those whose store is not there or is
 * for another controller; else it does not run. https://external-secrets.io/latest/introduction/faq/
 */
export async function diagnose(
  client: Pick<ClusterClient, "get">,
  spec: SyncSpec,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const { kind, name } = spec.store;
  const stopped: Diagnosis = {
    cause: "the operator does not react: it does not run, or does not watch this namespace",
    fix: "kubectl get deployments -A -l app.kubernetes.io/name=external-secrets",
    sure: false,
  };
  try {
    const store = await client.get(storeKey(spec, namespace), signal);
    if (store === undefined)
      return {
        cause: `there is no ${kind} ${name}${kind === "SecretStore" ? " in the namespace" : ""}`,
        fix: `Create it with the input external-secrets-store, or name one that is there:\nkubectl get clustersecretstores,secretstores -A`,
        sure: true,
      };
    if (controllerOf(store) !== "")
      return {
        cause: `${kind} ${name} is for another controller class, and no operator of that class reacts`,
        fix: "Remove spec.controller of the store, or start the operator with --controller-class.",
        sure: false,
      };
    if (syncStatus(store).ready === "False")
      return {
        cause: `${kind} ${name} is not ready`,
        fix: `kubectl describe ${kind.toLowerCase()} ${name}`,
        sure: false,
      };
    return stopped;
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return stopped;
    throw error;
  }
}
