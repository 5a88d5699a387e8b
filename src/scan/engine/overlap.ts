import type { Finding, Level } from "../finding.ts";

/** A placeholder of a known shape says more than a name beside it. */
const RANKS: Readonly<Record<Level, number>> = { verified: 0, specific: 1, placeholder: 2, generic: 3 };

/**
 * Drops findings that say less about the same bytes, and sorts. Of two whose secrets overlap stays the one with the
 * surer level, then the longer one, then what was not encoded, then the first.
 *
 * @param findings in any order
 * @returns in the order of their offsets; no two overlap
 */
export function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const ranked = findings.toSorted(
    (a, b) =>
      RANKS[a.level] - RANKS[b.level] ||
      b.end - b.start - (a.end - a.start) ||
      a.decoded.length - b.decoded.length,
  );
  const kept: Finding[] = [];
  for (const finding of ranked) {
    const index = firstEndingAfter(kept, finding.start);
    const next = kept[index];
    if (next === undefined || next.start >= finding.end) {
      kept.splice(index, 0, finding);
    }
  }
  return kept;
}

/** Of findings that do not overlap, in order: the index of the first that ends after an offset. */
function firstEndingAfter(kept: readonly Finding[], offset: number): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((kept[middle]?.end ?? 0) > offset) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
