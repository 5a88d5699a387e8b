import { Failure } from "../kernel/errors.ts";
import { HttpError, type HttpAnswer } from "../kernel/http.ts";
import { retry } from "../kernel/retry.ts";
import { isTransient } from "../kernel/unreachable.ts";
import type { Ask } from "./github.ts";
import type { SigningHost } from "./host.ts";
import { readSnappy } from "./snappy.ts";

const PER_PAGE = 100;
const MAX_PAGES = 10;
const NOT_FOUND = 404;
/** A statement of 16 MiB, as base64. */
const MAX_BUNDLE = 24 * 1024 * 1024;
const MAX_PAGE = 64 * 1024 * 1024;
const AT_ONCE = 8;

type Host = Pick<SigningHost, "http" | "clock" | "warn">;

/**
 * All bundles of a list, page by page: those that stand in it, and those that it names by address (`bundle_url`), which
 * are fetched without the token.
 * @throws Failure ATTESTATION_REFUSED, SIGNING_*
 * @see https://docs.github.com/rest/repos/attestations#list-attestations
 */
export async function listBundles(
  first: URL,
  ask: Ask,
  host: Host,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const bundles: string[] = [];
  let url: URL | undefined = new URL(`?per_page=${PER_PAGE}`, first);
  for (let page = 1; url !== undefined; page += 1) {
    if (page > MAX_PAGES) {
      host.warn(
        `GitHub lists more than ${MAX_PAGES * PER_PAGE} attestations of one digest; the others are not read.`,
      );
      break;
    }
    const answer: HttpAnswer = await ask(
      { method: "GET", url, limits: { maxBytes: MAX_PAGE } },
      [NOT_FOUND],
      signal,
    );
    // GitHub's answer for a digest about which nothing is stored.
    if (answer.status === NOT_FOUND) break;
    const items = itemsOf(answer, first.host);
    for (let at = 0; at < items.length; at += AT_ONCE) {
      const some = items.slice(at, at + AT_ONCE).map((item) => bundleOf(item, first, host, signal));
      bundles.push(...(await Promise.all(some)).filter((text) => text !== undefined));
    }
    url = nextPage(answer, first);
  }
  return bundles;
}

type Item = { readonly bundle?: unknown; readonly bundle_url?: unknown };

function itemsOf({ body }: HttpAnswer, host: string): readonly Item[] {
  try {
    const { attestations } = JSON.parse(Buffer.from(body).toString()) as { attestations?: unknown };
    if (Array.isArray(attestations))
      return attestations
        .filter((item): item is Item => typeof item === "object" && item !== null)
        .slice(0, PER_PAGE);
  } catch {
    // No JSON: said below.
  }
  throw new Failure(
    "SIGNING_ANSWER_INVALID",
    `GitHub's API (${host}) answered with something else than a list.`,
    {
      fix: "A proxy or a portal seems to answer in its place: check GITHUB_API_URL, HTTPS_PROXY and NO_PROXY.",
    },
  );
}

/** The page that the `link` header names as next, where it is one of the same list. */
function nextPage({ headers }: HttpAnswer, first: URL): URL | undefined {
  const [, text] = /<([^<>]{1,2000})>;\s*rel="next"/.exec(headers["link"] ?? "") ?? [];
  if (text === undefined || !URL.canParse(text)) return undefined;
  const next = new URL(text);
  // GitHub names repositories by their number there; the token goes to no other host for it.
  return next.origin === first.origin ? next : undefined;
}

/** A bundle that cannot be had is left out, and that is said: a good one beside it counts all the same. */
async function bundleOf(item: Item, api: URL, host: Host, signal: AbortSignal): Promise<string | undefined> {
  if (typeof item.bundle === "object" && item.bundle !== null) return JSON.stringify(item.bundle);
  const url = addressOf(item.bundle_url, api);
  const text = url && (await fetchBundle(url, host, signal));
  if (text === undefined)
    host.warn("GitHub lists an attestation whose bundle could not be had; it does not count.");
  return text;
}

function addressOf(text: unknown, api: URL): URL | undefined {
  if (typeof text !== "string" || text.length > 4096 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  // A stand-in of this machine may name itself; GitHub names a store elsewhere.
  return url.protocol === "https:" || url.origin === api.origin ? url : undefined;
}

async function fetchBundle(
  url: URL,
  { http, clock }: Host,
  signal: AbortSignal,
): Promise<string | undefined> {
  const get = async (inner: AbortSignal): Promise<HttpAnswer> => {
    const answer = await http.send({ method: "GET", url, limits: { maxBytes: MAX_BUNDLE } }, inner);
    if (answer.status === 429 || answer.status >= 500) throw new Error("busy");
    return answer;
  };
  const judge = (error: unknown): { readonly retry: boolean } => ({
    retry: !(error instanceof HttpError) || isTransient(error),
  });
  const answer = await retry(get, judge, clock, signal).catch(() => undefined);
  if (signal.aborted) throw signal.reason;
  if (answer?.status !== 200) return undefined;
  const bytes = /snappy/i.test(answer.headers["content-type"] ?? "")
    ? readSnappy(answer.body, MAX_BUNDLE)
    : Buffer.from(answer.body);
  const text = bytes?.toString();
  return text !== undefined && isObject(text) ? text : undefined;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
