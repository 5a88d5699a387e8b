import crypto from "node:crypto";
import type { JsonWebKey, KeyObject } from "node:crypto";

/** A key that signs tokens, as an issuer publishes it. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** An entry of the issuer's key set. */
  readonly jwk: JsonWebKey;
}

/** Makes an RSA key. */
export function createKey(): SigningKey {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  const id = crypto.randomUUID();
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: id, alg: "RS256", use: "sig" };
  return { id, privateKey, publicKey, jwk };
}

/** Takes claims; returns them as a token, signed with RS256 (RFC 7515, section 3.1; RFC 7518, section 3.3). */
export function signToken(claims: Readonly<Record<string, unknown>>, key: SigningKey): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ typ: "JWT", alg: "RS256", kid: key.id })}.${part(claims)}`;
  const signature = crypto.sign("RSA-SHA256", Buffer.from(signed), key.privateKey);
  return `${signed}.${signature.toString("base64url")}`;
}

/** Takes a token; returns its header and claims without checking anything, or undefined if it is none. */
export function readToken(token: string): { header: Claims; claims: Claims } | undefined {
  const [header, claims, signature, ...more] = token.split(".").map((part) => Buffer.from(part, "base64url"));
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) return;
  try {
    return { header: JSON.parse(header.toString("utf8")), claims: JSON.parse(claims.toString("utf8")) };
  } catch {
    return undefined;
  }
}

export type Claims = Readonly<Record<string, unknown>>;

/** Takes a token; returns whether one of the keys signed it. */
export function isSignedBy(token: string, keys: readonly KeyObject[]): boolean {
  const end = token.lastIndexOf(".");
  const signed = Buffer.from(token.slice(0, end));
  const signature = Buffer.from(token.slice(end + 1), "base64url");
  return keys.some((key) => crypto.verify("RSA-SHA256", signed, key, signature));
}
