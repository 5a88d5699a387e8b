import type { ApplySettings } from "../settings.ts";
import type { ClusterClient } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import { createPool } from "../../kernel/pool.ts";
import { shownFault } from "./faults.ts";
import { note } from "./patch.ts";
import type { SecretState } from "./record.ts";
import { reloaderTakes } from "./reloader.ts";
import { findUsers, type User } from "./workloads.ts";

/** Notes at a time. */
const AT_A_TIME = 8;

/**
 * Before Secrets are changed: notes their present states at the workloads that use them and have no record yet, so that
 * a run that is killed between apply and restart is made good by the next one. Writes nothing where all is noted.
 * What may not be noted is left out: the restart itself says what is missing.
 *
 * @param before the Secrets that this run is about to change, as they are now, those that it makes among them
 */
export async function noteUsers(
  before: readonly SecretState[],
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<void> {
  const pool = createPool(AT_A_TIME);
  const leaveOut = (error: unknown): readonly User[] => {
    signal.throwIfAborted();
    host.debug(
      `Not all workloads are noted before the change: ${shownFault(error, undefined, host).message}`,
    );
    return [];
  };
  const users = await findUsers(before, client, signal).catch(leaveOut);
  // A note is made good by a restart, and those of Reloader get none from us.
  const ours = users.filter(({ workload, used }) => !reloaderTakes(workload, used));
  await Promise.all(
    ours.map(({ workload }) =>
      pool.run(() => note(workload, before, settings, client, host, signal)).catch(leaveOut),
    ),
  );
}
