import type { AskKube, AuditEntry, Finished, KubeRequest } from "./kube-client.ts";
import type { AuditedResource, StaticUser } from "./kube-files.ts";
import type { KubeProcess } from "./kube-process.ts";
import type { OidcServer } from "./oidc.ts";

export interface ExternalSecretsOptions {
  /** Where it finds its stores: `AWS_SECRETSMANAGER_ENDPOINT`, `AWS_SSM_ENDPOINT`, `AWS_STS_ENDPOINT`. Asked at the start. */
  readonly env?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
}

export interface ClusterOptions {
  /** Controllers, scheduler, kwok and one node: without them no Deployment rolls out, and no default service account is made. */
  readonly controllers?: boolean;
  /** The External Secrets Operator with its CRDs; its user is `external-secrets`. */
  readonly externalSecrets?: ExternalSecretsOptions;
  /** GitHub's token service, whose tokens the API server takes by itself; it need not run. */
  readonly oidc?: OidcServer;
  /** Audiences of those tokens beside the server's own address. */
  readonly audiences?: readonly string[];
  /** Further users with a token of their own. */
  readonly users?: readonly StaticUser[];
  /** What is in the audit log with bodies: `[{ group: "", resources: ["secrets"] }]`. */
  readonly auditBodies?: readonly AuditedResource[];
  /** The address of a webhook that judges tokens (TokenReview v1; asked with `?timeout=30s`). Asked for at the start. */
  readonly tokenWebhook?: () => string;
  /** Further flags of the API server. */
  readonly flags?: readonly string[];
}

/** Who a role is bound to. */
export interface Subject {
  readonly kind: "User" | "Group" | "ServiceAccount";
  readonly name: string;
  /** Of a ServiceAccount that is not in the role's namespace. */
  readonly namespace?: string;
}

export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

export interface KubectlOptions {
  /** For its standard input. */
  readonly input?: string;
  /** The administrator's, unless given. */
  readonly token?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A Kubernetes cluster whose API server, etcd, controllers and operators nobody here wrote; nodes and Pods are simulated by
 * kwok. A Pod with the label `test/behaviour` is `slow` (ready after a second), `crash` (CrashLoopBackOff), `image-pull`
 * (ImagePullBackOff) or `config-error` (CreateContainerConfigError); every other is ready at once. kwok does not look whether
 * a Secret exists.
 */
export interface Cluster {
  /** `https://127.0.0.1:PORT`, with the certificate of the test CA; only while it runs. */
  readonly url: string;
  /** PEM of the CA of `url`. */
  readonly ca: string;
  readonly adminToken: string;
  /** Of the user `powerless`, who may nothing. */
  readonly powerlessToken: string;
  /** The path of a kubeconfig of the administrator. */
  readonly adminKubeconfig: string;
  /** Asks as admin, unless a token is given. */
  readonly request: AskKube;
  /** As `request`, and returns the answer's JSON. Throws an Error for an answer that is no success. */
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer of any kind: the test says which
  readonly must: (method: string, path: string, request?: KubeRequest) => Promise<any>;
  /** Takes a token (admin's, unless given); returns the path of a kubeconfig with it. */
  readonly kubeconfig: (token?: string) => string;
  readonly kubectl: (args: readonly string[], options?: KubectlOptions) => Promise<Finished>;
  /** Makes a namespace, of a name that nobody has unless given; where controllers run, its default service account is there. */
  readonly namespace: (name?: string) => Promise<string>;
  /** Makes a Role and binds it; in no namespace, a ClusterRole. Returns the name of both. */
  readonly bind: (namespace: string | undefined, rules: readonly Rule[], subject: Subject) => Promise<string>;
  /** Makes the service account where it is not there; returns a token of it. */
  readonly serviceAccountToken: (
    namespace: string,
    name: string,
    spec?: { readonly audiences?: readonly string[]; readonly expirationSeconds?: number },
  ) => Promise<string>;
  /** Takes a user's name and group; returns a certificate that the API server takes, as PEM. */
  readonly clientCertificate: (name: string, group?: string) => { cert: string; key: string };
  /** All requests that are answered, in the order of their end. */
  readonly audit: () => Promise<AuditEntry[]>;
  readonly auditMark: () => Promise<number>;
  /** Those after a mark; of one user (`gha:repo:...`, `admin`), where given. */
  readonly auditSince: (mark: number, username?: string) => Promise<AuditEntry[]>;
  /** The end of what the API server said: the reason of a 401 is only there. */
  readonly apiServerLog: () => string;
  readonly processes: () => readonly KubeProcess[];
  /** Kills it: the data stay in etcd. (Asked to end, it would wait up to a minute for those who watch.) */
  readonly stopApiServer: () => Promise<void>;
  /** Again, at the same address. */
  readonly startApiServer: () => Promise<void>;
}
