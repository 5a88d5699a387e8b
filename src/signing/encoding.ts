import crypto from "node:crypto";

/** Bytes as standard base64, as it stands in every JSON of Sigstore. */
export const base64 = (bytes: Uint8Array | string): string =>
  (typeof bytes === "string"
    ? Buffer.from(bytes)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  ).toString("base64");

export const sha256 = (bytes: Uint8Array | string): Buffer =>
  crypto.createHash("sha256").update(bytes).digest();

/** A certificate as PEM, byte for byte as Go writes it: logs hash that text. */
export const certificatePem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${base64(der).replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of a base64 text, undefined where it is none or holds nothing. */
export const fromBase64 = (text: unknown): Buffer | undefined =>
  typeof text === "string" && text !== "" && BASE64.test(text) ? Buffer.from(text, "base64") : undefined;

/** The object that a JSON text holds, undefined where it holds something else. */
export function jsonObject(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch {
    return undefined;
  }
}

/** A value as an object, undefined where it is a list, null or no object at all. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
