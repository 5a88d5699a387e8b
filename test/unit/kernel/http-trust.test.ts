import { describe, expect, test } from "vitest";
import { TlsError } from "../../../src/kernel/http-errors.ts";
import {
  CA,
  client,
  connections,
  get,
  pem,
  plainServer,
  portOf,
  problem,
  recordingProxy,
  text,
  tlsServer,
} from "./http-servers.ts";

const hello = (_: unknown, response: { end: (body: string) => unknown }): void => void response.end("hello");
const reason = async (sending: Parameters<typeof problem>[0]): Promise<unknown> =>
  ((await problem(sending)) as TlsError).reason;

describe("trust of one server", () => {
  test("its CA is the only one: neither the client's nor any other counts", async () => {
    const server = await tlsServer(hello);
    const at = `https://localhost:${portOf(server)}/`;
    const http = client({ ca: CA });
    expect(text(await get(http, at))).toBe("hello");
    expect(await reason(get(http, at, { trust: { ca: pem("client-ca.pem") } }))).toBe("unknown-ca");
    const bare = client({ ca: undefined });
    expect(text(await get(bare, at, { trust: { ca: CA } }))).toBe("hello");
    expect(await reason(get(bare, at))).toBe("unknown-ca");
  });

  test("a CA that is none is refused before anything is sent", async () => {
    const error = await problem(get(client(), "https://localhost:1/", { trust: { ca: "CANARY-7f3a" } }));
    expect([error.kind, (error as TlsError).reason]).toEqual(["tls", "bad-ca-cert"]);
    expect(error.message).not.toContain("CANARY-7f3a");
  });

  test.each([
    ["127.0.0.1", "localhost"],
    ["localhost", "127.0.0.1"],
  ])("asked at %s, the certificate must be good for %s", async (host, serverName) => {
    const server = await tlsServer(hello);
    const at = `https://${host}:${portOf(server)}/`;
    expect(text(await get(client(), at, { trust: { ca: CA, serverName } }))).toBe("hello");
    expect(await reason(get(client(), at, { trust: { ca: CA, serverName: "kubernetes" } }))).toBe(
      "other-host",
    );
    expect(await reason(get(client(), at, { trust: { ca: CA, serverName: "192.0.2.1" } }))).toBe(
      "other-host",
    );
  });

  test("without any check, and only for the request that says so", async () => {
    const server = await tlsServer(hello, "other-host");
    const at = `https://localhost:${portOf(server)}/`;
    const http = client({ ca: undefined });
    expect(text(await get(http, at, { trust: { insecure: true } }))).toBe("hello");
    expect(await reason(get(http, at))).toBe("unknown-ca");
    expect(await reason(get(http, at, { trust: { ca: CA } }))).toBe("other-host");
  });

  test("a connection is used again under the same trust, and under no other", async () => {
    const server = await tlsServer(hello);
    const at = `https://localhost:${portOf(server)}/`;
    const http = client();
    for (const trust of [{ ca: CA }, { ca: CA }, { insecure: true }, { insecure: true }] as const)
      await get(http, at, { trust });
    expect(connections(server)).toBe(2);
    await get(http, at);
    expect(connections(server)).toBe(3);
  });
});

describe("the proxy of one server", () => {
  test("counts over the environment's, whatever NO_PROXY says; an empty one is none", async () => {
    const server = await tlsServer(hello);
    const [own, other] = [await recordingProxy(), await recordingProxy()];
    const env = { HTTPS_PROXY: `http://127.0.0.1:${other.port}` };
    const at = `https://localhost:${portOf(server)}/`;
    const proxy = `http://127.0.0.1:${own.port}`;
    const trust = { ca: CA };
    expect(text(await get(client({ env }), at, { proxy, trust }))).toBe("hello");
    expect(text(await get(client({ env: { NO_PROXY: "*" } }), at, { proxy, trust }))).toBe("hello");
    expect(own.seen).toHaveLength(2);
    expect(text(await get(client({ env }), at, { proxy: "", trust }))).toBe("hello");
    expect(other.seen).toEqual([]);
    expect(text(await get(client({ env }), at, { trust }))).toBe("hello");
    expect(other.seen).toHaveLength(1);
  });

  test("trust holds behind it, too", async () => {
    const server = await tlsServer(hello);
    const proxy = `http://127.0.0.1:${(await recordingProxy()).port}`;
    const at = `https://localhost:${portOf(server)}/`;
    const http = client({ ca: CA });
    expect(await reason(get(http, at, { proxy, trust: { ca: pem("client-ca.pem") } }))).toBe("unknown-ca");
    expect(await reason(get(http, at, { proxy, trust: { ca: CA, serverName: "other.example" } }))).toBe(
      "other-host",
    );
    expect(text(await get(http, at, { proxy, trust: { insecure: true } }))).toBe("hello");
  });

  test.each(["socks5://user:CANARY-7f3a@127.0.0.1:1", "http://CANARY-7f3a%zz@x"])(
    "%s is refused and not quoted",
    async (proxy) => {
      const error = await problem(get(client(), "https://localhost:1/", { proxy }));
      expect(error.kind).toBe("proxy");
      expect(error.message).not.toContain("CANARY-7f3a");
    },
  );
});

test("several headers of one name are sent as several", async () => {
  const server = await plainServer((request, response) =>
    response.end(JSON.stringify(request.headersDistinct["impersonate-group"])),
  );
  const headers = { "Impersonate-Group": ["a", "b, c"] };
  const answer = await get(client(), `http://127.0.0.1:${portOf(server)}/`, { headers });
  expect(JSON.parse(text(answer))).toEqual(["a", "b, c"]);
});
