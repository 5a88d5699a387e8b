import type { ByteRange } from "./range.ts";

const NEWLINE = 10;
/** Above this many pairs of lines a gap without any line to hold on to is compared by what lines it has. */
const MAX_PAIRS = 10_000;
const MAX_SPLITS = 40;
/** More than this between the first and the last difference is all new: strings of it would fill the memory. */
const MAX_COMPARED_BYTES = 32 * 1024 * 1024;

interface Lines {
  /** One number a line, the same for lines of the same bytes. */
  readonly ids: readonly number[];
  /** Where each begins; one more at the end. */
  readonly starts: readonly number[];
}

/**
 * Which bytes of a file are of lines that none of its former versions has at that place. No former version: all. Where
 * lines were only taken away the range is empty, since a secret may have come together there. Own comparison, linear in
 * the size: lines that stand once on both sides hold it together, gaps between them are compared again.
 * specs: scanning 6; issue 12: blobs decide, never git's diff.
 */
export function addedRanges(now: Buffer, former: readonly Buffer[]): readonly ByteRange[] {
  const all: ByteRange = { start: 0, end: now.length };
  const [first, ...others] = former;
  if (first === undefined) return now.length === 0 ? [] : [all];
  let ranges = comparedWith(now, first);
  for (const other of others) ranges = common(ranges, comparedWith(now, other));
  return ranges;
}

function comparedWith(now: Buffer, old: Buffer): readonly ByteRange[] {
  if (now.equals(old)) return [];
  const [from, nowEnd, oldEnd] = differingPart(now, old);
  if (nowEnd - from + (oldEnd - from) > MAX_COMPARED_BYTES) return [{ start: from, end: nowEnd }];
  const numbers = new Map<string, number>();
  const a = linesOf(old.subarray(from, oldEnd), numbers);
  const b = linesOf(now.subarray(from, nowEnd), numbers);
  const kept = new Uint8Array(b.ids.length);
  const partner = new Int32Array(b.ids.length).fill(-1);
  match(a.ids, b.ids, kept, partner);
  return rangesOf(b, kept, partner, a.ids.length, from);
}

/** The whole lines between what both begin and end with. */
function differingPart(now: Buffer, old: Buffer): [from: number, nowEnd: number, oldEnd: number] {
  const shorter = Math.min(now.length, old.length);
  let from = 0;
  // Blocks first: comparing them is one call.
  while (from + 4096 <= shorter && now.compare(old, from, from + 4096, from, from + 4096) === 0) from += 4096;
  while (from < shorter && now[from] === old[from]) from++;
  from = from === 0 ? 0 : now.lastIndexOf(NEWLINE, from - 1) + 1;
  let tail = 0;
  while (tail < shorter - from && now[now.length - 1 - tail] === old[old.length - 1 - tail]) tail++;
  // The first whole line of the common end, or nothing of it.
  const line = now.indexOf(NEWLINE, now.length - tail);
  tail = line === -1 || tail === 0 ? 0 : now.length - line - 1;
  return [from, now.length - tail, old.length - tail];
}

function linesOf(bytes: Buffer, numbers: Map<string, number>): Lines {
  const ids: number[] = [];
  const starts = [0];
  for (let at = 0; at < bytes.length;) {
    const found = bytes.indexOf(NEWLINE, at);
    const end = found === -1 ? bytes.length : found + 1;
    const text = bytes.toString("latin1", at, end);
    let id = numbers.get(text);
    if (id === undefined) numbers.set(text, (id = numbers.size));
    ids.push(id);
    starts.push((at = end));
  }
  return { ids, starts };
}

/** Marks the lines of `b` that `a` has too, in order, and which ones they are. */
function match(a: readonly number[], b: readonly number[], kept: Uint8Array, partner: Int32Array): void {
  const keep = (i: number, j: number): void => {
    kept[j] = 1;
    partner[j] = i;
  };
  const gaps: [a0: number, a1: number, b0: number, b1: number, depth: number][] = [
    [0, a.length, 0, b.length, 0],
  ];
  for (let gap = gaps.pop(); gap !== undefined; gap = gaps.pop()) {
    let [a0, a1, b0, b1] = gap;
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) keep(a0++, b0++);
    while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) keep(--a1, --b1);
    if (a0 === a1 || b0 === b1) continue;
    const anchors = gap[4] < MAX_SPLITS ? onceOnBothSides(a, b, a0, a1, b0, b1) : [];
    if (anchors.length === 0) {
      if ((a1 - a0) * (b1 - b0) <= MAX_PAIRS) longestCommon(a, b, a0, a1, b0, b1, keep);
      else sameLines(a, b, a0, a1, b0, b1, keep);
      continue;
    }
    for (const [i, j] of [...anchors, [a1, b1] as const]) {
      gaps.push([a0, i, b0, j, gap[4] + 1]);
      if (i < a1) keep(i, j);
      [a0, b0] = [i + 1, j + 1];
    }
  }
}

/** Lines that stand once in each part, as many as are in the same order on both sides. */
function onceOnBothSides(
  a: readonly number[],
  b: readonly number[],
  a0: number,
  a1: number,
  b0: number,
  b1: number,
): readonly (readonly [number, number])[] {
  const inA = positions(a, a0, a1);
  const inB = positions(b, b0, b1);
  const pairs: [number, number][] = [];
  for (const [id, j] of inB) {
    const i = inA.get(id);
    if (i !== undefined && i >= 0 && j >= 0) pairs.push([i, j]);
  }
  // The longest rising run of positions in `a`; `pairs` are in the order of `b`.
  const tops: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([i], index) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tops[middle]!]![0] < i) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[index] = tops[low - 1]!;
    tops[low] = index;
  });
  const run: [number, number][] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = before[index]!) run.push(pairs[index]!);
  return run.reverse();
}

/** Where each line stands; -1: at several places. */
function positions(ids: readonly number[], from: number, to: number): Map<number, number> {
  const found = new Map<number, number>();
  for (let at = from; at < to; at++) found.set(ids[at]!, found.has(ids[at]!) ? -1 : at);
  return found;
}

type Keep = (i: number, j: number) => void;

function longestCommon(
  a: readonly number[],
  b: readonly number[],
  a0: number,
  a1: number,
  b0: number,
  b1: number,
  keep: Keep,
): void {
  const width = b1 - b0 + 1;
  const lengths = new Uint16Array((a1 - a0 + 1) * width);
  for (let i = a1 - 1; i >= a0; i--)
    for (let j = b1 - 1; j >= b0; j--) {
      const at = (i - a0) * width + (j - b0);
      lengths[at] =
        a[i] === b[j] ? lengths[at + width + 1]! + 1 : Math.max(lengths[at + width]!, lengths[at + 1]!);
    }
  for (let i = a0, j = b0; i < a1 && j < b1;) {
    const at = (i - a0) * width + (j - b0);
    if (a[i] === b[j]) keep(i++, j++);
    else if (lengths[at + width]! >= lengths[at + 1]!) i++;
    else j++;
  }
}

/** Takes each line of `b` for an old one as often as `a` has it from there on: what has only moved up is new. */
function sameLines(
  a: readonly number[],
  b: readonly number[],
  a0: number,
  a1: number,
  b0: number,
  b1: number,
  keep: Keep,
): void {
  const places = new Map<number, number[]>();
  for (let i = a1 - 1; i >= a0; i--) {
    const list = places.get(a[i]!);
    if (list === undefined) places.set(a[i]!, [i]);
    else list.push(i);
  }
  let from = a0;
  for (let j = b0; j < b1; j++) {
    const list = places.get(b[j]!);
    while (list !== undefined && list.length > 0 && list.at(-1)! < from) list.pop();
    const i = list?.pop();
    if (i === undefined) continue;
    keep(i, j);
    from = i + 1;
  }
}

function rangesOf(
  b: Lines,
  kept: Uint8Array,
  partner: Int32Array,
  oldLines: number,
  from: number,
): ByteRange[] {
  const ranges: ByteRange[] = [];
  let next = 0;
  for (let j = 0; j <= kept.length; j++) {
    const start = from + b.starts[j]!;
    if (j < kept.length && kept[j] === 0) {
      const end = from + b.starts[j + 1]!;
      const last = ranges.at(-1);
      if (last !== undefined && last.end === start && last.start < last.end)
        ranges[ranges.length - 1] = { start: last.start, end };
      else ranges.push({ start, end });
      continue;
    }
    const i = j < kept.length ? partner[j]! : oldLines;
    if (i > next && ranges.at(-1)?.end !== start) ranges.push({ start, end: start });
    next = i + 1;
  }
  return ranges;
}

/** What is new against both. */
function common(one: readonly ByteRange[], other: readonly ByteRange[]): ByteRange[] {
  const both: ByteRange[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    const [a, b] = [one[i]!, other[j]!];
    const start = Math.max(a.start, b.start);
    const end = Math.min(a.end, b.end);
    // An empty range is a place: it is in the other's range, or at the very same place.
    if (start < end || (start === end && (a.start === a.end || b.start === b.end))) both.push({ start, end });
    if (a.end < b.end) i++;
    else j++;
  }
  return both;
}
