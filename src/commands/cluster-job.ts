import type { InputsRead } from "../config/read-inputs.ts";
import type { ClusterReport } from "../cluster/applied.ts";
import type { Failure } from "../kernel/errors.ts";
import type { BoundProvider, Handed } from "../providers/provider.ts";
import type { Located } from "../providers/resolve.ts";
import type { Sessions } from "../providers/sessions.ts";
import type { SecretLine } from "../references/reference.ts";
import type { RunTools } from "./gather.ts";
import type { OriginLine } from "./load-lines.ts";
import type { NamedValue } from "./load-values.ts";

/** What a run knows once its lines are read. */
export interface ClusterContext {
  readonly given: InputsRead;
  readonly lines: readonly OriginLine[];
  readonly providers: readonly BoundProvider[];
  readonly sessions: Sessions;
  readonly tools: RunTools | undefined;
}

/** What a run does to a cluster, in the steps of the run. */
export interface ClusterJob {
  /** What is wrong with all that can be read without a login. */
  readonly problems: readonly Failure[];
  /** Said where nothing is to be done at all, and nothing else explains why. */
  readonly idle?: Failure;
  /** The files of the checkout that it reads. */
  readonly files: readonly string[];
  /** Whom it asks for something: their inputs are checked with the others'. */
  readonly asks: readonly Located[];
  /** Logs in and checks everything, the server's own dry run included. Changes nothing. Throws a Failure. */
  readonly check: (values: readonly NamedValue[], signal: AbortSignal) => Promise<CheckedJob>;
}

/** A job of which nothing is known to stand in the way. */
export interface CheckedJob {
  /** For later steps: a kubeconfig, decrypted values. */
  readonly handed: readonly Handed[];
  readonly outputs: readonly (readonly [string, string])[];
  readonly notices: readonly string[];
  /** What would be done, for a dry run; undefined where nothing is asked of the cluster itself. */
  readonly planned: ClusterReport | undefined;
  /** Applies, syncs, restarts. Never throws: the report says why it stopped, and what stands. */
  readonly apply?: (signal: AbortSignal) => Promise<AppliedJob>;
}

export interface AppliedJob {
  readonly report: ClusterReport;
  /** Gives back what was there before, as far as that can be. */
  readonly undo: (signal: AbortSignal) => Promise<ClusterReport>;
}

/** Inputs that ask for something of a cluster, or of its tools, by themselves. */
const ASKING = ["apply", "externalSecrets", "helmValues", "exportKubeconfig"] as const;

/** Whether inputs ask for something besides lines. Pure. */
export function asksCluster({ providers }: InputsRead): boolean {
  const values = providers.get("cluster")?.values ?? {};
  return ASKING.some((name) => {
    const value = values[name];
    return Array.isArray(value)
      ? value.length > 0
      : value === true || (typeof value === "string" && value.trim() !== "");
  });
}

/** Whether anything at all is said of a cluster: an input, or the destination of a line. Pure. */
export const concernsCluster = ({ given, lines }: Pick<ClusterContext, "given" | "lines">): boolean =>
  (given.providers.get("cluster")?.given ?? false) ||
  asksCluster(given) ||
  lines.some(({ line }) => isForCluster(line));

/** Whether a line's value goes into the cluster. */
export const isForCluster = ({ destinations }: Pick<SecretLine, "destinations">): boolean =>
  destinations.some(({ kind }) => kind === "secret" || kind === "configmap");
