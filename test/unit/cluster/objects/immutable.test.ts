import { describe, expect, test } from "vitest";
import {
  IMMUTABLE_LABEL,
  isImmutable,
  randomSuffix,
  withImmutableNames,
} from "../../../../src/cluster/objects/immutable.ts";
import type { Desired, JsonObject, KubeObject } from "../../../../src/cluster/object.ts";
import { Secret } from "../../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";

function secret(
  name: string,
  more: { namespace?: string; type?: string; immutable?: boolean } = {},
): Desired {
  const { namespace = "prod", type = "Opaque", immutable = true } = more;
  return {
    key: { apiVersion: "v1", kind: "Secret", namespace, name },
    origin: { from: "lines", input: "secrets", line: 3 },
    body: {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name, namespace, labels: { app: "web" } },
      type,
      ...(immutable ? { immutable } : {}),
    },
    data: new Map([["A", Secret.of(CANARY)]]),
    notes: [],
  };
}

const deployment = (namespace: string, name: string): Desired => ({
  key: { apiVersion: "apps/v1", kind: "Deployment", namespace, name: "web" },
  origin: { from: "manifest", input: "apply", file: "web.yaml" },
  body: {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace },
    spec: { template: { spec: { containers: [{ name: "web", envFrom: [{ secretRef: { name } }] }] } } },
  },
  notes: [],
});

function live(name: string, more: JsonObject = {}, metadata: JsonObject = {}): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "Opaque",
    immutable: true,
    data: { A: Buffer.from(CANARY).toString("base64") },
    ...more,
    metadata: { name, namespace: "prod", labels: { [IMMUTABLE_LABEL]: "true" }, ...metadata },
  };
}

const none = (): readonly KubeObject[] => [];
const fixed = (): string => "x7k2q";

describe("a name of its own", () => {
  test("is given, marked and told; what is not immutable stays", () => {
    const other = secret("plain", { immutable: false });
    const { desired, names, problems } = withImmutableNames([secret("app-db"), other], none, fixed);
    expect(problems).toEqual([]);
    expect([...names]).toEqual([["app-db", "app-db-x7k2q"]]);
    expect(desired[0]!.key.name).toBe("app-db-x7k2q");
    expect(desired[0]!.body.metadata).toEqual({
      name: "app-db-x7k2q",
      namespace: "prod",
      labels: { app: "web", [IMMUTABLE_LABEL]: "true" },
    });
    expect(desired[0]!.notes).toEqual(["app-db is immutable: it is made as app-db-x7k2q."]);
    expect(desired[1]).toBe(other);
    expect(isImmutable(other)).toBe(false);
  });

  test("two namespaces with one name are told apart", () => {
    const { names } = withImmutableNames([secret("a"), secret("a", { namespace: "dev" })], none, fixed);
    expect([...names]).toEqual([
      ["prod/a", "a-x7k2q"],
      ["dev/a", "a-x7k2q"],
    ]);
  });

  test("has room for its end, or is refused with its line", () => {
    expect(withImmutableNames([secret("a".repeat(247))], none, fixed).problems).toEqual([]);
    const { problems, names } = withImmutableNames([secret("a".repeat(248))], none, fixed);
    expect(problems).toMatchObject([{ code: "MANIFEST_INVALID", at: { input: "secrets", line: 3 } }]);
    expect(names.size).toBe(0);
  });

  test("the end is five letters of which no word can be made, and not the same twice", () => {
    const ends = new Set(Array.from({ length: 50 }, randomSuffix));
    for (const end of ends) expect(end).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(ends.size).toBeGreaterThan(45);
  });
});

describe("what is there already", () => {
  test("is used again where it holds the same", () => {
    const { desired, names } = withImmutableNames(
      [secret("app-db")],
      (namespace) => (namespace === "prod" ? [live("app-db-22222")] : []),
      fixed,
    );
    expect([...names]).toEqual([["app-db", "app-db-22222"]]);
    expect(desired[0]!.notes).toEqual([
      "app-db is immutable: app-db-22222 has these values already, and is used again.",
    ]);
  });

  test.each<[string, KubeObject]>([
    ["another value", live("app-db-22222", { data: { A: "b3RoZXI=" } })],
    ["a key more", live("app-db-22222", { data: { A: Buffer.from(CANARY).toString("base64"), B: "" } })],
    ["a key less", live("app-db-22222", { data: {} })],
    ["no data", live("app-db-22222", { data: null })],
    ["another type", live("app-db-22222", { type: "kubernetes.io/tls" })],
    ["not immutable", live("app-db-22222", { immutable: false })],
    ["not ours", live("app-db-22222", {}, { labels: {} })],
    ["being deleted", live("app-db-22222", {}, { deletionTimestamp: "2026-01-01T00:00:00Z" })],
    ["of another namespace", live("app-db-22222", {}, { namespace: "dev" })],
    ["of another name", live("app-22222")],
    ["of a longer name", live("app-db-old-22222")],
    ["with an end that is none of ours", live("app-db-aaaaa")],
  ])("is not where it is: %s", (_name, there) => {
    const { names } = withImmutableNames([secret("app-db")], () => [there], fixed);
    expect(names.get("app-db")).toBe("app-db-x7k2q");
  });
});

test("the other objects of the namespace refer to the real name, and those of others do not", () => {
  const [near, far, same] = [
    deployment("prod", "app-db"),
    deployment("dev", "app-db"),
    deployment("prod", "x"),
  ];
  const { desired } = withImmutableNames([near, far, same, secret("app-db")], none, fixed);
  expect(desired[0]!.body["spec"]).toEqual({
    template: {
      spec: { containers: [{ name: "web", envFrom: [{ secretRef: { name: "app-db-x7k2q" } }] }] },
    },
  });
  expect(desired[0]!.notes).toEqual(["It refers to the immutable Secrets by their real names."]);
  expect(desired[1]).toBe(far);
  expect(desired[2]).toBe(same);
  expect(near.body).toEqual(deployment("prod", "app-db").body);
});

test("no value is in a note or a name", () => {
  const { desired, names } = withImmutableNames([secret("app-db")], none, randomSuffix);
  expect(JSON.stringify([desired, [...names]])).not.toContain(CANARY);
});
