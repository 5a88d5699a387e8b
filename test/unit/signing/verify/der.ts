import crypto from "node:crypto";

/** Writes DER, for certificates and timestamps of tests. */
export const element = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
};
export const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => element(0x31, ...parts);
export const integer = (...bytes: readonly number[]): Buffer => element(0x02, Buffer.from(bytes));
export const octets = (bytes: Uint8Array): Buffer => element(0x04, bytes);
export const bits = (bytes: Uint8Array): Buffer => element(0x03, Buffer.from([0]), bytes);
export const text = (tag: number, value: string): Buffer => element(tag, Buffer.from(value));
export const utf8 = (value: string): Buffer => text(0x0c, value);

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return element(0x06, Buffer.from(bytes));
}

const ascii = (time: number): string => new Date(time).toISOString().replaceAll(/[-:T]/g, "");
export const utcTime = (time: number): Buffer => text(0x17, `${ascii(time).slice(2, 14)}Z`);
export const generalizedTime = (time: number): Buffer => text(0x18, `${ascii(time).slice(0, 14)}Z`);

export const ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
export const SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"));

export const nameOf = (common: string): Buffer => sequence(set(sequence(oid("2.5.4.3"), utf8(common))));

export const extension = (id: string, value: Uint8Array): Buffer => sequence(oid(id), octets(value));

export interface CertificateParts {
  readonly issuer: { readonly name: Buffer; readonly key: crypto.KeyObject };
  readonly subject: Buffer;
  readonly key: crypto.KeyObject;
  readonly from: number;
  readonly to: number;
  readonly serial?: number;
  readonly extensions: readonly Uint8Array[];
}

/** A certificate of version 3, signed with ECDSA and SHA-256. */
export function certificateOf(parts: CertificateParts): Buffer {
  const body = sequence(
    element(0xa0, integer(2)),
    integer(parts.serial ?? 7),
    ECDSA_SHA256,
    parts.issuer.name,
    sequence(utcTime(parts.from), utcTime(parts.to)),
    parts.subject,
    parts.key.export({ type: "spki", format: "der" }),
    element(0xa3, sequence(...parts.extensions)),
  );
  return sequence(body, ECDSA_SHA256, bits(crypto.sign("SHA256", body, parts.issuer.key)));
}
