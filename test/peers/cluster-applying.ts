import type { Applied } from "../../src/cluster/applied.ts";
import type { ClusterClient } from "../../src/cluster/api.ts";
import { checkObjects, type Checked } from "../../src/cluster/apply/checked.ts";
import { applyObjects, type Effects } from "../../src/cluster/apply/engine.ts";
import { createClient } from "../../src/cluster/client.ts";
import type { ClusterHost } from "../../src/cluster/host.ts";
import { type Desired, type KubeObject, type Metadata, shownKey } from "../../src/cluster/object.ts";
import { createSaid } from "../../src/cluster/said.ts";
import type { ApplySettings } from "../../src/cluster/settings.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { Secret } from "../../src/kernel/secret.ts";
import type { Cluster } from "../harness/servers/cluster.ts";
import { SETTINGS } from "../unit/cluster/apply/applying.ts";

export const DEPLOYER = {
  name: "deployer",
  token: "CANARY-7f3a-deployer",
  groups: ["system:masters"],
} as const;

export interface Applying {
  readonly check: (desired: readonly Desired[], settings?: Partial<ApplySettings>) => Promise<Checked>;
  /** Checks and applies; `between` runs after the check. */
  readonly apply: (
    desired: readonly Desired[],
    settings?: Partial<ApplySettings>,
    between?: () => Promise<unknown>,
    client?: ClusterClient,
    signal?: AbortSignal,
  ) => Promise<Effects>;
  readonly client: ClusterClient;
  readonly live: (kind: string, name: string) => Promise<KubeObject | undefined>;
  /** The deployer's requests during a task: `patch secrets/app dry 200`. */
  readonly asked: (task: () => Promise<unknown>) => Promise<string[]>;
  readonly kubectl: (
    args: readonly string[],
    object?: object,
    env?: Record<string, string>,
  ) => Promise<string>;
  readonly namespace: string;
}

/** What applies to one namespace of a cluster with the code under test, as `deployer`. */
export function applyingTo(cluster: Cluster, namespace: string): Applying {
  const values: Secret[] = [];
  const host: ClusterHost = {
    http: createHttp({ env: {}, ca: undefined, clock: systemClock }),
    clock: systemClock,
    born: (secrets) => void values.push(...secrets),
    said: createSaid(() => values),
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
  };
  const client = createClient(
    {
      shown: "test",
      server: new URL(cluster.url),
      trust: { ca: cluster.ca },
      bearer: async () => ({ token: Secret.of(DEPLOYER.token) }),
      advice: { unauthorized: "" },
    },
    host,
  );
  const signal = new AbortController().signal;
  const all = (settings: Partial<ApplySettings>): ApplySettings => ({ ...SETTINGS, namespace, ...settings });
  const born = (desired: readonly Desired[]): void =>
    host.born(desired.flatMap(({ data }) => [...(data?.values() ?? [])]));
  const check: Applying["check"] = async (desired, settings = {}) => {
    born(desired);
    return await checkObjects(desired, all(settings), client, host, signal);
  };
  return {
    namespace,
    client,
    check,
    apply: async (
      desired,
      settings = {},
      between = async () => undefined,
      through = client,
      stop = signal,
    ) => {
      const checked = await check(desired, settings);
      await between();
      const effects = await applyObjects(checked, all(settings), through, host, stop);
      return effects.failure === undefined ? { ...effects, ...(await effects.finish()) } : effects;
    },
    live: (kind, name) => client.get({ apiVersion: "v1", kind, namespace, name }, signal),
    asked: async (task) => {
      const mark = await cluster.auditMark();
      await task();
      return (await cluster.auditSince(mark, DEPLOYER.name)).map(({ verb, requestURI, code }) => {
        const url = new URL(requestURI, "https://x.example");
        const path = url.pathname.replace(/^\/api\/v1\/(?:namespaces\/[^/]+\/)?/, "");
        return [verb, path, ...(url.searchParams.has("dryRun") ? ["dry"] : []), String(code)].join(" ");
      });
    },
    kubectl: async (args, object, env = {}) => {
      const input = object === undefined ? {} : { input: JSON.stringify(object) };
      const { code, stdout, stderr } = await cluster.kubectl([...args, "-n", namespace], { ...input, env });
      return code === 0 ? stdout : `failed: ${stderr}`;
    },
  };
}

/** A Secret as others write it. */
export const manifest = (
  name: string,
  data: Readonly<Record<string, string>>,
  metadata: Partial<Metadata> = {},
): KubeObject => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name, ...metadata },
  type: "Opaque",
  data: Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString("base64")]),
  ),
});

export const valuesOf = (live: KubeObject | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries((live?.["data"] ?? {}) as Record<string, string>).map(([key, value]) => [
      key,
      Buffer.from(value, "base64").toString(),
    ]),
  );

/** Who owns what, without the times. */
export const owners = (live: KubeObject | undefined): unknown =>
  (live?.metadata.managedFields ?? [])
    .map(({ manager, operation, fieldsV1 }) => ({ manager, operation, fieldsV1 }))
    .toSorted((a, b) => ((a.manager ?? "") < (b.manager ?? "") ? -1 : 1));

export const verbs = (applied: readonly Applied[]): string[] =>
  applied.map(({ key, verb }) => `${verb} ${shownKey({ ...key, namespace: undefined })}`);
