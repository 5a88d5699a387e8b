import type { ApplySettings } from "../settings.ts";
import type { ClusterClient } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import type { Restarted } from "../applied.ts";
import { ApiFault } from "../fault.ts";
import { together, type Failure } from "../../kernel/errors.ts";
import { createPool } from "../../kernel/pool.ts";
import { shownKey, type KubeObject } from "../object.ts";
import { explain } from "./explain.ts";
import { shownFault } from "./faults.ts";
import { nameOthers } from "./others.ts";
import { restart } from "./patch.ts";
import { planned, type Step } from "./plan.ts";
import type { SecretState } from "./record.ts";
import { awaitRollouts, type Ended } from "./wait.ts";
import { findUsers } from "./workloads.ts";

/** What became of one workload; `failure` where it does not run with the new values. */
export interface RestartedWorkload extends Restarted {
  readonly failure?: Failure;
}

/** Restarts at a time. Each starts pods: the API server is not what is slow. */
const AT_A_TIME = 8;

/**
 * Restarts the Deployments, StatefulSets and DaemonSets whose pods use a Secret that changed, or that is not the one
 * which they are recorded to run with, and waits until they run with the new values, `settings.waitMs` at most for all
 * together. What is paused, OnDelete, a Job, a CronJob, a bare Pod or Reloader's is named. Returns what became of each,
 * failures too: `restartFailure` makes one of them. Throws ACCESS_DENIED where workloads may not be listed, what the
 * client throws before anything is restarted, and the signal's reason.
 *
 * @param secrets all Secrets of the run as they are after the apply, in any number of namespaces
 */
export async function restartUsers(
  secrets: readonly SecretState[],
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<readonly RestartedWorkload[]> {
  const steps = planned(await findUsers(secrets, client, signal));
  const [workloads, others] = await Promise.all([
    runAll(steps, secrets, settings, client, host, signal),
    nameOthers(secrets, client, host, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      const { message } = shownFault(error, undefined, host);
      host.warn(`Jobs and Pods that use the Secrets are not named: ${message}`);
      return [];
    }),
  ]);
  return [...workloads, ...others];
}

async function runAll(
  steps: readonly Step[],
  secrets: readonly SecretState[],
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<readonly RestartedWorkload[]> {
  const pool = createPool(AT_A_TIME);
  const begun = await Promise.all(
    steps.map((step) => pool.run(() => begin(step, secrets, settings, client, host, signal))),
  );
  const open = begun.flatMap((each) => ("workload" in each ? [each.workload] : []));
  const ends = await awaitRollouts(open, client, host, settings.waitMs, signal);
  return await Promise.all(
    begun.map((each) =>
      "workload" in each
        ? pool.run(() =>
            resultOf(each.step, ends[open.indexOf(each.workload)]!, settings, client, host, signal),
          )
        : Promise.resolve(each),
    ),
  );
}

/** One failure of all that do not run with the new values; undefined where all do. */
export function restartFailure(restarted: readonly RestartedWorkload[]): Failure | undefined {
  const [first, ...more] = restarted.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  return first === undefined ? undefined : together([first, ...more]);
}

interface Open {
  readonly step: Step;
  readonly workload: KubeObject;
}

async function begin(
  step: Step,
  secrets: readonly SecretState[],
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<RestartedWorkload | Open> {
  const { key, user, will, why } = step;
  const ended = { key, secrets: step.secrets, ms: 0 };
  if (will === "leave alone") return { ...ended, is: "left alone", ...(why === undefined ? {} : { why }) };
  if (will === "wait") return { step, workload: user.workload };
  try {
    const workload = await restart(user.workload, secrets, settings, client, host, signal);
    if (workload === undefined) return { ...ended, is: "left alone", why: "it was deleted meanwhile" };
    host.info(`${shownKey(key)} restarts: ${step.secrets.join(", ")}`);
    return { step, workload };
  } catch (error) {
    signal.throwIfAborted();
    const failure = shownFault(error, key, host);
    return { ...ended, is: "failed", why: failure.message, failure };
  }
}

async function resultOf(
  { key, secrets }: Step,
  end: Ended,
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<RestartedWorkload> {
  const { is, ms } = end;
  const why = end.why === undefined ? {} : { why: end.why };
  if (is === "done") return { key, is: "rolled out", secrets, ms, ...why };
  if (is === "held") return { key, is: "restarted, not waited for", secrets, ms, ...why };
  if (is === "gone") return { key, is: "left alone", secrets, ms, ...why };
  if (is === "unseen" && end.error instanceof ApiFault && end.error.status === 403)
    return {
      key,
      is: "restarted, not waited for",
      secrets,
      ms,
      why: `this identity may not watch ${key.kind}s in namespace ${key.namespace}`,
    };
  const failure =
    is === "unseen"
      ? shownFault(end.error, key, host)
      : await explain(end, settings.waitMs, client, host, signal);
  return { key, is: "failed", secrets, ms, why: failure.message, failure };
}
