import fs from "node:fs";
import path from "node:path";
import type { Fetcher } from "tuf-js";
// The class by which tuf-js knows that there is no newer root; its index leaves it out.
import { DownloadHTTPError } from "tuf-js/dist/error.js";
import { Failure } from "../../kernel/errors.ts";
import { HttpError } from "../../kernel/http.ts";
import { retry, retryAfterMs, type Verdict } from "../../kernel/retry.ts";
import { isTransient, unreachable } from "../../kernel/unreachable.ts";
import type { SigningHost } from "../host.ts";

/** A file of TUF's is small; what comes slower than this is no answer. */
const HEADERS_MS = 10_000;
const TOTAL_MS = 20_000;
/** Of all requests together: a server may have ever another root. */
const ALL_MS = 120_000;
const NONE = new Set([403, 404]);
const OK = 200;
const THROTTLED = 429;
const BROKEN = 500;

/** Fetches for tuf-js, which asks only for the last failure: it turns most of them into text. */
export interface TufFetcher extends Fetcher {
  /** The failure of the last request, where it had no answer that could be used. */
  readonly failure: () => Failure | undefined;
}

/**
 * Over the project's own client: bounded, retried, no redirect followed, no file outside of `folder`.
 * @param folder where downloads lie until they are checked; nobody else's
 */
export function tufFetcher(
  host: Pick<SigningHost, "http" | "clock">,
  folder: string,
  signal: AbortSignal,
): TufFetcher {
  let failure: Failure | undefined;
  let count = 0;
  const end = host.clock.now() + ALL_MS;
  const download = async (address: string, maxBytes: number): Promise<Buffer> => {
    failure = undefined;
    try {
      const url = new URL(address);
      if (host.clock.now() > end) throw unanswered(whoOf(url), "its answers took more than two minutes");
      return await getBounded(host, url, maxBytes, signal);
    } catch (error) {
      failure = error instanceof Failure ? error : undefined;
      throw error;
    }
  };
  return {
    failure: () => failure,
    downloadBytes: download,
    downloadFile: async (address, maxBytes, handler) => {
      const bytes = await download(address, maxBytes);
      count += 1;
      const file = path.join(folder, `download-${count}`);
      fs.writeFileSync(file, bytes, { mode: 0o600, flag: "wx" });
      return handler(file);
    },
  };
}

async function getBounded(
  { http, clock }: Pick<SigningHost, "http" | "clock">,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const limits = { headersMs: HEADERS_MS, totalMs: TOTAL_MS, maxBytes };
  const who = whoOf(url);
  const judge = (error: unknown): Verdict => {
    if (error instanceof Busy) return { retry: true, ...error.verdict };
    return { retry: error instanceof HttpError && isTransient(error) };
  };
  const ask = async (inner: AbortSignal): Promise<Buffer> => {
    const answer = await http.send({ method: "GET", url, limits }, inner);
    if (answer.status === OK) return Buffer.from(answer.body);
    // Both mean: not there. What must be there is missed by tuf-js then.
    if (NONE.has(answer.status)) throw new DownloadHTTPError("not there", answer.status);
    if (answer.status === THROTTLED || answer.status >= BROKEN)
      throw new Busy(answer.status, retryAfterMs(answer.headers, clock.now()));
    throw unanswered(who, `it answered with status ${answer.status}`);
  };
  try {
    return await retry(ask, judge, clock, signal);
  } catch (error) {
    if (error instanceof Busy)
      throw unanswered(who, `it answered with status ${error.status}, several times`);
    if (!(error instanceof HttpError)) throw error;
    const { message, fix } = unreachable(error, who);
    throw new Failure("TRUST_ROOT_UNAVAILABLE", message, {
      fix: fix === undefined ? OFFLINE : `${fix}\n${OFFLINE}`,
    });
  }
}

/** What helps against every repository that is not there. */
export const OFFLINE =
  "Without TUF, give the trusted root itself (it is then yours to keep fresh):\ntrusted-root: path/to/trusted_root.json";

const whoOf = ({ origin }: URL): string => `The TUF repository ${origin}`;

const unanswered = (who: string, what: string): Failure =>
  new Failure("TRUST_ROOT_UNAVAILABLE", `${who} could not be asked: ${what}.`, {
    fix: `Run the job again, and check that this runner may reach it.\n${OFFLINE}`,
  });

class Busy extends Error {
  readonly status: number;
  readonly verdict: { readonly afterMs?: number; readonly throttled?: boolean };

  constructor(status: number, afterMs: number | undefined) {
    super("busy");
    this.status = status;
    this.verdict = {
      throttled: status === THROTTLED,
      ...(afterMs === undefined ? {} : { afterMs }),
    };
  }
}
