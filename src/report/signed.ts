import type { Failure } from "../kernel/errors.ts";
import type { LoadReport } from "./loaded.ts";

/** Where a signature can be found now. */
export interface SignedPlace {
  readonly form:
    | "bundle"
    | "statement"
    | ".sig"
    | ".pem"
    | "referrer"
    | "referrer tag"
    | ".sig tag"
    | ".att tag"
    | "GitHub";
  /** A path relative to the workspace, a repository's manifest, or an address. */
  readonly where: string;
}

/** One signature or attestation that was made, and where it went. */
export interface SignedArtifact {
  /** A file's name or an image's `REPOSITORY@sha256:...`; of several the first, and how many more. */
  readonly subject: string;
  readonly more: number;
  /** `sha256:HEX` of the first. */
  readonly digest: string;
  /** `signature`, or what a predicate type is called. */
  readonly what: string;
  readonly places: readonly SignedPlace[];
  /** Index and address of the log's entry. */
  readonly log: { readonly index: string; readonly url: string } | undefined;
  /** What a reader runs to check it. */
  readonly commands: readonly string[];
}

/** One run of signing: facts for the log, the summary, the outputs and the report. */
export interface SigningFacts {
  readonly dryRun: boolean;
  /** The name in the certificate; "" where none was asked for. */
  readonly identity: string;
  readonly issuer: string;
  readonly until: Date | undefined;
  /** `public`, `github` or `private`, and where its root is from. */
  readonly instance: string;
  readonly source: string;
  readonly artifacts: readonly SignedArtifact[];
  readonly notes: readonly string[];
  /** What ended it; what stands until then is among the artifacts. */
  readonly failed: Failure | undefined;
}

/** Whether a run did nothing but sign: then nothing is to be said of secrets. */
export const isSigningOnly = ({ signing, loaded, absent, cluster, counts }: LoadReport): boolean =>
  signing !== undefined &&
  cluster === undefined &&
  loaded.length + absent.length + counts.env + counts.file + counts.output === 0;

/** The part of the report that tells what was signed, and what `sign --json` prints. */
export const signingDocument = (facts: SigningFacts) => ({
  identity: facts.identity,
  issuer: facts.issuer,
  certificate_until: facts.until?.toISOString() ?? null,
  instance: facts.instance,
  source: facts.source,
  dry_run: facts.dryRun,
  artifacts: facts.artifacts.map(({ subject, more, digest, what, places, log, commands }) => ({
    subject,
    more,
    digest,
    what,
    places,
    log: log ?? null,
    commands,
  })),
  notes: facts.notes,
  failed: facts.failed?.code ?? null,
});
