import buffer from "node:buffer";
import type { Detector } from "./detector.ts";
import { bytesOf, findingAt, runEnd } from "./finding-at.ts";

const DIGITS = bytesOf("0-9A-Za-z_-");
const MAX_SEGMENT = 8192;
const SHORTEST_SEGMENT = 12;
const SHORTEST_SIGNATURE = 20;
const DOT = 0x2e;
const MAX_FACT = 100;

type Claims = Readonly<Record<string, unknown>>;

/** A JSON Web Token (RFC 7519), with what it says of itself. Its signature is not judged. */
export const JWT: Detector = {
  id: "jwt",
  what: "a JSON Web Token",
  severity: "high",
  gitleaks: ["jwt", "jwt-base64"],
  anchors: ["eyj"],
  find: ({ bytes, now }, at) => {
    if (bytes[at + 2] !== 0x4a || bytes[at] !== 0x65 || DIGITS[bytes[at - 1] ?? 0] === 1) {
      return undefined;
    }
    const headEnd = segment(bytes, at);
    const claimsEnd = headEnd === -1 ? -1 : segment(bytes, headEnd + 1);
    if (claimsEnd === -1) {
      return undefined;
    }
    const end = runEnd(bytes, claimsEnd + 1, DIGITS, MAX_SEGMENT);
    const head = objectIn(bytes.toString("latin1", at, headEnd));
    const claims = objectIn(bytes.toString("latin1", headEnd + 1, claimsEnd));
    if (head === undefined || claims === undefined || typeof head["alg"] !== "string") {
      return undefined;
    }
    const signed = end - claimsEnd - 1 >= SHORTEST_SIGNATURE;
    return findingAt(bytes, {
      rule: JWT.id,
      level: "specific",
      start: at,
      end,
      matchStart: at,
      sight: "eyJ",
      facts: factsOf(head, claims),
      reason: signed ? reasonIn(claims, now) : "it has no signature",
    });
  },
};

/** Where a segment ends that a dot follows; -1 where there is none. */
function segment(bytes: Uint8Array, at: number): number {
  const end = runEnd(bytes, at, DIGITS, MAX_SEGMENT);
  return bytes[end] === DOT && end - at >= SHORTEST_SEGMENT ? end : -1;
}

function objectIn(digits: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(buffer.Buffer.from(digits, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function factsOf(head: Claims, claims: Claims): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [name, value] of [
    ["algorithm", head["alg"]],
    ["issuer", claims["iss"]],
  ] as const) {
    if (typeof value === "string") {
      facts[name] = value.slice(0, MAX_FACT);
    }
  }
  const expiry = expiryOf(claims);
  if (expiry !== undefined) {
    facts["expires"] = new Date(expiry).toISOString();
  }
  return facts;
}

/** In milliseconds; none where it is no date. */
function expiryOf(claims: Claims): number | undefined {
  const seconds = claims["exp"];
  return typeof seconds === "number" && seconds > 0 && seconds < 8e12 ? seconds * 1000 : undefined;
}

function reasonIn(claims: Claims, now: number | undefined): string | undefined {
  const expiry = expiryOf(claims);
  if (now !== undefined && expiry !== undefined && expiry < now) {
    return "it has expired";
  }
  if (claims["sub"] === "1234567890" || /^(?:john|jane) doe$/i.test(String(claims["name"]))) {
    return "it says that it is an example";
  }
  return claims["role"] === "anon" ? "its role is that of anybody: it is public" : undefined;
}
