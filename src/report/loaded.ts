import type { ClusterFacts } from "./cluster.ts";
import type { ProviderFacts } from "./metrics.ts";
import type { SigningFacts } from "./signed.ts";

/** What the step did with one name: facts for the log, the summary and the report, never a value or its length. */
export interface LoadedName {
  readonly name: string;
  readonly provider: string;
  /** The locator as the user wrote it. */
  readonly shown: string;
  readonly version: string | undefined;
  /** When the value was last written, as far as the store knows. */
  readonly date: Date | undefined;
  /** When the value ends by itself: the end of its lease. */
  readonly expires: Date | undefined;
  /** The store's own id of the request. */
  readonly requestId: string | undefined;
  readonly destinations: readonly string[];
  readonly masked: boolean;
  /** Whether its bare path went down the chain. */
  readonly chained?: boolean;
  /** Providers asked before, each with the reason of the skip. */
  readonly skipped: readonly { readonly provider: string; readonly why: string }[];
}

/** Whom the step logged in as at a provider: nothing secret. */
export interface Identity {
  readonly provider: string;
  readonly subject: string;
  readonly account?: string;
  /** When the credential ends by itself. */
  readonly expires?: Date;
  /** What the identity token said of the job. */
  readonly token?: { readonly subject: string; readonly audience: string };
}

/** One whole run of the main step. */
export interface LoadReport {
  readonly version: string;
  /** The version of Node that ran it. */
  readonly node: string;
  readonly event: string;
  readonly ref: string;
  readonly repository: string;
  readonly started: Date;
  readonly durationMs: number;
  readonly dryRun: boolean;
  readonly identities: readonly Identity[];
  /** What was asked of each provider, and what came of it. */
  readonly providers: readonly ProviderFacts[];
  readonly loaded: readonly LoadedName[];
  /** Optional names that no provider had, with the reasons. */
  readonly absent: readonly { readonly name: string; readonly skipped: LoadedName["skipped"] }[];
  readonly counts: {
    readonly env: number;
    readonly file: number;
    readonly output: number;
    readonly masks: number;
  };
  readonly notices: readonly string[];
  /** What was done to the cluster; undefined where nothing was asked of one. */
  readonly cluster: ClusterFacts | undefined;
  /** What was signed; undefined where nothing was asked to be. */
  readonly signing?: SigningFacts | undefined;
}

const DAY_MS = 86_400_000;

/** An age a person can use: days, or "today". */
export function ageOf(date: Date | undefined, now: Date): string {
  if (date === undefined) return "";
  const days = Math.floor((now.getTime() - date.getTime()) / DAY_MS);
  return days <= 0 ? "today" : days === 1 ? "1 day" : `${days} days`;
}
