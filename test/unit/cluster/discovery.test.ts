import { describe, expect, test } from "vitest";
import { problem, type Reply, scriptedApi, signal, status } from "./scripted-api.ts";

const STORE = { name: "secretstores", kind: "SecretStore", namespaced: true, verbs: ["get", 7, "patch"] };
const SERVED: Reply = {
  status: 200,
  json: {
    resources: [
      { ...STORE, name: "secretstores/status" },
      STORE,
      { name: "../x", kind: "Hostile", namespaced: true },
      { name: "clusterstores", kind: "ClusterStore", namespaced: false, verbs: ["get"] },
      { name: 7 },
      null,
    ],
  },
};
const GROUP = "external-secrets.io/v1";

describe("kinds", () => {
  test("are looked up once a group and version, however many ask", async () => {
    const api = await scriptedApi(SERVED);
    const client = api.client();
    const found = await Promise.all(
      ["SecretStore", "ClusterStore", "SecretStore"].map((kind) => client.resource(GROUP, kind, signal)),
    );
    expect(found.map((one) => one?.plural)).toEqual(["secretstores", "clusterstores", "secretstores"]);
    expect(found[0]).toEqual({
      apiVersion: GROUP,
      kind: "SecretStore",
      plural: "secretstores",
      namespaced: true,
      verbs: ["get", "patch"],
    });
    expect(await client.resource(GROUP, "Hostile", signal)).toBeUndefined();
    expect(api.lines()).toEqual([`GET /apis/${GROUP}`]);
  });

  test("that are not there may have come meanwhile", async () => {
    const api = await scriptedApi({ status: 404, text: "404 page not found" }, SERVED);
    const client = api.client();
    expect(await client.resource(GROUP, "SecretStore", signal)).toBeUndefined();
    expect(await client.resource(GROUP, "SecretStore", signal)).toBeUndefined();
    api.clock.advance(2_000);
    expect((await client.resource(GROUP, "SecretStore", signal))?.plural).toBe("secretstores");
    expect(api.asked).toHaveLength(2);
  });

  test("a failure is not kept", async () => {
    const api = await scriptedApi(status(403, "Forbidden", "x"), SERVED);
    const client = api.client();
    expect(await problem(client.resource(GROUP, "SecretStore", signal))).toMatchObject({ status: 403 });
    expect(await client.resource(GROUP, "SecretStore", signal)).toBeDefined();
  });

  test.each(["../v1", "a/b/c", "v1?x", "", "A/v1"])(
    "%j is no version, and not asked for",
    async (apiVersion) => {
      const api = await scriptedApi(SERVED);
      expect(await api.client().resource(apiVersion, "SecretStore", signal)).toBeUndefined();
      expect(api.asked).toEqual([]);
    },
  );
});

test("versions, the preferred first; none of a group that is not there", async () => {
  const versions = [{ version: "v1" }, { version: "v1beta1" }, { version: "v2" }, 7];
  const api = await scriptedApi(
    { status: 200, json: { versions, preferredVersion: { version: "v2" } } },
    { status: 404, text: "404 page not found" },
  );
  expect(await api.client().versions("external-secrets.io", signal)).toEqual(["v2", "v1", "v1beta1"]);
  expect(await api.client().versions("other.example", signal)).toEqual([]);
  expect(api.lines()).toEqual(["GET /apis/external-secrets.io", "GET /apis/other.example"]);
});

describe("paths", () => {
  const path = async (key: object): Promise<string> => {
    const api = await scriptedApi(SERVED);
    return await api
      .client()
      .path({ apiVersion: "v1", kind: "Secret", namespace: undefined, ...key }, signal);
  };
  test.each([
    [{ namespace: "prod", name: "app" }, "/api/v1/namespaces/prod/secrets/app"],
    [{ namespace: "prod" }, "/api/v1/namespaces/prod/secrets"],
    [{}, "/api/v1/secrets"],
    [{ kind: "Namespace", name: "prod" }, "/api/v1/namespaces/prod"],
    [{ apiVersion: "apps/v1", kind: "Deployment", namespace: "a" }, "/apis/apps/v1/namespaces/a/deployments"],
    [
      { apiVersion: GROUP, kind: "ClusterStore", namespace: "a", name: "b" },
      `/apis/${GROUP}/clusterstores/b`,
    ],
  ])("of %j", async (key, expected) => {
    expect(await path(key)).toBe(expected);
  });

  test.each([
    [{ kind: "Nothing", name: "a" }, "KIND_UNKNOWN"],
    [{ name: "app" }, "NAMESPACE_MISSING"],
    [{ namespace: "..", name: "app" }, "OBJECT_INVALID"],
  ])("not of %j", async (key, code) => {
    expect(await problem(path(key))).toMatchObject({ code });
  });
});

describe("lists", () => {
  const LISTING = { apiVersion: "v1", kind: "Secret", namespace: "prod", labelSelector: "a=b" };
  const page = (next: string, ...names: string[]): Reply => ({
    status: 200,
    json: {
      metadata: { continue: next, resourceVersion: "1" },
      items: names.map((name) => ({ metadata: { name } })),
    },
  });

  test("all pages, and members that say what they are", async () => {
    const api = await scriptedApi(page("t1", "a"), page("t2", "b"), page("", "c"));
    const found = await api.client().list(LISTING, signal);
    expect(found.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "Secret a",
      "Secret b",
      "Secret c",
    ]);
    expect(api.lines().map((line) => line.split("?")[1])).toEqual([
      "labelSelector=a%3Db&limit=500",
      "labelSelector=a%3Db&limit=500&continue=t1",
      "labelSelector=a%3Db&limit=500&continue=t2",
    ]);
  });

  test("pages that expired are read again in one piece", async () => {
    const api = await scriptedApi(page("t1", "a"), status(410, "Expired", "x"), page("", "a", "b"));
    expect(await api.client().list(LISTING, signal)).toHaveLength(2);
    expect(api.lines()[2]).toMatch(/\?labelSelector=a%3Db$/);
  });

  test("pages without end", async () => {
    const api = await scriptedApi(page("again", "a"));
    expect(await problem(api.client().list(LISTING, signal))).toMatchObject({ code: "LIMIT_EXCEEDED" });
    expect(api.asked).toHaveLength(500);
  });
});
