import { Failure } from "../kernel/errors.ts";
import { HttpError, type HttpAnswer, type HttpRequest } from "../kernel/http.ts";
import { retry, retryAfterMs, type Verdict } from "../kernel/retry.ts";
import { Secret } from "../kernel/secret.ts";
import { isTransient, unreachable } from "../kernel/unreachable.ts";
import type { Bundle } from "./bundle.ts";
import { knownRefusal, refusedByGithub } from "./github-answer.ts";
import { listBundles } from "./github-list.ts";
import type { SigningHost } from "./host.ts";

/** GitHub's attestations of one repository. */
export interface Attestations {
  /**
   * Asks whether this token may write, by sending a bundle that is none: who may not is refused before it is looked
   * at, who may is told that it is wrong, and nothing is stored either way. Throws ATTESTATION_REFUSED, SIGNING_*.
   */
  readonly check: (signal: AbortSignal) => Promise<void>;
  /**
   * Stores a bundle with a statement about `digest` (`sha256:HEX`); returns its page.
   * Throws ATTESTATION_REFUSED, SIGNING_*.
   */
  readonly upload: (bundle: Bundle, digest: string, signal: AbortSignal) => Promise<string>;
  /** The bundles that are stored about `sha256:HEX`, as text. Nothing in them is checked. Throws ATTESTATION_REFUSED, SIGNING_*. */
  readonly list: (digest: string, signal: AbortSignal) => Promise<readonly string[]>;
}

export interface GithubSettings {
  /** `https://api.github.com`, or what the runner calls GITHUB_API_URL. */
  readonly apiUrl: URL;
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly token: Secret | undefined;
}

/** The other refusals are of who wants to write. */
const notReadable = ({ requestId }: Failure): Failure =>
  new Failure("ATTESTATION_REFUSED", "GitHub does not let this token read its attestations.", {
    fix: "permissions:\n  attestations: read\n  contents: read",
    ...(requestId === undefined ? {} : { requestId }),
  });

/** One request to the API; throws where there is no answer below 400 and none that `known` takes. */
export type Ask = (
  request: Pick<HttpRequest, "method" | "body" | "limits"> & { readonly url: URL },
  known: readonly number[],
  signal: AbortSignal,
) => Promise<HttpAnswer>;

const REPOSITORY = /^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const VERSION = "2022-11-28";
const CREATED = 201;
/** GitHub's answers to a bundle that is none. */
const WRONG = [400, 422];

/**
 * @throws Failure ENDPOINT_REFUSED where the API is not reached by https:, INPUT_INVALID where the repository is none
 * @see https://docs.github.com/rest/repos/attestations
 */
export function createAttestations(
  settings: GithubSettings,
  host: Pick<SigningHost, "http" | "clock" | "warn">,
): Attestations {
  const { apiUrl, repository } = settings;
  checkSettings(settings);
  const base = `${apiUrl.href.replace(/\/+$/, "")}/repos/${repository}/attestations`;
  const ask = asker(settings, host);
  const list = async (digest: string, signal: AbortSignal): Promise<readonly string[]> => {
    if (!DIGEST.test(digest))
      throw new Failure("SUBJECT_REFUSED", "GitHub lists attestations by SHA-256 only.");
    return listBundles(new URL(`${base}/${digest}`), ask, host, signal).catch((error: unknown) => {
      throw error instanceof Failure && error.code === "ATTESTATION_REFUSED" ? notReadable(error) : error;
    });
  };
  const post = (bundle: object, known: readonly number[], signal: AbortSignal): Promise<HttpAnswer> =>
    ask({ method: "POST", url: new URL(base), body: JSON.stringify({ bundle }) }, known, signal);
  return {
    list,
    check: async (signal) => {
      const refusal = knownRefusal((await post({}, WRONG, signal)).body);
      if (refusal) throw refusal;
    },
    upload: async (bundle, digest, signal) => {
      const send = async (inner: AbortSignal): Promise<string> => {
        try {
          return pageOf(await post(bundle, [], inner), settings);
        } catch (error) {
          // The answer may have been lost on its way; a second copy is not made where the first is there.
          if (error instanceof Lost && (await isListed(list, bundle, digest, inner)))
            return pageOf(undefined, settings);
          throw error;
        }
      };
      return persist(send, host, signal);
    },
  };
}

function checkSettings({ apiUrl, repository }: GithubSettings): void {
  const plain = apiUrl.protocol === "http:" && LOOPBACK.test(apiUrl.hostname);
  if ((apiUrl.protocol !== "https:" && !plain) || apiUrl.username !== "" || apiUrl.password !== "")
    throw new Failure(
      "ENDPOINT_REFUSED",
      "GITHUB_API_URL is no https: address; the token was not sent there.",
      {
        fix: "Leave GITHUB_API_URL to the runner: no `env:` and no earlier step may set it.",
      },
    );
  if (!REPOSITORY.test(repository) || repository.split("/").some((part) => /^\.+$/.test(part)))
    throw new Failure("INPUT_INVALID", "The repository of GitHub's attestations is not OWNER/NAME.", {
      fix: "repository: OWNER/NAME",
    });
}

/** A request that failed, and may be put again. `Lost` where GitHub may have done what it was asked. */
class Again extends Error {
  readonly failure: Failure;
  readonly verdict: Verdict;

  constructor(failure: Failure, verdict: Verdict) {
    super(failure.message);
    this.failure = failure;
    this.verdict = verdict;
  }
}
class Lost extends Again {}

function asker({ apiUrl, token }: GithubSettings, host: Pick<SigningHost, "http" | "clock">): Ask {
  const text = token?.reveal();
  const headers = {
    accept: "application/vnd.github+json",
    "user-agent": "secrets-action",
    "x-github-api-version": VERSION,
    ...(text === undefined ? {} : { authorization: Secret.of(`Bearer ${text}`) }),
  };
  const once: Ask = async ({ method, url, body, limits }, known, signal) => {
    const request: HttpRequest = {
      method,
      url,
      headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
      ...(body === undefined ? {} : { body }),
      ...(limits === undefined ? {} : { limits }),
    };
    const answer = await host.http.send(request, signal).catch((error: unknown) => {
      throw error instanceof HttpError ? notReached(error) : error;
    });
    if (answer.status < 300 || known.includes(answer.status)) return answer;
    throw problemOf(answer, apiUrl.host, host);
  };
  return async (request, known, signal) => {
    // An upload is repeated by who can see whether it is there already.
    if (request.method === "POST" && known.length === 0) return once(request, known, signal);
    return persist((inner) => once(request, known, inner), host, signal);
  };
}

async function persist<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { clock }: Pick<SigningHost, "clock">,
  signal: AbortSignal,
): Promise<T> {
  try {
    const judge = (error: unknown): Verdict => (error instanceof Again ? error.verdict : { retry: false });
    return await retry(call, judge, clock, signal);
  } catch (error) {
    throw error instanceof Again ? error.failure : error;
  }
}

function notReached(error: HttpError): Again {
  const { code, message, fix } = unreachable(error, "GitHub's API");
  const failure = new Failure(code === "TLS_UNTRUSTED" ? code : "SIGNING_UNAVAILABLE", message, {
    fix: `${fix ?? ""}\nIts state: https://www.githubstatus.com`.trim(),
  });
  const verdict = { retry: isTransient(error) };
  return error.kind === "dns" || error.kind === "refused" || error.kind === "tls"
    ? new Again(failure, verdict)
    : new Lost(failure, verdict);
}

function problemOf(
  answer: HttpAnswer,
  apiHost: string,
  { clock }: Pick<SigningHost, "clock">,
): Failure | Again {
  const { status, headers } = answer;
  const afterMs = retryAfterMs(headers, clock.now());
  const throttled =
    status === 429 || (status === 403 && (afterMs !== undefined || headers["x-ratelimit-remaining"] === "0"));
  if (!throttled && status !== 408 && status < 500) return refusedByGithub(answer, apiHost);
  const what = throttled ? "takes no more requests of this token for now" : "has a problem of its own";
  const failure = new Failure("SIGNING_UNAVAILABLE", `GitHub's API ${what} (status ${status}).`, {
    fix: throttled
      ? "Run the job again later; the token's limit is per repository and hour."
      : "Run the job again. Its state: https://www.githubstatus.com",
  });
  const verdict = { retry: true, throttled, ...(afterMs === undefined ? {} : { afterMs }) } as const;
  return throttled ? new Again(failure, verdict) : new Lost(failure, verdict);
}

async function isListed(
  list: Attestations["list"],
  bundle: Bundle,
  digest: string,
  signal: AbortSignal,
): Promise<boolean> {
  const wanted = signatureOf(bundle);
  if (wanted === undefined) return false;
  // Who cannot look sends again: two copies are better than none.
  const there = await list(digest, signal).catch((): readonly string[] => []);
  return there.some((text) => signatureOf(JSON.parse(text) as Bundle) === wanted);
}

const signatureOf = ({ dsseEnvelope }: Bundle): string | undefined => dsseEnvelope?.signatures?.[0]?.sig;

/** The attestation's page, or that of all of them where GitHub does not say which it is. */
function pageOf(answer: HttpAnswer | undefined, { apiUrl, repository }: GithubSettings): string {
  const all = `https://${apiUrl.host.replace(/^api\./, "")}/${repository}/attestations`;
  if (answer?.status !== CREATED) return all;
  try {
    const { id } = JSON.parse(Buffer.from(answer.body).toString()) as { id?: unknown };
    return /^\d{1,20}$/.test(String(id)) ? `${all}/${String(id)}` : all;
  } catch {
    return all;
  }
}
