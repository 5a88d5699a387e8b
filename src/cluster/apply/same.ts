import util from "node:util";
import type { KubeObject, ManagedFields, Metadata } from "../object.ts";
import { fieldsOf } from "./fields-of.ts";

/** Whether two states of an object mean the same; what the server keeps about them does not count. */
export const sameContent = (a: KubeObject, b: KubeObject): boolean =>
  util.isDeepStrictEqual(contentOf(a), contentOf(b));

function contentOf(object: KubeObject): unknown {
  const { metadata, status: _s, ...rest } = object;
  const { managedFields: _m, resourceVersion: _r, generation: _g, creationTimestamp: _c, ...kept } = metadata;
  return { ...rest, metadata: kept };
}

/** What a manager owns of an object by server-side apply; undefined where it has applied nothing. */
export const ownedBy = (manager: string, { managedFields = [] }: Metadata): ManagedFields | undefined =>
  managedFields.find(
    (entry) => entry.manager === manager && entry.operation === "Apply" && (entry.subresource ?? "") === "",
  );

/** Whether a manager owns the same fields in both. */
export const sameOwnership = (manager: string, a: KubeObject, b: KubeObject): boolean =>
  util.isDeepStrictEqual(ownedBy(manager, a.metadata)?.fieldsV1, ownedBy(manager, b.metadata)?.fieldsV1);

/**
 * Whether what a manager wrote is still as it wrote it, though the object has been written since: only by those who
 * keep a status, not by anybody who changed what is wanted. Only kinds that count their generations can say so.
 */
export const isStillAsWritten = (manager: string, wrote: KubeObject, now: KubeObject): boolean =>
  wrote.metadata.generation !== undefined &&
  wrote.metadata.generation === now.metadata.generation &&
  wrote.metadata.uid === now.metadata.uid &&
  sameOwnership(manager, wrote, now) &&
  util.isDeepStrictEqual(ownFields(manager, wrote), ownFields(manager, now));

const ownFields = (manager: string, object: KubeObject): unknown => {
  const set = ownedBy(manager, object.metadata)?.fieldsV1;
  return set === undefined ? undefined : fieldsOf(object, set);
};

/** Whether nobody but a manager has written an object. */
export const isOnlyOf = (manager: string, { metadata: { managedFields = [] } }: KubeObject): boolean =>
  managedFields.every((entry) => entry.manager === manager);
