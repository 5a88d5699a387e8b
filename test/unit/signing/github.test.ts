import type http from "node:http";
import { expect, test } from "vitest";
import { asFailure, type Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { Bundle } from "../../../src/signing/bundle.ts";
import { createAttestations, type Attestations } from "../../../src/signing/github.ts";
import { client, never, plainServer, portOf } from "../kernel/http-servers.ts";

const CANARY = "CANARY-7f3a";
const HEX = "ab".repeat(32);
const DIGEST = `sha256:${HEX}`;
const LIST = `/repos/liquid-hive/api/attestations/${DIGEST}`;
const POST = "/repos/liquid-hive/api/attestations";
const bundleOf = (sig: string): Bundle => ({
  mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  verificationMaterial: {},
  dsseEnvelope: { payload: "e30=", payloadType: "application/vnd.in-toto+json", signatures: [{ sig }] },
});

interface Seen {
  readonly line: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}
interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Cuts the connection once the request is there. */
  readonly cut?: true;
}

/** The attestations of a stand-in that gives these answers, the last one for ever. */
async function github(
  answer: (seen: Seen, count: number, origin: string) => Reply,
): Promise<{ api: Attestations; seen: Seen[]; warned: string[] }> {
  const seen: Seen[] = [];
  const warned: string[] = [];
  const server = await plainServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = {
        line: `${request.method} ${request.url}`,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      seen.push(one);
      const { status = 200, body = {}, headers = {}, cut } = answer(one, seen.length, origin);
      if (cut) return void request.socket.destroy();
      const bytes = Buffer.isBuffer(body) ? body : typeof body === "string" ? body : JSON.stringify(body);
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(bytes);
    });
  });
  const origin = `http://127.0.0.1:${portOf(server)}`;
  const api = createAttestations(
    { apiUrl: new URL(origin), repository: "liquid-hive/api", token: Secret.of(CANARY) },
    {
      http: client(),
      clock: { now: () => 0, sleep: async () => undefined },
      warn: (text) => warned.push(text),
    },
  );
  return { api, seen, warned };
}

async function failure(acting: Promise<unknown>): Promise<Failure> {
  const error: unknown = await acting.then(
    () => new Error("it went well"),
    (thrown: unknown) => thrown,
  );
  const thrown = asFailure(error);
  expect(`${thrown.message}${thrown.fix}`).not.toContain(CANARY);
  return thrown;
}

test.each([400, 422])(
  "who may write is told that no bundle is wrong (%i), and nothing is stored",
  async (status) => {
    const { api, seen } = await github(() => ({ status, body: { message: "Invalid request" } }));
    await api.check(never);
    expect(seen.map(({ line, body }) => [line, body])).toEqual([[`POST ${POST}`, '{"bundle":{}}']]);
    expect(seen[0]!.headers).toMatchObject({
      authorization: `Bearer ${CANARY}`,
      "user-agent": "secrets-action",
      "x-github-api-version": "2022-11-28",
    });
  },
);

test.each<[number, string, RegExp, string]>([
  [403, "Resource not accessible by integration", /may not write attestations/, "attestations: write"],
  [403, CANARY, /may not write attestations/, "attestations: write"],
  [
    403,
    "Feature not available for user-owned private repositories. To enable",
    /private repository of a person/,
    "github-attestations: false",
  ],
  [
    422,
    "Feature not available for user-owned private repositories",
    /private repository of a person/,
    "github-attestations: false",
  ],
  [401, "Bad credentials", /does not know the token/, "github-token:"],
  [404, "Not Found", /has no attestations: GitHub Enterprise Server/, "github-attestations: false"],
  [301, "Moved Permanently", /status 301/, "githubstatus"],
])("who may not is told why: %i %s", async (status, message, words, fix) => {
  const { api, seen } = await github(() => ({
    status,
    body: { message },
    headers: { "x-github-request-id": "AB:12" },
  }));
  const thrown = await failure(api.check(never));
  expect(thrown.code).toBe("ATTESTATION_REFUSED");
  expect(thrown.message).toMatch(words);
  expect(thrown.fix).toContain(fix);
  expect(seen).toHaveLength(1);
});

test("stores a bundle, and says where it is", async () => {
  const { api, seen } = await github(() => ({ status: 201, body: { id: 1234 } }));
  expect(await api.upload(bundleOf("s"), DIGEST, never)).toMatch(
    /^https:\/\/127\.0\.0\.1:\d+\/liquid-hive\/api\/attestations\/1234$/,
  );
  expect(JSON.parse(seen[0]!.body)).toEqual({ bundle: bundleOf("s") });
});

test("an answer without an id leads to all attestations", async () => {
  const { api } = await github(() => ({ status: 201, body: { id: `../${CANARY}` } }));
  expect(await api.upload(bundleOf("s"), DIGEST, never)).toMatch(/\/liquid-hive\/api\/attestations$/);
});

test.each<[string, readonly string[], number]>([
  ["is there: it is not stored twice", ["other", "s"], 1],
  ["is not there: it is sent again", ["other"], 2],
])("after a lost answer it is looked whether the bundle %s", async (_, there, posts) => {
  const { api, seen } = await github(({ line }, count) => {
    if (line.startsWith("GET"))
      return { body: { attestations: there.map((sig) => ({ bundle: bundleOf(sig) })) } };
    return count === 1 ? { cut: true } : { status: 201, body: { id: 5 } };
  });
  const page = await api.upload(bundleOf("s"), DIGEST, never);
  expect(seen.filter(({ line }) => line.startsWith("POST"))).toHaveLength(posts);
  expect(seen[1]!.line).toBe(`GET ${LIST}?per_page=100`);
  expect(page.endsWith("/5")).toBe(posts === 2);
});

test.each<[string, Reply]>([
  ["429", { status: 429, headers: { "retry-after": "2" } }],
  ["a limit that is reached", { status: 403, headers: { "x-ratelimit-remaining": "0" } }],
  ["503 to the list", { status: 503 }],
])("is asked again after %s", async (_, reply) => {
  const { api } = await github((__, count) =>
    count === 1 ? reply : { body: { attestations: [{ bundle: { a: 1 } }] } },
  );
  expect(await api.list(DIGEST, never)).toEqual(['{"a":1}']);
});

test("gives up on a server that stays busy", async () => {
  const { api, seen } = await github(() => ({ status: 502, body: CANARY }));
  const thrown = await failure(api.list(DIGEST, never));
  expect([thrown.code, seen.length]).toEqual(["SIGNING_UNAVAILABLE", 4]);
});

test("lists page by page, on the same host only", async () => {
  const { api, seen } = await github(({ line }, _, origin) => {
    const attestations = [{ bundle: bundleOf(line.includes("after=2") ? "two" : "one") }];
    const next = line.includes("after=2")
      ? `<https://elsewhere.example/x?after=3>; rel="next"`
      : `<${origin}/other>; rel="prev", <${origin}/repositories/1/attestations/${DIGEST}?after=2>; rel="next"`;
    return { body: { attestations }, headers: { link: next } };
  });
  const found = await api.list(DIGEST, never);
  expect(found.map((text) => (JSON.parse(text) as Bundle).dsseEnvelope!.signatures[0]!.sig)).toEqual([
    "one",
    "two",
  ]);
  expect(seen).toHaveLength(2);
});

test("pages without an end are ended, and that is said", async () => {
  const { api, seen, warned } = await github((_, count, origin) => ({
    body: { attestations: [{ bundle: { count } }] },
    headers: { link: `<${origin}${LIST}?page=${count}>; rel="next"` },
  }));
  expect(await api.list(DIGEST, never)).toHaveLength(10);
  expect(seen).toHaveLength(10);
  expect(warned).toEqual([expect.stringContaining("more than 1000")]);
});

test("none are stored about a digest that GitHub does not know", async () => {
  const { api } = await github(() => ({ status: 404, body: { message: "Not Found" } }));
  expect(await api.list(DIGEST, never)).toEqual([]);
});

test("fetches what is named by address, without the token; what cannot be had does not count", async () => {
  const { api, seen, warned } = await github(({ line }, _, origin) => {
    if (line === "GET /snappy?sas=1")
      return {
        body: Buffer.from('\u0007\u0018{"a":1}'),
        headers: { "content-type": "application/x-snappy" },
      };
    if (line === "GET /plain") return { body: { b: 2 } };
    if (line === "GET /broken")
      return { body: Buffer.from([0xff, 0xff]), headers: { "content-type": "application/x-snappy" } };
    if (line === "GET /page") return { body: "<html>" };
    if (line === "GET /gone") return { status: 404 };
    const names = ["/snappy?sas=1", "/plain", "/broken", "/page", "/gone"].map((name) => ({
      bundle: null,
      bundle_url: origin + name,
    }));
    const bad = [
      { bundle_url: "http://elsewhere.example/x" },
      { bundle_url: "file:///etc/passwd" },
      { bundle_url: 7 },
      {},
      null,
    ];
    return { body: { attestations: [...names, ...bad] } };
  });
  expect(await api.list(DIGEST, never)).toEqual(['{"a":1}', '{"b":2}']);
  expect(warned).toHaveLength(7);
  const fetched = seen.filter(({ line }) => !line.includes("/repos/"));
  expect(fetched).toHaveLength(5);
  expect(fetched.every(({ headers }) => headers.authorization === undefined)).toBe(true);
});

test.each<[string, unknown]>([
  ["a page", "<html>"],
  ["another shape", { attestations: CANARY }],
  ["null", "null"],
])("an answer that is no list: %s", async (_, body) => {
  const { api } = await github(() => ({ body }));
  expect((await failure(api.list(DIGEST, never))).code).toBe("SIGNING_ANSWER_INVALID");
});

test.each<[string, string, string]>([
  ["http://api.github.com", "liquid-hive/api", "ENDPOINT_REFUSED"],
  [`https://${CANARY}@api.github.com`, "liquid-hive/api", "ENDPOINT_REFUSED"],
  ["https://api.github.com", "liquid-hive", "INPUT_INVALID"],
  ["https://api.github.com", "liquid-hive/..", "INPUT_INVALID"],
  ["https://api.github.com", `a/b/${CANARY}`, "INPUT_INVALID"],
])("refuses %s for %s", async (apiUrl, repository, code) => {
  const make = async (): Promise<unknown> =>
    createAttestations(
      { apiUrl: new URL(apiUrl), repository, token: Secret.of(CANARY) },
      { http: client(), clock: { now: () => 0, sleep: async () => undefined }, warn: () => undefined },
    );
  expect((await failure(make())).code).toBe(code);
});

test("asks by SHA-256 only", async () => {
  const { api, seen } = await github(() => ({}));
  expect((await failure(api.list("sha512:ab", never))).code).toBe("SUBJECT_REFUSED");
  expect(seen).toEqual([]);
});
