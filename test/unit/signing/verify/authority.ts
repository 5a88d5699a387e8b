import crypto from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { LogEntry } from "../../../../src/signing/bundle.ts";
import { base64, sha256 } from "../../../../src/signing/encoding.ts";
import type { Instance, Requirements } from "../../../../src/signing/instance.ts";
import {
  ECDSA_SHA256,
  SHA256,
  certificateOf,
  element,
  extension,
  generalizedTime,
  integer,
  nameOf,
  octets,
  oid,
  sequence,
  set,
  text,
  utf8,
} from "./der.ts";

export const NOW = Date.UTC(2026, 10, 24, 12);
const START = NOW - 1_000 * 3_600 * 24 * 365;
const END = NOW + 1_000 * 3_600 * 24 * 365;
const MINUTE = 60_000;
export const IDENTITY = "https://github.com/liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main";
export const ISSUER = "https://token.actions.githubusercontent.com";

const FULCIO = "1.3.6.1.4.1.57264.1.";
const CA_ONLY = extension("2.5.29.19", sequence(element(0x01, Buffer.from([0xff]))));
const ec = (): crypto.KeyPairKeyObjectResult => crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
const spki = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" });

interface Root {
  readonly name: Buffer;
  readonly keys: crypto.KeyPairKeyObjectResult;
  readonly der: Buffer;
}

function rootOf(common: string): Root {
  const name = nameOf(common);
  const keys = ec();
  const issuer = { name, key: keys.privateKey };
  const dates = { from: START, to: END };
  return {
    name,
    keys,
    der: certificateOf({ issuer, subject: name, key: keys.publicKey, ...dates, extensions: [CA_ONLY] }),
  };
}

const CA = rootOf("test CA");
const TSA_ROOT = rootOf("test TSA root");
const TSA = ec();
const TSA_LEAF = certificateOf({
  issuer: { name: TSA_ROOT.name, key: TSA_ROOT.keys.privateKey },
  subject: nameOf("test TSA"),
  key: TSA.publicKey,
  from: START,
  to: END,
  serial: 9,
  extensions: [extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.8")))],
});
const LOG_1 = ec();
const LOG_1_ID = sha256(spki(LOG_1.publicKey));
const LOG_2 = crypto.generateKeyPairSync("ed25519");
const LOG_2_NAME = "log2.test";
const LOG_2_ID = sha256(Buffer.concat([Buffer.from(`${LOG_2_NAME}\n\u0001`), spki(LOG_2.publicKey)]));

const window = { start: new Date(START).toISOString(), end: new Date(END).toISOString() };
const logOf = (baseUrl: string, key: KeyObject, id: Buffer, keyDetails: string): object => ({
  baseUrl,
  hashAlgorithm: "SHA2_256",
  publicKey: { rawBytes: base64(spki(key)), keyDetails, validFor: window },
  logId: { keyId: base64(id) },
});
const authorityOf = (...chain: readonly Buffer[]): object => ({
  certChain: { certificates: chain.map((der) => ({ rawBytes: base64(der) })) },
  validFor: window,
});

export const TRUSTED_ROOT = {
  mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  tlogs: [
    logOf("https://elsewhere.test", LOG_1.publicKey, LOG_1_ID, "PKIX_ECDSA_P256_SHA_256"),
    logOf(`https://${LOG_2_NAME}`, LOG_2.publicKey, LOG_2_ID, "PKIX_ED25519"),
  ],
  certificateAuthorities: [authorityOf(CA.der)],
  ctlogs: [],
  timestampAuthorities: [authorityOf(TSA_LEAF, TSA_ROOT.der)],
};

/** A Sigstore of this file; without more words it requires a log entry. */
export const instanceOf = (
  requires: Partial<Requirements> = {},
  trustedRoot: unknown = TRUSTED_ROOT,
): Instance => ({
  name: "private",
  trustedRoot,
  requires: { log: true, sct: false, timestamp: false, ...requires },
  source: "a test",
});

export interface LeafOptions {
  readonly key: KeyObject;
  readonly names?: readonly Buffer[];
  readonly facts?: Readonly<Record<number, Uint8Array>>;
  readonly usage?: string;
  readonly ca?: boolean;
  readonly root?: Root;
  readonly more?: readonly Buffer[];
}

export const uri = (value: string): Buffer => text(0x86, value);

/** A certificate that holds for ten minutes from NOW. */
export const leafOf = ({ key, names, facts, usage, ca, root = CA, more = [] }: LeafOptions): Buffer =>
  certificateOf({
    issuer: { name: root.name, key: root.keys.privateKey },
    subject: sequence(),
    key,
    from: NOW,
    to: NOW + 10 * MINUTE,
    extensions: [
      extension("2.5.29.37", sequence(oid(usage ?? "1.3.6.1.5.5.7.3.3"))),
      ...(ca ? [CA_ONLY] : []),
      extension("2.5.29.17", sequence(...(names ?? [uri(IDENTITY)]))),
      ...Object.entries(facts ?? { 1: Buffer.from(ISSUER), 8: utf8(ISSUER) }).map(([number, value]) =>
        extension(`${FULCIO}${number}`, value),
      ),
      ...more,
    ],
  });

export const STRANGER: Root = rootOf("test CA");

function proofOf(body: Buffer, name: string, id: Buffer, key: KeyObject): LogEntry["inclusionProof"] {
  const root = base64(sha256(Buffer.concat([Buffer.from([0]), body])));
  const note = `${name}\n1\n${root}\n`;
  const signature = crypto.sign(
    key.asymmetricKeyType === "ed25519" ? null : "SHA256",
    Buffer.from(note),
    key,
  );
  const line = `\u2014 ${name.split(" ")[0]} ${base64(Buffer.concat([id.subarray(0, 4), signature]))}\n`;
  return {
    logIndex: "0",
    rootHash: root,
    treeSize: "1",
    hashes: [],
    checkpoint: { envelope: `${note}\n${line}` },
  };
}

/** An entry of Rekor 1, with its promise and a proof. Its checkpoints bear another name than its address. */
export function entry1(kind: string, version: string, spec: object, time = NOW + MINUTE): LogEntry {
  const body = Buffer.from(JSON.stringify({ apiVersion: version, kind, spec }));
  const integratedTime = Math.floor(time / 1_000);
  const promised = { body: base64(body), integratedTime, logID: LOG_1_ID.toString("hex"), logIndex: 41 };
  return {
    logIndex: "41",
    logId: { keyId: base64(LOG_1_ID) },
    kindVersion: { kind, version },
    integratedTime: String(integratedTime),
    inclusionPromise: {
      signedEntryTimestamp: base64(
        crypto.sign("SHA256", Buffer.from(JSON.stringify(promised)), LOG_1.privateKey),
      ),
    },
    inclusionProof: proofOf(body, "rekor.test - 123", LOG_1_ID, LOG_1.privateKey)!,
    canonicalizedBody: base64(body),
  };
}

/** An entry of Rekor 2: a proof, no time. */
export function entry2(kind: string, spec: object): LogEntry {
  const body = Buffer.from(JSON.stringify({ apiVersion: "0.0.2", kind, spec }));
  return {
    logIndex: "0",
    logId: { keyId: base64(LOG_2_ID) },
    kindVersion: { kind, version: "0.0.2" },
    inclusionProof: proofOf(body, LOG_2_NAME, LOG_2_ID, LOG_2.privateKey)!,
    canonicalizedBody: base64(body),
  };
}

/** An authority's answer over a signature; of an unknown authority where `by` is another key. */
export function stampOf(signature: Uint8Array, time = NOW + MINUTE, by = TSA.privateKey, status = 0): string {
  const info = sequence(
    integer(1),
    oid("1.2.3.4"),
    sequence(SHA256, octets(sha256(signature))),
    integer(9),
    generalizedTime(time),
  );
  const attributes = [
    sequence(oid("1.2.840.113549.1.9.3"), set(oid("1.2.840.113549.1.9.16.1.4"))),
    sequence(oid("1.2.840.113549.1.9.4"), set(octets(sha256(info)))),
  ];
  const signer = sequence(
    integer(1),
    sequence(TSA_ROOT.name, integer(9)),
    SHA256,
    element(0xa0, ...attributes),
    ECDSA_SHA256,
    octets(crypto.sign("SHA256", set(...attributes), by)),
  );
  const content = sequence(oid("1.2.840.113549.1.9.16.1.4"), element(0xa0, octets(info)));
  const signed = sequence(integer(3), set(SHA256), content, set(signer));
  const token = sequence(oid("1.2.840.113549.1.7.2"), element(0xa0, signed));
  return base64(sequence(sequence(integer(status)), token));
}

export const STRANGE_KEY = ec().privateKey;
