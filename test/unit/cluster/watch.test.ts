import type http from "node:http";
import { describe, expect, test } from "vitest";
import type { WatchEvent } from "../../../src/cluster/api.ts";
import { jsonLines } from "../../../src/cluster/watch-lines.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import { CANARY, problem, type Reply, scriptedApi, signal, status } from "./scripted-api.ts";

const LISTING = { apiVersion: "v1", kind: "Secret", namespace: "prod", fieldSelector: "metadata.name=app" };
const object = (name: string, resourceVersion: string, more: object = {}) => ({
  metadata: { name, resourceVersion, ...more },
});
const list = (resourceVersion: string, ...items: object[]): Reply => ({
  status: 200,
  json: { metadata: { resourceVersion }, items },
});
const event = (type: string, what: object): object => ({
  type,
  object: { apiVersion: "v1", kind: "Secret", ...what },
});
const lines = (...events: object[]): string => events.map((one) => `${JSON.stringify(one)}\n`).join("");
/** A watch that gives these events, and is then ended by the server. */
const ended = (...events: object[]): Reply => ({ status: 200, text: lines(...events) });
const hanging =
  (...events: object[]): Reply =>
  (_, response) => {
    response.writeHead(200).flushHeaders();
    response.write(lines(...events));
  };
const cutting =
  (text: string): Reply =>
  (_, response) => {
    response.writeHead(200).write(text);
    setImmediate(() => response.destroy());
  };
const shown = (one: WatchEvent): string =>
  one.type === "RESET"
    ? `RESET ${one.objects.map(({ metadata }) => metadata.name).join()}`
    : `${one.type} ${one.object.metadata.name}`;

/** The first events of a watch, and what was asked. */
async function watched(count: number, ...replies: Reply[]) {
  const api = await scriptedApi(...replies);
  const seen: string[] = [];
  for await (const one of api.client().watch(LISTING, signal)) {
    seen.push(shown(one));
    if (seen.length === count) break;
  }
  const versions = api
    .lines()
    .map((line) => new URL(line.replace("GET ", ""), api.url).searchParams)
    .map((query) => (query.has("watch") ? query.get("resourceVersion") : "list"));
  return { api, seen, versions };
}

describe("a watch", () => {
  test("lists, then asks for what comes after, with bookmarks", async () => {
    const { api, seen } = await watched(
      2,
      list("5", object("app", "4")),
      ended(event("DELETED", object("app", "6"))),
    );
    expect(seen).toEqual(["RESET app", "DELETED app"]);
    expect(api.lines()[1]).toBe(
      "GET /api/v1/namespaces/prod/secrets?fieldSelector=metadata.name%3Dapp" +
        "&watch=true&allowWatchBookmarks=true&resourceVersion=5&timeoutSeconds=240",
    );
  });

  test("is taken up where the server ended it, a bookmark counts", async () => {
    const { seen, versions, api } = await watched(
      3,
      list("5"),
      ended(event("ADDED", object("a", "6")), event("BOOKMARK", object("", "9"))),
      ended(event("MODIFIED", object("b", "10"))),
    );
    expect(seen).toEqual(["RESET ", "ADDED a", "MODIFIED b"]);
    expect(versions).toEqual(["list", "5", "9"]);
    expect(api.slept).toEqual([]);
  });

  test("is taken up where it was cut, in the middle of a line, too", async () => {
    const { seen, versions } = await watched(
      3,
      list("5"),
      cutting(`${lines(event("ADDED", object("a", "6")))}{"type":"ADDED","obj`),
      ended(event("ADDED", object("b", "7"))),
    );
    expect(seen).toEqual(["RESET ", "ADDED a", "ADDED b"]);
    expect(versions).toEqual(["list", "5", "6"]);
  });

  test("waits longer each time that a connection brought nothing", async () => {
    const replies = Array.from({ length: 9 }, () => cutting(" "));
    const { api } = await watched(2, list("5"), ...replies, ended(event("ADDED", object("a", "6"))));
    expect(api.slept).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
  });

  const expired = event("ERROR", { kind: "Status", code: 410, reason: "Expired", message: "too old" });
  test.each([
    ["in the stream", ended(expired)],
    ["as an answer", status(410, "Expired", "too old")],
  ])("reads all anew where it has expired, told %s", async (_, reply) => {
    const { seen, versions } = await watched(
      3,
      list("5"),
      reply,
      list("20", object("b", "19")),
      ended(event("ADDED", object("c", "21"))),
    );
    expect(seen).toEqual(["RESET ", "RESET b", "ADDED c"]);
    expect(versions).toEqual(["list", "5", "list", "20"]);
  });

  test("goes on after what passes, and with a new token", async () => {
    const api = await scriptedApi(
      list("5"),
      status(401, "Unauthorized", "x"),
      status(503, "ServiceUnavailable", "x"),
      ended(event("ERROR", { kind: "Status", code: 503, message: CANARY })),
      ended(event("ADDED", object("a", "6"))),
    );
    const bearer = async (renew: boolean) => ({ token: Secret.of(renew ? "new" : "old") });
    for await (const one of api.client({ bearer }).watch(LISTING, signal)) if (one.type === "ADDED") break;
    expect(api.asked.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer old",
      "Bearer old",
      "Bearer new",
      "Bearer new",
      "Bearer new",
    ]);
  });

  test.each([
    ["no right", [list("5"), status(403, "Forbidden", CANARY)], { status: 403 }],
    ["no right to list", [status(403, "Forbidden", CANARY)], { status: 403 }],
    [
      "an error",
      [list("5"), ended(event("ERROR", { kind: "Status", code: 400, message: CANARY }))],
      { status: 400 },
    ],
    ["no JSON", [list("5"), { status: 200, text: `${CANARY}\n` }], { code: "STORE_ANSWER_INVALID" }],
    [
      "no object",
      [list("5"), ended({ type: "ADDED", object: { a: CANARY } })],
      { code: "STORE_ANSWER_INVALID" },
    ],
  ] as const)("ends with %s", async (_, replies, expected) => {
    expect(await problem(watched(5, ...(replies as readonly Reply[])))).toMatchObject(expected);
  });

  test("ends at once with the signal, and its connection with it", async () => {
    let response!: http.ServerResponse;
    const api = await scriptedApi(list("5"), (request, answer) => {
      response = answer;
      (hanging(event("ADDED", object("a", "6"))) as (...args: unknown[]) => void)(request, answer);
    });
    const controller = new AbortController();
    const seen: string[] = [];
    for await (const one of api.client().watch(LISTING, controller.signal)) {
      seen.push(shown(one));
      if (one.type === "ADDED") setImmediate(() => controller.abort());
    }
    expect(seen).toEqual(["RESET ", "ADDED a"]);
    if (!response.closed) await new Promise<void>((done) => response.on("close", done));
    expect(api.asked).toHaveLength(2);
  });

  test("that is left closes its connection", async () => {
    let response!: http.ServerResponse;
    const api = await scriptedApi(list("5"), (request, answer) => {
      response = answer;
      (hanging(event("ADDED", object("a", "6"))) as (...args: unknown[]) => void)(request, answer);
    });
    for await (const one of api.client().watch(LISTING, signal)) if (one.type === "ADDED") break;
    if (!response.closed) await new Promise<void>((done) => response.on("close", done));
    expect(response.closed).toBe(true);
  });
});

async function* bytes(text: string, size: number): AsyncGenerator<Uint8Array, void, void> {
  const all = Buffer.from(text);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

describe("JSON lines", () => {
  const collect = async (chunks: AsyncIterable<Uint8Array>): Promise<unknown[]> => {
    const values: unknown[] = [];
    for await (const value of jsonLines(chunks)) values.push(value);
    return values;
  };

  test.each([1, 2, 3, 5, 1000])("whole characters whatever the chunks: %i bytes", async (size) => {
    expect(await collect(bytes('{"a":"ü€😀"}\n\n{"b":[1]}\r\n{"half"', size))).toEqual([
      { a: "ü€😀" },
      { b: [1] },
    ]);
  });

  test("a line without end is given up", async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array, void, void> {
      for (;;) {
        sent += 1;
        yield new Uint8Array(1024 * 1024).fill(97);
      }
    }
    expect(await problem(collect(endless()))).toMatchObject({ code: "STORE_ANSWER_INVALID" });
    expect(sent).toBe(25);
  });
});
