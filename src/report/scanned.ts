/** A finding as it is told: where, by which rule, how sure; never the secret or a part of it. */
export interface ScannedFinding {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly level: "verified" | "specific" | "generic" | "placeholder";
  /** The rule's public prefix, or the name of the variable. */
  readonly sight: string;
  /** How it was hidden: `base64`, `zip:inner/path`. */
  readonly decoded: readonly string[];
  readonly facts: Readonly<Record<string, string>>;
  readonly reason: string | undefined;
  readonly blocks: boolean;
}

/** One scan of files. */
export interface ScanFacts {
  readonly files: number;
  readonly bytes: number;
  readonly findings: readonly ScannedFinding[];
  /** What could not be read, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
}

/** Where in a commit a finding stands: in a file, in the commit's or tag's message, in the name of a file. */
export type ScannedKind = "file" | "message" | "name";

/**
 * A finding in a range of commits. No text of it holds the secret: where a path, an author or a fact has it in it, what
 * is here has it masked already.
 */
export interface RangeFinding extends ScannedFinding {
  readonly kind: ScannedKind;
  /** The rule in words: `GitHub personal access token (classic)`. */
  readonly what: string;
  /** The commit that brought it, whole. */
  readonly commit: string;
  readonly author: string;
  /** Of the commit, ISO 8601. */
  readonly date: string;
  /** Whether the tree of the base's tip has it too. Such a one never blocks. */
  readonly status: "new" | "in the base already";
  /** Where to revoke it; only of a page that was read. */
  readonly revoke?: string;
  /** The same for the same leak after a rebase or a shift of lines: made of the line without the secret. */
  readonly fingerprint: string;
  /** The path as it is had the secret in it: it cannot be opened by what is shown. */
  readonly pathMasked?: boolean;
}

/** A finding that something silences. */
export interface SuppressedFinding extends RangeFinding {
  /** By what: `gitleaks:allow`, `.gitleaksignore line 3`, `.github/secret-scan.json entry 2`. */
  readonly by: string;
  /** The reason that stands there, where there is one. */
  readonly why?: string;
  /** Who wrote it, where the range itself adds what silences it. */
  readonly addedBy?: string;
}

/** What was read, and whether that is all there is to read. */
export interface RangeProof {
  readonly commits: number;
  /** Of them merges. */
  readonly merges: number;
  readonly blobs: number;
  readonly bytes: number;
  /** Every commit of the range is here and no object of it is missing. */
  readonly complete: boolean;
  /** What was not read by rule, with the reason: LFS pointers, submodules. */
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
}

/** One scan of commits, of a tree or of what is staged. */
export interface RangeFacts {
  readonly mode: string;
  /** The event that brought the range, "" at a terminal. */
  readonly event: string;
  /** The range in words: `every commit of the pull request that main does not have`. */
  readonly why: string;
  /** Commits, whole; "" where there is none. */
  readonly head: string;
  readonly base: string;
  /** Of the repository in a browser: `https://github.com/acme/app`. */
  readonly url?: string;
  readonly proof: RangeProof;
  /** What the base does not have, the worst first. */
  readonly findings: readonly RangeFinding[];
  /** What the base has already: never blocks. */
  readonly listed: readonly RangeFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Suppressions that match nothing or are past their date: `.github/secret-scan.json entry 2: expired on 2026-10-01`. */
  readonly unusedSuppressions: readonly string[];
  /** Configuration of the gate that the range changes: shown, not obeyed. */
  readonly changedPolicy: readonly string[];
  /** How many rules were asked. */
  readonly rules: number;
  readonly failOn: string;
  /** What else a reader has to know: patterns of a user that ran slowly. */
  readonly notes: readonly string[];
}
