import type { Access } from "./access.ts";
import type { ClusterClient } from "./api.ts";
import { createDiscovery } from "./discovery.ts";
import { ApiFault } from "./fault.ts";
import type { ClusterHost } from "./host.ts";
import { listAll, objectOf } from "./listing.ts";
import { createSender } from "./sending.ts";
import { createWatch } from "./watch.ts";

/**
 * The client of one API server. Nothing is asked before the first call; discovery and the token are kept.
 * @param access how the server is reached, and as whom
 * @param host what may be used of this machine
 * @throws Failure KUBECONFIG_INVALID where nobody can be impersonated so; its members throw as ClusterClient says
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export function createClient(access: Access, host: ClusterHost): ClusterClient {
  const { send, open } = createSender(access, host);
  const { resource, versions, path } = createDiscovery(send, host.clock);
  return {
    shown: access.shown,
    call: send,
    resource,
    versions,
    path,
    get: async (key, signal) => {
      const at = await path(key, signal);
      try {
        return objectOf((await send({ method: "GET", path: at }, signal)).json);
      } catch (error) {
        // Without a reason it is the path that is not there, and so not the kind that it was taken for.
        if (error instanceof ApiFault && error.status === 404 && error.reason === "NotFound")
          return undefined;
        throw error;
      }
    },
    list: async (listing, signal) => (await listAll(listing, send, path, signal)).objects,
    watch: createWatch({ send, open, path, clock: host.clock }),
    apply: async (key, body, { manager, force, dryRun }, signal) => {
      const query = {
        fieldManager: manager,
        force: String(force),
        fieldValidation: "Strict",
        ...(dryRun ? { dryRun: "All" } : {}),
      };
      const { status, json } = await send(
        { method: "PATCH", path: await path(key, signal), query, body, as: "apply", repeatable: true },
        signal,
      );
      return { created: status === 201, object: objectOf(json) };
    },
  };
}
