import util from "node:util";
import type { HttpAnswer } from "../kernel/http.ts";
import type { LogEntry } from "./bundle.ts";
import { base64, fromBase64, jsonObject, recordOf } from "./encoding.ts";
import type { Proposal } from "./rekor-v1-body.ts";

/** An entry as Rekor 1 answers with it. */
export interface FoundEntry {
  readonly uuid: string;
  readonly entry: LogEntry;
  /** Whether it is about what was sent. */
  readonly ours: boolean;
}

/** The tree's id may stand before the leaf's hash. */
export const ENTRY_UUID = /^(?:[0-9a-f]{16})?[0-9a-f]{64}$/;

const HASH = /^[0-9a-f]{64}$/;

/**
 * Reads the one entry of an answer into the form of a bundle: hex becomes base64, numbers become text. Undefined where
 * the answer is not whole: without promise or proof no verifier can use it.
 * @see https://github.com/sigstore/rekor/blob/main/openapi.yaml
 */
export function foundEntry(answer: HttpAnswer, proposal: Proposal): FoundEntry | undefined {
  const [only, ...more] = Object.entries(jsonObject(answer.body) ?? {});
  if (only === undefined || more.length > 0) return undefined;
  const [uuid, value] = only;
  const { body, integratedTime, logID, logIndex, verification } = recordOf(value) ?? {};
  const { signedEntryTimestamp, inclusionProof } = recordOf(verification) ?? {};
  const proof = proofOf(inclusionProof);
  const bytes = fromBase64(body);
  const kept = bytes === undefined ? undefined : jsonObject(bytes);
  if (
    !ENTRY_UUID.test(uuid) ||
    kept === undefined ||
    proof === undefined ||
    !isIndex(logIndex) ||
    !isIndex(integratedTime) ||
    typeof logID !== "string" ||
    !HASH.test(logID) ||
    fromBase64(signedEntryTimestamp) === undefined
  )
    return undefined;
  const { kind, apiVersion } = kept;
  return {
    uuid,
    ours: util.isDeepStrictEqual(kept, JSON.parse(JSON.stringify(proposal.kept))),
    entry: {
      logIndex: String(logIndex),
      logId: { keyId: fromHex(logID) },
      kindVersion: { kind: String(kind), version: String(apiVersion) },
      integratedTime: String(integratedTime),
      inclusionPromise: { signedEntryTimestamp: String(signedEntryTimestamp) },
      inclusionProof: proof,
      canonicalizedBody: String(body),
    },
  };
}

function proofOf(value: unknown): LogEntry["inclusionProof"] {
  const { checkpoint, hashes, logIndex, rootHash, treeSize } = recordOf(value) ?? {};
  const isHash = (one: unknown): one is string => typeof one === "string" && HASH.test(one);
  if (!Array.isArray(hashes) || !hashes.every(isHash) || !isHash(rootHash)) return undefined;
  if (!isIndex(logIndex) || !isIndex(treeSize) || typeof checkpoint !== "string" || checkpoint === "")
    return undefined;
  return {
    logIndex: String(logIndex),
    rootHash: fromHex(rootHash),
    treeSize: String(treeSize),
    hashes: hashes.map(fromHex),
    checkpoint: { envelope: checkpoint },
  };
}

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const fromHex = (hex: string): string => base64(Buffer.from(hex, "hex"));
