import { expect, test } from "vitest";
import { needsOf, type Right } from "../../../../src/cluster/apply/needs.ts";
import { missingRights } from "../../../../src/cluster/apply/rights.ts";
import { ApiFault } from "../../../../src/cluster/fault.ts";
import { Failure } from "../../../../src/kernel/errors.ts";
import { stubClient } from "../stub-client.ts";

const CANARY = "CANARY-7f3a";
const signal = new AbortController().signal;
const RULES = "POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
const ACCESS = "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
const right = (over: Partial<Right> = {}): Right => ({
  group: "",
  resource: "secrets",
  verb: "patch",
  namespace: "prod",
  name: "app",
  ...over,
});
const rule = (over: object = {}) => ({ verbs: ["patch"], apiGroups: [""], resources: ["secrets"], ...over });

async function check(
  needs: readonly Right[],
  rules: readonly object[],
  { incomplete = false, access = false }: { incomplete?: boolean; access?: boolean } = {},
) {
  const warned: string[] = [];
  const client = stubClient({
    answer: ({ path }) => ({
      status: 201,
      json: {
        status: path.endsWith("rulesreviews")
          ? { resourceRules: rules, nonResourceRules: [], incomplete }
          : { allowed: access },
      },
    }),
  });
  const missing = await missingRights(needs, client, { warn: (text) => void warned.push(text) }, signal);
  return { missing, asked: client.calls.map(({ what }) => what), bodies: client.calls, warned };
}

test.each<[string, Partial<Right>, object, boolean]>([
  ["the rule itself", {}, {}, true],
  ["another verb", {}, { verbs: ["get"] }, false],
  ["all verbs", {}, { verbs: ["*"] }, true],
  ["all groups", { group: "apps" }, { apiGroups: ["*"] }, true],
  ["a group that is not there", {}, { apiGroups: ["none.example"] }, false],
  ["the core alone", { group: "apps" }, {}, false],
  ["all resources", {}, { resources: ["*"] }, true],
  ["its name", {}, { resourceNames: ["app"] }, true],
  ["another name", {}, { resourceNames: ["other"] }, false],
  [
    "a name, where all are needed",
    { name: undefined, verb: "list" },
    { verbs: ["*"], resourceNames: ["app"] },
    false,
  ],
  ["no name, where all are needed", { name: undefined }, {}, true],
  ["the resource, where a part is needed", { subresource: "status" }, {}, false],
  ["the part", { subresource: "status" }, { resources: ["secrets/status"] }, true],
  ["the part of all", { subresource: "status" }, { resources: ["*/status"] }, true],
  ["all, where a part is needed", { subresource: "status" }, { resources: ["*"] }, true],
])("a rule of %s", async (_, need, allowed, has) => {
  const needs = [right(need)];
  const { missing, asked } = await check(needs, [rule(allowed)]);
  expect(missing).toEqual(has ? [] : needs);
  expect(asked).toEqual([RULES]);
});

test("one review a namespace, and single ones only for what an incomplete review does not show", async () => {
  const needs = [right(), right({ verb: "get" }), right({ namespace: "dev" })];
  const { missing, asked, bodies } = await check(needs, [rule()], { incomplete: true, access: false });
  expect(missing).toEqual([right({ verb: "get" })]);
  expect(asked.toSorted()).toEqual([ACCESS, RULES, RULES]);
  expect(bodies.find(({ what }) => what === ACCESS)?.body).toMatchObject({
    spec: { resourceAttributes: { verb: "get", resource: "secrets", namespace: "prod", name: "app" } },
  });
  expect((await check(needs, [], { incomplete: true, access: true })).missing).toEqual([]);
});

test("of many objects it is asked first whether all of the kind are allowed", async () => {
  const needs = Array.from({ length: 50 }, (_, i) => right({ name: `s${i}` }));
  const allowed = await check(needs, [], { incomplete: true, access: true });
  expect([allowed.missing, allowed.asked]).toEqual([[], [RULES, ACCESS]]);
  const denied = await check(needs, [], { incomplete: true, access: false });
  expect(denied.missing).toEqual(needs);
  expect(denied.asked).toHaveLength(52);
});

test("what lies in no namespace is asked for by itself: a namespace's rules do not count for it", async () => {
  const needs = [right({ resource: "namespaces", namespace: undefined, name: "prod" })];
  const { missing, asked } = await check(needs, [rule({ resources: ["namespaces"] })], { access: false });
  expect(missing).toEqual(needs);
  expect(asked).toEqual([ACCESS]);
  expect((await check(needs, [], { access: true })).missing).toEqual([]);
});

test("a server that refuses reviews is said to, and nothing is missing", async () => {
  const warned: string[] = [];
  const refused = new ApiFault({ method: "POST", path: "/" }, 403, "Forbidden", CANARY);
  const client = stubClient({ faults: () => refused });
  const warn = (text: string): void => void warned.push(text);
  expect(await missingRights([right()], client, { warn }, signal)).toEqual([]);
  expect(warned).toHaveLength(1);
  expect(warned[0]).toContain("403");
  expect(warned[0]).not.toContain(CANARY);
});

test("a server that is not there is a failure", async () => {
  const client = stubClient({ faults: () => new Failure("STORE_UNREACHABLE", "gone") });
  const asked = missingRights([right()], client, { warn: () => undefined }, signal);
  await expect(asked).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
});

const key = (name: string) => ({ apiVersion: "v1", kind: "Secret", namespace: "prod", name });
const shown = (rights: readonly Right[]): readonly string[] =>
  rights.map(
    ({ group, resource, verb, namespace, name }) =>
      `${verb} ${group}/${resource} ${namespace ?? "-"} ${name ?? "*"}`,
  );

test("what a run needs follows from what it does, each once", () => {
  const objects = [
    { key: key("new"), resource: "secrets" },
    { key: key("old"), resource: "secrets", exists: true },
  ];
  expect(shown(needsOf({ objects }))).toEqual([
    "get /secrets prod new",
    "patch /secrets prod new",
    "create /secrets prod new",
    "get /secrets prod old",
    "patch /secrets prod old",
  ]);
  const set = {
    parent: { namespace: "prod", name: "set" },
    kinds: [{ group: "", resource: "secrets" }],
    namespaces: ["prod"],
  };
  const none = { objects: [] };
  expect(shown(needsOf({ ...none, applySet: { ...set, prune: true } }))).toEqual([
    "get /configmaps prod set",
    "patch /configmaps prod set",
    "create /configmaps prod set",
    "list /secrets prod *",
    "delete /secrets prod *",
  ]);
  expect(shown(needsOf({ ...none, applySet: { ...set, prune: false }, reuse: ["prod"] }))).not.toContain(
    "delete /secrets prod *",
  );
  expect(shown(needsOf({ ...none, restart: ["prod"], sync: ["prod"] }))).toEqual(
    expect.arrayContaining([
      "patch apps/deployments prod *",
      "watch apps/daemonsets prod *",
      "watch external-secrets.io/externalsecrets prod *",
    ]),
  );
  expect(shown(needsOf({ ...none, createNamespaces: ["prod"] }))).toContain("create /namespaces - prod");
});
