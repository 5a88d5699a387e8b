import type { Secret } from "../kernel/secret.ts";
import type { HttpTrust } from "../kernel/http.ts";

/** A bearer token, and when it ends where that is known. */
export interface Bearer {
  readonly token: Secret;
  readonly expires?: Date;
}

/** As whom the server is to treat the requests. https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/ */
export interface Impersonation {
  readonly user: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: ReadonlyMap<string, readonly string[]>;
}

/** How to reach one API server, and as whom. */
export interface Access {
  /** For messages: the reference, or host and context. Nothing secret. */
  readonly shown: string;
  /** Without a trailing slash; a path is kept (`https://rancher.example/k8s/clusters/c-1`). */
  readonly server: URL;
  readonly trust: HttpTrust;
  /** Over the environment's; undefined for that. */
  readonly proxy?: string;
  readonly certificate?: { readonly cert: string; readonly key: Secret };
  /** A token for the next requests, masked already. `renew`: the last one was refused, or is about to end. */
  readonly bearer?: (renew: boolean, signal: AbortSignal) => Promise<Bearer>;
  readonly impersonate?: Impersonation;
  /** The namespace that a kubeconfig's context or the service account names. */
  readonly namespace?: string;
  /** What refusal means here, as text to paste: an access entry, an AuthenticationConfiguration, a RoleBinding. */
  readonly advice: {
    /** For 401: how the server comes to trust this identity. */
    readonly unauthorized: string;
  };
}
