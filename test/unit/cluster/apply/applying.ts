import type { Applied } from "../../../../src/cluster/applied.ts";
import { checkObjects } from "../../../../src/cluster/apply/checked.ts";
import { applyObjects, type Effects } from "../../../../src/cluster/apply/engine.ts";
import type { ClusterHost } from "../../../../src/cluster/host.ts";
import { type Desired, type KubeObject, type Metadata, shownKey } from "../../../../src/cluster/object.ts";
import type { ApplySettings } from "../../../../src/cluster/settings.ts";
import type { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { type FakeCluster, fakeCluster } from "./fake-cluster.ts";

export const CANARY = "CANARY-7f3a";
export const MANAGER = "secrets-action/liquid-hive/shop";

export const SETTINGS: ApplySettings = {
  namespace: "prod",
  allowNamespaces: [],
  allowKinds: [],
  createNamespace: false,
  manager: MANAGER,
  conflicts: "fail",
  takeOwnership: false,
  helmRelease: undefined,
  applySet: undefined,
  prune: "report",
  tool: "secrets-action/1.2.3",
  waitMs: 1_000,
};

/** A host whose clock stands still but for waits; what is shown is `<...>`. */
export function testHost(): ClusterHost & { readonly bornOnes: Secret[]; readonly warned: string[] } {
  const bornOnes: Secret[] = [];
  const warned: string[] = [];
  let now = 0;
  return {
    http: undefined as never,
    clock: {
      now: () => now,
      sleep: async (ms, signal) => {
        signal.throwIfAborted();
        now += ms;
      },
    },
    born: (secrets) => bornOnes.push(...secrets),
    said: (text) => text.replaceAll(CANARY, "***"),
    warn: (text) => warned.push(text),
    info: () => undefined,
    debug: () => undefined,
    bornOnes,
    warned,
  };
}

const ORIGIN = { from: "manifest", input: "apply", file: "a.enc.yaml" } as const;

/** A Secret that is to be there. */
export const secret = (
  name: string,
  data: Readonly<Record<string, string>>,
  namespace = "prod",
): Desired => ({
  key: { apiVersion: "v1", kind: "Secret", namespace, name },
  origin: ORIGIN,
  body: { apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, type: "Opaque" },
  data: new Map(Object.entries(data).map(([key, value]) => [key, Secret.of(value)])),
  notes: [],
});

/** Any other object that is to be there. */
export const object = (
  kind: string,
  name: string,
  fields: object = {},
  apiVersion = "v1",
  namespace: string | undefined = "prod",
): Desired => ({
  key: { apiVersion, kind, namespace, name },
  origin: ORIGIN,
  body: {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    ...fields,
  },
  notes: [],
});

/** A live Secret as somebody writes it. */
export const liveSecret = (
  data: Readonly<Record<string, string>>,
  metadata: Partial<Metadata> = {},
): KubeObject => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "app", namespace: "prod", ...metadata },
  type: "Opaque",
  data: Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString("base64")]),
  ),
});

/** A cluster with the namespace `prod`. */
export function prodCluster(): FakeCluster {
  const cluster = fakeCluster();
  cluster.write({ apiVersion: "v1", kind: "Namespace", metadata: { name: "prod" } }, "someone");
  return cluster;
}

export const check = (
  cluster: FakeCluster,
  desired: readonly Desired[],
  settings: Partial<ApplySettings> = {},
  host: ClusterHost = testHost(),
) => checkObjects(desired, { ...SETTINGS, ...settings }, cluster, host, new AbortController().signal);

/** Checks, forgets what was asked, and applies. */
export async function apply(
  cluster: FakeCluster,
  desired: readonly Desired[],
  settings: Partial<ApplySettings> = {},
  { host = testHost(), signal = new AbortController().signal, between = (): void => {} } = {},
): Promise<Effects> {
  const checked = await check(cluster, desired, settings, host);
  cluster.asked.length = 0;
  between();
  const effects = await applyObjects(checked, { ...SETTINGS, ...settings }, cluster, host, signal);
  return effects.failure === undefined ? { ...effects, ...(await effects.finish()) } : effects;
}

/** The failures of a check, each alone. */
export async function problemsOf(checking: Promise<unknown>): Promise<readonly Failure[]> {
  const error = (await checking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )) as Failure;
  return error.all.length === 0 ? [error] : error.all;
}

export const verbs = (applied: readonly Applied[]): string[] =>
  applied.map(({ key, verb }) => `${verb} ${shownKey(key)}`);

export const asks = ({ asked }: FakeCluster): string[] => asked.map(({ what }) => what);
