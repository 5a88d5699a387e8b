import { Failure } from "../../kernel/errors.ts";

/** Something that was not read, and why. Paths are text from outside. */
export interface Skipped {
  readonly commit: string;
  readonly path: string;
  readonly why: "larger than 100 MB";
}

/** A file that only points to what it stands for: listed, since its content is not in the repository. */
export interface Pointer {
  readonly path: string;
  readonly id: string;
}

/** What was read, for the summary. Counts are of what went by, not of what a payload says. */
export interface Proof {
  readonly commits: number;
  readonly merges: number;
  readonly tags: number;
  /** Files with one content, each counted once. */
  readonly blobs: number;
  readonly bytes: number;
  readonly skipped: readonly Skipped[];
  readonly submodules: readonly Pointer[];
  readonly lfs: readonly Pointer[];
  /** Whether the walk came to its end and nothing was skipped. */
  readonly complete: boolean;
}

/** How many of each list are kept: a hostile repository has a million. */
const LISTED = 1000;

/** A proof that is being made. */
export interface ProofBuilder {
  readonly commit: (parents: number) => void;
  readonly tag: () => void;
  readonly blob: (bytes: number) => void;
  readonly skip: (skipped: Skipped) => void;
  readonly submodule: (pointer: Pointer) => void;
  readonly lfs: (pointer: Pointer) => void;
  readonly finish: () => void;
  readonly proof: () => Proof;
}

/** Starts one with nothing read. */
export function proofBuilder(): ProofBuilder {
  const counts = { commits: 0, merges: 0, tags: 0, blobs: 0, bytes: 0 };
  const skipped: Skipped[] = [];
  const submodules: Pointer[] = [];
  const lfs: Pointer[] = [];
  let finished = false;
  let skips = 0;
  const list = <T>(into: T[], item: T): void => void (into.length < LISTED && into.push(item));
  return {
    commit: (parents) => {
      counts.commits++;
      if (parents > 1) counts.merges++;
    },
    tag: () => void counts.tags++,
    blob: (bytes) => {
      counts.blobs++;
      counts.bytes += bytes;
    },
    skip: (item) => {
      skips++;
      list(skipped, item);
    },
    submodule: (pointer) => list(submodules, pointer),
    lfs: (pointer) => list(lfs, pointer),
    finish: () => {
      finished = true;
    },
    proof: () => ({ ...counts, skipped, submodules, lfs, complete: finished && skips === 0 }),
  };
}

/** A range that is not whole: said, with what to do. */
export function incomplete(cause: string): Failure {
  return new Failure("RANGE_INCOMPLETE", `The range cannot be proven complete. ${cause}`, {
    fix: "permissions:\n  contents: read\nsteps:\n  - uses: actions/checkout@v4\n    with:\n      fetch-depth: 0",
  });
}
