import crypto from "node:crypto";
import { Failure } from "../../kernel/errors.ts";
import type { ClusterClient } from "../api.ts";
import { failureOf } from "../explain.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { type Desired, groupOf, type KubeObject, type ObjectKey, shownKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { isNamespace } from "./order.ts";

const PREFIX = "applyset.kubernetes.io/";
const ID = `${PREFIX}id`;
const TOOLING = `${PREFIX}tooling`;
const KINDS = `${PREFIX}contains-group-kinds`;
const NAMESPACES = `${PREFIX}additional-namespaces`;
/** The label of a member. */
export const PART_OF = `${PREFIX}part-of`;

/** A set of objects that are applied together: what it has had in it so far, as its parent says. */
export interface ApplySet {
  readonly id: string;
  /** The ConfigMap that stands for the set. */
  readonly parent: ObjectKey;
  readonly live: KubeObject | undefined;
  readonly contents: SetContents;
}

/** Where members may be. */
export interface SetContents {
  /** `Secret`, `ExternalSecret.external-secrets.io`. */
  readonly kinds: ReadonlySet<string>;
  /** Beside the parent's. */
  readonly namespaces: ReadonlySet<string>;
}

/**
 * The id of a set, the same for every tool.
 * @see https://github.com/kubernetes/enhancements/blob/master/keps/sig-cli/3659-kubectl-apply-prune/README.md
 */
export function applySetId({ apiVersion, kind, namespace = "", name }: ObjectKey): string {
  const text = `${name}.${namespace}.${kind}.${groupOf(apiVersion)}`;
  return `applyset-${crypto.createHash("sha256").update(text).digest("base64url")}-v1`;
}

/** `Secret`, `ExternalSecret.external-secrets.io`: how a set names a kind. */
export const groupKind = ({ apiVersion, kind }: Pick<ObjectKey, "apiVersion" | "kind">): string =>
  groupOf(apiVersion) === "" ? kind : `${kind}.${groupOf(apiVersion)}`;

/**
 * Reads the parent of the set that the settings name; undefined where they name none. APPLY_SET_REFUSED for the set of
 * another tool, and for a ConfigMap that is none. Throws what the client throws, but for what the server says of it.
 */
export async function readApplySet(
  settings: Pick<ApplySettings, "namespace" | "applySet" | "tool">,
  client: ClusterClient,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<ApplySet | Failure | undefined> {
  if (settings.applySet === undefined) return undefined;
  const { namespace, applySet: name } = settings;
  const parent: ObjectKey = { apiVersion: "v1", kind: "ConfigMap", namespace, name };
  try {
    const live = await client.get(parent, signal);
    const id = applySetId(parent);
    const annotation = (of: string): string => live?.metadata.annotations?.[of] ?? "";
    if (live !== undefined) {
      const problem = foreign(parent, id, live, annotation(TOOLING), settings.tool, host);
      if (problem !== undefined) return problem;
    }
    const contents = { kinds: words(annotation(KINDS)), namespaces: words(annotation(NAMESPACES)) };
    return { id, parent, live, contents };
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    return failureOf(error, { key: parent, doing: "read" }, host);
  }
}

const words = (list: string): Set<string> => new Set(list.split(",").filter((word) => word !== ""));
const toolOf = (tooling: string): string => tooling.split("/")[0] ?? "";

function foreign(
  parent: ObjectKey,
  id: string,
  { metadata }: KubeObject,
  tooling: string,
  tool: string,
  { said }: ClusterHost,
): Failure | undefined {
  const object = shownKey(parent);
  const label = metadata.labels?.[ID];
  if (label === undefined)
    return new Failure("APPLY_SET_REFUSED", `${object} is there, and is no apply set.`, {
      fix: "Give the set another name (applyset: NAME), or delete this ConfigMap.",
    });
  if (label !== id)
    return new Failure(
      "APPLY_SET_REFUSED",
      `${object} says that it is another apply set than its name makes it.`,
      {
        fix: "It was copied from elsewhere. Give the set another name: applyset: NAME",
      },
    );
  if (toolOf(tooling) === toolOf(tool)) return undefined;
  const whose = tooling === "" ? "no tool" : said(toolOf(tooling));
  return new Failure(
    "APPLY_SET_REFUSED",
    `The apply set ${object} belongs to ${whose}, not to ${toolOf(tool)}.`,
    {
      fix: `Give the set another name (applyset: NAME). If that tool applies it no more, hand it over:\nkubectl annotate configmap ${parent.name} -n ${parent.namespace} --overwrite ${TOOLING}=${tool}`,
    },
  );
}

/** Whether an object can be in a set: not what lies outside of namespaces, of which nothing is ever pruned. */
export const canBeMember = ({ key }: Desired): boolean => key.namespace !== undefined && !isNamespace(key);

/** The object as a member of the set. */
export function asMember(desired: Desired, { id }: ApplySet): Desired {
  if (!canBeMember(desired)) return desired;
  const { metadata } = desired.body;
  const labels = { ...metadata.labels, [PART_OF]: id };
  return { ...desired, body: { ...desired.body, metadata: { ...metadata, labels } } };
}

/** Why an object cannot be taken into a set: it is in another one. */
export function otherSetProblem(live: KubeObject, { key, body }: Desired): Failure | undefined {
  const [has, wants] = [live, body].map(({ metadata }) => metadata.labels?.[PART_OF]);
  if (has === undefined || wants === undefined || has === wants) return undefined;
  return new Failure("APPLY_SET_REFUSED", `${shownKey(key)} is in another apply set.`, {
    fix: `Take it out of that set first. Which one it is:\nkubectl get configmaps,secrets --all-namespaces -l ${ID}`,
  });
}

/**
 * Writes what the set may have in it, where the parent does not say so already. Returns the parent as it is then.
 * Throws what the client throws.
 */
export async function writeApplySet(
  set: ApplySet,
  present: KubeObject | undefined,
  { kinds, namespaces }: SetContents,
  { tool }: Pick<ApplySettings, "tool">,
  client: ClusterClient,
  signal: AbortSignal,
): Promise<KubeObject> {
  const { parent, id } = set;
  const annotations = {
    [TOOLING]: tool,
    [KINDS]: [...kinds].toSorted().join(","),
    [NAMESPACES]: [...namespaces].toSorted().join(","),
  };
  const now = present?.metadata.annotations ?? {};
  if (present !== undefined && Object.entries(annotations).every(([name, value]) => now[name] === value))
    return present;
  const { apiVersion, kind, name, namespace } = parent;
  const body = JSON.stringify({
    apiVersion,
    kind,
    metadata: { name, namespace, labels: { [ID]: id }, annotations },
  });
  // By force: the tool that the set was taken over from has written the same fields.
  const options = { manager: `${toolOf(tool)}-applyset`, force: true, dryRun: false };
  return (await client.apply(parent, body, options, signal)).object;
}

/** The union of two. */
export const unionOf = (a: SetContents, b: SetContents): SetContents => ({
  kinds: new Set([...a.kinds, ...b.kinds]),
  namespaces: new Set([...a.namespaces, ...b.namespaces]),
});

/** What members of a run need the parent to say. */
export function contentsOf(keys: readonly ObjectKey[], { parent }: ApplySet): SetContents {
  const namespaces = keys.flatMap(({ namespace }) =>
    namespace === undefined || namespace === parent.namespace ? [] : [namespace],
  );
  return { kinds: new Set(keys.map(groupKind)), namespaces: new Set(namespaces) };
}
