import { once } from "node:events";
import util from "node:util";
import { describe, expect, test } from "vitest";
import { ProxyError } from "../../../src/kernel/http-errors.ts";
import { proxyFor } from "../../../src/kernel/proxy.ts";
import { unreachable } from "../../../src/kernel/unreachable.ts";
import {
  CA,
  client,
  connections,
  get,
  inProcess,
  plainServer,
  portOf,
  problem,
  rawServer,
  recordingProxy,
  stillClock,
  text,
  tlsServer,
} from "./http-servers.ts";

const CANARY = "CANARY-7f3a";
const target = (): ReturnType<typeof tlsServer> =>
  tlsServer((_, response) => response.end("from the target"));

describe("https: goes through a tunnel", () => {
  test.for(["HTTPS_PROXY", "https_proxy"])("of %s, kept for the next request", async (name) => {
    const proxy = await recordingProxy();
    const port = portOf(await target());
    const http = client({ env: { [name]: `http://127.0.0.1:${proxy.port}` } });
    expect(text(await get(http, `https://localhost:${port}/`))).toBe("from the target");
    expect(text(await get(http, `https://localhost:${port}/`))).toBe("from the target");
    expect(proxy.seen).toEqual([`CONNECT localhost:${port}`]);
    http.close();
    await expect.poll(() => connections(proxy.server)).toBe(0);
  });

  test("also where the proxy has no scheme, and with its password, which stands nowhere", async () => {
    const proxy = await recordingProxy(undefined, `user:${CANARY}/`);
    const port = portOf(await target());
    const good = client({ env: { HTTPS_PROXY: `user:${CANARY}%2F@127.0.0.1:${proxy.port}` } });
    expect(text(await get(good, `https://localhost:${port}/`))).toBe("from the target");
    const bad = client({ env: { HTTPS_PROXY: `http://user:${CANARY}@127.0.0.1:${proxy.port}` } });
    const error = await problem(get(bad, `https://localhost:${port}/`));
    const failure = unreachable(error, "Secrets Manager");
    expect(error).toMatchObject({ kind: "proxy", status: 407, host: `localhost:${port}` });
    expect(failure.fix).toContain("HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT");
    expect(proxy.authorizations).toHaveLength(2);
    expect(util.inspect([error, failure])).not.toContain(CANARY);
  });

  test("that, kept, does not keep the process alive", async () => {
    const proxy = await recordingProxy();
    const url = `https://localhost:${portOf(await target())}/`;
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    expect(await inProcess({ url, ca: CA }, env)).toBe("200");
    expect(proxy.seen.length).toBe(1);
  });

  test("but not with `direct`, nor for a host of NO_PROXY", async () => {
    const proxy = await recordingProxy();
    const at = `https://localhost:${portOf(await target())}/`;
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
    expect(text(await get(client({ env: { HTTPS_PROXY } }), at, { direct: true }))).toBe("from the target");
    const env = { HTTPS_PROXY, NO_PROXY: "other.example, localhost" };
    expect(text(await get(client({ env }), at))).toBe("from the target");
    expect(proxy.seen).toEqual([]);
  });

  test("and an untrusted certificate behind it is the target's", async () => {
    const proxy = await recordingProxy();
    const port = portOf(await target());
    const http = client({ ca: undefined, env: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` } });
    expect(await problem(get(http, `https://localhost:${port}/`))).toMatchObject({
      kind: "tls",
      reason: "unknown-ca",
    });
  });
});

describe("a proxy that fails", () => {
  test.for([
    ["HTTP/1.1 502 CANARY-7f3a\r\n\r\n", 502],
    ["HTTP/1.1 403 Forbidden\r\n\r\n", 403],
    ["CANARY-7f3a", undefined],
  ] as const)("%j", async ([answer, status]) => {
    const proxy = await recordingProxy(answer);
    const http = client({ env: { https_proxy: `http://127.0.0.1:${proxy.port}` } });
    const error = await problem(get(http, "https://target.example/"));
    expect(error).toBeInstanceOf(ProxyError);
    expect(error).toMatchObject({ kind: "proxy", host: "target.example", status });
    expect(util.inspect(error)).not.toContain(CANARY);
    await expect.poll(() => connections(proxy.server)).toBe(0);
  });

  test.for(["http://user:CANARY-7f3a@127.0.0.1:1", "http://user:CANARY-7f3a@no-such-proxy.invalid:1"])(
    "%s is not there",
    async (HTTPS_PROXY) => {
      const error = await problem(get(client({ env: { HTTPS_PROXY } }), "https://target.example/"));
      expect([error.kind, error.host]).toEqual(["proxy", "target.example"]);
      expect(util.inspect(error)).not.toContain(CANARY);
    },
  );

  test.for([
    `socks5://user:${CANARY}@127.0.0.1:1`,
    `http://user:${CANARY}%@127.0.0.1:1`,
    `http://${CANARY} x/`,
  ])("%s cannot be used", async (HTTPS_PROXY) => {
    const error = await problem(get(client({ env: { HTTPS_PROXY } }), "https://target.example/"));
    expect(error.kind).toBe("proxy");
    expect(error.message).toContain("HTTPS_PROXY does not hold the URL");
    expect(util.inspect(error)).not.toContain(CANARY);
  });

  test.for(["time", "signal"])("by silence is left when the %s ends the request", async (by) => {
    const proxy = await rawServer((socket) => void socket.on("data", () => undefined));
    const clock = stillClock();
    const stop = new AbortController();
    const http = client({ clock, env: { HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}` } });
    const sending = problem(get(http, "https://target.example/", {}, stop.signal));
    await once(proxy, "connection");
    if (by === "time") clock.expire(15_000);
    else stop.abort();
    expect((await sending).kind).toBe(by === "time" ? "timeout" : "cancelled");
    await expect.poll(() => connections(proxy)).toBe(0);
  });
});

describe("http: goes to the proxy as it is", () => {
  test("with the password of HTTP_PROXY, not through HTTPS_PROXY", async () => {
    const proxy = await recordingProxy(undefined, "user:pass");
    const http = client({
      env: { HTTP_PROXY: `http://user:pass@127.0.0.1:${proxy.port}`, HTTPS_PROXY: "x://" },
    });
    expect(text(await get(http, "http://target.example/a?b"))).toBe("from the proxy");
    expect(proxy.seen).toEqual(["GET http://target.example/a?b"]);
  });

  test("and its 407 is the proxy's, where a server's 407 is an answer", async () => {
    const proxy = await recordingProxy(undefined, "user:pass");
    const server = await plainServer((_, response) => response.writeHead(407).end());
    const http = client({ env: { HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: "127.0.0.1" } });
    expect(await problem(get(http, "http://target.example/"))).toMatchObject({ kind: "proxy", status: 407 });
    expect((await get(http, `http://127.0.0.1:${portOf(server)}/`)).status).toBe(407);
  });
});

test.for([
  ["https://a.example.com/", "example.com", true],
  ["https://a.example.com/", ".example.com", true],
  ["https://a.example.com/", "*.example.com", true],
  ["https://example.com/", ".example.com", true],
  ["https://badexample.com/", "example.com", false],
  ["https://A.EXAMPLE.com/", "x,Example.Com:443", true],
  ["https://a.example.com:8443/", "example.com:443", false],
  ["http://a.example.com/", "example.com:80", true],
  ["https://a.example.com/", "*", true],
  ["https://a.example.com/", "b.example.com c.example.com", false],
  ["https://a.example.com/", "", false],
  ["https://a.example.com/", ",,", false],
  ["http://169.254.169.254/", "169.254.169.254", true],
  ["http://169.254.169.254/", "254", false],
  ["http://10.1.2.3/", "10.0.0.0/8", true],
  ["http://11.1.2.3/", "10.0.0.0/8", false],
  ["http://10.1.2.3/", "10.0.0.0/99", false],
  ["https://ten.example/", "10.0.0.0/8", false],
  ["http://[::1]:80/", "[::1]", true],
  ["http://[::1]:80/", "::1", true],
  ["http://[fd00::2]/", "fd00::/8", true],
  ["http://[fd00::2]/", "10.0.0.0/8", false],
] as const)("%s with NO_PROXY=%s: around the proxy %s", ([url, NO_PROXY, around]) => {
  const env = { HTTPS_PROXY: "http://p:1", HTTP_PROXY: "http://p:1", NO_PROXY };
  expect(proxyFor(new URL(url), env)).toBe(around ? undefined : "http://p:1");
});

test("lower case goes before upper case, and an empty variable is none", () => {
  const url = new URL("https://a.example/");
  expect(proxyFor(url, { https_proxy: "http://low:1", HTTPS_PROXY: "http://up:1" })).toBe("http://low:1");
  expect(proxyFor(url, { https_proxy: "", HTTPS_PROXY: "http://up:1" })).toBe("http://up:1");
  expect(proxyFor(url, { HTTPS_PROXY: " ", HTTP_PROXY: "http://up:1" })).toBeUndefined();
});
