import { Failure } from "../../kernel/errors.ts";
import { type Desired, shownKey } from "../object.ts";
import type { PlannedObject } from "./dry-run.ts";
import { isDefinition } from "./order.ts";
import { inParallel } from "./parallel.ts";
import type { ApplyContext } from "./write.ts";

interface Definition {
  readonly group?: string;
  readonly names?: { readonly kind?: string };
  readonly versions?: readonly { readonly name?: string; readonly served?: boolean }[];
}

interface Condition {
  readonly type?: unknown;
  readonly status?: unknown;
}

const LOOK_MS = 200;
const LONGEST_MS = 60_000;

/**
 * Waits until the server serves the kinds that definitions among the items define.
 * Throws WAIT_EXPIRED, and what the client throws.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export async function waitEstablished(items: readonly PlannedObject[], context: ApplyContext): Promise<void> {
  const { host, settings, signal } = context;
  const definitions = items.filter(({ desired }) => isDefinition(desired.key));
  await inParallel(definitions, async ({ desired }) => {
    const end = host.clock.now() + Math.min(settings.waitMs, LONGEST_MS);
    while (!(await isServed(desired, context))) {
      if (host.clock.now() >= end)
        throw new Failure(
          "WAIT_EXPIRED",
          `The server does not serve what ${shownKey(desired.key)} defines.`,
          {
            fix: `kubectl describe customresourcedefinition ${desired.key.name}`,
          },
        );
      await host.clock.sleep(LOOK_MS, signal);
    }
  });
}

async function isServed({ key, body }: Desired, { client, signal }: ApplyContext): Promise<boolean> {
  const live = await client.get(key, signal);
  // Null in the first moment.
  const { conditions } = (live?.["status"] ?? {}) as { conditions?: readonly Condition[] | null };
  if (conditions?.some(({ type, status }) => type === "Established" && status === "True") !== true)
    return false;
  const { group, names, versions = [] } = (body["spec"] ?? {}) as Definition;
  const served = versions.find(({ served: is }) => is === true);
  if (served === undefined || names?.kind === undefined) return true;
  // Discovery follows a moment later.
  return (await client.resource(`${group}/${served.name}`, names.kind, signal)) !== undefined;
}
