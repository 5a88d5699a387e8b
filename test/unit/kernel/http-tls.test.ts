import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { TlsError } from "../../../src/kernel/http-errors.ts";
import {
  CA,
  client,
  get,
  inProcess,
  pem,
  plainServer,
  portOf,
  problem,
  text,
  tlsServer,
} from "./http-servers.ts";

describe("TLS", () => {
  const hello = (_: unknown, response: { end: (body: string) => unknown }): void =>
    void response.end("hello");
  test.for([
    ["unknown-ca", "server", undefined],
    ["expired", "expired", CA],
    ["other-host", "other-host", CA],
    ["bad-ca-cert", "server", "no certificate at all"],
    ["bad-ca-cert", "server", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
  ] as const)("%s", async ([reason, certificate, ca]) => {
    const server = await tlsServer(hello, certificate);
    const error = await problem(get(client({ ca }), `https://localhost:${portOf(server)}/`));
    expect(error).toBeInstanceOf(TlsError);
    expect([error.kind, (error as TlsError).reason]).toEqual(["tls", reason]);
  });

  test("no TLS behind the port is named", async () => {
    const server = await plainServer(hello);
    const error = await problem(get(client(), `https://localhost:${portOf(server)}/`));
    expect((error as TlsError).reason).toBe("no-tls");
  });

  test("a CA given to one client is not trusted by another", async () => {
    const server = await tlsServer(hello);
    const at = `https://127.0.0.1:${portOf(server)}/`;
    expect(text(await get(client(), at))).toBe("hello");
    expect((await problem(get(client({ ca: undefined }), at))).kind).toBe("tls");
  });

  test("the name is checked against the URL, not against a host header", async () => {
    const server = await tlsServer(hello, "other-host");
    const at = `https://localhost:${portOf(server)}/`;
    const error = await problem(get(client(), at, { headers: { host: "other.example" } }));
    expect((error as TlsError).reason).toBe("other-host");
  });
});

test("an idle connection does not keep the process alive; NODE_EXTRA_CA_CERTS works with and without a CA", async () => {
  const server = await tlsServer((_, response) => response.end("x"));
  const url = `https://localhost:${portOf(server)}/`;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "extra-ca-"));
  const file = path.join(folder, "ca.pem");
  fs.writeFileSync(file, CA);
  const other = pem("other-host.pem");
  expect(await inProcess({ url }, { NODE_EXTRA_CA_CERTS: file })).toBe("200");
  expect(await inProcess({ url, ca: other }, { NODE_EXTRA_CA_CERTS: file })).toBe("200");
  expect(await inProcess({ url }, { NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toMatch(
    /^tls: localhost:\d+ shows/,
  );
  fs.rmSync(folder, { recursive: true });
});
