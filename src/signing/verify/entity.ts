import crypto from "node:crypto";
import { X509Certificate } from "@sigstore/core";
import { VerificationError, Verifier } from "@sigstore/verify";
import type { SignedEntity, TrustMaterial } from "@sigstore/verify";
import type { Instance, Requirements } from "../instance.ts";
import type { CertificateFacts, Verified } from "../verified.ts";
import { certificateFacts, signsCode } from "./certificate-facts.ts";
import type { SignedContent } from "./content.ts";
import { matchBody, matchCheckpoint } from "./log-body.ts";
import type { LogEntry, Signer } from "./log-body.ts";
import { NO_MATERIAL, materialOf, readPublicKey } from "./material.ts";
import type { Trust } from "./material.ts";
import { isOldAttestation, requirePromise } from "./promise.ts";
import { invalid, refusing } from "./reasons.ts";
import type { Reason } from "./reasons.ts";
import { trustedTimestamps } from "./timestamps.ts";

/** A signature with everything that came along, whatever it came in. */
export interface Evidence {
  readonly content: SignedContent;
  /** DER of the signer's certificate; undefined where a key signed. */
  readonly certificate: Buffer | undefined;
  readonly entries: readonly LogEntry[];
  /** Answers of timestamp authorities, as DER. */
  readonly timestamps: readonly Buffer[];
}

export type Proven = Pick<Verified, "certificate" | "signedAt" | "log">;

/** Clocks of machines differ; a time this far ahead is no mistake of a clock. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** A key alone is proven by itself; what an instance requires is not there to be had. */
const NOTHING: Requirements = { log: false, sct: false, timestamp: false };

/**
 * Checks a signature, its certificate or key, its log entries and its times, as the trust requires. What is required
 * follows from the trust alone, never from what came along with the signature. Whatever counts must hold: an entry of
 * an unknown log is refused, also where none is needed. Timestamps of unknown authorities do not count.
 *
 * @throws Failure SIGNATURE_INVALID, TRUST_ROOT_INVALID, KEY_UNUSABLE
 */
export function prove(evidence: Evidence, trust: Trust): Proven {
  const { content } = evidence;
  const instance = trust.instance;
  const requires = instance?.requires ?? NOTHING;
  const material = instance === undefined ? NO_MATERIAL : materialOf(instance);
  const entries = instance === undefined ? [] : evidence.entries;
  const { signer, facts } = signerOf(evidence, trust);
  if (!refusing("signature-wrong", () => content.verifySignature(signer.key)))
    throw invalid("signature-wrong");
  if (requires.log && entries.length === 0) throw invalid("log-missing");
  const rekors = entries.map((entry) => {
    const rekor = matchBody(entry, content, signer);
    matchCheckpoint(entry, rekor);
    return rekor;
  });
  const stamps =
    instance === undefined ? [] : trustedTimestamps(evidence.timestamps, content, signer.key, material);
  if (requires.timestamp && stamps.length === 0) throw invalid("timestamp-missing");
  const logTimes = requires.timestamp ? [] : distinctTimes(entries.filter(hasTime));
  const times = [...stamps.map(({ signingTime }) => signingTime), ...logTimes.map(integratedAt)];
  checkTimes(times, facts, trust.now);
  const entity: SignedEntity = {
    signature: content,
    key:
      signer.kind === "key"
        ? { $case: "public-key", hint: "" }
        : { $case: "certificate", certificate: certificateFor(signer.der, requires) },
    timestamps: [
      ...stamps.map((timestamp) => ({ $case: "timestamp-authority" as const, timestamp })),
      ...logTimes.map((tlogEntry) => ({ $case: "transparency-log" as const, tlogEntry })),
    ],
    tlogEntries: entries.filter((entry) => !isOldAttestation(entry)),
  };
  const old = entries.filter(isOldAttestation);
  for (const entry of old) refusing("log-untrusted", () => requirePromise(entry, material));
  const left = { ...requires, log: requires.log && old.length === 0 };
  verify(entity, withLogs(material, entries, rekors, times, signer), left);
  const [entry] = entries;
  return {
    certificate: facts,
    signedAt: [...new Set(times.map(Number))].map((time) => new Date(time)),
    log: entry && { index: entry.logIndex, keyId: entry.logId.keyId.toString("hex") },
  };
}

/**
 * Checks a certificate by itself: its chain at a time, and its entry in a log of certificates where the instance requires
 * one. Takes DER.
 * @throws Failure SIGNATURE_INVALID, TRUST_ROOT_INVALID
 */
export function proveCertificate(der: Uint8Array, at: Date, instance: Instance): void {
  const certificate = Buffer.from(der);
  const { key } = signerOf({ certificate }, { instance }).signer;
  const time = {
    inclusionPromise: {},
    integratedTime: String(Math.floor(Number(at) / 1_000)),
    logId: { keyId: Buffer.alloc(0) },
  } as LogEntry;
  const entity: SignedEntity = {
    // Nothing is signed yet.
    signature: {
      signature: Buffer.alloc(0),
      compareDigest: () => true,
      compareSignature: () => true,
      compareSignedDigest: () => true,
      verifySignature: () => true,
    },
    key: { $case: "certificate", certificate: certificateFor(certificate, instance.requires) },
    timestamps: [{ $case: "transparency-log", tlogEntry: time }],
    tlogEntries: [],
  };
  const material = { ...materialOf(instance), publicKey: () => ({ publicKey: key, validFor: () => true }) };
  verify(entity, material, { ...instance.requires, log: false, timestamp: false });
}

function signerOf(
  { certificate }: Pick<Evidence, "certificate">,
  trust: Trust,
): { readonly signer: Signer; readonly facts: CertificateFacts | undefined } {
  if ("publicKey" in trust) {
    if (certificate !== undefined) throw invalid("key-expected");
    return { signer: { kind: "key", key: readPublicKey(trust.publicKey) }, facts: undefined };
  }
  if (certificate === undefined) throw invalid("certificate-expected");
  const facts = certificateFacts(certificate);
  return refusing("certificate-unreadable", () => {
    if (!signsCode(certificate)) throw invalid("certificate-purpose");
    const key = new crypto.X509Certificate(certificate).publicKey;
    return { signer: { kind: "certificate", der: certificate, key }, facts };
  });
}

const integratedAt = (entry: LogEntry): Date => new Date(Number(entry.integratedTime) * 1_000);

/** Only a time that the log has signed, by its promise, is the log's word. */
const hasTime = (entry: LogEntry): boolean =>
  entry.inclusionPromise !== undefined && Number(entry.integratedTime) > 0;

/** One entry for each time of a log: the library takes no time twice. */
const distinctTimes = (entries: readonly LogEntry[]): readonly LogEntry[] => [
  ...new Map(
    entries.map((entry) => [`${entry.logId.keyId.toString("hex")} ${entry.integratedTime}`, entry]),
  ).values(),
];

function checkTimes(
  times: readonly Date[],
  facts: CertificateFacts | undefined,
  now: Date | undefined,
): void {
  if (now !== undefined && times.some((time) => Number(time) > Number(now) + CLOCK_SKEW_MS))
    throw invalid("time-future");
  if (facts === undefined) return;
  if (times.length === 0) throw invalid("time-missing");
  if (times.some((time) => time < facts.notBefore || time > facts.notAfter)) throw invalid("time-outside");
}

/** Where no certificate transparency is required, its logs need not be known: then the proof in a certificate is not read. */
function certificateFor(der: Buffer, requires: Requirements): X509Certificate {
  const certificate = X509Certificate.parse(Buffer.from(der));
  if (requires.sct) return certificate;
  return Object.defineProperty(certificate, "clone", { value: () => ({ extensions: [] }) });
}

/**
 * The material as this signature may use it. Rekor 1 signs its checkpoints with the name that it was configured with,
 * which need not be its address; the key's whole id is compared anyway. A log of Rekor 2 gives no time of its own, so
 * that its key must have been valid at the times of the authorities.
 */
function withLogs(
  material: TrustMaterial,
  entries: readonly LogEntry[],
  rekors: readonly (1 | 2)[],
  times: readonly Date[],
  signer: Signer,
): TrustMaterial {
  const names = entries.filter((_, index) => rekors[index] === 1).map(checkpointOf);
  const timeless = entries.some((entry) => !hasTime(entry));
  return {
    ...material,
    tlogs: material.tlogs
      .filter(
        ({ validFor }) => !timeless || times.every((time) => validFor.start <= time && time <= validFor.end),
      )
      .map((log) => ({ ...log, baseURL: [log.baseURL, ...names].join("\n") })),
    publicKey: () => ({ publicKey: signer.key, validFor: () => true }),
  };
}

const checkpointOf = (entry: LogEntry): string => entry.inclusionProof?.checkpoint?.envelope ?? "";

function verify(entity: SignedEntity, material: TrustMaterial, requires: Requirements): void {
  const thresholds = {
    tlogThreshold: requires.log ? 1 : 0,
    ctlogThreshold: requires.sct ? 1 : 0,
    timestampThreshold: requires.timestamp ? 1 : 0,
  };
  try {
    new Verifier(material, thresholds).verify(entity);
  } catch (error) {
    throw invalid(error instanceof VerificationError ? reasonFor(error) : "bundle-unreadable");
  }
}

function reasonFor({ code, message }: VerificationError): Reason {
  switch (code) {
    case "TIMESTAMP_ERROR":
      return "timestamp-missing";
    case "CERTIFICATE_ERROR":
      if (!message.includes("SCT")) return "certificate-untrusted";
      return message.startsWith("expected") ? "certificate-log-missing" : "certificate-log-untrusted";
    case "TLOG_BODY_ERROR":
      return "log-mismatch";
    case "SIGNATURE_ERROR":
      return "signature-wrong";
    default:
      return "log-untrusted";
  }
}
