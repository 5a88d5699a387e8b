import { Secret } from "../../kernel/secret.ts";
import { objectOf } from "../listing.ts";
import type { JsonObject, KubeObject, ManagedFields } from "../object.ts";
import { fieldsOf, namesItems, withoutFields } from "./fields-of.ts";
import { LAST_APPLIED } from "./leftover-annotations.ts";
import { ownedBy } from "./same.ts";
import { sendApply } from "./send-apply.ts";
import type { ApplyContext } from "./write.ts";

/** Why an object cannot be given back, in our own words. */
export class NotGivenBack extends Error {}

/**
 * Gives an object that we changed back what was there: each manager whose fields were taken gets them again, and ours
 * has its former fields with their former values, or none. Each request names the resourceVersion that the one before
 * it wrote. Throws ApiFault where the object was changed since, NotGivenBack for what no request can express.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export async function giveBack(before: KubeObject, after: KubeObject, context: ApplyContext): Promise<void> {
  const { settings, client, signal } = context;
  const key = { ...before, namespace: before.metadata.namespace, name: before.metadata.name };
  const path = await client.path(key, signal);
  let now = after;
  const losers = takenFrom(before, after, settings.manager);
  const patch = async (as: "merge-patch" | "json-patch", fieldManager: string, body: Secret | string) => {
    const call = { method: "PATCH", path, query: { fieldManager }, body, as } as const;
    now = objectOf((await client.call(call, signal)).json);
  };
  const apply = async (manager: string, set: JsonObject, force: boolean): Promise<void> => {
    const body = bodyWith(before, set, now);
    now = (await sendApply(client, key, body, { manager, force }, signal)).object;
  };
  // Before anything is sent: half of it is worse than none.
  for (const { entry, lost } of losers) {
    if (entry.apiVersion !== before.apiVersion)
      throw new NotGivenBack("another manager's fields are recorded in another version of the API");
    if (entry.operation !== "Apply" && namesItems(lost))
      throw new NotGivenBack("another manager's fields lie in a list");
  }
  for (const { entry, lost } of losers) {
    const { manager = "" } = entry;
    if (entry.operation === "Apply") await apply(manager, entry.fieldsV1 ?? {}, true);
    else await patch("merge-patch", manager, bodyWith(before, lost, now));
  }
  const updaters = losers.map(({ entry }) => entry).filter(({ operation }) => operation !== "Apply");
  // A value that is the same as before makes nobody its manager again: that is written down for them.
  if (updaters.length > 0) await patch("json-patch", settings.manager, managersAs(now, updaters));
  await apply(settings.manager, ownedBy(settings.manager, before.metadata)?.fieldsV1 ?? {}, false);
}

interface Taken {
  readonly entry: ManagedFields;
  readonly lost: JsonObject;
}

function takenFrom(before: KubeObject, after: KubeObject, ours: string): readonly Taken[] {
  return (before.metadata.managedFields ?? []).flatMap((entry) => {
    const isOurs = entry.manager === ours && entry.operation === "Apply";
    if (isOurs || (entry.subresource ?? "") !== "") return [];
    const left =
      (after.metadata.managedFields ?? []).find((one) => isSameManager(one, entry))?.fieldsV1 ?? {};
    const lost = withoutFields(withoutLastApplied(entry.fieldsV1 ?? {}), left);
    return Object.keys(lost).length === 0 ? [] : [{ entry, lost }];
  });
}

const isSameManager = (a: ManagedFields, b: ManagedFields): boolean =>
  a.manager === b.manager && a.operation === b.operation && (a.subresource ?? "") === (b.subresource ?? "");

/** Values in clear do not come back. */
function withoutLastApplied(set: JsonObject): JsonObject {
  return withoutFields(set, { "f:metadata": { "f:annotations": { [`f:${LAST_APPLIED}`]: {} } } });
}

/** The fields of a set with their former values, to be written at the present resourceVersion. */
function bodyWith(before: KubeObject, set: JsonObject, { metadata }: KubeObject): Secret {
  // An empty set is a leaf, and so the whole, to fieldsOf.
  const fields = Object.keys(set).length === 0 ? {} : (fieldsOf(before, set) as { metadata?: object });
  const { apiVersion, kind } = before;
  const { name, namespace } = before.metadata;
  // With the uid, or the server would make an object anew that somebody has deleted since.
  const { uid, resourceVersion } = metadata;
  return Secret.of(
    JSON.stringify({
      ...fields,
      apiVersion,
      kind,
      metadata: { ...fields.metadata, name, namespace, uid, resourceVersion },
    }),
  );
}

function managersAs({ metadata }: KubeObject, former: readonly ManagedFields[]): string {
  const others = (metadata.managedFields ?? []).filter(
    (entry) => !former.some((one) => isSameManager(one, entry)),
  );
  return JSON.stringify([
    { op: "replace", path: "/metadata/managedFields", value: [...others, ...former] },
    { op: "replace", path: "/metadata/resourceVersion", value: metadata.resourceVersion },
  ]);
}
