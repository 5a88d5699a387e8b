/** One piece of a token's shape. */
export interface Piece {
  /** A RegExp character class without brackets: `0-9A-Za-z_-`. ASCII only. */
  readonly alphabet: string;
  /** How many of them, both inclusive. */
  readonly min: number;
  readonly max: number;
  /** Literal text after it: a separator. */
  readonly after?: string;
}

/** What holds of a true token besides its shape. Computed in checksums.ts, where each says what it proves. */
export type Check =
  | "crc32-base62-30"
  | "crc32-base62-43"
  | "crc32-base62-50"
  | "crc32-base62-apify"
  | "crc32-hex-lower"
  | "crc32-hex-upper-all"
  | "crc32le-hex-prefixed"
  | "crc32le-base64-54"
  | "crc16-nkey"
  | "bech32"
  | "aws-account"
  | "base58-54"
  | "base64-bedrock"
  | "base64-id"
  | "base64-json"
  | "base64-reftkn"
  | "base64-snowflake"
  | "macaroon-pypi"
  | "jwt"
  | "none";

export type Severity = "critical" | "high" | "medium" | "low";

/** One rule as data. Pattern, anchor, documentation, SARIF rule, examples and near misses follow from it. */
export interface RuleSpec {
  readonly id: string;
  /** Who issues it: `GitHub`. */
  readonly provider: string;
  /** What it is, for a person: `personal access token (classic)`. */
  readonly what: string;
  /** Pieces before the fixed text, where that stands in the middle or at the end. */
  readonly lead?: readonly Piece[];
  /** Fixed texts, of which one stands there; matched with case. Empty: nothing is fixed, a keyword leads to it. */
  readonly prefixes: readonly string[];
  readonly pieces: readonly Piece[];
  /** Literal text at the very end. */
  readonly suffix?: string;
  /** Which part is the secret: all of it, or only what stands after the fixed text. */
  readonly secret: "whole" | "body";
  /**
   * Words, lower case, for shapes that say nothing by themselves. With `near`, one of them stands within as many
   * bytes before the token; without, the token is what a name that holds one of them is set to.
   */
  readonly keywords?: readonly string[];
  readonly near?: number;
  readonly check: Check;
  /** How much a match without a check says, where it is not `specific` for a fixed text and `generic` for none. */
  readonly level?: "specific" | "generic";
  /** Of what it opens; a test or sandbox token is lower. */
  readonly severity: Severity;
  /** Ids of gitleaks' rules that it stands for. */
  readonly gitleaks: readonly string[];
  /** Where the format is from; where it is only from memory (`K`), the rule starts low. */
  readonly source: string;
  /** Where to revoke; only of a page that was read. */
  readonly revoke?: string;
}
