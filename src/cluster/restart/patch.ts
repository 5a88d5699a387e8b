import type { ApplySettings } from "../settings.ts";
import type { ClusterClient } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import { ApiFault } from "../fault.ts";
import { Failure } from "../../kernel/errors.ts";
import { shownKey, type JsonObject, type KubeObject } from "../object.ts";
import { isRecorded, nextNote, nextRecord, noteOf, RECORD, usedBy, type SecretState } from "./record.ts";
import { keyOf } from "./workloads.ts";

/** A controller writes a workload's status often while it rolls out; each of its writes makes ours meet a conflict. */
const ATTEMPTS = 10;
const PAUSE_MS = 50;

/**
 * Restarts a workload by writing the record into its pod template. Undefined where it is gone. Returns the workload as
 * it then is; not written where the pods no longer read the Secrets, or somebody has written the same record.
 *
 * A merge patch of one annotation under our manager: it conflicts with no other manager, owns nothing else, and an
 * apply of ours does not take it away (an apply removes only what an apply wrote). It names the resourceVersion that was
 * read, so it never overwrites the record that another job wrote in between: then all is read and decided again.
 * Throws what the client throws, OBJECT_CONFLICT where every attempt met a conflict.
 */
export function restart(
  workload: KubeObject,
  secrets: readonly SecretState[],
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  const changeOf = (now: KubeObject): JsonObject | undefined => {
    const used = usedBy(now, secrets);
    if (used.length === 0 || isRecorded(now, used)) return undefined;
    const template = { metadata: { annotations: { [RECORD]: nextRecord(now, secrets) } } };
    // The record takes the note's place.
    const metadata = noteOf(now) === undefined ? {} : { annotations: { [RECORD]: null } };
    return { metadata, spec: { template } };
  };
  return patch(workload, changeOf, settings, client, host, signal);
}

/** Notes the present states of Secrets at a workload, which restarts nothing. Returns and throws as `restart`. */
export function note(
  workload: KubeObject,
  before: readonly SecretState[],
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  const changeOf = (now: KubeObject): JsonObject | undefined => {
    const text = nextNote(now, before);
    return text === undefined ? undefined : { metadata: { annotations: { [RECORD]: text } } };
  };
  return patch(workload, changeOf, settings, client, host, signal);
}

async function patch(
  workload: KubeObject,
  changeOf: (now: KubeObject) => JsonObject | undefined,
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  const key = keyOf(workload);
  const path = await client.path(key, signal);
  let now: KubeObject | undefined = workload;
  for (let attempt = 1; now !== undefined; attempt += 1) {
    const change = changeOf(now);
    if (change === undefined) return now;
    const metadata = {
      ...(change["metadata"] as JsonObject),
      resourceVersion: now.metadata.resourceVersion ?? "",
    };
    try {
      const { json } = await client.call(
        {
          method: "PATCH",
          path,
          query: { fieldManager: settings.manager },
          body: JSON.stringify({ ...change, metadata }),
          as: "merge-patch",
          // A second one meets a conflict, and then finds its own record.
          repeatable: true,
        },
        signal,
      );
      return json as KubeObject;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (error.status === 404) return undefined;
      if (error.status !== 409) throw error;
      if (attempt === ATTEMPTS)
        throw new Failure(
          "OBJECT_CONFLICT",
          `${shownKey(key)} was changed by somebody else at every attempt.`,
          {
            fix: "Run the job again: what is due is restarted then.",
          },
        );
      await host.clock.sleep(PAUSE_MS * attempt, signal);
      now = await client.get(key, signal);
    }
  }
  return undefined;
}
