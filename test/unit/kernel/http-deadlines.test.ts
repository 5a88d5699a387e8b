import { getEventListeners, once } from "node:events";
import net from "node:net";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../../src/kernel/clock.ts";
import { HTTP_LIMITS, type HttpRequest } from "../../../src/kernel/http.ts";
import {
  client,
  connections,
  get,
  headersHere,
  never,
  plainServer,
  portOf,
  problem,
  rawServer,
  stillClock,
  text,
} from "./http-servers.ts";

describe("an end", () => {
  const silent = (socket: net.Socket): void => void socket.on("data", () => undefined);
  const trickling = (socket: net.Socket): void =>
    void socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"));

  test.for<readonly [string, (socket: net.Socket) => void, number]>([
    ["of the time for headers", silent, HTTP_LIMITS.headersMs],
    ["of the time for headers that begin", (socket) => void socket.write("HTTP/1.1 2"), 15_000],
    ["of the whole time, without an answer", silent, HTTP_LIMITS.totalMs],
    ["of the whole time, in the body", trickling, HTTP_LIMITS.totalMs],
  ])("%s", async ([, onSocket, ms]) => {
    const server = await rawServer(onSocket);
    const clock = stillClock();
    const sending = problem(get(client({ clock }), `http://127.0.0.1:${portOf(server)}/`));
    await once(server, "connection");
    clock.expire(ms);
    expect((await sending).kind).toBe("timeout");
    await expect.poll(() => connections(server)).toBe(0);
  });

  test("the time for headers does not end a body", async () => {
    let go = (): void => undefined;
    const server = await plainServer((_, response) => {
      response.writeHead(200).write("a");
      go = () => void response.end("b");
    });
    const clock = stillClock();
    const arrived = headersHere();
    const sending = get(client({ clock }), `http://127.0.0.1:${portOf(server)}/`);
    await arrived;
    clock.expire(HTTP_LIMITS.headersMs);
    go();
    expect(text(await sending)).toBe("ab");
  });

  test("by the signal is cancelled, by a signal's time a timeout; before it began, nothing is sent", async () => {
    const server = await rawServer(silent);
    const at = `http://127.0.0.1:${portOf(server)}/`;
    const http = client();
    const run = async (reason?: unknown): Promise<string> => {
      const stop = new AbortController();
      const sending = problem(get(http, at, {}, stop.signal));
      await once(server, "connection");
      stop.abort(reason);
      return (await sending).kind;
    };
    expect(await run()).toBe("cancelled");
    expect(await run(new DOMException("late", "TimeoutError"))).toBe("timeout");
    expect((await problem(get(http, at, {}, AbortSignal.abort()))).kind).toBe("cancelled");
    await expect.poll(() => connections(server)).toBe(0);
  });

  test("leaves no listener at the signal, and closes a kept connection that was waited on", async () => {
    let served = 0;
    const server = await plainServer((_, response) => {
      served += 1;
      if (served === 1) response.end("x");
    });
    const stop = new AbortController();
    const http = client();
    const at = `http://127.0.0.1:${portOf(server)}/`;
    await get(http, at, {}, stop.signal);
    expect(getEventListeners(stop.signal, "abort")).toEqual([]);
    const sending = problem(get(http, at, {}, stop.signal));
    await once(server, "request");
    expect(connections(server)).toBe(1);
    stop.abort();
    expect((await sending).kind).toBe("cancelled");
    await expect.poll(() => connections(server)).toBe(0);
  });
});

test("with the system's clock a short limit ends a request", async () => {
  const server = await rawServer(() => undefined);
  const request: HttpRequest = {
    method: "GET",
    url: new URL(`http://127.0.0.1:${portOf(server)}/`),
    limits: { headersMs: 5 },
  };
  expect((await problem(client({ clock: systemClock }).send(request, never))).kind).toBe("timeout");
});
