import type { ClusterClient } from "../cluster/api.ts";
import { namespaceKey } from "../cluster/apply/namespaces.ts";
import { type Deeds, needsOf, type Right } from "../cluster/apply/needs.ts";
import { isNamespace } from "../cluster/apply/order.ts";
import { missingRights } from "../cluster/apply/rights.ts";
import { rightsFailure } from "../cluster/apply/role.ts";
import { ApiFault } from "../cluster/fault.ts";
import type { ClusterHost } from "../cluster/host.ts";
import { isImmutable } from "../cluster/objects/immutable.ts";
import { type Desired, groupOf } from "../cluster/object.ts";
import type { ApplySettings } from "../cluster/settings.ts";
import type { ClusterUser } from "../cluster/who.ts";

/** What a run is about to do, as far as rights are concerned. */
export interface RightsAsked {
  readonly desired: readonly Desired[];
  readonly settings: ApplySettings;
  readonly restart: boolean;
  /** Namespaces in which ExternalSecrets are waited for. */
  readonly sync: readonly string[];
  /** Namespaces in which immutable Secrets are looked for. */
  readonly reuse: readonly string[];
}

/**
 * Asks the server whether we may do all of it. Throws ACCESS_DENIED with the Role that is missing. A right to create is
 * missed only where the object is not there; kinds that the server does not know are left to the check of the objects.
 */
export async function checkRights(
  asked: RightsAsked,
  user: ClusterUser | undefined,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<void> {
  const deeds = await deedsOf(asked, client, signal);
  const missing = await missingRights(needsOf(deeds), client, host, signal);
  const sure = missing.filter(({ verb }) => verb !== "create");
  const creates = missing.filter(({ verb }) => verb === "create");
  const absent = sure.length > 0 ? creates : await withoutExisting(creates, deeds.objects, client, signal);
  const all = [...sure, ...absent];
  if (all.length > 0) throw rightsFailure(all, user, host);
}

async function deedsOf(
  { desired, settings, restart, sync, reuse }: RightsAsked,
  client: ClusterClient,
  signal: AbortSignal,
): Promise<Deeds> {
  const objects = await Promise.all(
    desired.map(async (one) => {
      const { key } = one;
      const resource = await client.resource(key.apiVersion, key.kind, signal);
      return resource === undefined
        ? undefined
        : { key, resource: resource.plural, isRenamed: isImmutable(one) };
    }),
  );
  const known = objects.filter((one) => one !== undefined);
  const namespaces = [
    ...new Set(known.flatMap(({ key }) => (key.namespace === undefined ? [] : [key.namespace]))),
  ];
  const kinds = new Map(
    known.map(({ key, resource }) => [
      `${groupOf(key.apiVersion)}/${resource}`,
      { group: groupOf(key.apiVersion), resource },
    ]),
  );
  const { applySet, namespace, prune } = settings;
  return {
    objects: known,
    ...(settings.createNamespace
      ? { createNamespaces: await absentNamespaces(desired, settings, client, signal) }
      : {}),
    sync,
    reuse,
    restart: restart ? namespaces : [],
    ...(applySet === undefined
      ? {}
      : {
          applySet: {
            parent: { namespace, name: applySet },
            prune: prune === "true",
            kinds: [...kinds.values()],
            namespaces,
          },
        }),
  };
}

/**
 * The namespaces that the run will make, and those that we may not look at: whether they must be made is not known then.
 * What else the server says of one is left to the check of the objects.
 */
async function absentNamespaces(
  desired: readonly Desired[],
  { applySet, namespace }: ApplySettings,
  client: ClusterClient,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const used = desired.flatMap(({ key }) => key.namespace ?? []);
  // What is applied as an object is asked for as one.
  const own = new Set(desired.flatMap(({ key }) => (isNamespace(key) ? [key.name] : [])));
  const names = new Set([...used, ...(applySet === undefined ? [] : [namespace])]).difference(own);
  const absent = [...names].map(async (name) => {
    try {
      return (await client.get(namespaceKey(name), signal)) === undefined ? [name] : [];
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      return error.status === 403 ? [name] : [];
    }
  });
  return (await Promise.all(absent)).flat();
}

/** Rights to create what is there already are not missed. */
async function withoutExisting(
  creates: readonly Right[],
  objects: Deeds["objects"],
  client: ClusterClient,
  signal: AbortSignal,
): Promise<readonly Right[]> {
  const there = await Promise.all(
    creates.map(async (right) => {
      const object = objects.find(
        ({ key, resource }) =>
          groupOf(key.apiVersion) === right.group &&
          resource === right.resource &&
          key.namespace === right.namespace &&
          key.name === right.name,
      );
      try {
        return object !== undefined && (await client.get(object.key, signal)) !== undefined;
      } catch (error) {
        if (error instanceof ApiFault) return false;
        throw error;
      }
    }),
  );
  return creates.filter((_, index) => !there[index]);
}
