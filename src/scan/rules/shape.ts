import type { Check, Piece, RuleSpec, Severity } from "../rule.ts";

export const DIGIT = "0-9";
export const HEX = "0-9a-f";
export const HEX_BOTH = "0-9A-Fa-f";
export const HEX_UPPER = "0-9A-F";
export const LOWER = "0-9a-z";
export const UPPER = "0-9A-Z";
export const ALNUM = "0-9A-Za-z";
export const LETTER = "A-Za-z";
export const WORD = "0-9A-Za-z_-";
export const WORD_EQ = "0-9A-Za-z_=-";
export const BASE64 = "0-9A-Za-z+/";
export const BASE64_BOTH = "0-9A-Za-z+/_-";
export const BASE32 = "A-Z2-7";
export const BASE32_LOWER = "a-z2-7";
export const BECH32 = "AC-HJ-NP-Z02-9";

/** Where a format is from. The formats are facts that these projects and pages state; no text is theirs. */
export const FROM = {
  gitleaks: "gitleaks 8.30",
  betterleaks: "betterleaks 1.7",
  credsweeper: "CredSweeper 1.17",
  secretlint: "secretlint 13",
  titus: "titus",
  noseyparker: "noseyparker 0.24",
  recomputed: "checksum recomputed on samples",
  kubernetes: "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens",
  googleCloud: "https://cloud.google.com/storage/docs/authentication/hmackeys",
  /** From memory, not confirmed: the rule starts low. */
  memory: "K",
} as const;

/**
 * A page that says how a leaked token is revoked.
 *
 * @param check the number of GitLab's check for it
 */
export function leakPage(check: string): { readonly revoke: string } {
  return {
    revoke: `https://docs.gitlab.com/ee/user/application_security/dast/browser/checks/${check}.html`,
  };
}

type Source = (typeof FROM)[keyof typeof FROM];

/** What a rule may say besides what it must. */
export interface Extra {
  readonly lead?: readonly Piece[];
  readonly suffix?: string;
  readonly secret?: "whole" | "body";
  readonly keywords?: readonly string[];
  readonly near?: number;
  readonly check?: Check;
  readonly level?: "specific" | "generic";
  readonly severity?: Severity;
  readonly gitleaks?: readonly string[];
  readonly source?: Source;
  readonly revoke?: string;
}

type Texts = string | readonly string[];
type Pieces = Piece | readonly Piece[];
type Add = (id: string, what: string, prefixes: Texts, pieces: Pieces, extra?: Extra) => RuleSpec;

/**
 * A piece of a shape.
 *
 * @param alphabet a RegExp class without brackets
 * @param min how many at least
 * @param max how many at most; left out: exactly `min`
 * @param after literal text after it
 */
export function of(alphabet: string, min: number, max: number = min, after?: string): Piece {
  return after === undefined ? { alphabet, min, max } : { alphabet, min, max, after };
}

/** A UUID in lower case. */
export const UUID: readonly Piece[] = uuid(HEX);
/** A UUID in either case. */
export const UUID_BOTH: readonly Piece[] = uuid(HEX_BOTH);

function uuid(alphabet: string): readonly Piece[] {
  return [...[8, 4, 4, 4].map((length) => of(alphabet, length, length, "-")), of(alphabet, 12)];
}

/**
 * Makes the rules of one provider; each may say otherwise in its last argument.
 *
 * @param provider who issues them
 * @param source where their formats are from
 * @param severity of them
 */
export function family(provider: string, source: Source, severity: Severity = "high"): Add {
  return (id, what, prefixes, pieces, extra = {}) => ({
    id,
    provider,
    what,
    prefixes: typeof prefixes === "string" ? [prefixes] : prefixes,
    pieces: "alphabet" in pieces ? [pieces] : pieces,
    secret: "whole",
    check: "none",
    severity: (extra.source ?? source) === FROM.memory ? "low" : severity,
    gitleaks: [],
    source,
    ...extra,
  });
}
