import buffer from "node:buffer";
import type { Detector } from "../context/detector.ts";
import { ESCAPE_ANCHORS } from "../decode/escapes.ts";
import { type RulePattern, patternOf } from "../pattern.ts";
import type { RuleSpec } from "../rule.ts";

/** A rule made ready; its expression only when an anchor of it is met. */
export interface Ready {
  readonly index: number;
  readonly pattern: RulePattern;
  readonly expression: () => RegExp;
}

/** A rule that may match where an anchor stands. */
export interface Candidate {
  readonly ready: Ready;
  /** The fixed texts, with case, that the anchor may be; empty: a keyword, in any case. */
  readonly exact: readonly buffer.Buffer[];
  readonly backMin: number;
  readonly backMax: number;
}

/** What an anchor leads to. */
export interface Lead {
  readonly candidates: Candidate[];
  readonly detectors: number[];
  /** Whether it begins an escape. */
  escape: boolean;
}

/** All anchors, and what each leads to, by the same index. */
export interface Leads {
  readonly texts: readonly string[];
  readonly leads: readonly Lead[];
  readonly rules: number;
}

/**
 * Joins the anchors of rules and detectors.
 *
 * @param rules the table; the more specific ones first
 * @param detectors the rules that are code
 */
export function leadsOf(rules: readonly RuleSpec[], detectors: readonly Detector[]): Leads {
  const leads = new Map<string, Lead>();
  const leadAt = (text: string): Lead => {
    let lead = leads.get(text);
    if (lead === undefined) {
      lead = { candidates: [], detectors: [], escape: false };
      leads.set(text, lead);
    }
    return lead;
  };
  rules.forEach((rule, index) => {
    const ready = readyOf(rule, index);
    for (const { text, backMin, backMax } of ready.pattern.anchors) {
      const exact = rule.prefixes
        .filter((prefix) => prefix.toLowerCase() === text)
        .map((prefix) => buffer.Buffer.from(prefix, "latin1"));
      leadAt(text).candidates.push({ ready, exact, backMin, backMax });
    }
  });
  detectors.forEach((detector, index) => {
    for (const text of detector.anchors) {
      leadAt(text).detectors.push(index);
    }
  });
  for (const text of ESCAPE_ANCHORS) {
    leadAt(text).escape = true;
  }
  return { texts: [...leads.keys()], leads: [...leads.values()], rules: rules.length };
}

function readyOf(rule: RuleSpec, index: number): Ready {
  const pattern = patternOf(rule);
  let expression: RegExp | undefined;
  return {
    index,
    pattern,
    expression: () => (expression ??= new RegExp(pattern.source, pattern.flags)),
  };
}
