import type { ApiCall, ApplyOptions, ClusterClient } from "../../../../src/cluster/api.ts";
import { ApiFault } from "../../../../src/cluster/fault.ts";
import { idOf, type KubeObject, type ObjectKey } from "../../../../src/cluster/object.ts";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { merged } from "./fake-fields.ts";

type Json = Record<string, unknown>;

/** One request: `apply? Secret ns/app` is a dry run, `apply`, `get`, `merge-patch`, `json-patch`, `DELETE`. */
export interface Asked {
  readonly what: string;
  readonly manager?: string;
}

export interface FakeCluster extends ClusterClient {
  readonly objects: Map<string, KubeObject>;
  readonly asked: Asked[];
  /** Runs before a request is answered; may throw, or change objects as somebody else would. */
  hook: (what: string) => void;
  /** Applies as another manager; with "Update", as a client that knows nothing of server-side apply. */
  readonly write: (object: KubeObject, manager: string, operation?: "Apply" | "Update") => KubeObject;
  readonly at: (key: Partial<ObjectKey>) => KubeObject | undefined;
}

interface WriteOptions {
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly call?: Pick<ApiCall, "method" | "path">;
}

const PATCH: NonNullable<WriteOptions["call"]> = { method: "PATCH", path: "/" };

const PLURALS: Readonly<Record<string, string>> = {
  "v1 Secret": "secrets",
  "v1 ConfigMap": "configmaps",
  "v1 Namespace": "namespaces",
  "apps/v1 Deployment": "deployments",
  "apiextensions.k8s.io/v1 CustomResourceDefinition": "customresourcedefinitions",
};

/** A cluster that knows field managers, conflicts, resource versions and preconditions; its lists are atomic. */
export function fakeCluster(): FakeCluster {
  const objects = new Map<string, KubeObject>();
  const asked: Asked[] = [];
  let version = 100;

  const fault = (
    call: Pick<ApiCall, "method" | "path">,
    status: number,
    reason: string,
    said = "",
  ): ApiFault => new ApiFault(call, status, reason, said);
  const shown = ({ kind, namespace, name }: ObjectKey): string =>
    `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
  const ask = (what: string, manager?: string): void => {
    asked.push({ what, ...(manager === undefined ? {} : { manager }) });
    cluster.hook(what);
  };

  const write = (
    body: KubeObject,
    manager: string,
    operation: "Apply" | "Update",
    { force = false, dryRun = false, call = PATCH }: WriteOptions = {},
  ): { created: boolean; object: KubeObject } => {
    const key = keyOf(body);
    const live = objects.get(idOf(key));
    const seen = body.metadata.resourceVersion;
    if (seen !== undefined && seen !== live?.metadata.resourceVersion)
      throw fault(call, 409, "Conflict", "the object has been modified");
    if (key.namespace !== undefined && !objects.has(`|Namespace||${key.namespace}`))
      throw fault(call, 404, "NotFound", `namespaces "${key.namespace}" not found`);
    const next = merged(live, body, manager, operation);
    const taken = next.taken.filter(({ changed }) => changed);
    if (operation === "Apply" && !force && taken.length > 0)
      throw new ApiFault(
        call,
        409,
        "Conflict",
        "Apply failed",
        taken.map(({ manager: other, path }) => ({
          reason: "FieldManagerConflict",
          field: `.${path.join(".")}`,
          message: `conflict with "${other}" using v1`,
        })),
      );
    const isSame = live !== undefined && JSON.stringify(withoutVersion(live)) === JSON.stringify(next.object);
    if (isSame) return { created: false, object: live };
    if (!dryRun) version += 1;
    const object = {
      ...next.object,
      metadata: {
        ...next.object.metadata,
        uid: live?.metadata.uid ?? `uid-${version}`,
        resourceVersion: dryRun ? (live?.metadata.resourceVersion ?? "") : String(version),
      },
    };
    if (!dryRun) objects.set(idOf(key), object);
    return { created: live === undefined, object };
  };

  const byPath = (path: string): KubeObject | undefined =>
    [...objects.values()].find((object) => pathOf(keyOf(object)) === path);

  const call = async (request: ApiCall): Promise<{ status: number; json: unknown }> => {
    const { method, path, as = "json", query = {} } = request;
    const body = parsed(request.body ?? "{}");
    if (as === "apply") {
      const object = body as KubeObject;
      const force = query["force"] === "true";
      ask(`apply${force ? "!" : ""} ${shown(keyOf(object))}`, query["fieldManager"]);
      const done = write(object, query["fieldManager"] ?? "", "Apply", { force, call: request });
      return { status: done.created ? 201 : 200, json: done.object };
    }
    ask(`${method === "PATCH" ? as : method} ${path}`, query["fieldManager"]);
    const live = byPath(path);
    if (live === undefined) throw fault(request, 404, "NotFound", "not found");
    if (method === "DELETE") {
      const { uid, resourceVersion } = ((body as Json)["preconditions"] ?? {}) as Json;
      if (
        uid !== live.metadata.uid ||
        (resourceVersion ?? live.metadata.resourceVersion) !== live.metadata.resourceVersion
      )
        throw fault(request, 409, "Conflict", "precondition failed");
      objects.delete(idOf(keyOf(live)));
      return { status: 200, json: {} };
    }
    if (as === "merge-patch")
      return {
        status: 200,
        json: write(body as KubeObject, query["fieldManager"] ?? "", "Update", { call: request }).object,
      };
    const copy = structuredClone(live) as unknown as { metadata: Json };
    for (const { op, path: at, value } of body as { op: string; path: string; value: unknown }[]) {
      const step = (at.split("/").at(-1) ?? "").replaceAll("~1", "/");
      if (step === "resourceVersion" && value !== live.metadata.resourceVersion)
        throw fault(request, 409, "Conflict", "the object has been modified");
      if (op === "remove") delete (copy.metadata["annotations"] as Json)[step];
      else copy.metadata[step] = value;
    }
    version += 1;
    copy.metadata["resourceVersion"] = String(version);
    objects.set(idOf(keyOf(live)), copy as unknown as KubeObject);
    return { status: 200, json: copy };
  };

  const cluster: FakeCluster = {
    shown: "fake",
    objects,
    asked,
    hook: () => undefined,
    at: (key) =>
      objects.get(idOf({ apiVersion: "v1", kind: "Secret", namespace: "prod", name: "app", ...key })),
    write: (object, manager, operation = "Apply") =>
      write(object, manager, operation, { force: true }).object,
    call,
    resource: async (apiVersion, kind) => {
      const plural = PLURALS[`${apiVersion} ${kind}`];
      if (plural === undefined) return undefined;
      return {
        apiVersion,
        kind,
        plural,
        namespaced: !["Namespace", "CustomResourceDefinition"].includes(kind),
        verbs: [],
      };
    },
    versions: async (group) => (group === "" ? ["v1"] : group === "apps" ? ["apps/v1"] : []),
    path: async (key) => {
      if (PLURALS[`${key.apiVersion} ${key.kind}`] === undefined)
        throw new Failure("KIND_UNKNOWN", `The cluster serves no ${key.kind}.`);
      return pathOf(key);
    },
    get: async (key) => {
      ask(`get ${shown(key)}`);
      return objects.get(idOf(key));
    },
    list: async ({ apiVersion, kind, namespace, labelSelector = "" }) => {
      ask(`list ${kind} ${namespace ?? ""}`);
      const [label = "", value] = labelSelector.split("=");
      return [...objects.values()].filter(
        (one) =>
          one.apiVersion === apiVersion &&
          one.kind === kind &&
          one.metadata.namespace === namespace &&
          one.metadata.labels?.[label] === value,
      );
    },
    watch: () => {
      throw new Error("the fake watches nothing");
    },
    apply: async (key, body, { manager, force, dryRun }: ApplyOptions) => {
      ask(`apply${dryRun ? "?" : ""}${force ? "!" : ""} ${shown(key)}`, manager);
      return write(parsed(body) as KubeObject, manager, "Apply", { force, dryRun });
    },
  };
  return cluster;
}

const keyOf = ({ apiVersion, kind, metadata: { namespace, name } }: KubeObject): ObjectKey => ({
  apiVersion,
  kind,
  namespace,
  name,
});

function pathOf({ apiVersion, kind, namespace, name }: Omit<ObjectKey, "name"> & { name?: string }): string {
  const within = namespace === undefined ? "" : `/namespaces/${namespace}`;
  const plural = PLURALS[`${apiVersion} ${kind}`] ?? `${kind.toLowerCase()}s`;
  return `/${apiVersion}${within}/${plural}/${name ?? ""}`;
}

const parsed = (body: string | Secret): unknown =>
  JSON.parse(body instanceof Secret ? (body.reveal() ?? "") : body) as unknown;

function withoutVersion({
  metadata: { uid: _u, resourceVersion: _r, ...metadata },
  ...rest
}: KubeObject): unknown {
  return { ...rest, metadata };
}
