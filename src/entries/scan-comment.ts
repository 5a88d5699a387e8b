import { asFailure, Failure } from "../kernel/errors.ts";
import type { Http, HttpRequest } from "../kernel/http.ts";
import { Secret } from "../kernel/secret.ts";
import { isOurComment, scanComment } from "../report/scan-comment.ts";
import type { RangeFacts } from "../report/scanned.ts";
import type { Runner } from "../runner/runner.ts";

/** A pull request with more comments than this gets a new one. */
const MAX_PAGES = 10;
const PER_PAGE = 100;
const BOT = "github-actions[bot]";
const OK = 200;
const CREATED = 201;

/**
 * Writes the one comment of the gate on the pull request, or updates it: the one with our mark that the job's own bot wrote, as
 * anybody can write a mark. Never fails a run: a fork's token may not comment, and that is said.
 * @see https://docs.github.com/rest/issues/comments
 */
export async function commentOn(
  runner: Runner,
  facts: RangeFacts,
  token: Secret | undefined,
  http: Http,
  signal: AbortSignal,
): Promise<void> {
  const number = pullNumber(runner);
  if (number === undefined) return;
  try {
    await write(runner, number, facts, token, http, signal);
  } catch (error) {
    runner.annotate("notice", `The comment could not be written: ${asFailure(error).message}`, {
      title: "comment: true",
    });
  }
}

function pullNumber(runner: Runner): number | undefined {
  const payload = runner.event().payload as { pull_request?: { number?: unknown } } | null;
  const number = payload?.pull_request?.number;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

async function write(
  { env }: Runner,
  number: number,
  facts: RangeFacts,
  token: Secret | undefined,
  http: Http,
  signal: AbortSignal,
): Promise<void> {
  const api = env["GITHUB_API_URL"] ?? "https://api.github.com";
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const issues = `${api}/repos/${repository}/issues`;
  const key = `${env["GITHUB_WORKFLOW"] ?? ""}/${env["GITHUB_JOB"] ?? ""}`;
  const run = `${env["GITHUB_SERVER_URL"] ?? ""}/${repository}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`;
  const ask = async (
    method: HttpRequest["method"],
    url: string,
    expected: number,
    body?: object,
  ): Promise<unknown> => {
    const answer = await http.send(
      {
        method,
        url: new URL(url),
        headers: {
          accept: "application/vnd.github+json",
          "user-agent": "secrets-action",
          "x-github-api-version": "2022-11-28",
          ...(token === undefined ? {} : { authorization: Secret.of(`Bearer ${token.reveal() ?? ""}`) }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      signal,
    );
    if (answer.status !== expected) throw refused(answer.status);
    return JSON.parse(new TextDecoder().decode(answer.body));
  };
  const body = { body: scanComment(facts, key, run) };
  const own = await findOwn(
    (page) => ask("GET", `${issues}/${number}/comments?per_page=${PER_PAGE}&page=${page}`, OK),
    key,
  );
  if (own !== undefined) await ask("PATCH", `${issues}/comments/${own}`, OK, body);
  // A pull request that never had a finding gets no comment that says so.
  else if (facts.findings.length > 0) await ask("POST", `${issues}/${number}/comments`, CREATED, body);
}

async function findOwn(list: (page: number) => Promise<unknown>, key: string): Promise<number | undefined> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const comments = await list(page);
    if (!Array.isArray(comments)) return undefined;
    for (const one of comments as readonly {
      id?: unknown;
      body?: unknown;
      user?: { login?: unknown } | null;
    }[])
      if (
        typeof one.id === "number" &&
        one.user?.login === BOT &&
        typeof one.body === "string" &&
        isOurComment(one.body, key)
      )
        return one.id;
    if (comments.length < PER_PAGE) return undefined;
  }
  return undefined;
}

const refused = (status: number): Failure =>
  new Failure(
    "ACCESS_DENIED",
    status === 403 || status === 404
      ? "the job's token may not comment (permissions: pull-requests: write; a fork's never may)."
      : `GitHub answered with status ${status}.`,
  );
