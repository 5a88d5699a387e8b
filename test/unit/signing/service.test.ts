import { expect, test } from "vitest";
import { HttpError } from "../../../src/kernel/http.ts";
import type { HttpRequest } from "../../../src/kernel/http.ts";
import { createPool } from "../../../src/kernel/pool.ts";
import { statusLine } from "../../../src/signing/service-failure.ts";
import { ask } from "../../../src/signing/service.ts";
import type { Line } from "../../../src/signing/service.ts";
import { CANARY, fakeSigstore, never } from "./fake-services.ts";

function line(
  answers: readonly (number | Error)[],
): Line & { readonly urls: string[]; readonly told: () => number } {
  const urls: string[] = [];
  let told = 0;
  const pool = createPool(8);
  const send = async ({ url }: HttpRequest) => {
    const answer = answers[urls.length] ?? 200;
    urls.push(url.href);
    if (answer instanceof Error) throw answer;
    return { status: answer, headers: {}, body: Buffer.from(CANARY) };
  };
  return {
    urls,
    told: () => told,
    http: { send, close: () => {} },
    clock: fakeSigstore().clock,
    pool: { ...pool, throttled: () => void (told += 1) },
  };
}

const question = (at: string, path: string) => ({
  service: { what: "Rekor", url: new URL(at) },
  method: "GET" as const,
  path,
  read: ({ status }: { status: number }) => status,
});

test.each([
  ["https://log.example.com", "api/v1", "https://log.example.com/api/v1"],
  ["https://log.example.com/", "api/v1", "https://log.example.com/api/v1"],
  ["https://log.example.com/rekor/", "api/v1", "https://log.example.com/rekor/api/v1"],
  ["https://tsa.example.com/stamp?a=b", "", "https://tsa.example.com/stamp?a=b"],
])("%s with the path %j is %s", async (at, path, url) => {
  const used = line([]);
  expect(await ask(used, question(at, path), never)).toBe(200);
  expect(used.urls).toEqual([url]);
});

test("the pool is told of each 429 and of nothing else", async () => {
  const used = line([429, 503, 429]);
  await ask(used, question("https://log.example.com", ""), never);
  expect(used.told()).toBe(2);
  expect(used.urls).toHaveLength(4);
});

test.each([
  ["dns", "SIGNING_UNAVAILABLE", 8],
  ["tls", "TLS_UNTRUSTED", 1],
  ["too-large", "SIGNING_ANSWER_INVALID", 1],
] as const)("no answer (%s) is %s after %i requests", async (kind, code, requests) => {
  const used = line(Array.from({ length: 8 }, () => new HttpError(kind, "log.example.com", CANARY)));
  const failure = await ask(used, question("https://log.example.com", ""), never).catch((error) => error);
  expect(failure).toMatchObject({ code, message: expect.stringContaining("Rekor (log.example.com)") });
  expect(`${failure.message} ${failure.fix} ${failure.stack}`).not.toContain(CANARY);
  expect(used.urls).toHaveLength(requests);
});

test.each([
  ["https://rekor.sigstore.dev", /status\.sigstore\.dev/],
  ["https://fulcio.githubapp.com", /www\.githubstatus\.com/],
  ["https://sigstore.dev.example.com:8443", /sigstore\.dev\.example\.com:8443/],
])("the state of %s is told by its operator", (at, words) => {
  expect(statusLine({ what: "Rekor", url: new URL(at) })).toMatch(words);
});
