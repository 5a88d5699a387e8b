import { Secret } from "../../kernel/secret.ts";
import type { Desired } from "../object.ts";

/** What the values of one Secret may come to. https://kubernetes.io/docs/concepts/configuration/secret/#restriction-data-size */
export const MAX_SECRET_BYTES = 1024 * 1024;

/** Whether a key of a Secret or ConfigMap can be this. https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
export const isDataKey = (key: string): boolean => /^(?!\.\.|\.$)[-._A-Za-z0-9]{1,253}$/.test(key);

/**
 * The body of a server-side apply of a Secret: base64 `data` in the order of its keys, never `stringData`, whose fields the
 * server would own apart. https://github.com/kubernetes/kubernetes/issues/108008
 */
export function secretBody({ body, data = new Map() }: Pick<Desired, "body" | "data">): Secret {
  const sorted = [...data].sort(([one], [other]) => (one < other ? -1 : 1));
  const encoded = sorted.map(([key, value]) => [key, Buffer.from(value.revealBytes()).toString("base64")]);
  return Secret.of(JSON.stringify({ ...body, data: Object.fromEntries(encoded) as unknown }));
}
