import type { Clock } from "../kernel/clock.ts";
import { Failure, type FailureCode } from "../kernel/errors.ts";
import type { Http } from "../kernel/http.ts";
import type { InputSpec, InputValues } from "../kernel/input-table.ts";
import type { Secret } from "../kernel/secret.ts";
import type { ClusterLogin } from "./cluster-login.ts";
import type { Content } from "../references/content.ts";
import type { DocumentNode } from "../references/document.ts";
import type { BarePath, Reference, Source } from "../references/reference.ts";

export type { ClusterLogin, ClusterPlace } from "./cluster-login.ts";
export type { Content, FieldNode, FieldTree } from "../references/content.ts";

export type Outcome =
  | {
      readonly is: "found";
      readonly value: Content;
      readonly version?: string;
      readonly date?: Date;
      readonly notices?: readonly string[];
      /** When the value ends by itself: the end of its lease. */
      readonly expires?: Date;
      /** The store's own id of the request, for the audit record. */
      readonly requestId?: string;
    }
  /** The store says that this name is not there and left no trace. Anything less sure is a failure. */
  | { readonly is: "missing"; readonly why: string }
  | { readonly is: "failed"; readonly error: Failure };

/** What `fallback-on` may name. Only "not-found" lets the chain go on by default. */
export const FALLBACK_REASONS = ["not-found", "denied", "unreachable", "deleted"] as const;
export type FallbackReason = (typeof FALLBACK_REASONS)[number];

const REASONS: Readonly<Partial<Record<FailureCode, FallbackReason>>> = {
  ACCESS_DENIED: "denied",
  TRUST_REFUSED: "denied",
  LOGIN_REFUSED: "denied",
  CREDENTIALS_REFUSED: "denied",
  KEY_UNUSABLE: "denied",
  STORE_UNREACHABLE: "unreachable",
  STORE_THROTTLED: "unreachable",
  STORE_SEALED: "unreachable",
  SECRET_DELETED: "deleted",
};

/** The word of `fallback-on` that relaxes a failure; undefined where nothing does. */
export const reasonOf = (failure: Failure): FallbackReason | undefined => REASONS[failure.code];

/** One id, one request. `shown` is what the log prints: no value, no token. */
export interface Locator {
  readonly id: string;
  readonly shown: string;
}

/** Who a session is, for the log and the report. Nothing secret. */
export interface Who {
  readonly subject: string;
  readonly account?: string;
  /** When the credential ends by itself. */
  readonly expires?: Date;
  /** Of a store whose storage is sealed at times: that it let us in, and so is open. */
  readonly sealed?: false;
  /** What the identity token said of the job: its `sub` and `aud`. */
  readonly token?: { readonly subject: string; readonly audience: string };
}

/** A credential for later steps: variables and files that belong together. */
export interface Handed {
  /** The input that asked for it. */
  readonly input: string;
  /** One set: all are exported, or none. An empty value blanks what is there. Secret ones are masked already. */
  readonly variables: ReadonlyMap<string, Secret>;
  /** Files of ours below RUNNER_TEMP, whole; absolute paths. One that is there already is ours, and is replaced. */
  readonly files: readonly { readonly path: string; readonly content: Secret }[];
  /** Said in the log: what, for whom, until when. */
  readonly note: string;
}

/** What a provider's health probe found, without reading any value. */
export interface Health {
  readonly status: "healthy" | "unhealthy";
  readonly authenticated: boolean;
  /** One line each for an operator: reachable, who, what may be read, seal status, clock, expiry. */
  readonly details: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly text: string;
    readonly fix?: string;
  }[];
}

/** What post has to undo at a provider: kept in a 0600 file below RUNNER_TEMP, saved before it is used. */
export interface Leftover {
  readonly provider: string;
  /** The provider's own record, as JSON: may hold a token. */
  readonly record: Readonly<Record<string, unknown>>;
}

export interface Session<L extends Locator = Locator> {
  /** Undefined where there is nobody to be: files, the environment. */
  readonly who?: Who;
  /** One outcome for every locator, by id. Never throws for a single one. */
  readonly read: (locators: readonly L[], signal: AbortSignal) => Promise<ReadonlyMap<string, Outcome>>;
  readonly handOver?: () => Handed;
  /** Whether reading creates something: then it is not done in a dry run. */
  readonly creates?: (locator: L, signal: AbortSignal) => Promise<boolean>;
  readonly health?: (signal: AbortSignal) => Promise<Health>;
  /** A file with the types of its values, whole: for manifests. Throws what reading it throws. */
  readonly documents?: (locator: L, signal: AbortSignal) => Promise<readonly DocumentNode[]>;
  /** The login to a cluster that `locateCluster` gave. */
  readonly cluster?: (at: Locator) => ClusterLogin;
  /** The token of a registry that `registries` knows, masked already. Throws what a read throws. */
  readonly registryToken?: (host: string, signal: AbortSignal) => Promise<Secret | undefined>;
  readonly close: (signal: AbortSignal) => Promise<void>;
}

/** Claims of the job's identity token, decoded for explanations only. */
export type Claims = Readonly<Record<string, unknown>>;

export interface IdToken {
  readonly token: Secret;
  readonly claims: Claims;
  /** The other form of `sub` that a trust policy may name too, where both ids are claimed. */
  readonly otherSubject?: string;
}

/** What a provider may use of the machine it runs on. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspace: string;
  readonly temp: string;
  readonly face: "actions" | "terminal";
  readonly http: Http;
  readonly clock: Clock;
  /** The job's identity token for the audience of `login`, fetched once. Throws OIDC_*. */
  readonly idToken: (signal: AbortSignal) => Promise<IdToken>;
  /** Masks a credential at once. */
  readonly born: (secrets: readonly Secret[]) => void;
  readonly warn: (text: string) => void;
  readonly info: (text: string) => void;
  readonly debug: (text: string) => void;
  /** Keeps what post has to undo; written before it returns. */
  readonly leave: (leftover: Leftover) => Promise<void>;
  /** Takes it back: it is undone already. */
  readonly settle: (leftover: Leftover) => Promise<void>;
  /** The value of an input that is a reference (`borrows` lists it). Throws a Failure that names the input. */
  readonly borrow: (input: string, signal: AbortSignal) => Promise<Secret>;
}

/** A place where values come from. All but `open` is pure, so that all problems are found before any effect. */
export interface Provider<
  T extends readonly InputSpec[] = readonly InputSpec[],
  L extends Locator = Locator,
> {
  readonly id: string;
  readonly schemes: readonly {
    readonly name: string;
    readonly queries: readonly string[];
    /** Whether any other query is a parameter of the store's own: asked with one, it makes something new each time. */
    readonly parameters?: true;
    readonly vals: readonly string[];
  }[];
  readonly inputs: T;
  /** How the seed document names it. */
  readonly seed?: {
    /** The word of `secrets.provider` in its Helm values. */
    readonly word: string;
    /** Its key in the health document: `vault`, `aws_secrets_manager`, `environment`. */
    readonly health: string;
    /** Whether it is a store that keys of `externalSecrets` can be in. */
    readonly remote: boolean;
    /** What its keys look like, where that is not any text. */
    readonly keys?: RegExp;
    /** Whether `%` in its locators is only a percent sign. */
    readonly literal?: boolean;
    /** The queries for the `version` of an ExternalSecret; undefined where the store has none of that form. */
    readonly version?: (version: string) => ReadonlyMap<string, string> | undefined;
  };
  /** Whether it stands in the default chain; without this: whether an input of its own is set. */
  readonly inChain?: (inputs: InputValues<T>) => boolean;
  /** What is wrong with the inputs, once something is asked of this provider. */
  readonly check?: (inputs: InputValues<T>, env: Host["env"], face: Host["face"]) => readonly Failure[];
  /** Whom it logs in to with an identity token; undefined where none is needed. */
  readonly login?: (inputs: InputValues<T>, env: Host["env"]) => { readonly audience: string } | undefined;
  /** Inputs that are references to another provider's value. */
  readonly borrows?: (
    inputs: InputValues<T>,
  ) => readonly { readonly input: string; readonly source: Source | Failure }[];
  /** Files of the checkout that its inputs make it read, and that a source does. */
  readonly files?: (inputs: InputValues<T>) => readonly string[];
  readonly filesOf?: (source: Source) => readonly string[];
  /** Said where inputs feed the chain and no line goes down it. */
  readonly unused?: (inputs: InputValues<T>) => Failure | undefined;
  /** Whether later steps are to get its credential, also where no line asks it for a value. */
  readonly handsOver?: (inputs: InputValues<T>) => boolean;
  /** The locator of a reference or of a bare path; a Failure where it cannot be one. */
  readonly locate: (source: Reference | BarePath, inputs: InputValues<T>, env: Host["env"]) => L | Failure;
  /** The schemes of clusters that it logs in to (`eks`), and which one a reference means. */
  readonly clusters?: {
    readonly schemes: readonly string[];
    readonly locate: (source: Reference, inputs: InputValues<T>, env: Host["env"]) => Locator | Failure;
  };
  /** Whether a host is a registry of its own, which takes its identity for a login. */
  readonly registries?: (host: string) => boolean;
  readonly open: (inputs: InputValues<T>, host: Host, signal: AbortSignal) => Promise<Session<L>>;
  /** What can be asked without being let in: why a session does not open. */
  readonly reach?: (inputs: InputValues<T>, host: Host, signal: AbortSignal) => Promise<Health["details"]>;
  /** In post: undoes what main left; returns a line for the log. Throws a Failure where it cannot. */
  readonly undo?: (
    leftover: Leftover,
    host: Pick<Host, "http" | "clock" | "born">,
    signal: AbortSignal,
  ) => Promise<string>;
}

/** A provider with its inputs and the host, as the chain sees it. */
export interface BoundProvider {
  readonly id: string;
  readonly schemes: Provider["schemes"];
  readonly seed: Provider["seed"];
  readonly inChain: boolean;
  readonly handsOver: boolean;
  readonly audience: string | undefined;
  readonly check: () => readonly Failure[];
  readonly borrows: () => readonly { readonly input: string; readonly source: Source | Failure }[];
  readonly files: () => readonly string[];
  readonly filesOf: (source: Source) => readonly string[];
  readonly unused: () => Failure | undefined;
  readonly locate: (source: Source) => Locator | Failure;
  /** The schemes of the clusters that it logs in to. */
  readonly clusterSchemes: readonly string[];
  /** Undefined where it knows no such clusters. */
  readonly locateCluster: (source: Reference) => Locator | Failure | undefined;
  readonly hasRegistry: (host: string) => boolean;
  readonly open: (signal: AbortSignal) => Promise<Session>;
  readonly reach?: (signal: AbortSignal) => Promise<Health["details"]>;
}

/**
 * A provider among others: its types are erased. Safe, because each gets only its own inputs and the locators that
 * it made.
 */
export const erased = <T extends readonly InputSpec[], L extends Locator>(
  provider: Provider<T, L>,
): Provider => provider as unknown as Provider;
