import type buffer from "node:buffer";
import { hasKeyword, mayBegin, mayEnd } from "../boundary.ts";
import { verdictOf } from "../checksums.ts";
import type { Finding } from "../finding.ts";
import { reasonAgainst } from "../placeholders.ts";
import { looksRandom } from "../randomness.ts";
import type { RuleSpec } from "../rule.ts";
import type { Candidate, Ready } from "./candidates.ts";

const NAME_BEFORE = 40;
const NAME = /^[0-9A-Za-z_.-]{1,60}/;
const NAME_END = /[0-9A-Za-z_.-]*$/;

/**
 * Matches a rule where an anchor stands: its fixed text with case, what may stand before, the pattern sticky on a piece
 * that is as long as its longest match, what may stand after, its check.
 *
 * @param bytes what is scanned
 * @param candidate the rule, as the anchor leads to it
 * @param at where the anchor begins
 * @param from offsets before it are taken by the rule's last match
 * @param path of the file
 */
export function matchAt(
  bytes: buffer.Buffer,
  candidate: Candidate,
  at: number,
  from: number,
  path: string,
): Finding | undefined {
  if (candidate.exact.length > 0 && !candidate.exact.some((text) => standsAt(bytes, text, at))) {
    return undefined;
  }
  const { ready } = candidate;
  for (let back = candidate.backMax; back >= candidate.backMin; back -= 1) {
    const start = at - back;
    if (start >= from && mayBegin(ready.pattern, bytes, start)) {
      const found = matchFrom(bytes, ready, start, path);
      if (found !== undefined) {
        return found;
      }
    }
  }
  return undefined;
}

function standsAt(bytes: Uint8Array, text: Uint8Array, at: number): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[at + index] !== text[index]) {
      return false;
    }
  }
  return true;
}

function matchFrom(bytes: buffer.Buffer, ready: Ready, start: number, path: string): Finding | undefined {
  const { pattern } = ready;
  const expression = ready.expression();
  expression.lastIndex = 0;
  const match = expression.exec(
    bytes.toString("latin1", start, Math.min(bytes.length, start + pattern.maxLength)),
  );
  if (match === null) {
    return undefined;
  }
  const end = start + match[0].length;
  const token = match[1] ?? "";
  if (token === "" || !mayEnd(pattern, bytes, end) || !hasKeyword(pattern, bytes, start)) {
    return undefined;
  }
  const { rule } = pattern;
  const verdict = verdictOf(rule, token);
  const secretStart = end - token.length;
  if (verdict.level === "generic" && !looksRandom(token)) {
    return undefined;
  }
  const found: Finding = {
    rule: rule.id,
    level: verdict.level,
    start: secretStart,
    end,
    matchStart: start,
    matchEnd: end,
    secret: bytes.subarray(secretStart, end),
    sight: sightOf(rule, bytes, start, match[0].slice(0, match[0].length - token.length), token),
    decoded: [],
    facts: verdict.facts,
  };
  const reason =
    verdict.reason ?? (verdict.level === "verified" ? undefined : reasonAgainst(bytes, found, path));
  return reason === undefined ? found : { ...found, level: "placeholder", reason };
}

/** The fixed text, or the name that the value stands beside. */
function sightOf(
  rule: RuleSpec,
  bytes: buffer.Buffer,
  start: number,
  context: string,
  token: string,
): string {
  if (rule.prefixes.length > 0) {
    const whole = context + token;
    const prefix = rule.prefixes
      .filter((text) => whole.includes(text))
      .toSorted((a, b) => b.length - a.length);
    return prefix[0] ?? "";
  }
  const before = bytes.toString("latin1", Math.max(0, start - NAME_BEFORE), start);
  return `${NAME_END.exec(before)?.[0] ?? ""}${NAME.exec(context)?.[0] ?? ""}`;
}
