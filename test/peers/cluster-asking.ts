import type { ClusterClient } from "../../src/cluster/api.ts";
import { createClient } from "../../src/cluster/client.ts";
import type { ClusterHost } from "../../src/cluster/host.ts";
import { createSaid } from "../../src/cluster/said.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { Secret } from "../../src/kernel/secret.ts";
import type { Cluster } from "../harness/servers/cluster.ts";

export const CANARY = "CANARY-7f3a";

/** What asks a cluster as the action does: its administrator, or another user whom the administrator impersonates. */
export interface Asking {
  readonly host: ClusterHost;
  readonly clientAs: (user?: string) => ClusterClient;
  readonly close: () => void;
}

/** Takes a cluster that will run by the time that it is asked. */
export function asking(cluster: Cluster): Asking {
  const http = createHttp({ env: {}, clock: systemClock });
  const host: ClusterHost = {
    http,
    clock: systemClock,
    born: () => undefined,
    said: createSaid(() => [Secret.of(CANARY)]),
    warn: (text) => {
      throw new Error(`warned: ${text}`);
    },
    info: () => undefined,
    debug: () => undefined,
  };
  return {
    host,
    clientAs: (user) =>
      createClient(
        {
          shown: "test",
          server: new URL(cluster.url),
          trust: { ca: cluster.ca },
          bearer: async () => ({ token: Secret.of(cluster.adminToken) }),
          advice: { unauthorized: "" },
          ...(user === undefined ? {} : { impersonate: { user, groups: [], extra: new Map() } }),
        },
        host,
      ),
    close: () => http.close(),
  };
}
