import { Failure } from "../kernel/errors.ts";
import type { HttpAnswer } from "../kernel/http.ts";
import type { LogEntry } from "./bundle.ts";
import { fromBase64, jsonObject, recordOf } from "./encoding.ts";
import type { SigningCertificate } from "./fulcio.ts";
import type { Log, Loggable, Logged } from "./log.ts";
import { dsseRequest, hashedRequest, isAbout } from "./rekor-v2-body.ts";
import { badAnswer, statusLine, whoOf } from "./service-failure.ts";
import type { ServiceName } from "./service-failure.ts";
import { once, persist, Problem } from "./service.ts";
import type { Line, Question } from "./service.ts";

/** The log answers when a checkpoint over the entry is published, which may take it 20 s and more. */
const LIMITS = { headersMs: 45_000, totalMs: 60_000 };

type Told = { readonly entry: LogEntry; readonly note?: string } | "exists" | "not this form";

/** A log that does not find out that it has an entry takes it twice. */
const TWICE =
  "An answer of the log got lost: it may hold one of the entries a second time, which belongs to no bundle.";

/**
 * Rekor version 2 (rekor-tiles). It has entries of the kind hashedrekord only, and answers with what a bundle holds. What
 * it has already it cannot tell: there is no way to read an entry by its hash.
 * @see https://github.com/sigstore/rekor-tiles/blob/main/CLIENTS.md
 */
export function rekorV2(line: Line, url: URL): Log {
  const service: ServiceName = { what: "Rekor", url };
  const send = async (request: object, signal: AbortSignal): Promise<Told> => {
    const question: Question<Told> = {
      service,
      method: "POST",
      path: "api/v2/log/entries",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(request),
      limits: LIMITS,
      read: entryOf,
      other: (answer) => meaning(answer, service),
    };
    let perhaps = false;
    const attempt = (inner: AbortSignal): Promise<Told> =>
      once(line, question, inner).catch((error: unknown) => {
        perhaps ||= error instanceof Problem && error.maybeDone;
        throw error;
      });
    const told = await persist(line, attempt, signal);
    return perhaps && typeof told === "object" ? { ...told, note: TWICE } : told;
  };
  return {
    add: async (content, certificate, signal) => {
      const told = await firstKnown(send, content, certificate, signal);
      if (told === "exists") return undefined;
      if (told === "not this form") throw refused(service);
      if (!isAbout(told.entry.canonicalizedBody, content, certificate))
        throw badAnswer(service, "answered with the entry of another signature");
      return told satisfies Logged;
    },
  };
}

async function firstKnown(
  send: (request: object, signal: AbortSignal) => Promise<Told>,
  content: Loggable,
  certificate: SigningCertificate,
  signal: AbortSignal,
): Promise<Told> {
  const told = await send(hashedRequest(content, certificate), signal);
  return told === "not this form" && content.kind === "envelope"
    ? send(dsseRequest(content, certificate), signal)
    : told;
}

function meaning({ status }: HttpAnswer, service: ServiceName): Told | Failure | undefined {
  if (status === 409) return "exists";
  if (status === 400 || status === 422) return "not this form";
  if (status === 413)
    return new Failure("SIGNING_REFUSED", `The entry is larger than ${whoOf(service)} takes.`, {
      fix: "Use a log of a newer version, which is told hashes only, or a smaller predicate.",
    });
  if (status === 405 || status === 410)
    return new Failure("SIGNING_REFUSED", `${whoOf(service)} takes no more entries (status ${status}).`, {
      fix: "This shard is frozen, as each is after some months: use the log that the signing configuration names now, or leave the log's address out.",
    });
  return undefined;
}

const refused = (service: ServiceName): Failure =>
  new Failure("SIGNING_REFUSED", `${whoOf(service)} does not take the entry.`, {
    fix: `Its operators must allow PKIX_ECDSA_P256_SHA_256, and trust the CA of the certificate where they check it. ${statusLine(service)}`,
  });

const NUMBER = /^\d{1,19}$/;

/**
 * The entry as a bundle holds it. Only known fields are taken: cosign refuses others. A time of zero and an empty promise
 * are how this version says that it has neither.
 */
function entryOf(answer: HttpAnswer): Told | undefined {
  const { logIndex, logId, kindVersion, inclusionProof, canonicalizedBody } = jsonObject(answer.body) ?? {};
  const keyId = recordOf(logId)?.["keyId"];
  const { kind, version } = recordOf(kindVersion) ?? {};
  const proof = proofOf(inclusionProof);
  if (proof === undefined || !isNumber(logIndex) || !isBytes(keyId) || !isBytes(canonicalizedBody))
    return undefined;
  if (typeof kind !== "string" || typeof version !== "string") return undefined;
  return {
    entry: {
      logIndex: String(logIndex),
      logId: { keyId },
      kindVersion: { kind, version },
      inclusionProof: proof,
      canonicalizedBody,
    },
  };
}

function proofOf(value: unknown): LogEntry["inclusionProof"] {
  const { logIndex = "0", rootHash, treeSize, hashes = [], checkpoint } = recordOf(value) ?? {};
  const envelope = recordOf(checkpoint)?.["envelope"];
  if (!isNumber(logIndex) || !isNumber(treeSize) || !isBytes(rootHash)) return undefined;
  if (!Array.isArray(hashes) || !hashes.every(isBytes) || typeof envelope !== "string" || envelope === "")
    return undefined;
  return {
    logIndex: String(logIndex),
    rootHash,
    treeSize: String(treeSize),
    hashes,
    checkpoint: { envelope },
  };
}

/** Protobuf's JSON has 64-bit numbers as text; a server that writes them as numbers is understood too. */
const isNumber = (value: unknown): value is string | number =>
  typeof value === "string" ? NUMBER.test(value) : Number.isSafeInteger(value) && (value as number) >= 0;

const isBytes = (value: unknown): value is string => fromBase64(value) !== undefined;
