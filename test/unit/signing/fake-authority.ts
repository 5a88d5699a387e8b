import crypto from "node:crypto";

const element = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts);
const integer = (value: number): Buffer => element(0x02, Buffer.from([value]));
const oid = (hex: string): Buffer => element(0x06, Buffer.from(hex, "hex"));
const text = (tag: number, value: string): Buffer => element(tag, Buffer.from(value));

const ECDSA_SHA256 = sequence(oid("2a8648ce3d040302"));
const SHA256 = oid("608648016503040201");
const SIGNED_DATA = oid("2a864886f70d010702");
const TST_INFO = oid("2a864886f70d0109100104");
const SAN = oid("551d11");
const COMMON_NAME = oid("550403");

const name = (common: string): Buffer => sequence(element(0x31, sequence(COMMON_NAME, text(0x0c, common))));
const utc = (time: number): Buffer =>
  text(0x17, `${new Date(time).toISOString().replaceAll(/[-:T]/g, "").slice(2, 14)}Z`);

export const IDENTITY = "https://github.com/liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main";

export interface LeafOptions {
  readonly key: crypto.KeyObject;
  readonly from: number;
  readonly to: number;
  /** None for a certificate without a name. */
  readonly san?: string | undefined;
}

const CA = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });

const certificate = (
  key: crypto.KeyObject,
  subject: Buffer,
  from: number,
  to: number,
  more: Buffer,
): string => {
  const body = sequence(
    element(0xa0, integer(2)),
    integer(7),
    ECDSA_SHA256,
    name("test CA"),
    sequence(utc(from), utc(to)),
    subject,
    key.export({ type: "spki", format: "der" }),
    more,
  );
  const signature = crypto.sign("SHA256", body, CA.privateKey);
  const der = sequence(body, ECDSA_SHA256, element(0x03, Buffer.from([0]), signature));
  return new crypto.X509Certificate(der).toString();
};

/** A leaf for a key, by a CA of this file. As PEM. */
export const leaf = ({ key, from, to, san }: LeafOptions): string => {
  const names = san === undefined ? undefined : sequence(text(0x86, san));
  const extension = names && sequence(SAN, element(0x01, Buffer.from([0xff])), element(0x04, names));
  return certificate(
    key,
    sequence(),
    from,
    to,
    extension ? element(0xa3, sequence(extension)) : Buffer.alloc(0),
  );
};

/** The CA's own certificate, as PEM. */
export const root = (): string =>
  certificate(CA.publicKey, name("test CA"), 0, Date.UTC(2040, 0), Buffer.alloc(0));

/** A TimeStampResp that grants, of the hash and nonce given. */
export function stampReply(imprint: Uint8Array, nonce: Uint8Array, time: number): Buffer {
  const stamp = text(0x18, `${new Date(time).toISOString().replaceAll(/[-:T]/g, "").slice(0, 14)}Z`);
  const info = sequence(
    integer(1),
    oid("2a0304"),
    sequence(sequence(SHA256, element(0x05)), element(0x04, imprint)),
    integer(9),
    stamp,
    element(0x02, nonce),
  );
  const content = sequence(TST_INFO, element(0xa0, element(0x04, info)));
  const signed = sequence(integer(3), element(0x31, sequence(SHA256)), content, element(0x31));
  return sequence(sequence(integer(0)), sequence(SIGNED_DATA, element(0xa0, signed)));
}

/** A TimeStampResp that says no with that PKIStatus. */
export const stampRefusal = (status: number): Buffer => sequence(sequence(integer(status)));
