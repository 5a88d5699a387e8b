/** A commit or tag, as an event names it. */
export interface Tip {
  /** Where the event knows it: forty or sixty-four hex digits. */
  readonly id?: string;
  /** Where it stands in the base repository: `refs/heads/main`, `refs/pull/7/head`. */
  readonly ref?: string;
  /** Whether the range can do without it: a `before` that a forced push has orphaned. */
  readonly optional?: boolean;
}

/** Which commits are read, in words of the event: nothing has been fetched. */
export interface RangePlan {
  /** `range`: what the heads have and the bases do not. `history`: every commit of the heads. `none`: there is nothing. */
  readonly mode: "range" | "history" | "none";
  readonly heads: readonly Tip[];
  /** The first one is what "already in the base" is asked of. */
  readonly bases: readonly Tip[];
  /** Where configuration, ignore files and baselines come from; undefined: none is obeyed. */
  readonly config: Tip | undefined;
  /** One sentence for the summary. */
  readonly why: string;
  /** How many commits the event speaks of: a first depth, never a proof. */
  readonly hint: number;
  /** How many commits the payload says there are, for the summary to compare with. */
  readonly expected?: number;
}

/** A range whose ends are there, all of whose commits are there, and what is known of its ends. */
export interface Range {
  readonly mode: "range" | "history" | "tree" | "staged" | "none";
  /** Commits. */
  readonly heads: readonly string[];
  /** Commits; of `staged`: the ones that the next commit will have as parents. */
  readonly bases: readonly string[];
  /** Annotated tags that the event brings, whose messages are read. */
  readonly tags: readonly string[];
  /** The commit that configuration comes from. */
  readonly config: string | undefined;
  readonly why: string;
}

/** From the first byte to the one after the last. Empty: something was taken away here. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Whether a span has a byte of a line that is new, or goes across a place where lines were taken away. */
export function touches(ranges: readonly ByteRange[], start: number, end: number): boolean {
  return ranges.some((range) =>
    range.start === range.end
      ? start < range.start && range.start < end
      : range.start < end && start < range.end,
  );
}
