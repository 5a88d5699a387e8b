import crypto from "node:crypto";
import { Shape, type Members, type TrustFile } from "./shape.ts";

/** Whom to trust, read and checked. */
export interface TrustedRoot {
  /** As parsed JSON, without the logs whose kind of key is not known here. */
  readonly root: unknown;
  /** What the file lists, also where it is not known here: from this follows what a signature must carry. */
  readonly lists: {
    readonly logs: boolean;
    readonly ctLogs: boolean;
    readonly timestampAuthorities: boolean;
  };
  /** When the newest key or CA in it began. */
  readonly newest: Date | undefined;
  /** What was left out, for the log. */
  readonly notes: readonly string[];
}

const MEDIA_TYPE =
  /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
/** How the bytes of a key are to be read, by the names of protobuf-specs. */
const PKCS1 = /^PKCS1_RSA_/;
const SPKI =
  /^PKIX_(?:RSA_PKCS1V15_(?:2048|3072|4096)_SHA256|RSA_PSS_(?:2048|3072|4096)_SHA256|ECDSA_P256_SHA_256|ECDSA_P384_SHA_384|ECDSA_P521_SHA_512|ECDSA_P256_HMAC_SHA_256|ED25519|ED25519_PH)$|^PKIX_(?:RSA_PKCS1V5|RSA_PSS)$/;
const HASH = "SHA2_256";
const MAX_CHAIN = 10;

/**
 * Reads a trusted root, version 0.1 or 0.2. Every log's key and every certificate must parse and have a beginning.
 * A log with a kind of key that is not known here is left out and noted: one new kind in a root that is served
 * to all must not end every deploy.
 * @throws Failure TRUST_ROOT_INVALID
 * @see https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
 */
export function readTrustedRoot({ name, bytes }: TrustFile): TrustedRoot {
  const shape = new Shape(
    `The trusted root ${name}`,
    "trusted-root: path/to/trusted_root.json  # as `cosign trusted-root create` writes it",
  );
  const file = shape.parse(bytes);
  if (typeof file["mediaType"] !== "string" || !MEDIA_TYPE.test(file["mediaType"]))
    throw shape.invalid("is no trusted root of version 0.1 or 0.2: its mediaType is another");
  const reading: Reading = { shape, starts: [], notes: [], name };
  const logs = shape.list(file["tlogs"], "tlogs");
  const ctLogs = shape.list(file["ctlogs"], "ctlogs");
  const stamping = shape.list(file["timestampAuthorities"], "timestampAuthorities");
  const issuing = shape.list(file["certificateAuthorities"], "certificateAuthorities");
  for (const [index, one] of issuing.entries())
    checkAuthority(reading, one, `certificateAuthorities[${index}]`);
  for (const [index, one] of stamping.entries())
    checkAuthority(reading, one, `timestampAuthorities[${index}]`);
  const root = {
    ...file,
    tlogs: logs.filter((log, index) => isUsable(reading, log, `tlogs[${index}]`)),
    ctlogs: ctLogs.filter((log, index) => isUsable(reading, log, `ctlogs[${index}]`)),
    certificateAuthorities: issuing,
    timestampAuthorities: stamping,
  };
  const newest = reading.starts.toSorted((a, b) => b.getTime() - a.getTime())[0];
  return {
    root,
    lists: {
      logs: logs.length > 0,
      ctLogs: ctLogs.length > 0,
      timestampAuthorities: stamping.length > 0,
    },
    newest,
    notes: reading.notes,
  };
}

interface Reading {
  readonly shape: Shape;
  readonly starts: Date[];
  readonly notes: string[];
  readonly name: string;
}

/** False for a log that cannot be used here. Throws where it is wrong. */
function isUsable({ shape, starts, notes, name }: Reading, log: Members, at: string): boolean {
  const key = shape.object(log["publicKey"], `${at}.publicKey`);
  const details = shape.text(key["keyDetails"], `${at}.publicKey.keyDetails`);
  const { start } = shape.range(key["validFor"], `${at}.publicKey.validFor`);
  shape.bytes(shape.object(log["logId"], `${at}.logId`)["keyId"], `${at}.logId.keyId`);
  const bytes = shape.bytes(key["rawBytes"], `${at}.publicKey.rawBytes`);
  const known = PKCS1.test(details) || SPKI.test(details);
  if (!known || (log["hashAlgorithm"] !== undefined && log["hashAlgorithm"] !== HASH)) {
    notes.push(
      `${at} of the trusted root ${name} has a kind of key or hash that is not known here: left out.`,
    );
    return false;
  }
  try {
    const type = PKCS1.test(details) ? "pkcs1" : "spki";
    crypto.createPublicKey({ key: bytes, format: "der", type });
  } catch {
    throw shape.invalid(`has a key that cannot be read, in ${at}.publicKey`);
  }
  starts.push(start);
  return true;
}

function checkAuthority({ shape, starts }: Reading, authority: Members, at: string): void {
  const { certificates } = shape.object(authority["certChain"], `${at}.certChain`);
  const chain = shape.list(certificates, `${at}.certChain.certificates`);
  if (chain.length === 0 || chain.length > MAX_CHAIN)
    throw shape.invalid(`has not 1 to ${MAX_CHAIN} certificates in ${at}.certChain`);
  for (const [index, certificate] of chain.entries()) {
    const place = `${at}.certChain.certificates[${index}]`;
    const der = shape.bytes(certificate["rawBytes"], `${place}.rawBytes`);
    try {
      void new crypto.X509Certificate(der).publicKey;
    } catch {
      throw shape.invalid(`has a certificate that cannot be read, in ${place}`);
    }
  }
  starts.push(shape.range(authority["validFor"], `${at}.validFor`).start);
}
