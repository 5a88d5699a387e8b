import { Failure } from "../../kernel/errors.ts";
import { printable } from "../../kernel/printable.ts";
import type { ClusterClient } from "../api.ts";
import { ApiFault } from "../fault.ts";
import type { ClusterHost } from "../host.ts";
import { shownKey, type Desired, type KubeObject } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { kubectlLine, objectArgument } from "./kubectl-line.ts";
import { ownerOf, type Owner } from "./owner-marks.ts";

export { ownerOf, type Owner } from "./owner-marks.ts";

export interface OwnershipOptions {
  readonly settings: Pick<ApplySettings, "takeOwnership" | "helmRelease" | "namespace">;
  readonly host: Pick<ClusterHost, "said">;
  /** Whether `isGone` found the owner dead; false where that was not asked. */
  readonly gone?: boolean;
}

/**
 * Why an object must not be applied over what is there: another tool made it. Undefined where nobody owns it, its
 * owner is the release that the objects are marked for, or `take-ownership` may take it: from Helm, which writes only
 * when somebody starts it, and from owners that are gone.
 * @returns OBJECT_OWNED that says whose it is and how it is handed over
 */
export function ownershipProblem(
  live: KubeObject,
  desired: Pick<Desired, "key">,
  { settings, host: { said }, gone = false }: OwnershipOptions,
): Failure | undefined {
  const owner = ownerOf(live);
  if (owner === undefined || isOurRelease(owner, settings)) return undefined;
  const stays = owner.writesBack && !gone;
  if (settings.takeOwnership && !stays) return undefined;
  const object = printable(shownKey(desired.key));
  const whose = ownerShown(owner, said);
  const why = settings.takeOwnership
    ? `${object} belongs to ${whose}, which would write its own values back: \`take-ownership\` cannot take it.`
    : `${object} belongs to ${whose}.`;
  return new Failure("OBJECT_OWNED", why, { fix: handOver(owner, desired, stays, said) });
}

/** The owner for a message or a report: tool and name, safe to show. */
export const ownerShown = ({ tool, name, namespace }: Owner, said: ClusterHost["said"]): string => {
  const of = namespace === undefined ? name : `${namespace}/${name}`;
  return name === "" ? said(tool) : `${said(tool)} (${said(of)})`;
};

/**
 * Whether the object behind an owner is no more, so that nothing writes back. False where that cannot be known.
 * Throws what the client throws, but not for a refusal.
 */
export async function isGone(owner: Owner, client: ClusterClient, signal: AbortSignal): Promise<boolean> {
  if (owner.object === undefined) return false;
  const { apiVersion, kind } = owner.object;
  try {
    // A kind that the server does not serve has no controller.
    if ((await client.resource(apiVersion, kind, signal)) === undefined) {
      const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/")));
      return group !== "" && (await client.versions(group, signal)).length === 0;
    }
    return (await client.get(owner.object, signal)) === undefined;
  } catch (error) {
    if (error instanceof ApiFault) return false;
    throw error;
  }
}

const isOurRelease = (owner: Owner, settings: OwnershipOptions["settings"]): boolean =>
  owner.tool === "Helm" &&
  settings.helmRelease !== undefined &&
  owner.name === settings.helmRelease &&
  owner.namespace === settings.namespace;

/** What each tool's users do to let go of an object, by the name of the tool. */
const HAND_OVER: Readonly<
  Record<string, (owner: Owner, line: (...args: readonly string[]) => string) => readonly string[]>
> = {
  Helm: (_, line) => [
    "Tell Helm to keep it, take it out of the chart, and upgrade the release:",
    line("annotate", "OBJECT", "helm.sh/resource-policy=keep"),
    "Then take Helm's marks off, or set `take-ownership: true`:",
    line("annotate", "OBJECT", "meta.helm.sh/release-name-", "meta.helm.sh/release-namespace-"),
    line("label", "OBJECT", "app.kubernetes.io/managed-by-"),
    "If it is to stay the release's, set `helm-release` to the release's name.",
  ],
  "Argo CD": (_, line) => [
    "Take it out of the application's sources without pruning it, then take Argo CD's marks off:",
    line("annotate", "OBJECT", "argocd.argoproj.io/sync-options=Prune=false", "--overwrite"),
    line("annotate", "OBJECT", "argocd.argoproj.io/tracking-id-"),
    line("label", "OBJECT", "argocd.argoproj.io/instance-", "app.kubernetes.io/instance-"),
  ],
  Flux: (_, line) => [
    "Take it out of Flux's sources without pruning it, then take Flux's marks off:",
    line("annotate", "OBJECT", "kustomize.toolkit.fluxcd.io/prune=disabled", "--overwrite"),
    line(
      "label",
      "OBJECT",
      ...["kustomize", "helm"].flatMap((kind) => [
        `${kind}.toolkit.fluxcd.io/name-`,
        `${kind}.toolkit.fluxcd.io/namespace-`,
      ]),
    ),
  ],
  "the External Secrets Operator": ({ object }, line) => [
    "Have the ExternalSecret orphan it, and delete the ExternalSecret:",
    ...(object === undefined
      ? [line("get", "externalsecrets.external-secrets.io")]
      : [
          line(
            "patch",
            "OWNER",
            "--type=merge",
            "-p",
            '{"spec":{"target":{"creationPolicy":"Orphan","deletionPolicy":"Retain"}}}',
          ),
          line("delete", "OWNER", "--cascade=orphan"),
        ]),
    "Then take the operator's mark off:",
    line(
      "label",
      "OBJECT",
      "reconcile.external-secrets.io/managed-",
      "reconcile.external-secrets.io/created-by-",
    ),
  ],
};

function handOver(
  owner: Owner,
  { key }: Pick<Desired, "key">,
  stays: boolean,
  said: ClusterHost["said"],
): string {
  const { object } = owner;
  // A name that is no name any more once it is safe to show is left to the reader.
  const parent = object === undefined || said(object.name) !== object.name ? "OWNER" : objectArgument(object);
  const line = (...args: readonly string[]): string => {
    const filled = args.map((arg) =>
      arg === "OBJECT" ? objectArgument(key) : arg === "OWNER" ? parent : arg,
    );
    return `  ${kubectlLine(key.namespace, ...filled)}`;
  };
  const steps = HAND_OVER[owner.tool]?.(owner, line) ?? [
    "Delete what makes it, keep the object, and take its marks off; they are shown by",
    ...(object === undefined ? [] : [line("delete", "OWNER", "--cascade=orphan")]),
    line(
      "get",
      "OBJECT",
      "-o",
      "jsonpath={.metadata.labels}{.metadata.annotations}{.metadata.ownerReferences}",
    ),
  ];
  return [
    ...steps,
    ...(stays ? [] : ["`take-ownership: true` takes it over as it is."]),
    "Or give what you apply another name.",
  ].join("\n");
}
