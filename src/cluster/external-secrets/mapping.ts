/** One key of the Secret, and where the operator takes its value from. */
export interface MappedEntry {
  readonly secretKey: string;
  readonly key: string;
  readonly property?: string;
  readonly version?: string;
  readonly decoding: "None" | "Base64";
  readonly line?: number;
}

/** What an ExternalSecret is made from. The configuration gives it, as Helm values say it. */
export interface Mapping {
  readonly name: string;
  readonly namespace: string;
  readonly target: string;
  readonly store: { readonly name: string; readonly kind: "SecretStore" | "ClusterSecretStore" };
  readonly refreshInterval: string;
  readonly entries: readonly MappedEntry[];
  readonly serviceAccount?: { readonly create: boolean; readonly name: string; readonly roleArn?: string };
  readonly file: string;
}

export const GROUP = "external-secrets.io";
export const API_VERSION = "external-secrets.io/v1";

/** On the target: whether the operator manages it, and the hash of what it wrote there. */
export const MANAGED_LABEL = "reconcile.external-secrets.io/managed";
export const DATA_HASH = "reconcile.external-secrets.io/data-hash";
/** On the ExternalSecret: any change of it makes the operator read again. */
export const FORCE_SYNC = "force-sync";
