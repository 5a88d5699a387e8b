import type {
  ApiAnswer,
  ApiCall,
  ApiResource,
  ApplyOptions,
  ClusterClient,
  Listing,
} from "../../../src/cluster/api.ts";
import { ApiFault } from "../../../src/cluster/fault.ts";
import { groupOf, idOf, type KubeObject, type ObjectKey } from "../../../src/cluster/object.ts";
import { Secret } from "../../../src/kernel/secret.ts";

/** One call as it came in. */
export interface StubCall {
  readonly member: "call" | "get" | "list" | "apply";
  /** `POST /apis/...`, `Secret ns/name`, ... */
  readonly what: string;
  readonly body?: unknown;
  readonly options?: ApplyOptions;
}

export interface StubClient extends ClusterClient {
  readonly objects: Map<string, KubeObject>;
  readonly calls: StubCall[];
}

export interface StubOptions {
  readonly objects?: readonly KubeObject[];
  /** Kinds that are served besides those of the core, `apps` and External Secrets: none of a group that is not named. */
  readonly kinds?: readonly ApiResource[];
  /** Answers a raw call; what it does not answer (undefined) is 404. */
  readonly answer?: (call: ApiCall, body: unknown) => ApiAnswer | undefined;
  /** Thrown instead of an answer: by what the call is (`get Secret ns/name`, `call POST /apis/...`). */
  readonly faults?: (what: string, options?: ApplyOptions) => Error | undefined;
}

const kind = (apiVersion: string, name: string, plural: string, namespaced = true): ApiResource => ({
  apiVersion,
  kind: name,
  plural,
  namespaced,
  verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
});

const KINDS: readonly ApiResource[] = [
  kind("v1", "Secret", "secrets"),
  kind("v1", "ConfigMap", "configmaps"),
  kind("v1", "Pod", "pods"),
  kind("v1", "Namespace", "namespaces", false),
  kind("apps/v1", "Deployment", "deployments"),
  kind("external-secrets.io/v1", "ExternalSecret", "externalsecrets"),
];

export const keyOf = ({ apiVersion, kind: of, metadata }: KubeObject): ObjectKey => ({
  apiVersion,
  kind: of,
  namespace: metadata.namespace,
  name: metadata.name,
});

/**
 * A client over a map of objects. It knows nothing of field managers: an apply puts the fields of its body over those
 * that are there. `watch` is not here.
 */
export function stubClient({ objects = [], kinds = [], answer, faults }: StubOptions = {}): StubClient {
  const there = new Map(objects.map((object) => [idOf(keyOf(object)), object]));
  const calls: StubCall[] = [];
  const served = [...KINDS, ...kinds];
  let version = 100;

  const record = (call: StubCall): void => {
    calls.push(call);
    const fault = faults?.(`${call.member} ${call.what}`, call.options);
    if (fault !== undefined) throw fault;
  };
  const resource = async (apiVersion: string, of: string) =>
    served.find((one) => one.apiVersion === apiVersion && one.kind === of);

  return {
    shown: "stub",
    objects: there,
    calls,
    resource,
    versions: async (group) => [
      ...new Set(
        served
          .filter(({ apiVersion }) => groupOf(apiVersion) === group)
          .map(({ apiVersion }) => apiVersion.split("/").at(-1) ?? ""),
      ),
    ],
    path: async ({ apiVersion, kind: of, namespace, name }) => {
      const plural = (await resource(apiVersion, of))?.plural ?? `${of.toLowerCase()}s`;
      const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
      const within = namespace === undefined ? "" : `/namespaces/${namespace}`;
      return `${base}${within}/${plural}${name === undefined ? "" : `/${name}`}`;
    },
    call: async (call) => {
      const body = call.body === undefined ? undefined : parsed(call.body);
      record({ member: "call", what: `${call.method} ${call.path}`, body });
      const found = answer?.(call, body);
      if (found === undefined) throw new ApiFault(call, 404, "NotFound", "not found");
      return found;
    },
    get: async (key) => {
      record({ member: "get", what: shown(key) });
      return there.get(idOf(key));
    },
    list: async (listing) => {
      record({ member: "list", what: `${listing.kind} ${listing.namespace ?? ""}` });
      return [...there.values()].filter((object) => isIn(object, listing));
    },
    watch: () => {
      throw new Error("the stub watches nothing");
    },
    apply: async (key, body, options) => {
      const wanted = parsed(body) as KubeObject;
      record({ member: "apply", what: shown(key), body: wanted, options });
      const before = there.get(idOf(key));
      version += 1;
      const metadata = {
        ...before?.metadata,
        ...wanted.metadata,
        uid: before?.metadata.uid ?? `u-${key.name}`,
        resourceVersion: String(version),
      };
      const object: KubeObject = { ...before, ...wanted, metadata };
      if (!options.dryRun) there.set(idOf(key), object);
      return { created: before === undefined, object };
    },
  };
}

const shown = ({ kind: of, namespace, name }: ObjectKey): string => `${of} ${namespace ?? ""}/${name}`;

const parsed = (body: string | Secret): unknown =>
  JSON.parse(body instanceof Secret ? (body.reveal() ?? "") : body);

const isIn = (object: KubeObject, { apiVersion, kind: of, namespace, labelSelector }: Listing): boolean =>
  object.apiVersion === apiVersion &&
  object.kind === of &&
  (namespace === undefined || object.metadata.namespace === namespace) &&
  (labelSelector ?? "").split(",").every((term) => {
    const [name = "", value] = term.split("=");
    return name === "" || object.metadata.labels?.[name] === value;
  });
