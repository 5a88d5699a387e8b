import type { Secret } from "../../kernel/secret.ts";
import type { ApplyOptions, ClusterClient } from "../api.ts";
import { objectOf } from "../listing.ts";
import type { KubeObject, ObjectKey } from "../object.ts";

/**
 * A server-side apply that is sent once. With a resourceVersion in its body the same request twice is not the same as
 * once, and of one that creates only the first says so: what to do after a lost answer is the caller's to judge.
 * Throws what the client throws.
 */
export async function sendApply(
  client: ClusterClient,
  key: ObjectKey,
  body: string | Secret,
  { manager, force }: Pick<ApplyOptions, "manager" | "force">,
  signal: AbortSignal,
): Promise<{ readonly created: boolean; readonly object: KubeObject }> {
  const query = { fieldManager: manager, force: String(force), fieldValidation: "Strict" };
  const path = await client.path(key, signal);
  const call = { method: "PATCH", path, query, body, as: "apply", repeatable: false } as const;
  const { status, json } = await client.call(call, signal);
  return { created: status === 201, object: objectOf(json) };
}
