import http from "node:http";
import net from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { RunOptions } from "../harness/run-action.ts";
import { REQUEST_TOKEN } from "../harness/servers/oidc.ts";
import { TEST_CA, TEST_CA_FILE } from "../harness/servers/tls.ts";
import { CANARY, container, instance, ONE, place, served, trap } from "./aws-place.ts";

describe("endpoints", () => {
  test("one address for all is one line of the log", async () => {
    const { run } = place();
    const { log } = await run({ inputs: ONE });
    expect(log.match(/.*called at.*/g)).toEqual([
      expect.stringMatching(/aws: sts, secretsmanager, ssm are called at http:\/\/127\.0\.0\.1:\d+$/),
    ]);
  });

  test("the input goes before the environment, and each service has its own", async () => {
    const other = await trap();
    const { run, aws } = place();
    const { log } = await run({ inputs: { ...ONE, "aws-endpoints": `secretsmanager=${other.url}` } });
    expect(log).toContain(`aws: secretsmanager is called at ${other.url}`);
    expect(log).toContain("sts, ssm are called at");
    expect(other.calls.length).toBeGreaterThan(0);
    expect([...aws.counts().keys()]).toEqual(["sts:AssumeRoleWithWebIdentity"]);
  });

  test("AWS_ENDPOINT_URL stands for every service", async () => {
    const other = await trap();
    const { run, aws } = place();
    await run({
      inputs: { ...ONE, timeout: "20" },
      env: {
        AWS_ENDPOINT_URL: other.url,
        AWS_ENDPOINT_URL_STS: "",
        AWS_ENDPOINT_URL_SECRETS_MANAGER: "",
        AWS_ENDPOINT_URL_SSM: "",
      },
    });
    expect(other.calls.length).toBeGreaterThan(0);
    expect(aws.total()).toBe(0);
  });

  test.each([
    ["http://sts.example.com", "loopback"],
    ["https://user:CANARY-7f3a@sts.example.com", "user name"],
    ["ftp://x", "https:"],
  ])("%s is refused before any request", async (url, why) => {
    const { run, aws, oidc } = place();
    const { log } = await run({ inputs: ONE, env: { AWS_ENDPOINT_URL_STS: url } });
    expect(log).toContain("ENDPOINT_REFUSED");
    expect(log).toContain(why);
    expect(log).not.toContain("CANARY-7f3a@");
    expect([aws.total(), oidc.raw.length]).toEqual([0, 0]);
  });
});

describe("redirects are not followed: nothing goes where an answer points", () => {
  const away = async () => {
    const target = await trap();
    const from = await served(() => ({
      status: 302,
      headers: { location: `${target.url}/there` },
      body: "",
    }));
    return { target, from };
  };

  test("of the token service", async () => {
    const { target, from } = await away();
    const there = place();
    const result = await there.run({
      inputs: ONE,
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: `${from.url}/token?api-version=2.0` },
    });
    expect(result.log).toMatch(/OIDC_TOKEN_UNAVAILABLE.*302/);
    expect([from.calls.length, target.calls.length, there.aws.total()]).toEqual([1, 0, 0]);
    expect(there.leaks(result, [REQUEST_TOKEN])).toEqual([]);
  });

  test.each(["sts", "secretsmanager", "ssm"])("of %s", async (service) => {
    const { target, from } = await away();
    const there = place();
    const secrets = service === "ssm" ? "A = ssm://shop/one" : ONE.secrets;
    const result = await there.run({ inputs: { secrets, "aws-endpoints": `${service}=${from.url}` } });
    expect(result.log).toMatch(/STORE_ANSWER_INVALID|STORE_UNREACHABLE/);
    expect(target.calls).toEqual([]);
    expect(from.calls).toHaveLength(1);
    expect(result.env.size).toBe(0);
    expect(there.leaks(result, [CANARY])).toEqual([]);
  });
});

describe("a private CA", () => {
  test.each<[string, RunOptions]>([
    ["a file of the checkout", { inputs: { "ca-cert": "ca.pem" }, workspace: { "ca.pem": TEST_CA } }],
    ["an absolute path", { inputs: { "ca-cert": TEST_CA_FILE } }],
    ["PEM", { inputs: { "ca-cert": TEST_CA } }],
    ["NODE_EXTRA_CA_CERTS", { env: { NODE_EXTRA_CA_CERTS: TEST_CA_FILE } }],
  ])("as %s is trusted by every request", async (_, options) => {
    const { run } = place({ tls: "server", oidc: { tls: "server" } });
    const env = { NODE_EXTRA_CA_CERTS: "", ...options.env };
    const result = await run({ ...options, inputs: { ...options.inputs, ...ONE }, env });
    expect(result.env.get("A")).toBe(CANARY);
  });

  test.each(["expired", "other-host"] as const)(
    "does not make a certificate good that is %s",
    async (tls) => {
      const { run, aws } = place({ tls });
      const result = await run({ inputs: ONE });
      expect(result.log).toContain("TLS_UNTRUSTED");
      expect([aws.total(), result.env.size]).toEqual([0, 0]);
    },
  );

  test("that is no certificate, or not there, is said before a token is sent", async () => {
    const { run, aws } = place({ tls: "server" });
    const { log } = await run({ inputs: { ...ONE, "ca-cert": "nowhere.pem" } });
    expect(log).toMatch(/ca-cert/);
    expect(aws.total()).toBe(0);
  });
});

/** A proxy that tunnels to where it is asked, or refuses. */
async function proxy(password?: string): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => sockets.add(socket));
  server.on("connect", (request, client: net.Socket) => {
    seen.push(`CONNECT ${request.url}`);
    const wanted = `Basic ${Buffer.from(password ?? "").toString("base64")}`;
    if (password !== undefined && request.headers["proxy-authorization"] !== wanted)
      return client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const [host = "", port] = (request.url ?? "").split(":");
    const target = net.connect(Number(port), host, () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
    client.on("error", () => target.destroy()).on("close", () => target.destroy());
    return target
      .on("error", () => client.destroy())
      .pipe(client)
      .pipe(target);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

describe("proxies of the environment", () => {
  test("HTTPS_PROXY tunnels the requests, token service and AWS alike, with its password shown nowhere", async () => {
    const { url, seen } = await proxy("user:CANARY-7f3a-proxy");
    const there = place({ tls: "server", oidc: { tls: "server" } });
    const result = await there.run({
      inputs: ONE,
      env: { HTTPS_PROXY: url.replace("//", "//user:CANARY-7f3a-proxy@") },
    });
    expect(result.env.get("A")).toBe(CANARY);
    expect(new Set(seen).size).toBe(2);
    expect(seen.every((line) => line.startsWith("CONNECT 127.0.0.1:"))).toBe(true);
    expect(there.leaks(result, [CANARY, "CANARY-7f3a-proxy"])).toEqual([]);
  });

  test("a proxy that refuses the password is named, without it", async () => {
    const { url } = await proxy("user:another");
    const there = place({ tls: "server" });
    const result = await there.run({
      inputs: { ...ONE, timeout: "60" },
      env: { HTTPS_PROXY: url.replace("//", "//user:CANARY-7f3a-proxy@") },
    });
    expect(result.log).toMatch(/STORE_UNREACHABLE.*proxy/i);
    expect([result.main.exitCode, there.aws.total()]).toEqual([1, 0]);
    expect(there.leaks(result, ["CANARY-7f3a-proxy"])).toEqual([]);
  });

  test("NO_PROXY leaves it out", async () => {
    const { url, seen } = await proxy();
    const { run } = place({ tls: "server" });
    const result = await run({ inputs: ONE, env: { HTTPS_PROXY: url, NO_PROXY: "127.0.0.0/8" } });
    expect(result.env.get("A")).toBe(CANARY);
    expect(seen).toEqual([]);
  });

  test.each([
    ["instance", instance, (url: string) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url })],
    ["container", container, (url: string) => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/creds` })],
  ])("what is this machine's own is asked without one: %s", async (source, serve, env) => {
    const { url, seen } = await proxy();
    const local = await serve();
    const { run } = place({ tls: "server" });
    const result = await run({
      inputs: { ...ONE, "aws-role": "", "aws-credentials": source },
      env: { HTTP_PROXY: url, http_proxy: url, ...env(local.url) },
    });
    expect(result.env.get("A")).toBe(CANARY);
    expect(seen).toEqual([]);
  });
});
