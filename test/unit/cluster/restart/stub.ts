import type { ApiCall, ClusterClient, Listing, WatchEvent } from "../../../../src/cluster/api.ts";
import { ApiFault } from "../../../../src/cluster/fault.ts";
import type { ClusterHost } from "../../../../src/cluster/host.ts";
import type { KubeObject, Metadata } from "../../../../src/cluster/object.ts";
import type { SecretState } from "../../../../src/cluster/restart/record.ts";
import type { ApplySettings } from "../../../../src/cluster/settings.ts";

export const CANARY = "CANARY-7f3a";
export const SIGNAL = new AbortController().signal;

export const SETTINGS: ApplySettings = {
  namespace: "prod",
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
  waitMs: 60_000,
};

/** A Secret `app` in prod, unless told otherwise. */
export const secret = (over: Partial<SecretState> = {}): SecretState => ({
  namespace: "prod",
  kind: "Secret",
  name: "app",
  uid: "u-app",
  resourceVersion: "2",
  changed: false,
  ...over,
});

/** What a pod template may be made of. */
export interface Parts {
  readonly metadata?: Partial<Metadata>;
  readonly template?: Readonly<Record<string, string>>;
  readonly pod?: object;
  readonly spec?: object;
  readonly status?: object;
}

const READS_APP = { containers: [{ name: "web", envFrom: [{ secretRef: { name: "app" } }] }] };
const DONE = {
  Deployment: { replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
  StatefulSet: {
    replicas: 1,
    updatedReplicas: 1,
    readyReplicas: 1,
    currentRevision: "r1",
    updateRevision: "r1",
  },
  DaemonSet: {
    desiredNumberScheduled: 1,
    currentNumberScheduled: 1,
    updatedNumberScheduled: 1,
    numberAvailable: 1,
  },
} as const;

/** A workload whose pods read the Secret `app`, rolled out in its first generation, unless told otherwise. */
export function workload(kind: keyof typeof DONE, name: string, parts: Parts = {}): KubeObject {
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: {
      name,
      namespace: "prod",
      uid: `u-${name}`,
      resourceVersion: "1",
      generation: 1,
      ...parts.metadata,
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { annotations: parts.template ?? {} },
        spec: parts.pod ?? READS_APP,
      },
      ...parts.spec,
    },
    status: { observedGeneration: 1, ...DONE[kind], ...parts.status },
  };
}

export interface Stub {
  readonly client: ClusterClient;
  readonly host: ClusterHost;
  readonly objects: Map<string, KubeObject>;
  /** Bodies of the patches, in order, with the names of what they were sent to. */
  readonly patches: { readonly name: string; readonly call: ApiCall; readonly body: Merge }[];
  readonly listed: Listing[];
  readonly told: string[];
  /** Runs the clock out. */
  readonly expire: () => void;
  /** Sends an event to every watch of its kind. */
  readonly send: (event: WatchEvent & { readonly object?: KubeObject }) => void;
  readonly watches: Listing[];
}

export interface Merge {
  readonly metadata?: {
    readonly annotations?: Readonly<Record<string, string | null>>;
    readonly resourceVersion?: string;
  };
  readonly spec?: {
    readonly template: { readonly metadata: { readonly annotations: Readonly<Record<string, string>> } };
  };
}

/** `METHOD Kind` or `LIST Kind` to the status that it is refused with, so many times (always, unless told). */
export type Refusals = Readonly<Record<string, { readonly status: number; times?: number }>>;

export interface StubOptions {
  readonly refuse?: Refusals;
  /** What becomes of a workload that was patched; finished at once, unless told otherwise. */
  readonly after?: (patched: KubeObject) => KubeObject;
}

const finished = (patched: KubeObject): KubeObject => ({
  ...patched,
  status: { ...(patched["status"] as object), observedGeneration: patched.metadata.generation },
});

/** A cluster in memory that merges patches, and a clock that stands still until it is run out. */
export function stub(
  given: readonly KubeObject[],
  { refuse = {}, after = finished }: StubOptions = {},
): Stub {
  const idOf = ({ kind, metadata }: KubeObject): string => `${kind}/${metadata.namespace}/${metadata.name}`;
  const objects = new Map(given.map((object) => [idOf(object), object]));
  const watchers = new Set<(event: WatchEvent) => void>();
  const [patches, listed, told, watches]: [Stub["patches"], Listing[], string[], Listing[]] = [
    [],
    [],
    [],
    [],
  ];
  const expiries = new Set<() => void>();
  const refused = (what: string): void => {
    const refusal = refuse[what];
    if (refusal === undefined || refusal.times === 0) return;
    if (refusal.times !== undefined) refusal.times -= 1;
    const text = `User "ci" cannot do resource "x" ${CANARY}`;
    throw new ApiFault({ method: "GET", path: "/" }, refusal.status, "Forbidden", text);
  };
  const all = (listing: Listing): readonly KubeObject[] =>
    [...objects.values()].filter(
      ({ kind, metadata, ...rest }) =>
        kind === listing.kind &&
        metadata.namespace === listing.namespace &&
        (kind !== "Event" ||
          listing.fieldSelector?.includes(
            `uid=${String((rest["involvedObject"] as { uid: string }).uid)},`,
          ) === true),
    );
  const unused = (): never => {
    throw new Error("not used here");
  };
  const client: ClusterClient = {
    shown: "stub",
    resource: unused,
    versions: unused,
    apply: unused,
    path: async ({ kind, namespace, name }) => `${kind}/${namespace}/${name}`,
    get: async ({ kind, namespace, name }) => objects.get(`${kind}/${namespace}/${name}`),
    list: async (listing) => {
      listed.push(listing);
      refused(`LIST ${listing.kind}`);
      return all(listing);
    },
    call: async (call) => {
      const now = objects.get(call.path);
      refused(`${call.method} ${call.path.split("/")[0]}`);
      if (now === undefined) throw new ApiFault(call, 404, "NotFound", CANARY);
      const body = JSON.parse(String(call.body)) as Merge;
      patches.push({ name: now.metadata.name, call, body });
      if (body.metadata?.resourceVersion !== now.metadata.resourceVersion)
        throw new ApiFault(call, 409, "Conflict", CANARY);
      const next = merged(now, body);
      objects.set(call.path, after(next));
      return { status: 200, json: next };
    },
    watch: async function* (listing, signal) {
      watches.push(listing);
      const queue: WatchEvent[] = [{ type: "RESET", objects: all(listing) }];
      let wake = (): void => undefined;
      const watcher = (event: WatchEvent): void => {
        queue.push(event);
        wake();
      };
      watchers.add(watcher);
      signal.addEventListener("abort", () => wake());
      refused(`WATCH ${listing.kind}`);
      while (!signal.aborted) {
        const event = queue.shift();
        if (event === undefined)
          await new Promise<void>((woken) => {
            wake = woken;
          });
        else if (event.type === "RESET" || event.object.kind === listing.kind) yield event;
      }
      watchers.delete(watcher);
    },
  };
  const host: ClusterHost = {
    http: unused as never,
    clock: {
      now: () => 0,
      // The pauses between attempts pass at once; the long wait is run out by the test.
      sleep: (ms, signal) =>
        ms < 1_000
          ? Promise.resolve()
          : new Promise((resolve, reject) => {
              expiries.add(resolve);
              signal.addEventListener("abort", () => reject(signal.reason as Error));
            }),
    },
    born: () => undefined,
    said: (text) => text.replaceAll(CANARY, "***").replace(/\s+/g, " "),
    warn: (text) => void told.push(text),
    info: (text) => void told.push(text),
    debug: (text) => void told.push(text),
  };
  return {
    client,
    host,
    objects,
    patches,
    listed,
    told,
    watches,
    expire: () => expiries.forEach((expired) => expired()),
    send: (event) => watchers.forEach((watcher) => watcher(event)),
  };
}

function merged(now: KubeObject, body: Merge): KubeObject {
  const annotations = Object.fromEntries(
    Object.entries({ ...now.metadata.annotations, ...body.metadata?.annotations }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    ),
  );
  const spec = now["spec"] as { template: { metadata: { annotations: object } } };
  const template = {
    ...spec.template,
    metadata: {
      annotations: { ...spec.template.metadata.annotations, ...body.spec?.template.metadata.annotations },
    },
  };
  return {
    ...now,
    metadata: {
      ...now.metadata,
      annotations,
      resourceVersion: String(Number(now.metadata.resourceVersion) + 1),
      generation: (now.metadata.generation ?? 0) + 1,
    },
    spec: { ...spec, template },
  };
}
