import { Secret } from "../../kernel/secret.ts";
import type { ClusterClient } from "../api.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import type { ObjectKey } from "../object.ts";
import { DATA_HASH } from "./mapping.ts";

/** Which state of a target Secret it is; nothing of its values. */
export interface TargetMark {
  readonly uid: string;
  readonly resourceVersion: string;
  /** The operator's hash of what it wrote. Never shown. */
  readonly dataHash: string | undefined;
}

/**
 * The state of a Secret: undefined where it is not there, "unknown" where it may not be read. Its values are masked,
 * since the operator's texts may quote them.
 */
export async function targetMark(
  client: Pick<ClusterClient, "get">,
  host: Pick<ClusterHost, "born">,
  key: ObjectKey,
  signal: AbortSignal,
): Promise<TargetMark | undefined | "unknown"> {
  try {
    const secret = await client.get(key, signal);
    if (secret === undefined) return undefined;
    const data = Object.values((secret["data"] as Readonly<Record<string, unknown>> | undefined) ?? {});
    host.born(
      data.flatMap((text) => (typeof text === "string" ? [Secret.ofBytes(Buffer.from(text, "base64"))] : [])),
    );
    const { uid = "", resourceVersion = "", annotations } = secret.metadata;
    return { uid, resourceVersion, dataHash: annotations?.[DATA_HASH] };
  } catch (error) {
    if (error instanceof ApiFault && error.status === 403) return "unknown";
    throw error;
  }
}

/** Whether the Secret holds something else than before; undefined where that cannot be told. */
export function targetChanged(
  before: TargetMark | undefined | "unknown",
  after: TargetMark | undefined | "unknown",
): boolean | undefined {
  if (before === "unknown" || after === "unknown") return undefined;
  if (before?.uid !== after?.uid) return true;
  if (before?.resourceVersion === after?.resourceVersion) return false;
  return before?.dataHash === undefined || before.dataHash !== after?.dataHash;
}
