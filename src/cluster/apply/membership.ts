import { Failure } from "../../kernel/errors.ts";
import type { Applied } from "../applied.ts";
import type { ClusterClient } from "../api.ts";
import type { ClusterHost } from "../host.ts";
import type { KubeObject, ObjectKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { type ApplySet, contentsOf, unionOf, writeApplySet } from "./apply-set.ts";
import { findLeftovers, type Leftovers, pruneObjects } from "./prune.ts";
import { deleteOptions } from "./rollback.ts";
import type { ApplyContext } from "./write.ts";

/** A set, what this run has in it, and what is left over. */
export interface Membership {
  readonly set: ApplySet;
  readonly members: readonly ObjectKey[];
  readonly leftovers: Leftovers;
}

/** Finds what is left over of a set. A Failure where it is to be pruned and cannot be looked at. */
export async function checkMembership(
  set: ApplySet,
  members: readonly ObjectKey[],
  settings: ApplySettings,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<{ readonly membership: Membership; readonly problems: readonly Failure[] }> {
  // Without a parent there is no set yet, and so nothing left over.
  const contents =
    set.live === undefined ? { kinds: new Set<string>(), namespaces: new Set<string>() } : set.contents;
  const leftovers = await findLeftovers(set, contents, members, settings, client, host, signal);
  if (settings.prune === "true")
    return { membership: { set, members, leftovers }, problems: leftovers.problems };
  for (const { message } of leftovers.problems) host.warn(message);
  return { membership: { set, members, leftovers }, problems: [] };
}

/** The parent of a set during an apply: first all that was and will be in it, at the end what is. */
export class SetParent {
  readonly #of: Membership;
  readonly #context: ApplyContext;
  #now: KubeObject | undefined;

  constructor(of: Membership, context: ApplyContext) {
    this.#of = of;
    this.#context = context;
    this.#now = of.set.live;
  }

  /** Before anything is applied: whoever comes after a killed run finds all that it may have left. */
  async begin(): Promise<void> {
    const { set, members } = this.#of;
    if (members.length > 0) await this.#write(unionOf(set.contents, contentsOf(members, set)));
  }

  /** After everything is applied. Returns what is left over. */
  async end(pruned: (applied: Applied) => void): Promise<readonly ObjectKey[]> {
    const { set, members, leftovers } = this.#of;
    if (members.length === 0) return [];
    const left =
      this.#context.settings.prune === "true"
        ? await pruneObjects(leftovers, this.#context, pruned)
        : leftovers.objects.map(({ key }) => key);
    const kept = leftovers.problems.length > 0 ? set.contents : leftovers.foreign;
    await this.#write(unionOf(kept, contentsOf([...members, ...left], set)));
    return left;
  }

  /** After a rollback: as it was. Says so where that cannot be. */
  async undo(signal: AbortSignal): Promise<void> {
    const { set } = this.#of;
    const { client, settings, host } = this.#context;
    if (this.#now === undefined || this.#now === set.live) return;
    try {
      if (set.live !== undefined) await this.#write(set.contents, signal);
      else {
        const path = await client.path(set.parent, signal);
        const body = deleteOptions({ uid: this.#now.metadata.uid });
        await client.call({ method: "DELETE", path, body, repeatable: true }, signal);
      }
      this.#now = set.live;
    } catch {
      host.warn(
        `The apply set ${settings.applySet} still names what was rolled back; the next run sets it right.`,
      );
    }
  }

  async #write(contents: Parameters<typeof writeApplySet>[2], signal = this.#context.signal): Promise<void> {
    const { client, settings } = this.#context;
    this.#now = await writeApplySet(this.#of.set, this.#now, contents, settings, client, signal);
  }
}
