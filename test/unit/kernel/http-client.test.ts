import { once } from "node:events";
import net from "node:net";
import util from "node:util";
import { describe, expect, test } from "vitest";
import { type HttpErrorKind } from "../../../src/kernel/http.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import {
  client,
  connections,
  get,
  headersHere,
  plainServer,
  portOf,
  problem,
  rawServer,
  text,
  tlsServer,
} from "./http-servers.ts";

const CANARY = "CANARY-7f3a";

describe("an answer", () => {
  test("has status, headers and bytes; a redirect and a 503 are answers", async () => {
    const server = await tlsServer((request, response) => {
      if (request.url === "/moved") return response.writeHead(302, { location: "/" }).end();
      if (request.url === "/busy") return response.writeHead(503, { "retry-after": "7" }).end("busy");
      response.setHeader("X-Twice", ["a", "b"]);
      return response.end(Uint8Array.of(0, 255, 10));
    });
    const http = client();
    const at = `https://localhost:${portOf(server)}`;
    const answer = await get(http, `${at}/`);
    expect([answer.status, answer.headers["x-twice"], answer.body]).toEqual([
      200,
      "a, b",
      Uint8Array.of(0, 255, 10),
    ]);
    const moved = await get(http, `${at}/moved`);
    expect([moved.status, moved.headers["location"], moved.body.length]).toEqual([302, "/", 0]);
    const busy = await get(http, `${at}/busy`);
    expect([busy.status, busy.headers["retry-after"], text(busy)]).toEqual([503, "7", "busy"]);
  });

  test("comes over one connection for requests in turn", async () => {
    const ports = new Set<number | undefined>();
    const server = await tlsServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("x");
    });
    const http = client();
    for (let turn = 0; turn < 3; turn += 1) await get(http, `https://localhost:${portOf(server)}/`);
    expect(ports.size).toBe(1);
    http.close();
    await expect.poll(() => connections(server)).toBe(0);
  });

  test("a body has its length, whatever the method: else a server takes it for the next request", async () => {
    const seen: string[] = [];
    const server = await plainServer((request, response) => {
      void request.toArray().then((chunks) => {
        seen.push(`${request.method} ${Buffer.concat(chunks).toString()}`);
        response.end("x");
      });
    });
    const http = client();
    const url = new URL(`http://127.0.0.1:${portOf(server)}/`);
    const { signal } = new AbortController();
    for (const method of ["DELETE", "POST", "GET"] as const)
      await http.send({ method, url, body: Secret.of(`{"of":"${method}"}`) }, signal);
    expect(seen).toEqual(['DELETE {"of":"DELETE"}', 'POST {"of":"POST"}', 'GET {"of":"GET"}']);
  });

  test("to HEAD has no body, and no limit on the length it names", async () => {
    const server = await plainServer((_, response) =>
      response.writeHead(200, { "content-length": "99" }).end(),
    );
    const answer = await get(client(), `http://127.0.0.1:${portOf(server)}/`, {
      method: "HEAD",
      limits: { maxBytes: 5 },
    });
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
  });

  test("of several at once under one signal warns of nothing", async () => {
    const server = await plainServer((_, response) => response.end("x"));
    const warnings: string[] = [];
    const note = (warning: Error): void => void warnings.push(warning.name);
    process.on("warning", note);
    const http = client();
    await Promise.all(Array.from({ length: 20 }, () => get(http, `http://127.0.0.1:${portOf(server)}/`)));
    await new Promise(setImmediate);
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });
});

test("a request sends secrets as bytes and header, its method, path and length, and asks for no compression", async () => {
  const seen: unknown[] = [];
  const server = await plainServer((request, response) => {
    const { authorization, host, "content-length": length, "accept-encoding": encoding } = request.headers;
    request.setEncoding("utf8").on("data", (body: string) => seen.push(body));
    seen.push(request.method, request.url, authorization, host, length, encoding);
    request.on("end", () => response.end());
  });
  const port = portOf(server);
  await get(client(), `http://127.0.0.1:${port}/a%20b?c=d`, {
    method: "PATCH",
    headers: { Authorization: Secret.of(CANARY) },
    body: Secret.of("grüße"),
  });
  expect(seen).toEqual(["PATCH", "/a%20b?c=d", CANARY, `127.0.0.1:${port}`, "7", "identity", "grüße"]);
});

test("Vault's method LIST is sent", async () => {
  const lines: string[] = [];
  const server = await rawServer((socket) => {
    socket.once("data", (data) => {
      lines.push(data.toString().split("\r\n")[0]!);
      socket.end("HTTP/1.1 204 No Content\r\n\r\n");
    });
  });
  const answer = await get(client(), `http://127.0.0.1:${portOf(server)}/v1`, { method: "LIST" });
  expect([answer.status, lines]).toEqual([204, ["LIST /v1 HTTP/1.1"]]);
});

describe("what is no answer has a kind", () => {
  type Case = readonly [what: string, kind: HttpErrorKind, onSocket: (socket: net.Socket) => void];
  const answering = (answer: string) => (socket: net.Socket) =>
    void socket.once("data", () => socket.end(answer));
  const CASES: readonly Case[] = [
    ["a reset before a byte", "reset", (socket) => void socket.once("data", () => socket.resetAndDestroy())],
    ["an end before a byte", "reset", answering("")],
    [
      "a body shorter than its length",
      "truncated",
      answering("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"),
    ],
    [
      "a reset in the body",
      "truncated",
      (socket) => {
        void headersHere().then(() => socket.resetAndDestroy());
        socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"));
      },
    ],
    ["more bytes than its length", "truncated", answering("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nxyz")],
    [
      "chunks without an end",
      "truncated",
      answering("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"),
    ],
    ["a long body by its length", "too-large", answering("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n")],
    ["a long body by its bytes", "too-large", answering(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(99)}`)],
    ["headers without end", "too-large", answering(`HTTP/1.1 200 OK\r\na: ${"x".repeat(99_000)}\r\n\r\n`)],
    [
      "a compressed body",
      "other",
      answering("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1\r\n\r\nx"),
    ],
    ["something else than HTTP", "other", answering(`${CANARY} SSH-2.0\r\n`)],
    ["two lengths", "other", answering("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx")],
  ];
  test.for(CASES)("%s: %s", async ([, kind, onSocket]) => {
    const server = await rawServer(onSocket);
    const host = `127.0.0.1:${portOf(server)}`;
    const error = await problem(
      get(client(), `http://${host}/${CANARY}`, { headers: { a: CANARY }, limits: { maxBytes: 50 } }),
    );
    expect([error.kind, error.host]).toEqual([kind, host]);
    expect(error.message).toContain(host);
    expect(util.inspect(error)).not.toContain(CANARY);
    await expect.poll(() => connections(server)).toBe(0);
  });

  test("more bytes later than its length end the connection, not the process", async () => {
    let more = (): void => undefined;
    const server = await rawServer((socket) => {
      socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx"));
      more = () => void socket.write(CANARY);
    });
    expect(text(await get(client(), `http://127.0.0.1:${portOf(server)}/`))).toBe("x");
    more();
    await expect.poll(() => connections(server)).toBe(0);
  });

  test("a kept connection that the server resets is a reset, and the next request gets a new one", async () => {
    let served = 0;
    const server = await rawServer((socket) => {
      socket.on("data", () => {
        served += 1;
        if (served === 2) socket.resetAndDestroy();
        else socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx");
      });
    });
    const http = client();
    const at = `http://127.0.0.1:${portOf(server)}/`;
    await get(http, at);
    expect((await problem(get(http, at))).kind).toBe("reset");
    expect(text(await get(http, at))).toBe("x");
  });

  test("nobody listens: refused; no such name: dns; another scheme, a header that is no header: other", async () => {
    const free = net.createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const port = portOf(free);
    free.close();
    const http = client();
    const kinds = [
      await problem(get(http, `http://127.0.0.1:${port}/`)),
      await problem(get(http, `http://localhost:${port}/`)),
      await problem(get(http, "https://no-such-host.invalid/")),
      await problem(get(http, "ftp://localhost/")),
      await problem(get(http, "http://localhost/", { headers: { a: `${CANARY}\r\nb: c` } })),
      await problem(get(http, "http://localhost/", { headers: { a: Secret.ofBytes(Uint8Array.of(255)) } })),
    ];
    expect(kinds.map(({ kind }) => kind)).toEqual(["refused", "refused", "dns", "other", "other", "other"]);
    expect(util.inspect(kinds)).not.toContain(CANARY);
  });
});
