import type { ClusterClient } from "../api.ts";
import { ApiFault } from "../fault.ts";
import type { KubeObject } from "../object.ts";

/** The warnings of one object, as far as they may be read. */
export interface Warnings {
  /** Changes with each new warning, and with each repetition of one. */
  readonly mark: string;
  /** The newest one's text, as the operator wrote it. */
  readonly newest: string | undefined;
}

const NONE: Warnings = { mark: "", newest: undefined };

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * The warnings about an object: the operator tells the cause of a failure nowhere else. Those of what has no
 * namespace are in `default`. None where they may not be listed.
 */
export async function warningsOf(
  client: Pick<ClusterClient, "list">,
  { metadata }: KubeObject,
  signal: AbortSignal,
): Promise<Warnings> {
  const { uid, namespace = "default" } = metadata;
  if (uid === undefined) return NONE;
  try {
    const events = await client.list(
      { apiVersion: "v1", kind: "Event", namespace, fieldSelector: `involvedObject.uid=${uid}` },
      signal,
    );
    const warnings = events
      .filter((event) => event["type"] === "Warning")
      .map((event) => ({
        id: [event.metadata.uid, event["count"], event["lastTimestamp"], event.metadata.resourceVersion],
        time:
          textOf(event["lastTimestamp"]) ||
          textOf(event["eventTime"]) ||
          (event.metadata.creationTimestamp ?? ""),
        text: textOf(event["message"]),
      }))
      .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    return { mark: JSON.stringify(warnings.map(({ id }) => id)), newest: warnings.at(-1)?.text };
  } catch (error) {
    if (error instanceof ApiFault && (error.status === 403 || error.status === 404)) return NONE;
    throw error;
  }
}
