import { Secret } from "../../kernel/secret.ts";
import { type Desired, isSecret, type KubeObject } from "../object.ts";
import { secretBody } from "../objects/secret.ts";

/**
 * What is sent to apply an object. `resourceVersion` is the one that the object must still have.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
 */
export function bodyOf(desired: Desired, resourceVersion?: string): string | Secret {
  const body = resourceVersion === undefined ? desired.body : locked(desired.body, resourceVersion);
  return isSecret(desired.key) ? secretBody({ ...desired, body }) : JSON.stringify(body);
}

const locked = (body: KubeObject, resourceVersion: string): KubeObject => ({
  ...body,
  metadata: { ...body.metadata, resourceVersion },
});

/** The values that a live Secret holds, its annotation of `kubectl apply` included: so that they can be masked. */
export function liveValues(live: KubeObject): Secret[] {
  if (!isSecret(live)) return [];
  const said = live.metadata.annotations?.["kubectl.kubernetes.io/last-applied-configuration"];
  return [...valuesIn(live), ...(said === undefined ? [] : [Secret.of(said), ...valuesIn(parsed(said))])];
}

function valuesIn(object: unknown): Secret[] {
  const { data, stringData } = (object ?? {}) as Record<string, unknown>;
  const encoded = texts(data).map((text) => Secret.ofBytes(new Uint8Array(Buffer.from(text, "base64"))));
  return [...encoded, ...texts(stringData).map((text) => Secret.of(text))].filter(({ isEmpty }) => !isEmpty);
}

const texts = (map: unknown): string[] =>
  Object.values((map ?? {}) as Record<string, unknown>).filter((value) => typeof value === "string");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
