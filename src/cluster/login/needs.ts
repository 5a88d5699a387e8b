import type { Secret } from "../../kernel/secret.ts";
import type { Reference } from "../../references/reference.ts";

/** Where a cluster's API server is, as its cloud says. */
export interface CloudPlace {
  readonly server: string;
  /** PEM; undefined where the usual CAs count. */
  readonly ca: string | undefined;
}

/** A login to one cluster by its cloud. */
export interface CloudLogin {
  readonly shown: string;
  readonly place: (signal: AbortSignal) => Promise<CloudPlace>;
  readonly token: (signal: AbortSignal) => Promise<{ readonly token: Secret; readonly expires: Date }>;
  /** How the cluster comes to trust this identity, as text to paste. */
  readonly unauthorized?: string;
}

/** An identity token, and when it ends where that is known. */
export interface LoginToken {
  readonly token: Secret;
  readonly expires?: Date;
}

/** What a login to a cluster may use besides `ClusterHost`. */
export interface LoginNeeds {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspace: string;
  /** The user's home folder; undefined where there is none. */
  readonly home: string | undefined;
  readonly face: "actions" | "terminal";
  /** The value of the input `kubeconfig`: where that is a reference, what it refers to. */
  readonly kubeconfig?: Secret;
  /** A fresh identity token of the job. Throws OIDC_*. */
  readonly idToken: (audience: string, signal: AbortSignal) => Promise<LoginToken>;
  /** The login by the cloud that a reference names; also for one that a kubeconfig's exec plugin amounts to. */
  readonly cloud: (reference: Reference, signal: AbortSignal) => Promise<CloudLogin>;
}
