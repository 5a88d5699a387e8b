import crypto from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { SignedEntity } from "@sigstore/verify";
import { fromBase64 } from "../encoding.ts";
import type { SignedContent } from "./content.ts";
import { invalid } from "./reasons.ts";
import { member, strictJson } from "./strict-json.ts";

export type LogEntry = SignedEntity["tlogEntries"][number];

/** Who signed: a certificate, or a key without one. */
export type Signer =
  | { readonly kind: "certificate"; readonly der: Buffer; readonly key: KeyObject }
  | { readonly kind: "key"; readonly key: KeyObject };

interface EntryKind {
  readonly content: SignedContent["kind"];
  /** Where the body holds the certificate or the key: PEM in base64, or DER as Rekor 2 has it. */
  readonly verifier: (body: unknown) => { readonly pem: unknown } | { readonly der: unknown };
  /** The one signature; undefined where there are more. */
  readonly signature?: (body: unknown) => unknown;
  /** The hash of the envelope's text. */
  readonly envelopeHash?: (body: unknown) => unknown;
  readonly rekor: 1 | 2;
}

const only = (list: unknown): unknown => (Array.isArray(list) && list.length === 1 ? list[0] : undefined);
const der = (verifier: unknown): { der: unknown } => ({
  der: member(verifier, "x509Certificate", "rawBytes") ?? member(verifier, "publicKey", "rawBytes"),
});
const record1 = (body: unknown): unknown => member(body, "spec", "signature");
const record2 = (body: unknown): unknown => member(body, "spec", "hashedRekordV002", "signature");
const dsse1 = (body: unknown): unknown => only(member(body, "spec", "signatures"));
const dsse2 = (body: unknown): unknown => only(member(body, "spec", "dsseV002", "signatures"));
const intoto = (body: unknown): unknown => only(member(body, "spec", "content", "envelope", "signatures"));

const hashedRecord2 = (content: SignedContent["kind"]): EntryKind => ({
  content,
  verifier: (body) => der(member(record2(body), "verifier")),
  signature: (body) => member(record2(body), "content"),
  rekor: 2,
});

/** Rekor 2 knows an envelope only by the hash of its encoding: there an entry does not tell what was meant to be signed. */
const KINDS: Readonly<Record<string, readonly EntryKind[]>> = {
  "hashedrekord 0.0.1": [
    {
      content: "message",
      verifier: (body) => ({ pem: member(record1(body), "publicKey", "content") }),
      signature: (body) => member(record1(body), "content"),
      rekor: 1,
    },
  ],
  "hashedrekord 0.0.2": [hashedRecord2("message"), hashedRecord2("envelope")],
  "dsse 0.0.1": [
    {
      content: "envelope",
      verifier: (body) => ({ pem: member(dsse1(body), "verifier") }),
      signature: (body) => member(dsse1(body), "signature"),
      envelopeHash: (body) => member(body, "spec", "envelopeHash", "value"),
      rekor: 1,
    },
  ],
  "dsse 0.0.2": [
    {
      content: "envelope",
      verifier: (body) => der(member(dsse2(body), "verifier")),
      signature: (body) => member(dsse2(body), "content"),
      rekor: 2,
    },
  ],
  "intoto 0.0.1": [
    {
      content: "envelope",
      verifier: (body) => ({ pem: member(body, "spec", "publicKey") }),
      envelopeHash: (body) => member(body, "spec", "content", "hash", "value"),
      rekor: 1,
    },
  ],
  "intoto 0.0.2": [
    {
      content: "envelope",
      verifier: (body) => ({ pem: member(intoto(body), "publicKey") }),
      // Base64 of base64: Rekor keeps the envelope's own text.
      signature: (body) => fromBase64(member(intoto(body), "sig"))?.toString(),
      rekor: 1,
    },
  ],
};

/**
 * Checks that a log entry is of the kind that such a content gets, and that it names this signature and this signer. That the log holds
 * the entry, and that its digest is that of the content, is checked by the library.
 *
 * @returns which Rekor writes such an entry
 * @throws Failure SIGNATURE_INVALID
 */
export function matchBody(entry: LogEntry, content: SignedContent, signer: Signer): 1 | 2 {
  const { kind, version } = entry.kindVersion;
  const found = (KINDS[`${kind} ${version}`] ?? []).find((one) => one.content === content.kind);
  if (found === undefined) throw invalid("log-kind");
  const body = strictJson(entry.canonicalizedBody, "log-mismatch");
  if (member(body, "kind") !== kind || member(body, "apiVersion") !== version) throw invalid("log-kind");
  if (!binds(found, body, content)) throw invalid("log-mismatch");
  const verifier = found.verifier(body);
  const named = "der" in verifier ? fromBase64(verifier.der) : pemBytes(fromBase64(verifier.pem)?.toString());
  const expected =
    signer.kind === "certificate" ? signer.der : signer.key.export({ format: "der", type: "spki" });
  if (named === undefined || !named.equals(expected)) throw invalid("log-mismatch");
  return found.rekor;
}

/** Whether a body is about this signature: by the signature itself, and by the envelope's text where that is at hand. */
function binds({ signature, envelopeHash }: EntryKind, body: unknown, content: SignedContent): boolean {
  const bySignature = signature && fromBase64(signature(body));
  if (signature !== undefined && (bySignature === undefined || !content.compareSignature(bySignature)))
    return false;
  if (envelopeHash !== undefined && content.envelopeHash !== undefined)
    return envelopeHash(body) === content.envelopeHash;
  return signature !== undefined;
}

/** The DER in a PEM text of one certificate or of one public key. */
export function pemBytes(pem: string | undefined): Buffer | undefined {
  try {
    if (pem === undefined) return undefined;
    if (/^\s*-----BEGIN PUBLIC KEY-----/.test(pem))
      return crypto.createPublicKey(pem).export({ format: "der", type: "spki" });
    return /^\s*-----BEGIN CERTIFICATE-----/.test(pem) ? new crypto.X509Certificate(pem).raw : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Throws SIGNATURE_INVALID where a proof's own size and root are not those of the checkpoint that the log signed, or,
 * with Rekor 2, where the entry bears another index than the proof: Rekor 1 counts over several trees.
 */
export function matchCheckpoint(entry: LogEntry, rekor: 1 | 2): void {
  const proof = entry.inclusionProof;
  if (proof === undefined) return;
  const [, size, root] = proof.checkpoint?.envelope.split("\n") ?? [];
  const same = size === proof.treeSize && root === proof.rootHash.toString("base64");
  if (!same || (rekor === 2 && entry.logIndex !== proof.logIndex)) throw invalid("log-untrusted");
}
