import { Failure } from "../kernel/errors.ts";
import type { HttpAnswer } from "../kernel/http.ts";
import type { SigningCertificate } from "./fulcio.ts";
import type { Log, Loggable, Logged } from "./log.ts";
import { ENTRY_UUID, foundEntry } from "./rekor-v1-answer.ts";
import type { FoundEntry } from "./rekor-v1-answer.ts";
import { proposalOf } from "./rekor-v1-body.ts";
import type { Proposal } from "./rekor-v1-body.ts";
import { badAnswer, statusLine, whoOf } from "./service-failure.ts";
import type { ServiceName } from "./service-failure.ts";
import { once, persist, Problem } from "./service.ts";
import type { Line, Question } from "./service.ts";

const PATH = "api/v1/log/entries";
/** The log answers when the entry is in its tree, which takes it some seconds under load. */
const LIMITS = { headersMs: 30_000, totalMs: 40_000 };
const PUBLIC_HOST = "rekor.sigstore.dev";

/** What a request can find out about an entry. */
type Told = FoundEntry | "absent" | { readonly existsAs: string | undefined };

/**
 * Rekor version 1. An attempt whose answer got lost may have made the entry, so that the next one looks for it first:
 * the hash of its leaf is known beforehand.
 * @see https://github.com/sigstore/rekor/blob/main/openapi.yaml
 */
export function rekorV1(line: Line, url: URL): Log {
  const service: ServiceName = { what: "Rekor", url };
  return {
    add: async (content, certificate, signal) => {
      const found = await persist(line, attempts(line, service, content, certificate), signal);
      if (found === undefined) return undefined;
      if (!found.ours) throw badAnswer(service, "answered with the entry of another signature");
      return { entry: found.entry, url: urlOf(service, found) } satisfies Logged;
    },
  };
}

/** One call for each attempt, which knows what the one before it left. */
function attempts(
  line: Line,
  service: ServiceName,
  content: Loggable,
  certificate: SigningCertificate,
): (signal: AbortSignal) => Promise<FoundEntry | undefined> {
  const proposal = proposalOf(content, certificate);
  let perhaps: string | undefined;
  let reads = 0;
  return async (signal) => {
    if (perhaps !== undefined) {
      const found = await once(line, reading(service, proposal, perhaps), signal);
      if (isFound(found)) return found;
      perhaps = undefined;
    }
    const told = await once(line, adding(service, proposal), signal).catch((error: unknown) => {
      if (error instanceof Problem && error.maybeDone) perhaps = proposal.leaf;
      throw error;
    });
    if (isFound(told)) return told;
    perhaps = told === "absent" ? proposal.leaf : (told.existsAs ?? proposal.leaf);
    const found = await once(line, reading(service, proposal, perhaps), signal);
    if (isFound(found)) return found;
    reads += 1;
    // The log says that it has the entry, and some seconds long it may not find it yet.
    if (reads < MAX_READS)
      throw new Problem(badAnswer(service, "says that the entry exists, and does not find it"), {
        retry: true,
      });
    return undefined;
  };
}

const MAX_READS = 3;

const isFound = (told: Told): told is FoundEntry => typeof told === "object" && "entry" in told;

const JSON_HEADERS = { accept: "application/json" };

const reading = (service: ServiceName, proposal: Proposal, uuid: string): Question<Told> => ({
  service,
  method: "GET",
  path: `${PATH}/${uuid}`,
  headers: JSON_HEADERS,
  limits: LIMITS,
  read: (answer) => foundEntry(answer, proposal),
  other: ({ status }) => (status === 404 ? "absent" : undefined),
});

const adding = (service: ServiceName, proposal: Proposal): Question<Told> => ({
  service,
  method: "POST",
  path: PATH,
  headers: { ...JSON_HEADERS, "content-type": "application/json" },
  body: JSON.stringify(proposal.sent),
  limits: LIMITS,
  read: (answer) => foundEntry(answer, proposal),
  other: (answer) => (answer.status === 409 ? { existsAs: uuidOf(answer) } : refusal(answer, service)),
});

function uuidOf({ headers }: HttpAnswer): string | undefined {
  const last = (headers["location"] ?? "").split("/").at(-1) ?? "";
  return ENTRY_UUID.test(last) ? last : undefined;
}

function refusal({ status }: HttpAnswer, service: ServiceName): Failure | undefined {
  if (status === 400 || status === 422)
    return new Failure("SIGNING_REFUSED", `${whoOf(service)} does not take the entry (status ${status}).`, {
      fix: `Its operators must allow the kinds hashedrekord and dsse 0.0.1, and entries of this size (a statement with fewer subjects is smaller). ${statusLine(service)}`,
    });
  if (status === 413)
    return new Failure("SIGNING_REFUSED", `The entry is larger than ${whoOf(service)} takes.`, {
      fix: "Sign fewer subjects in one statement, or a smaller predicate.",
    });
  if (status === 405 || status === 410)
    return new Failure("SIGNING_REFUSED", `${whoOf(service)} takes no more entries (status ${status}).`, {
      fix: "It is frozen: use the log that the signing configuration names now.",
    });
  return undefined;
}

const urlOf = ({ url }: ServiceName, { uuid, entry }: FoundEntry): string =>
  url.host === PUBLIC_HOST
    ? `https://search.sigstore.dev/?logIndex=${entry.logIndex}`
    : `${url.href.replace(/\/+$/, "")}/${PATH}/${uuid}`;
