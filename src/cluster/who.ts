import type { ClusterClient } from "./api.ts";
import { ApiFault } from "./fault.ts";
import { fields } from "./status.ts";

/** As whom the server knows us. The server's words: to be shown through `ClusterHost.said`. */
export interface ClusterUser {
  readonly user: string;
  readonly groups: readonly string[];
}

const API_VERSION = "authentication.k8s.io/v1";
const MAX_GROUPS = 200;
/** Before 1.28 the server has no such question; some refuse it. */
const UNANSWERED: ReadonlySet<number> = new Set([403, 404, 405]);

/**
 * Asks the server who we are. Undefined where it does not say. Throws as `client.call` does.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#self-subject-review
 */
export async function whoAmI(
  client: Pick<ClusterClient, "call">,
  signal: AbortSignal,
): Promise<ClusterUser | undefined> {
  const body = JSON.stringify({ apiVersion: API_VERSION, kind: "SelfSubjectReview" });
  const path = `/apis/${API_VERSION}/selfsubjectreviews`;
  try {
    // It makes nothing, so it may be asked again.
    const { json } = await client.call({ method: "POST", path, body, repeatable: true }, signal);
    const { status } = fields(json);
    const { userInfo } = fields(status);
    const { username, groups } = fields(userInfo);
    if (typeof username !== "string" || username === "") return undefined;
    const names = (Array.isArray(groups) ? groups : []).filter((group) => typeof group === "string");
    return { user: username, groups: names.slice(0, MAX_GROUPS) };
  } catch (error) {
    if (error instanceof ApiFault && UNANSWERED.has(error.status)) return undefined;
    throw error;
  }
}
