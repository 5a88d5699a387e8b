import type { Applied } from "../cluster/applied.ts";
import type { Checked } from "../cluster/apply/checked.ts";
import type { ObjectKey } from "../cluster/object.ts";
import { type SecretState, stateIn } from "../cluster/restart/record.ts";

export { noteUsers } from "../cluster/restart/noting.ts";
export { restartPlan } from "../cluster/restart/plan.ts";
export { restartFailure, restartUsers } from "../cluster/restart/restart.ts";

const CHANGING: ReadonlySet<string> = new Set(["created", "changed"]);

const isSource = ({ apiVersion, kind }: ObjectKey): boolean =>
  apiVersion === "v1" && (kind === "Secret" || kind === "ConfigMap");

/** What pods read and this run will change, as it is now. */
export const aboutToChange = ({ items }: Checked): SecretState[] =>
  items.flatMap(({ desired, live, verb }) =>
    live !== undefined && CHANGING.has(verb) && isSource(desired.key) ? [stateIn(live, true)] : [],
  );

/** What pods read, as it is after the apply. */
export const statesOf = (applied: readonly Applied[]): SecretState[] =>
  applied.flatMap(({ key, verb, uid, resourceVersion }) =>
    isSource(key) && uid !== undefined && resourceVersion !== undefined
      ? [
          {
            namespace: key.namespace ?? "",
            kind: key.kind === "ConfigMap" ? ("ConfigMap" as const) : ("Secret" as const),
            name: key.name,
            uid,
            resourceVersion,
            changed: CHANGING.has(verb),
          },
        ]
      : [],
  );
