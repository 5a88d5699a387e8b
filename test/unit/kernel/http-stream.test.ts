import type http from "node:http";
import { expect, test } from "vitest";
import { createHttp } from "../../../src/kernel/http-client.ts";
import { HttpError, type HttpStream } from "../../../src/kernel/http.ts";
import { connections, never, plainServer, portOf, rawServer, stillClock } from "./http-servers.ts";

const clock = stillClock();
const client = createHttp({ env: {}, clock });
const open = (port: number, signal: AbortSignal = never, maxBytes = 3): Promise<HttpStream> =>
  client.stream({ method: "GET", url: new URL(`http://127.0.0.1:${port}/`), limits: { maxBytes } }, signal);
const closed = (response: http.ServerResponse): Promise<void> =>
  new Promise((resolve) => response.on("close", resolve));

async function failing(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof HttpError ? error.kind : String(error);
}

async function all(stream: HttpStream): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("headers first, then pieces as they come, beyond the bounds of a body", async () => {
  let response!: http.ServerResponse;
  const server = await plainServer(
    (_, answer) => void (response = answer).writeHead(203, { "x-a": "b" }).write("one"),
  );
  const stream = await open(portOf(server));
  expect([stream.status, stream.headers["x-a"]]).toEqual([203, "b"]);
  clock.expire(30_000);
  const pieces = stream.body[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value = new Uint8Array() } = await pieces.next();
    return Buffer.from(value).toString();
  };
  expect(await next()).toBe("one");
  response.end("two, three");
  expect(await next()).toBe("two, three");
  expect((await pieces.next()).done).toBe(true);
});

test("no headers in time", async () => {
  const waiting = open(portOf(await plainServer(() => undefined)));
  await new Promise((soon) => setTimeout(soon, 20));
  clock.expire(15_000);
  expect(await failing(waiting)).toBe("timeout");
});

test("one that breaks off", async () => {
  const server = await plainServer((_, response) => {
    response.write("half");
    setImmediate(() => response.destroy());
  });
  expect(await failing(open(portOf(server)).then(all))).toBe("truncated");
});

test("leaving it early closes the connection", async () => {
  let response!: http.ServerResponse;
  const server = await plainServer((_, answer) => void (response = answer).write("one"));
  const stream = await open(portOf(server));
  for await (const _ of stream.body) break;
  await closed(response);
  expect(connections(server)).toBe(0);
});

test.each([true, false])("an abort closes the connection; read: %s", async (isRead) => {
  let response!: http.ServerResponse;
  const server = await plainServer((_, answer) => void (response = answer).write("one"));
  const controller = new AbortController();
  const stream = await open(portOf(server), controller.signal);
  const reading = isRead ? failing(all(stream)) : undefined;
  controller.abort();
  await closed(response);
  if (isRead) expect(await reading).toBe("cancelled");
  else expect(await failing(all(stream))).toBe("cancelled");
});

test("no HTTP, nobody there, and an abort beforehand", async () => {
  const raw = await rawServer((socket) => socket.end("CANARY-7f3a\r\n\r\n"));
  expect(await failing(open(portOf(raw)))).toBe("other");
  expect(await failing(open(1))).toBe("refused");
  expect(await failing(open(1, AbortSignal.abort()))).toBe("cancelled");
});
