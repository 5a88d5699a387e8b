import crypto from "node:crypto";
import { X509Certificate } from "@sigstore/core";
import type { ASN1Obj } from "@sigstore/core";
import type { CertificateFacts } from "../verified.ts";
import { certificatePem } from "../encoding.ts";
import { invalid, refusing } from "./reasons.ts";

const FULCIO = "1.3.6.1.4.1.57264.1.";
const SUBJECT_ALT_NAME = "2.5.29.17";
const UTF8_STRING = 0x0c;
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
const LAST_RAW = 6;
const LAST_KNOWN = 24;
/** What stands inside of the otherName that Fulcio writes for user names. */
const OTHER_NAME = "1.3.6.1.4.1.57264.1.7";
const PRINTABLE = /^[\x21-\x7e]+$/;

/**
 * What a certificate of Fulcio says: its one name (URI, e-mail or Fulcio's user name) and its extensions, the first
 * six as plain text, the later ones as DER. Where only the old ones are there, they are taken.
 *
 * @throws Failure SIGNATURE_INVALID where it is no certificate, has no name or several, or an extension twice.
 *   https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
export function certificateFacts(der: Uint8Array): CertificateFacts {
  return refusing("certificate-unreadable", () => {
    const bytes = Buffer.from(der);
    const native = new crypto.X509Certificate(bytes);
    const certificate = X509Certificate.parse(bytes);
    // What follows a certificate would be compared with the log, but never read.
    if (!native.raw.equals(bytes)) throw invalid("certificate-unreadable");
    const fact = extensions(certificate);
    const issuer = fact(8, 1);
    const repository = issuer === GITHUB_ISSUER ? fact(5) : undefined;
    return {
      san: subjectName(certificate),
      issuer,
      sourceRepository: fact(12) ?? (repository && `https://github.com/${repository}`),
      sourceRepositoryId: fact(15),
      sourceOwner: fact(16),
      sourceOwnerId: fact(17),
      sourceRef: fact(14, 6),
      sourceDigest: fact(13, 3),
      sourceVisibility: fact(22),
      buildSigner: fact(9),
      buildSignerDigest: fact(10),
      buildConfig: fact(18),
      buildConfigDigest: fact(19),
      trigger: fact(20, 2),
      runner: fact(11),
      run: fact(21),
      environment: fact(23),
      serial: native.serialNumber.toLowerCase(),
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      pem: certificatePem(bytes),
    };
  });
}

/** Reads all of Fulcio's extensions; gives the value of the first number that is there. */
function extensions(certificate: X509Certificate): (...numbers: readonly number[]) => string | undefined {
  const oids = certificate.extensions.map((extension) => extension.subs[0]!.toOID());
  if (new Set(oids).size !== oids.length) throw invalid("certificate-unreadable");
  const values = new Map<number, string>();
  for (let number = 1; number <= LAST_KNOWN; number++) {
    const value = certificate.extension(`${FULCIO}${number}`)?.value;
    if (value !== undefined) values.set(number, decode(number <= LAST_RAW ? value : utf8String(value)));
  }
  return (...numbers) => values.get(numbers.find((number) => values.has(number)) ?? 0);
}

const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** The content of a DER UTF8String that fills the bytes. */
function utf8String(der: Buffer): Buffer {
  const first = der[1] ?? 0;
  const long = first & 0x80 ? first & 0x7f : 0;
  const start = 2 + long;
  const length = long === 0 ? first : der.readUIntBE(2, long);
  if (der[0] !== UTF8_STRING || start + length !== der.length) throw invalid("certificate-unreadable");
  return der.subarray(start);
}

function subjectName(certificate: X509Certificate): string {
  const names = certificate.extension(SUBJECT_ALT_NAME)?.valueObj.subs[0]?.subs ?? [];
  const [name] = names;
  if (names.length !== 1 || name === undefined) throw invalid("certificate-unreadable");
  const plain = name.tag.isContextSpecific(1) || name.tag.isContextSpecific(6);
  const value = plain ? name.value : userName(name);
  const text = value === undefined ? undefined : decode(value);
  if (text === undefined || !PRINTABLE.test(text)) throw invalid("certificate-unreadable");
  return text;
}

/** What stands in an otherName of Fulcio's, undefined in any other. */
function userName(name: ASN1Obj): Buffer | undefined {
  const [kind, wrapped] = name.tag.isContextSpecific(0) ? name.subs : [];
  const value = wrapped?.subs[0];
  const known = kind?.tag.isOID() === true && kind.toOID() === OTHER_NAME;
  return known && value?.tag.number === UTF8_STRING ? value.value : undefined;
}

/** Whether a certificate may sign code and is no CA. Another certificate of the same CA must not count. */
export function signsCode(der: Uint8Array): boolean {
  const certificate = new crypto.X509Certificate(der);
  return !certificate.ca && (certificate.keyUsage ?? []).includes("1.3.6.1.5.5.7.3.3");
}
