import http from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { Server } from "../../../harness/job.ts";
import { awsClients, refusal } from "../../../harness/servers/aws-clients.ts";
import { closedPort, json, listen, send } from "../../../harness/servers/control.ts";
import { IDP_UNREACHABLE, NO_VERIFICATION_KEY } from "../../../harness/servers/faults.ts";
import type { Fault } from "../../../harness/servers/faults.ts";
import { faulty, refusing, unresolvable, untrusted } from "../../../harness/servers/faulty.ts";
import { AssumeRoleWithWebIdentityCommand } from "@aws-sdk/client-sts";
import { oidc, open, read, USER, who } from "./open-aws.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const TRUE_ANSWER = { value: "x".repeat(400) };

/** Another connection to the same server: after it, the first request has long been read. */
async function other(address: string): Promise<void> {
  const request = http.get(address);
  await new Promise((resolve) => request.on("finish", resolve));
  const ended = new Promise((resolve) => request.on("error", resolve));
  request.destroy(new Error("enough"));
  await ended;
}

/** A server with one answer, behind the plan. */
async function behind(plan: readonly Fault[], change: (server: Server) => Server = (server) => server) {
  const origin: Server = {
    async start() {
      const { url, stop } = await listen(() => json(200, TRUE_ANSWER));
      return { env: { STORE: `${url}/base?x=1`, OTHER: "no address" }, stop, log: [] };
    },
  };
  const started = await change(faulty(origin, plan)).start();
  stops.push(started.stop);
  const address = started.env["STORE"] ?? "";
  const ask = (path = "/") => send(address, { method: "GET", path, headers: {}, body: Buffer.from("") });
  return { started, address, ask };
}

describe("a proxy with faults", () => {
  test("without a plan it changes nothing but the address", async () => {
    const { started, address, ask } = await behind([]);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/base\?x=1$/);
    expect(started.env["OTHER"]).toBe("no address");
    expect(JSON.parse((await ask()).body.toString())).toEqual(TRUE_ANSWER);
  });

  test.each([
    ["throttled", 429, "Rate exceeded"],
    ["error-500", 500, "internal"],
    ["unavailable", 503, "unavailable"],
    ["html", 502, "<html>"],
    ["not-json", 200, '"unfinished'],
    ["wrong-shape", 200, "a list"],
    ["empty", 200, ""],
    ["echo", 400, "host"],
  ] as const)("%s", async (kind, status, words) => {
    const { ask, started } = await behind([{ kind, retryAfter: "7" }]);
    const reply = await ask();
    expect(reply.status).toBe(status);
    expect(reply.body.toString()).toContain(words);
    if (kind === "unavailable") expect(reply.headers["retry-after"]).toBe("7");
    if (kind === "empty") expect(reply.body).toHaveLength(0);
    expect(started.log).toEqual([`fault ${kind} for GET`]);
  });

  test.each([
    ["reset", "ECONNRESET"],
    ["truncated", "aborted"],
  ] as const)("%s", async (kind, words) => {
    const { ask } = await behind([{ kind }]);
    await expect(ask()).rejects.toThrow(words);
  });

  test("slow headers never come: only the client ends it", async () => {
    const { address } = await behind([{ kind: "slow-headers" }]);
    const request = http.get(address);
    let answered = false;
    request.on("response", () => (answered = true));
    const ended = new Promise((resolve) => request.on("error", resolve));
    await new Promise((resolve) => request.on("finish", resolve));
    await other(address);
    request.destroy(new Error("enough"));
    await ended;
    expect(answered).toBe(false);
  });

  test("a slow body comes byte by byte, a large one does not end", async () => {
    const slow = await behind([{ kind: "slow-body", everyMs: 1 }]);
    const pieces: number[] = [];
    await new Promise((resolve) => {
      http.get(slow.address, (response) => {
        response.on("data", (chunk: Buffer) => pieces.push(chunk.length));
        response.on("end", resolve);
      });
    });
    expect(pieces.reduce((sum, size) => sum + size, 0)).toBe(JSON.stringify(TRUE_ANSWER).length);
    expect(pieces.length).toBeGreaterThan(20);
    const large = await behind([{ kind: "too-large" }]);
    expect((await large.ask()).body.length).toBe(64 * 1024 * 1024);
  });

  test("which calls, how many, and after how many", async () => {
    const { ask } = await behind([
      { kind: "html", on: "/a", times: 1, after: 1 },
      { kind: "error-500", on: /^\/b/ },
    ]);
    const statuses: number[] = [];
    for (const path of ["/a", "/a", "/a", "/b", "/b", "/c"]) statuses.push((await ask(path)).status);
    expect(statuses).toEqual([200, 502, 200, 500, 500, 200]);
  });

  test("nobody resolves, nobody listens, nobody is trusted", async () => {
    const lost = await behind([], unresolvable);
    expect(lost.address).toBe("https://nowhere.invalid/base?x=1");
    const port = await closedPort();
    const refused = await behind([], (server) => refusing(server, port));
    await expect(refused.ask()).rejects.toThrow("ECONNREFUSED");
    const origin: Server = {
      start: async () => ({ env: { NODE_EXTRA_CA_CERTS: "ca", A: "b" }, stop: async () => {}, log: [] }),
    };
    expect((await untrusted(origin).start()).env).toEqual({ A: "b" });
  });
});

describe("faults of AWS, heard by AWS's own clients", () => {
  test.each([
    ["throttled", "ThrottlingException: Rate exceeded", "Throttling: Rate exceeded"],
    ["error-500", "InternalFailure: ", "InternalFailure: "],
    ["unavailable", "ServiceUnavailable: ", "ServiceUnavailable: "],
  ] as const)("%s", async (kind, secrets, sts) => {
    const { aws, clients } = await open({ faults: [{ kind }] });
    expect(await refusal(read(clients))).toContain(secrets);
    expect(await refusal(who(clients))).toContain(sts);
    expect(aws.total()).toBe(2);
  });

  test("only the action that the plan names", async () => {
    const { aws, clients } = await open({ faults: [{ kind: "html", on: "GetSecretValue", times: 1 }] });
    expect((await who(clients)).Arn).toBe(USER.arn);
    await expect(read(clients)).rejects.toThrow();
    expect((await read(clients)).Name).toBe("a");
    expect(aws.log[1]).toBe("POST secretsmanager:GetSecretValue us-east-1 signed by nobody -> fault html");
  });

  test.each([
    ["IDPCommunicationErrorException", IDP_UNREACHABLE],
    ["InvalidIdentityTokenException", NO_VERIFICATION_KEY],
  ])("%s while the issuer's keys are out of reach", async (name, error) => {
    const { url } = await open({ faults: [{ kind: "aws-error", error }] });
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: "arn:aws:iam::123456789012:role/deploy",
      RoleSessionName: "test",
      WebIdentityToken: oidc.token("sts.amazonaws.com"),
    });
    expect(await refusal(awsClients(url).sts.send(command))).toBe(`${name}: ${error.message}`);
  });

  test("a signature made for the proxy's address holds behind it", async () => {
    const { aws } = await open();
    const started = await faulty(aws, [{ kind: "reset", on: "GetCallerIdentity" }]).start();
    stops.push(started.stop);
    const clients = awsClients(started.env["AWS_ENDPOINT_URL_SSM"] ?? "", USER);
    expect((await read(clients)).Name).toBe("a");
    await expect(who(clients)).rejects.toThrow(/ECONNRESET|socket hang up/);
    expect(aws.log.at(-1)).toBe("fault reset for GetCallerIdentity");
  });
});
