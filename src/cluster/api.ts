import type { Secret } from "../kernel/secret.ts";
import type { KubeObject, ObjectKey } from "./object.ts";

export type ApiMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One request to the API server. */
export interface ApiCall {
  readonly method: ApiMethod;
  /** Below the server's address, each part encoded already: `/api/v1/namespaces/prod/secrets/app`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON. A `Secret` where values are in it. */
  readonly body?: string | Secret;
  /** Of the body; "json" where absent. */
  readonly as?: "json" | "apply" | "json-patch" | "merge-patch";
  /**
   * Whether the same request twice is the same as once, so that it is sent again after a lost answer. Reads and
   * server-side applies are; 429, and 503 of a server that says it did nothing, are tried again for all.
   */
  readonly repeatable?: boolean;
}

export interface ApiAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** What a server's Status says of one field. */
export interface StatusCause {
  readonly reason: string;
  readonly field: string;
  /** As the server wrote it: only through `ClusterHost.said`. */
  readonly message: string;
}

/** A kind as the server serves it. */
export interface ApiResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** One event of a watch. A watch that was cut or has expired goes on by itself; `reset` says that all was read anew. */
export type WatchEvent =
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly object: KubeObject }
  | { readonly type: "RESET"; readonly objects: readonly KubeObject[] };

/** What is watched or listed: one kind in a namespace, all or by selector. */
export interface Listing {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

export interface ApplyOptions {
  readonly manager: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/**
 * The client of one API server. Every member throws `ApiFault` (src/cluster/fault.ts) where the server says no, and a
 * `Failure` where it gives no answer (STORE_UNREACHABLE, TLS_UNTRUSTED, STORE_THROTTLED, STORE_ANSWER_INVALID) or does
 * not know us (CREDENTIALS_REFUSED, after one token more).
 */
export interface ClusterClient {
  readonly shown: string;
  readonly call: (call: ApiCall, signal: AbortSignal) => Promise<ApiAnswer>;
  /** How the server serves a kind; undefined where it does not. Looked up once a group and version. */
  readonly resource: (
    apiVersion: string,
    kind: string,
    signal: AbortSignal,
  ) => Promise<ApiResource | undefined>;
  /** The versions of a group that are served, the preferred first; empty where there are none. */
  readonly versions: (group: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** The path of an object (or of its collection, without a name). Throws KIND_UNKNOWN. */
  readonly path: (
    key: Omit<ObjectKey, "name"> & { readonly name?: string },
    signal: AbortSignal,
  ) => Promise<string>;
  /** Undefined where it is not there. */
  readonly get: (key: ObjectKey, signal: AbortSignal) => Promise<KubeObject | undefined>;
  /** All pages. */
  readonly list: (listing: Listing, signal: AbortSignal) => Promise<readonly KubeObject[]>;
  /** Begins with RESET. Ends only by the signal, or by a fault. */
  readonly watch: (listing: Listing, signal: AbortSignal) => AsyncIterable<WatchEvent>;
  /** Server-side apply. https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
  readonly apply: (
    key: ObjectKey,
    body: string | Secret,
    options: ApplyOptions,
    signal: AbortSignal,
  ) => Promise<{ readonly created: boolean; readonly object: KubeObject }>;
}
