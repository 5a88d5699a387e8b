import type { ClusterClient, WatchEvent } from "../../../../src/cluster/api.ts";
import { syncedVersionOf } from "../../../../src/cluster/external-secrets/sync-version.ts";
import type { ClusterHost } from "../../../../src/cluster/host.ts";
import type { KubeObject, Metadata } from "../../../../src/cluster/object.ts";
import type { Clock } from "../../../../src/kernel/clock.ts";
import type { Secret } from "../../../../src/kernel/secret.ts";

export type Fields = Readonly<Record<string, unknown>>;

export const KEY = {
  apiVersion: "external-secrets.io/v1",
  kind: "ExternalSecret",
  namespace: "prod",
  name: "app",
} as const;

export const condition = (status: string, reason: string, message = reason): Fields => ({
  conditions: [{ type: "Ready", status, reason, message, lastTransitionTime: "2026-01-01T00:00:00Z" }],
});

/** A cluster with one ExternalSecret, and an operator that does what a test says after each tick of time. */
export class FakeOperator {
  object: KubeObject | undefined;
  store: KubeObject | undefined = {
    apiVersion: "external-secrets.io/v1",
    kind: "ClusterSecretStore",
    metadata: { name: "s" },
    spec: {},
    status: condition("True", "Valid"),
  };
  secret: KubeObject | undefined;
  events: Fields[] = [];
  now = 1_700_000_000_000;
  readonly patches: string[] = [];
  readonly born: string[] = [];
  /** Called after each step of time, with the seconds since the beginning. */
  react: (seconds: number) => void = () => undefined;
  /** Called as soon as the annotation is written. */
  forced: () => void = () => undefined;
  #wake: (() => void) | undefined;
  readonly #began = this.now;

  constructor(spec: Fields = {}) {
    this.object = {
      apiVersion: KEY.apiVersion,
      kind: KEY.kind,
      metadata: { name: "app", namespace: "prod", uid: "es-uid", generation: 1 },
      spec: {
        secretStoreRef: { kind: "ClusterSecretStore", name: "s" },
        target: { name: "app-secret" },
        data: [{ secretKey: "MONGO_URL", remoteRef: { key: "k" } }],
        ...spec,
      },
    };
  }

  /** Writes metadata and status, as whoever would. */
  write(status: Fields | undefined, metadata: Partial<Metadata> = {}): void {
    const object = this.object!;
    this.object = {
      ...object,
      metadata: { ...object.metadata, ...metadata },
      ...(status === undefined ? {} : { status }),
    };
    this.#wake?.();
  }

  remove(): void {
    this.object = undefined;
    this.#wake?.();
  }

  /** As the operator does after a good sync. */
  sync(hash = "h1", version = "1"): void {
    this.secret = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: "app-secret",
        namespace: "prod",
        uid: "secret-uid",
        resourceVersion: version,
        annotations: { "reconcile.external-secrets.io/data-hash": hash },
      },
      data: { MONGO_URL: Buffer.from("CANARY-7f3a").toString("base64") },
    };
    this.write({
      ...condition("True", "SecretSynced"),
      syncedResourceVersion: syncedVersionOf(this.object!.metadata),
    });
  }

  readonly clock: Clock = {
    now: () => this.now,
    sleep: async (ms, signal) => {
      // Whatever is ready comes first, as it would within two seconds.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      await new Promise(setImmediate);
      signal.throwIfAborted();
      this.now += ms;
      this.react((this.now - this.#began) / 1000);
    },
  };

  readonly host: ClusterHost = {
    http: undefined as never,
    clock: this.clock,
    born: (secrets: readonly Secret[]) => {
      for (const secret of secrets) this.born.push(secret.reveal() ?? "");
    },
    said: (text) => text.replaceAll("CANARY-7f3a", "***"),
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
  };

  readonly client: ClusterClient = {
    shown: "fake",
    call: (call) => {
      if (typeof call.body !== "string") throw new Error("no body");
      this.patches.push(`${call.as} ${call.query?.["fieldManager"]}`);
      const { metadata } = JSON.parse(call.body) as { metadata: { annotations: Record<string, string> } };
      const annotations = { ...this.object!.metadata.annotations, ...metadata.annotations };
      this.write(undefined, { annotations });
      const json = this.object;
      this.forced();
      return Promise.resolve({ status: 200, json });
    },
    resource: () => Promise.resolve(undefined),
    versions: () => Promise.resolve(["v1"]),
    path: ({ name = "" }) => Promise.resolve(`/x/${name}`),
    get: ({ kind }) =>
      Promise.resolve(kind === "ExternalSecret" ? this.object : kind === "Secret" ? this.secret : this.store),
    list: () => Promise.resolve(this.events as unknown as KubeObject[]),
    watch: (_listing, signal) => this.#watch(signal),
    apply: () => Promise.reject(new Error("not here")),
  };

  async *#watch(signal: AbortSignal): AsyncGenerator<WatchEvent> {
    yield { type: "RESET", objects: this.object === undefined ? [] : [this.object] };
    while (!signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      signal.throwIfAborted();
      yield this.object === undefined
        ? { type: "RESET", objects: [] }
        : { type: "MODIFIED", object: this.object };
    }
  }
}

/** A warning of the operator's. */
export const warning = (message: string, count = 1): Fields => ({
  apiVersion: "v1",
  kind: "Event",
  metadata: { name: "e", uid: "e", resourceVersion: String(count) },
  type: "Warning",
  count,
  lastTimestamp: "2026-01-01T00:00:00Z",
  message,
});
