import buffer from "node:buffer";
import { openArchive } from "../archive/open.ts";
import { ArchiveBudget } from "../archive/budget.ts";
import type { Detector, Scene } from "../context/detector.ts";
import { doubtVectors } from "../context/vectors.ts";
import type { Span } from "../decode/span.ts";
import { encodedSpans } from "../decode/spans.ts";
import type { Engine, Finding, ScanOptions, ScanTarget } from "../finding.ts";
import type { RuleSpec } from "../rule.ts";
import { type Lead, type Leads, leadsOf } from "./candidates.ts";
import { Finder } from "./finder.ts";
import { matchAt } from "./match.ts";
import { withoutOverlaps } from "./overlap.ts";

/** Options that not every caller needs. */
export interface EngineOptions extends ScanOptions {
  /** Milliseconds since 1970: what is expired. Absent: nothing is. */
  readonly now?: number;
  /** Is told what was not read, and why: an archive over a limit. The text holds no input but the path. */
  readonly note?: (text: string) => void;
}

/** An engine; it takes more options than the contract asks for. */
export interface NotingEngine extends Engine {
  readonly scan: (target: ScanTarget, options: EngineOptions) => readonly Finding[];
}

interface Parts {
  readonly leads: Leads;
  readonly finder: Finder;
  /** Where the last match of each rule, then of each detector, ended. */
  readonly ends: Float64Array;
}

/**
 * An engine over a table of rules. What it needs is made when it first scans.
 *
 * @param rules the table; of two that match the same bytes equally well the first wins
 * @param detectors the rules that are code
 */
export function createEngine(rules: readonly RuleSpec[], detectors: readonly Detector[]): NotingEngine {
  let parts: Parts | undefined;
  const ready = (): Parts => {
    if (parts === undefined) {
      const leads = leadsOf(rules, detectors);
      const ends = new Float64Array(rules.length + detectors.length);
      parts = { leads, finder: new Finder(leads.texts), ends };
    }
    return parts;
  };
  const scanPlain: ScanPlain = (scene, options) => plain(ready(), detectors, scene, options);
  return {
    scan: (target, options) => {
      const now = options.now === undefined ? {} : { now: options.now };
      const scene = { bytes: viewOf(target.bytes), path: target.path, ...now };
      return scanDeep(scanPlain, scene, options, new ArchiveBudget());
    },
  };
}

/** What stands plainly in some bytes, and where escapes may. */
interface Plain {
  readonly findings: Finding[];
  readonly escapes: readonly number[];
}

type ScanPlain = (scene: Scene, options: EngineOptions) => Plain;

/** Rules and detectors at their anchors, nothing decoded. */
function plain(parts: Parts, detectors: readonly Detector[], scene: Scene, options: EngineOptions): Plain {
  const { leads, finder, ends } = parts;
  const findings: Finding[] = [];
  const escapes: number[] = [];
  ends.fill(0);
  const take = (index: number, finding: Finding | undefined): void => {
    if (finding !== undefined && !options.disabled.has(finding.rule)) {
      findings.push(finding);
      ends[index] = finding.matchEnd;
    }
  };
  finder.each(scene.bytes, (text, at) => {
    const lead = leads.leads[text] as Lead;
    if (lead.escape) {
      escapes.push(at);
    }
    for (const candidate of lead.candidates) {
      const { index } = candidate.ready;
      take(index, matchAt(scene.bytes, candidate, at, ends[index] ?? 0, scene.path));
    }
    for (const detector of lead.detectors) {
      const index = leads.rules + detector;
      if (at >= (ends[index] ?? 0)) {
        take(index, detectors[detector]?.find(scene, at));
      }
    }
  });
  for (const detector of detectors) {
    findings.push(...(detector.all?.(scene) ?? []).filter((finding) => !options.disabled.has(finding.rule)));
  }
  return { findings, escapes };
}

/** What stands there plainly, then what is encoded in it, then what an archive holds. */
function scanDeep(
  scanPlain: ScanPlain,
  scene: Scene,
  options: EngineOptions,
  budget: ArchiveBudget,
): readonly Finding[] {
  const { findings, escapes } = scanPlain(scene, options);
  if (options.decodeDepth > 0) {
    const inner = { ...options, decodeDepth: options.decodeDepth - 1 };
    for (const span of encodedSpans(scene.bytes, escapes)) {
      for (const finding of scanDeep(scanPlain, { ...scene, bytes: viewOf(span.bytes) }, inner, budget)) {
        findings.push(outward(finding, span.kind, span.origin));
      }
    }
  }
  const kept = withoutOverlaps(doubtVectors(findings));
  const archived = options.archiveDepth > 0 ? scanArchive(scanPlain, scene, options, budget) : [];
  if (archived.length === 0) {
    return kept;
  }
  // What an archive holds uncompressed is said once, with its path.
  const within = new Set(archived.map(secretOf));
  return [...archived, ...kept.filter((finding) => !within.has(secretOf(finding)))].toSorted(
    (a, b) => a.start - b.start,
  );
}

function secretOf(finding: Finding): string {
  return viewOf(finding.secret).toString("latin1");
}

/** What stands in the files of an archive; each is found where the archive is. */
function scanArchive(
  scanPlain: ScanPlain,
  scene: Scene,
  options: EngineOptions,
  budget: ArchiveBudget,
): Finding[] {
  const findings: Finding[] = [];
  const inner = { ...options, archiveDepth: options.archiveDepth - 1 };
  const size = scene.bytes.length;
  openArchive(scene.bytes, budget, {
    entry: (kind, path, bytes) => {
      const within = { ...scene, bytes: viewOf(bytes), path: path === "" ? scene.path : path };
      for (const finding of scanDeep(scanPlain, within, inner, budget)) {
        const found = outward(finding, path === "" ? kind : `${kind}:${path}`, () => 0);
        findings.push({ ...found, end: size, matchEnd: size });
      }
    },
    note: (text) => options.note?.(text),
  });
  return findings;
}

function viewOf(bytes: Uint8Array): buffer.Buffer {
  return buffer.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** A finding in decoded bytes as one in the bytes around them. */
function outward(finding: Finding, label: string, origin: Span["origin"]): Finding {
  return {
    ...finding,
    start: origin(finding.start, false),
    end: origin(finding.end, true),
    matchStart: origin(finding.matchStart, false),
    matchEnd: origin(finding.matchEnd, true),
    decoded: [label, ...finding.decoded],
  };
}
