import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { commentOn } from "../../../src/entries/scan-comment.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { createHttp } from "../../../src/kernel/http-client.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { RangeFacts, RangeFinding } from "../../../src/report/scanned.ts";
import type { Runner } from "../../../src/runner/runner.ts";

// No real GitHub can be had here: the answers are those of https://docs.github.com/rest/issues/comments.
interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const BOT = "github-actions[bot]";

async function github(comments: Comment[], status?: number) {
  const log: string[] = [];
  const server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      log.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      const url = new URL(request.url!, "http://x");
      const page = Number(url.searchParams.get("page") ?? 1);
      const answer = (code: number, body: unknown): void => {
        response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
      };
      if (status !== undefined) return answer(status, { message: "Resource not accessible by integration" });
      if (request.method === "GET") return answer(200, comments.slice((page - 1) * 100, page * 100));
      const { body } = JSON.parse(text) as { body: string };
      if (request.method === "PATCH") {
        comments.find(({ id }) => url.pathname.endsWith(`/comments/${id}`))!.body = body;
        return answer(200, {});
      }
      comments.push({ id: comments.length + 1, body, user: { login: BOT } });
      return answer(201, {});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => server.close());
  const notices: string[] = [];
  const runner = {
    env: {
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GITHUB_REPOSITORY: "liquid-hive/shop",
      GITHUB_WORKFLOW: "gate",
      GITHUB_JOB: "secrets",
    },
    event: () => ({ payload: { pull_request: { number: 7 } } }),
    annotate: (_: string, message: string) => notices.push(message),
  } as unknown as Runner;
  const write = async (facts: RangeFacts): Promise<void> =>
    commentOn(
      runner,
      facts,
      Secret.of("CANARY-7f3a-token"),
      createHttp({ env: {}, clock: systemClock }),
      new AbortController().signal,
    );
  return { log, notices, write };
}

const finding = {
  path: "app.ts",
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 9,
  rule: "github-pat-classic",
  what: "GitHub personal access token",
  level: "verified",
  sight: "ghp_",
  decoded: [],
  facts: {},
  reason: undefined,
  blocks: true,
  kind: "file",
  commit: "a".repeat(40),
  author: "Mallory",
  date: "2026-11-24T00:00:00Z",
  status: "new",
  fingerprint: "0:1",
} satisfies RangeFinding;

const facts = (findings: readonly RangeFinding[]): RangeFacts => ({
  mode: "range",
  event: "pull_request",
  why: "",
  head: "b".repeat(40),
  base: "c".repeat(40),
  proof: { commits: 1, merges: 0, blobs: 1, bytes: 10, complete: true, skipped: [] },
  findings,
  listed: [],
  suppressed: [],
  unusedSuppressions: [],
  changedPolicy: [],
  rules: 1,
  failOn: "specific",
  notes: [],
});

test("a finding makes one comment, which is updated, and a clean pull request gets none", async () => {
  const comments: Comment[] = [];
  const { write, log, notices } = await github(comments);
  await write(facts([]));
  expect(comments).toEqual([]);
  await write(facts([finding]));
  await write(facts([]));
  expect(comments).toHaveLength(1);
  expect(comments[0]!.body).toContain("✅");
  expect(log.map((line) => line.split(" ")[0])).toEqual(["GET", "GET", "POST", "GET", "PATCH"]);
  expect(notices).toEqual([]);
});

test("somebody else's comment with our mark is left alone, and ours is found on the third page", async () => {
  const comments: Comment[] = [];
  const { write } = await github(comments);
  await write(facts([finding]));
  const [own] = comments.splice(0);
  const others = Array.from({ length: 230 }, (_, i) => ({
    id: 100 + i,
    body: "hello",
    user: { login: "someone" },
  }));
  comments.push({ id: 50, body: own!.body, user: { login: "mallory" } }, ...others, { ...own!, id: 999 });
  await write(facts([]));
  expect(comments.find(({ id }) => id === 50)!.body).toBe(own!.body);
  expect(comments.find(({ id }) => id === 999)!.body).toContain("✅");
  expect(comments).toHaveLength(232);
});

test.each([403, 404, 500])(
  "where GitHub answers %i, a notice says so and the run goes on",
  async (status) => {
    const { write, notices } = await github([], status);
    await write(facts([finding]));
    expect(notices).toEqual([expect.stringContaining("The comment could not be written")]);
    expect(notices.join()).not.toContain("CANARY-7f3a");
  },
);
