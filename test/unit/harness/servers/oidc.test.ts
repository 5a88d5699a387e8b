import crypto from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { send } from "../../../harness/servers/control.ts";
import type { Reply } from "../../../harness/servers/control.ts";
import { readToken } from "../../../harness/servers/keys.ts";
import { enterpriseIssuer, oidcServer, REQUEST_TOKEN, subjectOf } from "../../../harness/servers/oidc.ts";
import type { OidcOptions } from "../../../harness/servers/oidc.ts";

const NOW = Date.UTC(2026, 0, 2);
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function open(options: OidcOptions = {}) {
  const server = oidcServer({ now: () => NOW, ...options });
  const { env, stop } = await server.start();
  stops.push(stop);
  const address = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
  const get = (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
    send(address, { method: "GET", path, headers, body: Buffer.from("") });
  const bearer = { authorization: `Bearer ${env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]}` };
  const ask = (more = "", headers: Record<string, string> = bearer): Promise<Reply> => {
    const url = new URL(address + more);
    return get(url.pathname + url.search, headers);
  };
  return { server, ask, get, bearer };
}

const bodyOf = (reply: Reply) => JSON.parse(reply.body.toString());

describe("GitHub's token service", () => {
  test("a token is signed, dated and claims what GitHub's do", async () => {
    const { server, ask } = await open();
    const reply = await ask("&audience=sts.amazonaws.com");
    const { value, count } = bodyOf(reply);
    const { header, claims } = readToken(value) ?? {};
    expect([reply.status, count]).toEqual([200, value.length]);
    expect(header).toMatchObject({ alg: "RS256", typ: "JWT" });
    expect(claims).toMatchObject({
      iss: "https://token.actions.githubusercontent.com",
      aud: "sts.amazonaws.com",
      sub: "repo:liquid-hive/shop:ref:refs/heads/main",
      iat: NOW / 1000,
      nbf: NOW / 1000 - 600,
      exp: NOW / 1000 + 300,
      repository_id: "74001",
      job_workflow_ref: "liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main",
    });
    expect(server.audiences).toEqual(["sts.amazonaws.com"]);
    expect(server.tokens).toEqual([value]);
    expect(server.log).toEqual(["GET /token audience sts.amazonaws.com -> 200"]);
    expect(server.raw[0]?.headers["authorization"]).toBe(`Bearer ${REQUEST_TOKEN}`);
  });

  test("its key set verifies the token, with the standard's own words for a key", async () => {
    const { ask, get } = await open();
    const { value } = bodyOf(await ask());
    const { keys } = bodyOf(await get("/.well-known/jwks"));
    const [header, claims, signature] = String(value).split(".");
    const jwk = keys.find((one: { kid: string }) => one.kid === readToken(value)?.header["kid"]);
    const imported = await crypto.subtle.importKey(
      "jwk",
      jwk,
      { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
      false,
      ["verify"],
    );
    const verified = await crypto.subtle.verify(
      "RSASSA-PKCS1-v1_5",
      imported,
      Buffer.from(signature ?? "", "base64url"),
      Buffer.from(`${header}.${claims}`),
    );
    expect(verified).toBe(true);
  });

  test("without an audience it is the owner's address", async () => {
    const { ask } = await open();
    const { value } = bodyOf(await ask());
    expect(readToken(value)?.claims["aud"]).toBe("https://github.com/liquid-hive");
  });

  test("another request token, another version, another path", async () => {
    const { ask, get, bearer, server } = await open();
    expect((await ask("", { authorization: "Bearer CANARY-7f3a" })).status).toBe(401);
    expect((await ask("", { authorization: bearer.authorization.toLowerCase() })).status).toBe(401);
    expect((await get("/token", bearer)).status).toBe(400);
    expect((await get("/other", bearer)).status).toBe(404);
    expect(server.tokens).toEqual([]);
    expect(server.log.join("\n")).not.toContain("CANARY-7f3a");
  });

  test.each([
    [{ environment: "prod:eu" }, "repo:liquid-hive/shop:environment:prod%3Aeu"],
    [{ event_name: "pull_request", ref: "refs/pull/1/merge" }, "repo:liquid-hive/shop:pull_request"],
    [{ ref: "refs/tags/v1" }, "repo:liquid-hive/shop:ref:refs/tags/v1"],
    [{ sub: "repository_owner:liquid-hive" }, "repository_owner:liquid-hive"],
  ])("the subject follows the claims: %o", async (claims, subject) => {
    const { ask } = await open({ claims });
    const { value } = bodyOf(await ask());
    expect(readToken(value)?.claims["sub"]).toBe(subject);
  });

  test("the subject with ids, and the issuer of an enterprise", async () => {
    const server = oidcServer({ issuer: enterpriseIssuer("acme") });
    const claims = readToken(server.token("a"))?.claims ?? {};
    expect(subjectOf(claims, true)).toBe("repo:liquid-hive@9001/shop@74001:ref:refs/heads/main");
    expect(claims["iss"]).toBe("https://token.actions.githubusercontent.com/acme");
  });

  test("faults end where the plan says", async () => {
    const { ask, server } = await open({
      faults: [
        { kind: "unavailable", times: 2 },
        { kind: "html", times: 1 },
        { kind: "empty", times: 1 },
      ],
    });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await ask("&audience=a")).status);
    expect(statuses).toEqual([503, 503, 502, 200, 200]);
    expect(server.tokens).toHaveLength(1);
    expect(server.log[3]).toBe("GET /token audience a -> 200 fault empty");
  });
});
