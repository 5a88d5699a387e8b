import type { Secret } from "../kernel/secret.ts";

/** Where a cluster's API server is, as its cloud says. */
export interface ClusterPlace {
  readonly server: string;
  /** The CA of the server alone, as PEM; undefined where public CAs count. */
  readonly ca: string | undefined;
}

/** A login to one cluster by its cloud. It outlives the session's `close`: a rollout may take longer than a token. */
export interface ClusterLogin {
  /** For the log: cluster, region, account. */
  readonly shown: string;
  /** How the cluster comes to trust this identity, as text to paste: for a 401. */
  readonly unauthorized?: string;
  /** Asks the cloud where the cluster is. Throws SECRET_NOT_FOUND, ACCESS_DENIED and what a read throws. */
  readonly place: (signal: AbortSignal) => Promise<ClusterPlace>;
  /** A fresh bearer token, masked already, and when it ends. */
  readonly token: (signal: AbortSignal) => Promise<{ readonly token: Secret; readonly expires: Date }>;
}
