import crypto from "node:crypto";

/** Of a finding what stays the same under rebase and line shift. */
export interface Mark {
  readonly rule: string;
  /** With the secret masked, where it stands in the path. */
  readonly path: string;
  /** The finding's lines without any secret: `maskedLine`. */
  readonly line: string;
  /** Which of several that are alike in all of this, from 1. */
  readonly occurrence: number;
}

/** 64 bits: what GitHub's own line fingerprint has. */
const HEX_DIGITS = 16;

/**
 * The fingerprint of a finding: of rule, path and the masked line without its spaces, and which of several alike it is.
 * Neither the secret nor anything computed from it is in it. Pure.
 */
export function fingerprintOf({ rule, path, line, occurrence }: Mark): string {
  const text = JSON.stringify([rule, path, line.replace(/\s+/g, " ").trim()]);
  return `${crypto.createHash("sha256").update(text).digest("hex").slice(0, HEX_DIGITS)}:${occurrence}`;
}
