import type { Secret } from "../kernel/secret.ts";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonObject = { readonly [key: string]: JsonValue };

/** The metadata of an object, as far as it is looked at. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly ManagedFields[];
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: "Apply" | "Update";
  readonly apiVersion?: string;
  readonly time?: string;
  readonly fieldsType?: string;
  readonly fieldsV1?: JsonObject;
  readonly subresource?: string;
}

/** An object as the API server gives it, or as a manifest says it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

/** Which object: one in a whole cluster. `namespace` is undefined for what has none. */
export interface ObjectKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Where an object that is to be applied comes from, for messages. */
export interface Origin {
  readonly from: "manifest" | "lines" | "external-secrets" | "namespace";
  /** The input that asks for it. */
  readonly input: string;
  readonly file?: string;
  readonly line?: number;
}

/** An object that is to be in the cluster. Nothing in `body` is secret: the values of a Secret are in `data`. */
export interface Desired {
  readonly key: ObjectKey;
  readonly origin: Origin;
  /** Whole, but for the `data` of a Secret. No status, no managedFields, no resourceVersion. */
  readonly body: KubeObject;
  /** Of a Secret: its values by key, not encoded. */
  readonly data?: ReadonlyMap<string, Secret>;
  /** Said in the log: what was made of what the user wrote. */
  readonly notes: readonly string[];
}

/** `Secret ns/name`, `ClusterSecretStore name`: for messages. The names are checked or printable. */
export const shownKey = ({ kind, namespace, name }: ObjectKey): string =>
  `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;

/** One text an object, for maps. */
export const idOf = ({ apiVersion, kind, namespace = "", name }: ObjectKey): string =>
  `${groupOf(apiVersion)}|${kind}|${namespace}|${name}`;

/** The group of an apiVersion; "" for the core. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";

export const isSecret = ({ apiVersion, kind }: Pick<ObjectKey, "apiVersion" | "kind">): boolean =>
  apiVersion === "v1" && kind === "Secret";
