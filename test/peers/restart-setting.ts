import type { ClusterClient } from "../../src/cluster/api.ts";
import { createClient } from "../../src/cluster/client.ts";
import type { ClusterHost } from "../../src/cluster/host.ts";
import type { KubeObject } from "../../src/cluster/object.ts";
import { stateIn, type SecretState } from "../../src/cluster/restart/record.ts";
import { restartUsers, type RestartedWorkload } from "../../src/cluster/restart/restart.ts";
import { createSaid } from "../../src/cluster/said.ts";
import type { ApplySettings } from "../../src/cluster/settings.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { Secret } from "../../src/kernel/secret.ts";
import type { Cluster } from "../harness/servers/cluster.ts";

export const CANARY = "CANARY-7f3a";

/** What a workload is made of, beside the usual. */
export interface Made {
  readonly spec?: object;
  readonly labels?: Readonly<Record<string, string>>;
  readonly pod?: object;
}

/** A container that reads the Secret `app`. */
export const READS = { envFrom: [{ secretRef: { name: "app" } }] };

export const shown = (list: readonly RestartedWorkload[]): readonly string[] =>
  list.map(({ key, is }) => `${key.kind} ${key.name}: ${is}`);
export const owners = (list: readonly string[]): readonly string[] => list.map((line) => line.split(" ")[0]!);

/** Takes a cluster with controllers; returns what makes workloads in it, restarts them and looks at them. */
// oxlint-disable-next-line typescript/explicit-function-return-type -- functions for one suite, each with its own type
export function restartSetting(cluster: Cluster) {
  const { signal } = new AbortController();
  const told: string[] = [];
  const tell = (text: string): void => void told.push(text);
  const host: ClusterHost = {
    http: createHttp({ env: {}, clock: systemClock }),
    clock: systemClock,
    born: () => undefined,
    said: createSaid(() => [Secret.of(CANARY)]),
    warn: tell,
    info: tell,
    debug: tell,
  };
  const clientOf = (token: string): ClusterClient =>
    createClient(
      {
        shown: "test",
        server: new URL(cluster.url),
        trust: { ca: cluster.ca },
        bearer: async () => ({ token: Secret.of(token) }),
        advice: { unauthorized: "" },
      },
      host,
    );
  const settings = (namespace: string, waitMs = 60_000): ApplySettings => ({
    namespace,
    allowNamespaces: [],
    allowKinds: [],
    createNamespace: false,
    manager: "secrets-action/o/r",
    conflicts: "fail",
    takeOwnership: false,
    helmRelease: undefined,
    applySet: undefined,
    prune: "report",
    tool: "secrets-action/1.2.3",
    waitMs,
  });

  /** Writes the Secret `app`; returns its state. */
  async function write(namespace: string, value: string, changed = true): Promise<SecretState> {
    const object = await cluster.must("PATCH", `/api/v1/namespaces/${namespace}/secrets/app`, {
      query: { fieldManager: "test", force: "true" },
      contentType: "application/apply-patch+yaml",
      body: {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "app" },
        data: { A: Buffer.from(value).toString("base64") },
      },
    });
    return stateIn(object, changed);
  }

  const make = async (
    namespace: string,
    kind: string,
    name: string,
    container: object = READS,
    made: Made = {},
  ) => {
    const selector = { app: name };
    await cluster.must("POST", `/apis/apps/v1/namespaces/${namespace}/${kind.toLowerCase()}s`, {
      body: {
        apiVersion: "apps/v1",
        kind,
        metadata: { name },
        spec: {
          selector: { matchLabels: selector },
          template: {
            metadata: { labels: { ...selector, ...made.labels } },
            spec: { containers: [{ name: "web", image: "none", ...container }], ...made.pod },
          },
          ...made.spec,
        },
      },
    });
  };
  const status = (namespace: string, what: string) =>
    cluster.kubectl(["-n", namespace, "rollout", "status", what, "--timeout=60s"]);

  const run = (
    namespace: string,
    secrets: readonly SecretState[],
    waitMs?: number,
    token = cluster.adminToken,
  ) => restartUsers(secrets, settings(namespace, waitMs), clientOf(token), host, signal);
  /** The pods that are not being deleted: whose, and which. */
  const pods = async (namespace: string): Promise<readonly string[]> => {
    const { items } = await cluster.must("GET", `/api/v1/namespaces/${namespace}/pods`);
    return (items as readonly KubeObject[])
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .map(({ metadata }) => `${metadata.labels?.["app"]} ${metadata.uid}`)
      .sort();
  };
  const patches = async (mark: number) =>
    (await cluster.auditSince(mark))
      .filter(({ verb, userAgent = "" }) => verb === "patch" && !userAgent.startsWith("kube-"))
      .filter(({ objectRef }) => objectRef?.apiGroup === "apps" && objectRef.subresource === undefined)
      .map(({ objectRef, code }) => `${objectRef?.resource} ${objectRef?.name} ${code}`);

  return { signal, told, host, clientOf, settings, write, make, status, run, pods, patches };
}
