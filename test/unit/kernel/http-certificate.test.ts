import https from "node:https";
import type net from "node:net";
import type tls from "node:tls";
import { afterEach, expect, test } from "vitest";
import { Secret } from "../../../src/kernel/secret.ts";
import { CA, client, get, pem, problem, text } from "./http-servers.ts";

const servers: https.Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** A server that asks clients for a certificate of the test's second CA, and says who came; strict, it needs one. */
async function asking(isStrict = false): Promise<string> {
  const own = { key: pem("server.key"), cert: pem("server.pem"), ca: pem("client-ca.pem") };
  const server = https.createServer(
    { ...own, requestCert: true, rejectUnauthorized: isStrict },
    (request, response) => {
      const { subject } = (request.socket as tls.TLSSocket).getPeerCertificate();
      response.end(subject?.CN ?? "nobody");
    },
  );
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `https://localhost:${(server.address() as net.AddressInfo).port}/`;
}

const CERTIFICATE = { cert: pem("client.pem"), key: Secret.of(pem("client.key")) };

test("a certificate is shown to the server that asks, by the request that has it alone", async () => {
  const url = await asking();
  const http = client();
  expect(text(await get(http, url, { certificate: CERTIFICATE }))).toBe("client (TEST ONLY)");
  expect(text(await get(http, url))).toBe("nobody");
  const again = { cert: CERTIFICATE.cert, key: Secret.of(pem("client.key")) };
  expect(text(await get(http, url, { certificate: again }))).toBe("client (TEST ONLY)");
});

test("the server is checked with a client certificate, too", async () => {
  const url = await asking();
  const error = await problem(get(client({ ca: undefined }), url, { certificate: CERTIFICATE }));
  expect(error.message).toMatch(/^tls: localhost:\d+ shows a certificate of a CA that is not trusted/);
});

test("a server that does not take the certificate is a TLS error", async () => {
  const url = await asking(true);
  const other = { cert: pem("server.pem"), key: Secret.of(pem("server.key")) };
  const error = await problem(get(client(), url, { certificate: other }));
  expect(["tls", "reset"]).toContain(error.kind);
});

test.each([
  ["another key", { cert: pem("client.pem"), key: Secret.of(pem("server.key")) }],
  ["no PEM", { cert: "CANARY-7f3a", key: Secret.of("CANARY-7f3a") }],
])("a certificate with %s is refused before anything is sent, and not quoted", async (_, certificate) => {
  const error = await problem(get(client({ ca: CA }), "https://localhost:1/", { certificate }));
  expect(error.kind).toBe("other");
  expect(error.message).toContain("client certificate");
  expect(error.message).not.toContain("CANARY-7f3a");
});
