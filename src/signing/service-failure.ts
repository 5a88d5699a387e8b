import { Failure } from "../kernel/errors.ts";
import type { FailureCode } from "../kernel/errors.ts";
import type { HttpAnswer, HttpError } from "../kernel/http.ts";
import { unreachable } from "../kernel/unreachable.ts";

/** A service of Sigstore, as messages name it. */
export interface ServiceName {
  /** "Fulcio", "Rekor", "the timestamp authority". */
  readonly what: string;
  readonly url: URL;
}

const CODES: Readonly<Partial<Record<FailureCode, FailureCode>>> = {
  STORE_UNREACHABLE: "SIGNING_UNAVAILABLE",
  STORE_ANSWER_INVALID: "SIGNING_ANSWER_INVALID",
};

/** "Fulcio (fulcio.sigstore.dev)". */
export const whoOf = ({ what, url }: ServiceName): string => `${what} (${url.host})`;

/** Where the service's operator says whether it is up. */
export function statusLine({ url }: ServiceName): string {
  if (/(^|\.)sigstore\.dev$/.test(url.hostname)) return "Its state: https://status.sigstore.dev";
  if (/(^|\.)githubapp\.com$/.test(url.hostname)) return "Its state: https://www.githubstatus.com";
  return `Ask those who run ${url.host} whether it is up.`;
}

/** The failure for a request that got no whole answer. */
export function notReached(error: HttpError, service: ServiceName): Failure {
  const { code, message, fix } = unreachable(error, whoOf(service));
  return new Failure(CODES[code] ?? code, message, { fix: `${fix ?? ""}\n${statusLine(service)}`.trim() });
}

/** The failure for an answer that the service cannot have meant: `what` says what is wrong with it. */
export const badAnswer = (service: ServiceName, what: string): Failure =>
  new Failure("SIGNING_ANSWER_INVALID", `${whoOf(service)} ${what}.`, {
    fix: `Check the service's address, and that no proxy answers in its place; then run the job again. ${statusLine(service)}`,
  });

/** The failure for a status that has no meaning of its own at this service. */
export function statusFailure(service: ServiceName, { status }: HttpAnswer): Failure {
  const who = whoOf(service);
  if (status === 429)
    return new Failure("SIGNING_UNAVAILABLE", `${who} takes no more requests for now (status 429).`, {
      fix: "Run the job again in some minutes, with fewer jobs that sign at the same time.",
    });
  if (status === 408 || status >= 500)
    return new Failure("SIGNING_UNAVAILABLE", `${who} has a problem of its own (status ${status}).`, {
      fix: `Run the job again. ${statusLine(service)}`,
    });
  if (status === 401 || status === 403)
    return new Failure(
      "SIGNING_REFUSED",
      `${who} lets nobody in without other credentials (status ${status}).`,
      {
        fix: "Check the service's address, and HTTPS_PROXY and NO_PROXY: a gateway in front of it may refuse.",
      },
    );
  if (status === 404)
    return new Failure("SIGNING_REFUSED", `${who} does not know the path that was asked for (status 404).`, {
      fix: `Check the service's address: another service, or another version of it, is at ${service.url.host}.`,
    });
  if (status >= 300 && status < 400)
    return badAnswer(service, `sends elsewhere (status ${status}), which no signing service does`);
  return new Failure("SIGNING_REFUSED", `${who} did not take the request (status ${status}).`, {
    fix: `Check the service's address and version. ${statusLine(service)}`,
  });
}
