import type { Level } from "./finding.ts";
import type { Check, RuleSpec } from "./rule.ts";
import {
  BASE62,
  BASE62_LOWER_FIRST,
  base58Length,
  base62,
  crc16,
  crc32,
  fromBase32,
  fromBase64,
  isBech32,
  isMacaroon,
  littleEndian,
} from "./codecs.ts";

/** What a check says of a token. */
export interface Verdict {
  readonly level: Level;
  /** What the token tells beside: an account. Never a part of the secret. */
  readonly facts: Readonly<Record<string, string>>;
  /** Why it is likely none, where it fails. */
  readonly reason?: string;
}

interface Holder {
  /** Whether a pass is no chance: it verifies. Else it is only one more part of the shape. */
  readonly proves: boolean;
  /** Takes the token and the fixed text that it begins with. */
  readonly holds: (token: string, prefix: string) => boolean;
}

const MAX_AWS_ACCOUNT = 999_999_999_999;

/** Every check. The formats are those that the rules' sources give, recomputed on samples. */
const CHECKS: Readonly<Record<Exclude<Check, "none">, Holder>> = {
  "crc32-base62-30": sum((token, prefix) => base62Tail(token.slice(prefix.length), 30, BASE62)),
  "crc32-base62-43": sum((token, prefix) => base62Tail(token.slice(prefix.length), 43, BASE62)),
  "crc32-base62-50": sum((token, prefix) => base62Tail(token.slice(prefix.length), 50, BASE62)),
  "crc32-base62-apify": sum((token, prefix) => base62Tail(token, prefix.length + 30, BASE62_LOWER_FIRST)),
  "crc32-hex-lower": sum((token, prefix) => {
    const body = token.slice(prefix.length, -8).replace(/_$/, "");
    return token.endsWith(hex(crc32(body)));
  }),
  "crc32-hex-upper-all": sum((token) => token.endsWith(hex(crc32(token.slice(0, -8))).toUpperCase())),
  "crc32le-hex-prefixed": sum((token) => {
    return token.endsWith(littleEndian(crc32(token.slice(0, -9))).toString("hex"));
  }),
  "crc32le-base64-54": sum((token, prefix) => {
    const body = token.slice(prefix.length, prefix.length + 54);
    return token.endsWith(littleEndian(crc32(body)).toString("base64").slice(0, 6));
  }),
  "crc16-nkey": sum((token) => {
    const bytes = fromBase32(token);
    const [low, high] = bytes?.subarray(-2) ?? [];
    return bytes !== undefined && low !== undefined && high !== undefined
      ? crc16(bytes.subarray(0, -2)) === low + high * 256
      : false;
  }),
  bech32: sum(isBech32),
  "aws-account": shape((token) => (awsAccount(token) ?? Infinity) <= MAX_AWS_ACCOUNT),
  "base58-54": shape((token) => base58Length(token) === 54),
  "base64-bedrock": sum((token, prefix) => decodes(token.slice(prefix.length), /^BedrockAPIKey-/)),
  "base64-id": sum((token, prefix) => decodes(token.slice(prefixOfId(prefix)), /^\d{1,20}:/)),
  "base64-json": sum((token, prefix) => isObject(token.slice(jsonStart(prefix)).split(/[._]/)[0])),
  "base64-reftkn": sum((token) => decodes(token, /^reftkn:\d{2}:\d{10}:/)),
  "base64-snowflake": sum((token) => decodes(token.split(".")[0] ?? "", /^\d{17,20}$/)),
  "macaroon-pypi": sum((token) => isMacaroon(fromBase64(token.slice("pypi-".length)) ?? "")),
  jwt: sum((token, prefix) => {
    const [head, claims] = token.slice(token.indexOf("eyJ", prefix.length)).split(".");
    return isObject(head) && isObject(claims);
  }),
};

/**
 * How sure a match of a rule is: what its check says, or for want of one, how much its shape says.
 *
 * @param rule the rule that matched
 * @param token all of it where the rule's secret is whole, else what follows the fixed text
 */
export function verdictOf(rule: RuleSpec, token: string): Verdict {
  const facts = factsOf(rule, token);
  if (rule.check === "none") {
    return { level: rule.level ?? (rule.prefixes.length === 0 ? "generic" : "specific"), facts };
  }
  const check = CHECKS[rule.check];
  const prefix = rule.prefixes
    .filter((text) => token.startsWith(text))
    .toSorted((a, b) => b.length - a.length);
  if (check.holds(token, prefix[0] ?? "")) {
    return { level: check.proves ? "verified" : "specific", facts };
  }
  const reason = check.proves
    ? "its checksum or structure does not hold"
    : "its shape is not one that is issued";
  return { level: "placeholder", facts, reason };
}

/**
 * Whether passing a check verifies a token; for the documentation.
 *
 * @param check of a rule
 */
export function proves(check: Check): boolean {
  return check !== "none" && CHECKS[check].proves;
}

/** The account of an AWS key id: 40 of its bits. 91 % of random ids give one too. */
function awsAccount(token: string): number | undefined {
  const bytes = fromBase32(token.slice(4));
  if (bytes === undefined || bytes.length < 6) {
    return undefined;
  }
  const bits = bytes.subarray(0, 6).reduce((value, byte) => value * 256 + byte, 0);
  return Math.floor((bits % 2 ** 47) / 2 ** 7);
}

function factsOf(rule: RuleSpec, token: string): Readonly<Record<string, string>> {
  const account = rule.check === "aws-account" ? awsAccount(token) : undefined;
  return account === undefined || account > MAX_AWS_ACCOUNT
    ? {}
    : { account: String(account).padStart(12, "0") };
}

function sum(holds: Holder["holds"]): Holder {
  return { proves: true, holds };
}

function shape(holds: Holder["holds"]): Holder {
  return { proves: false, holds };
}

/** Whether the six characters after the body are its checksum. */
function base62Tail(text: string, length: number, digits: string): boolean {
  return text.slice(length) === base62(crc32(text.slice(0, length)), 6, digits);
}

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}

function decodes(base64: string, content: RegExp): boolean {
  const text = fromBase64(base64);
  return text !== undefined && content.test(text);
}

/** Bitbucket's token has a prefix of its own; that of Jira and Confluence is base64 from the start. */
function prefixOfId(prefix: string): number {
  return prefix.endsWith("-") ? prefix.length : 0;
}

/** Base64 of a JSON object begins with `eyJ` (`{"`), which the rule's fixed text holds already. */
function jsonStart(prefix: string): number {
  return Math.max(0, prefix.indexOf("eyJ"));
}

function isObject(base64: string | undefined): boolean {
  try {
    return JSON.parse(fromBase64(base64 ?? "") ?? "").constructor === Object;
  } catch {
    return false;
  }
}
