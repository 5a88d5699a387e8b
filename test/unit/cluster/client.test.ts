import { describe, expect, test } from "vitest";
import { ApiFault } from "../../../src/cluster/fault.ts";
import { whoAmI } from "../../../src/cluster/who.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import { CANARY, problem, type Reply, scriptedApi, signal, status } from "./scripted-api.ts";

const KEY = { apiVersion: "v1", kind: "Secret", namespace: "prod", name: "app" };
const OBJECT = { apiVersion: "v1", kind: "Secret", metadata: { name: "app", namespace: "prod" } };
const OPTIONS = { manager: "secrets-action/o/r", force: true, dryRun: true };
const READ = { method: "GET", path: "/version" } as const;
const CREATE = { method: "POST", path: "/api/v1/namespaces", body: "{}" } as const;
const ok: Reply = { status: 200, json: OBJECT };
const cut: Reply = (_, response) => void response.destroy();

describe("what is sent", () => {
  test("an apply, below the server's own path", async () => {
    const api = await scriptedApi({ status: 201, json: OBJECT });
    const client = api.client({ server: new URL(`${api.url}/k8s/clusters/c-1`) });
    const applied = await client.apply(KEY, Secret.of(`{"a":"${CANARY}"}`), OPTIONS, signal);
    expect(applied).toEqual({ created: true, object: OBJECT });
    const [asked] = api.asked;
    expect(asked!.line).toBe(
      "PATCH /k8s/clusters/c-1/api/v1/namespaces/prod/secrets/app" +
        "?fieldManager=secrets-action%2Fo%2Fr&force=true&fieldValidation=Strict&dryRun=All",
    );
    expect(asked!.headers).toMatchObject({
      authorization: `Bearer ${CANARY}`,
      accept: "application/json",
      "content-type": "application/apply-patch+yaml",
      "user-agent": "secrets-action",
    });
    expect(asked!.body).toBe(`{"a":"${CANARY}"}`);
  });

  test("as somebody else, each group on its own", async () => {
    const api = await scriptedApi(ok);
    const extra = new Map([["Example.com/K", ["v"]]]);
    const client = api.client({ impersonate: { user: "jürgen", uid: "7", groups: ["a", "b, c"], extra } });
    await client.call(CREATE, signal);
    const { headers, groups } = api.asked[0]!;
    expect(Buffer.from(String(headers["impersonate-user"]), "latin1").toString()).toBe("jürgen");
    expect([headers["impersonate-uid"], headers["impersonate-extra-example.com%2fk"]]).toEqual(["7", "v"]);
    expect(groups).toEqual(["a", "b, c"]);
  });

  test.each(["", "a\nb: c", " a"])("nobody can be impersonated as %j", async (user) => {
    const api = await scriptedApi(ok);
    expect(() => api.client({ impersonate: { user, groups: [], extra: new Map() } })).toThrow(Failure);
  });

  test.each([
    ["a/b", "a%2Fb"],
    ["a?b#c d", "a%3Fb%23c%20d"],
    ["%2e%2e", "%252e%252e"],
    ["ü\ud800", "%C3%BC%EF%BF%BD"],
    ["System:Node", "System%3ANode"],
  ])("the name %j is one part of the path", async (name, part) => {
    const api = await scriptedApi(ok);
    await api.client().get({ ...KEY, name }, signal);
    expect(api.lines()).toEqual([`GET /api/v1/namespaces/prod/secrets/${part}`]);
  });

  test.each([".", "..", ""])("the name %j goes nowhere", async (name) => {
    const api = await scriptedApi(ok);
    expect(await problem(api.client().get({ ...KEY, name }, signal))).toMatchObject({
      code: "OBJECT_INVALID",
    });
    expect(api.asked).toEqual([]);
  });

  test.each(["/api/../../admin", "/api/%2e%2e/x", "/a b"])(
    "nor does the path %s of a caller",
    async (path) => {
      const api = await scriptedApi(ok);
      expect(await problem(api.client().call({ method: "GET", path }, signal))).toBeInstanceOf(Failure);
      expect(api.asked).toEqual([]);
    },
  );
});

describe("what comes back", () => {
  test("an object that is not there is none; a kind that is not there is a fault", async () => {
    const none = await scriptedApi(status(404, "NotFound", 'secrets "app" not found'));
    expect(await none.client().get(KEY, signal)).toBeUndefined();
    const away = await scriptedApi({ status: 404, text: "404 page not found" });
    expect(await problem(away.client().get(KEY, signal))).toMatchObject({ status: 404, reason: "" });
  });

  test("a Status, with its causes, and no text in the message", async () => {
    const causes = [{ reason: "FieldManagerConflict", field: ".data.a", message: CANARY }];
    const api = await scriptedApi(status(409, "Conflict", CANARY, { causes }));
    const fault = await problem(api.client().apply(KEY, "{}", OPTIONS, signal));
    expect(fault).toMatchObject({ status: 409, reason: "Conflict", causes });
    expect(fault).toBeInstanceOf(ApiFault);
    expect(fault.message).toBe("The API server answered 409.");
    expect(api.asked).toHaveLength(1);
  });

  test.each([301, 302, 307, 308])("a redirect (%i) is not followed", async (code) => {
    const api = await scriptedApi({ status: code, headers: { location: `https://${CANARY}.example/` } });
    expect(await problem(api.client().call(READ, signal))).toMatchObject({ code: "ENDPOINT_REFUSED" });
    expect(api.asked).toHaveLength(1);
  });

  test.each([
    ["a page", { status: 200, text: `<html>${CANARY}</html>` }],
    ["no JSON", { status: 200, text: CANARY }],
    ["half of it", { status: 200, text: `{"a":"${CANARY}` }],
    ["no object", { status: 200, json: { kind: "Secret", metadata: { name: 7 } } }],
  ] as const)("%s is no answer", async (_, reply) => {
    const api = await scriptedApi(reply);
    expect(await problem(api.client().get(KEY, signal))).toMatchObject({ code: "STORE_ANSWER_INVALID" });
  });

  test("who we are; undefined where nobody says", async () => {
    const userInfo = { username: "ci", groups: ["a", 7, "b"] };
    const knows = await scriptedApi({ status: 201, json: { status: { userInfo } } });
    expect(await whoAmI(knows.client(), signal)).toEqual({ user: "ci", groups: ["a", "b"] });
    expect(knows.lines()).toEqual(["POST /apis/authentication.k8s.io/v1/selfsubjectreviews"]);
    const old = await scriptedApi({ status: 404, text: "404 page not found" });
    expect(await whoAmI(old.client(), signal)).toBeUndefined();
  });
});

describe("tokens", () => {
  test("one that is refused is renewed once", async () => {
    const api = await scriptedApi(status(401, "Unauthorized", "Unauthorized"), ok);
    const asked: boolean[] = [];
    const bearer = async (renew: boolean) => {
      asked.push(renew);
      return { token: Secret.of(`${CANARY}-${asked.length}`) };
    };
    await api.client({ bearer }).call(CREATE, signal);
    expect(asked).toEqual([false, true]);
    expect(api.asked.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${CANARY}-1`,
      `Bearer ${CANARY}-2`,
    ]);
  });

  const nobody: object = { bearer: undefined };
  test.each([
    ["a token", {}, 2, "does not accept our token"],
    ["nothing", nobody, 1, "wants credentials"],
  ])("%s that is not accepted is told, with what to do", async (_, more, requests, words) => {
    const api = await scriptedApi(status(401, "Unauthorized", CANARY));
    const failure = await problem(api.client(more).call(READ, signal));
    expect(failure).toMatchObject({ code: "CREDENTIALS_REFUSED", fix: "bind it" });
    expect(failure.message).toContain(words);
    expect(api.asked).toHaveLength(requests);
  });
});

describe("once more", () => {
  const unavailable = status(
    503,
    "ServiceUnavailable",
    "the server is currently unable to handle the request",
  );
  const webhook = status(
    500,
    "InternalError",
    'failed calling webhook "a.b": no endpoints available for service "x"',
  );
  test.each<readonly [string, readonly Reply[], number, number]>([
    ["429", [status(429, "TooManyRequests", "x"), ok], 2, 2],
    ["502", [status(502, "", "x"), ok], 2, 1],
    ["503", [unavailable, ok], 2, 2],
    ["503 of nobody knows what", [status(503, "", "x"), ok], 2, 1],
    ["504", [status(504, "Timeout", "x"), ok], 2, 1],
    ["500", [status(500, "InternalError", "x"), ok], 1, 1],
    ["500 of etcd", [status(500, "InternalError", "etcdserver: leader changed"), ok], 2, 1],
    ["a webhook whose pods are not there", [webhook, ok], 2, 1],
    ["a connection that is cut", [cut, ok], 2, 1],
    ["400", [status(400, "BadRequest", "x"), ok], 1, 1],
  ])("after %s: reads %#", async (_, replies, reads, creates) => {
    const reading = await scriptedApi(...replies);
    await reading
      .client()
      .call(READ, signal)
      .catch(() => undefined);
    const creating = await scriptedApi(...replies);
    await creating
      .client()
      .call(CREATE, signal)
      .catch(() => undefined);
    expect([reading.asked.length, creating.asked.length]).toEqual([reads, creates]);
  });

  test("Retry-After is honoured, and not without end", async () => {
    const soon = await scriptedApi({ ...status(429, "", "x"), headers: { "retry-after": "7" } } as Reply, ok);
    await soon.client().call(READ, signal);
    expect(soon.slept).toEqual([7_000]);
    const never = await scriptedApi({ ...status(429, "", "x"), headers: { "retry-after": "600" } } as Reply);
    expect(await problem(never.client().call(READ, signal))).toMatchObject({ code: "STORE_THROTTLED" });
    expect(never.asked).toHaveLength(1);
  });

  test("who was away is given time; who was never there, little", async () => {
    const api = await scriptedApi(ok, cut);
    const client = api.client();
    await client.call(READ, signal);
    expect(await problem(client.call(READ, signal))).toMatchObject({ code: "STORE_UNREACHABLE" });
    const spent = api.slept.reduce((sum, ms) => sum + ms, 0);
    expect(spent).toBeLessThanOrEqual(60_000);
    expect(api.asked.length).toBeGreaterThan(15);
    const never = await scriptedApi(cut);
    expect(await problem(never.client().call(READ, signal))).toMatchObject({ code: "STORE_UNREACHABLE" });
    expect(never.asked).toHaveLength(6);
  });

  test("one that has just come back is not believed when it refuses us", async () => {
    const api = await scriptedApi(
      ok,
      cut,
      status(401, "Unauthorized", "x"),
      status(401, "Unauthorized", "x"),
      status(403, "Forbidden", "x"),
      ok,
    );
    const client = api.client();
    await client.call(READ, signal);
    expect((await client.call(READ, signal)).status).toBe(200);
    expect(api.asked).toHaveLength(6);
  });

  test("another CA, and an abort", async () => {
    const api = await scriptedApi(ok);
    const ca = api.client({
      trust: { ca: (await import("../../harness/servers/tls.ts")).certificate("expired").cert },
    });
    const failure = await problem(ca.call(READ, signal));
    expect(failure).toMatchObject({ code: "TLS_UNTRUSTED" });
    expect((failure as Failure).fix).not.toContain("ca-cert");
    expect(await problem(api.client().call(READ, AbortSignal.abort()))).toBeInstanceOf(Failure);
    expect(api.asked).toEqual([]);
  });
});
