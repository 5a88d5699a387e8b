import type { Restarted } from "../cluster/applied.ts";
import type { Checked } from "../cluster/apply/checked.ts";
import type { ClusterClient } from "../cluster/api.ts";
import { syncSpec } from "../cluster/external-secrets/status.ts";
import type { ClusterHost } from "../cluster/host.ts";
import { type Desired, shownKey } from "../cluster/object.ts";
import { restartPlan } from "../cluster/restart/plan.ts";
import { aboutToBe } from "./cluster-restart.ts";

/**
 * What a run would restart, asked without changing anything. Secrets that External Secrets would write are not among
 * the reasons: what is in the store now is known only to the operator. Throws what `restartPlan` throws.
 */
export async function wouldRestart(
  checked: Checked,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<readonly Restarted[]> {
  const plan = await restartPlan(aboutToBe(checked), client, host, signal);
  return plan.flatMap(({ key, will, secrets, why }): Restarted[] => {
    const more = why === undefined ? {} : { why };
    if (will === "wait") return [];
    return [{ key, is: will === "restart" ? "would restart" : "left alone", secrets, ms: 0, ...more }];
  });
}

/** A line for each ExternalSecret that the operator would be made to read. Pure. */
export const wouldSync = (external: readonly Desired[], restart: boolean): string[] =>
  external.map(
    ({ key, body }) =>
      `${shownKey(key)} would be synced${restart ? `; what uses ${syncSpec(body).target} would restart if a value is new` : ""}.`,
  );
