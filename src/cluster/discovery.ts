import type { Clock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { printable } from "../kernel/printable.ts";
import type { ApiResource, ClusterClient } from "./api.ts";
import { ApiFault } from "./fault.ts";
import { groupOf } from "./object.ts";
import type { Sender } from "./sending.ts";
import { fields } from "./status.ts";

export type Discovery = Pick<ClusterClient, "resource" | "versions" | "path">;

const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
/** What every server that there is serves, always: worth no request. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  "v1 ConfigMap": "configmaps",
  "v1 Event": "events",
  "v1 Namespace": "namespaces",
  "v1 Pod": "pods",
  "v1 Secret": "secrets",
  "v1 ServiceAccount": "serviceaccounts",
  "apps/v1 DaemonSet": "daemonsets",
  "apps/v1 Deployment": "deployments",
  "apps/v1 ReplicaSet": "replicasets",
  "apps/v1 StatefulSet": "statefulsets",
};
/** Of a group and version: more than any operator has. */
const MAX_RESOURCES = 5_000;
/** A kind that is not there may have been installed in the meantime; but not each moment. */
const ABSENT_MS = 2_000;
const API_VERSION = /^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?[a-z][a-z0-9]{0,62}$/;
const PLURAL = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

interface Looked {
  readonly at: number;
  readonly kinds: Promise<ReadonlyMap<string, ApiResource>>;
}

/**
 * How the server serves kinds. Throws what a Sender throws; KIND_UNKNOWN, NAMESPACE_MISSING and OBJECT_INVALID from
 * `path`. https://kubernetes.io/docs/concepts/overview/kubernetes-api/#api-groups-and-versioning
 */
export function createDiscovery(send: Sender["send"], clock: Clock): Discovery {
  const looked = new Map<string, Looked>();

  const look = (apiVersion: string, signal: AbortSignal): Looked => {
    const kinds = kindsOf(send, apiVersion, signal);
    const one = { at: clock.now(), kinds };
    looked.set(apiVersion, one);
    // What failed, also because its asker was ended, is nobody else's answer.
    kinds.catch(() => looked.get(apiVersion) === one && looked.delete(apiVersion));
    return one;
  };

  const known = async (
    one: Looked,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, ApiResource> | undefined> => {
    try {
      return await one.kinds;
    } catch (error) {
      if (signal.aborted) throw error;
      return undefined;
    }
  };

  const resource: Discovery["resource"] = async (apiVersion, kind, signal) => {
    const plural = EVERYWHERE[`${apiVersion} ${kind}`];
    if (plural !== undefined)
      return { apiVersion, kind, plural, namespaced: kind !== "Namespace", verbs: VERBS };
    if (!API_VERSION.test(apiVersion)) return undefined;
    const before = looked.get(apiVersion);
    const kinds = before === undefined ? undefined : await known(before, signal);
    const found = kinds?.get(kind);
    if (found !== undefined || (kinds !== undefined && clock.now() - before!.at < ABSENT_MS)) return found;
    // Others may have asked meanwhile.
    const latest = looked.get(apiVersion);
    const next = latest === undefined || latest === before ? look(apiVersion, signal) : latest;
    return (await next.kinds).get(kind);
  };

  return {
    resource,
    versions: async (group, signal) => (group === "" ? ["v1"] : await versionsOf(send, group, signal)),
    path: async ({ apiVersion, kind, namespace, name }, signal) => {
      const found = await resource(apiVersion, kind, signal);
      if (found === undefined) throw unknownKind(apiVersion, kind);
      if (name !== undefined && found.namespaced && namespace === undefined)
        throw new Failure("NAMESPACE_MISSING", `${printable(kind)} ${printable(name)} has no namespace.`, {
          fix: "namespace: NAME",
        });
      const within = found.namespaced && namespace !== undefined ? `/namespaces/${segment(namespace)}` : "";
      return `${rootOf(apiVersion)}${within}/${found.plural}${name === undefined ? "" : `/${segment(name)}`}`;
    },
  };
}

/** One part of a path. Throws OBJECT_INVALID for what none can be: a URL takes `..`, however encoded, for the way up. */
export function segment(text: string): string {
  if (text === "" || text === "." || text === "..")
    throw new Failure(
      "OBJECT_INVALID",
      "An object has a name that cannot stand in a path (`.`, `..` or none).",
      {
        fix: "metadata:\n  name: a-name-of-letters-digits-and-dashes",
      },
    );
  return encodeURIComponent(text.toWellFormed());
}

const rootOf = (apiVersion: string): string =>
  groupOf(apiVersion) === "" ? `/api/${apiVersion}` : `/apis/${apiVersion}`;

async function kindsOf(
  send: Sender["send"],
  apiVersion: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ApiResource>> {
  const json = await orNone(send({ method: "GET", path: rootOf(apiVersion) }, signal));
  const { resources } = fields(json);
  const kinds = new Map<string, ApiResource>();
  for (const one of (Array.isArray(resources) ? resources : []).slice(0, MAX_RESOURCES)) {
    const { kind, name, namespaced, verbs } = fields(one);
    // A name with a slash is a subresource.
    if (typeof kind !== "string" || typeof name !== "string" || !PLURAL.test(name) || kinds.has(kind))
      continue;
    const words = (Array.isArray(verbs) ? verbs : []).filter((verb) => typeof verb === "string");
    kinds.set(kind, { apiVersion, kind, plural: name, namespaced: namespaced === true, verbs: words });
  }
  return kinds;
}

async function versionsOf(
  send: Sender["send"],
  group: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const json = await orNone(send({ method: "GET", path: `/apis/${segment(group)}` }, signal));
  const { versions, preferredVersion } = fields(json);
  const served = (Array.isArray(versions) ? versions : [])
    .map((one) => fields(one)["version"])
    .filter((version) => typeof version === "string");
  const preferred = fields(preferredVersion)["version"];
  return served.toSorted((a, b) => Number(b === preferred) - Number(a === preferred));
}

async function orNone(sending: ReturnType<Sender["send"]>): Promise<unknown> {
  try {
    return (await sending).json;
  } catch (error) {
    if (error instanceof ApiFault && error.status === 404) return undefined;
    throw error;
  }
}

const unknownKind = (apiVersion: string, kind: string): Failure =>
  new Failure("KIND_UNKNOWN", `The cluster serves no ${printable(kind)} of ${printable(apiVersion)}.`, {
    fix: `Check apiVersion and kind, or install what defines them first. What there is:\nkubectl api-resources${
      groupOf(apiVersion) === "" ? "" : ` --api-group=${printable(groupOf(apiVersion))}`
    }`,
  });
