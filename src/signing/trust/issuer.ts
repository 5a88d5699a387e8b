import crypto from "node:crypto";

/** The organizations that the well-known instances put into the names of their CAs. */
const ORGANIZATIONS = new Map([
  ["sigstore.dev", "public"],
  ["GitHub, Inc.", "github"],
] as const);

/**
 * Which well-known instance a certificate names as its issuer: which root to get, never whether to trust it. Undefined
 * for any other, and for bytes that are no certificate. Pure.
 */
export function issuerOf(der: Uint8Array): "public" | "github" | undefined {
  try {
    const issuer = new crypto.X509Certificate(der).issuer.split("\n");
    const found = [...ORGANIZATIONS].find(([name]) => issuer.includes(`O=${name}`));
    return found?.[1];
  } catch {
    return undefined;
  }
}
