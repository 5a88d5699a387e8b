import type { Applied } from "../cluster/applied.ts";
import type { Checked } from "../cluster/apply/checked.ts";
import { idOf, type ObjectKey } from "../cluster/object.ts";
import { absentState, type SecretState, stateIn } from "../cluster/restart/record.ts";
import type { SyncPlan } from "./cluster-sync.ts";

export { noteUsers } from "../cluster/restart/noting.ts";
export { restartFailure, restartUsers } from "../cluster/restart/restart.ts";

const CHANGING: ReadonlySet<string> = new Set(["created", "changed"]);

const isSource = ({ apiVersion, kind }: ObjectKey): boolean =>
  apiVersion === "v1" && (kind === "Secret" || kind === "ConfigMap");

const kindOf = ({ kind }: ObjectKey): SecretState["kind"] => (kind === "ConfigMap" ? "ConfigMap" : "Secret");

/** What pods read and this run will change, as it is now. */
export const aboutToChange = ({ items }: Checked): SecretState[] =>
  items.flatMap(({ desired, live, verb }) =>
    CHANGING.has(verb) && isSource(desired.key)
      ? [live === undefined ? absentState(kindOf(desired.key), desired.key) : stateIn(live, true)]
      : [],
  );

/**
 * The Secrets that the operator may change once it syncs, as they are now: whether it will, nobody knows before. One that
 * may not be read has no state to note.
 */
export const aboutToSync = ({ targets, before }: Pick<SyncPlan, "targets" | "before">): SecretState[] =>
  targets.flatMap((key): SecretState[] => {
    const mark = before.get(idOf(key));
    if (mark === "unknown") return [];
    const absent = absentState("Secret", key);
    return [
      mark === undefined ? absent : { ...absent, uid: mark.uid, resourceVersion: mark.resourceVersion },
    ];
  });

/** What pods read, as it would be after the apply: what is not there yet has no state. */
export const aboutToBe = ({ items }: Checked): SecretState[] =>
  items.flatMap(({ desired: { key }, live, verb }) => {
    if (!isSource(key)) return [];
    return [live === undefined ? absentState(kindOf(key), key) : stateIn(live, CHANGING.has(verb))];
  });

/** What pods read, as it is after the apply. */
export const statesOf = (applied: readonly Applied[]): SecretState[] =>
  applied.flatMap(({ key, verb, uid, resourceVersion }) =>
    isSource(key) && uid !== undefined && resourceVersion !== undefined
      ? [
          {
            namespace: key.namespace ?? "",
            kind: kindOf(key),
            name: key.name,
            uid,
            resourceVersion,
            changed: CHANGING.has(verb),
          },
        ]
      : [],
  );
