import { expect, test } from "vitest";
import { ApiFault } from "../../../src/cluster/fault.ts";
import type { ClusterHost } from "../../../src/cluster/host.ts";
import type { Desired, KubeObject } from "../../../src/cluster/object.ts";
import { checkRights, type RightsAsked } from "../../../src/commands/cluster-rights.ts";
import { asFailure } from "../../../src/kernel/errors.ts";
import { stubClient } from "../cluster/stub-client.ts";
import { SETTINGS } from "../cluster/restart/stub.ts";

const CANARY = "CANARY-7f3a";
const signal = new AbortController().signal;
const host = { said: (text: string) => text, warn: () => undefined } as unknown as ClusterHost;

const object = (kind: string, name: string, namespace?: string): KubeObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});
const desired = (kind: string, name: string, namespace?: string): Desired => ({
  key: { apiVersion: "v1", kind, namespace, name },
  origin: { from: "manifest", input: "apply" },
  body: object(kind, name, namespace),
  notes: [],
});
const rule = (verbs: readonly string[], resource: string) => ({
  verbs,
  apiGroups: [""],
  resources: [resource],
});

interface Case {
  readonly asked?: Partial<RightsAsked>;
  readonly createNamespace?: boolean;
  readonly there?: readonly KubeObject[];
  /** Rules of every namespace; what lies in none is allowed to nobody. */
  readonly rules?: readonly object[];
  readonly faults?: (what: string) => Error | undefined;
}

/** What the check misses, as `verb resource "name" in namespace`, and what the server was asked. */
async function check({ asked = {}, createNamespace = false, there = [], rules, faults }: Case) {
  const client = stubClient({
    objects: there,
    answer: ({ path }) => ({
      status: 201,
      json: {
        status: path.endsWith("rulesreviews")
          ? { resourceRules: rules ?? [rule(["*"], "*")], incomplete: false }
          : { allowed: false },
      },
    }),
    ...(faults === undefined ? {} : { faults }),
  });
  const settings = { ...SETTINGS, createNamespace };
  const all = { desired: [desired("Secret", "app", "prod")], settings, restart: false, sync: [], reuse: [] };
  const failure = await checkRights({ ...all, ...asked }, undefined, client, host, signal).then(
    () => undefined,
    asFailure,
  );
  if (failure !== undefined && failure.code !== "ACCESS_DENIED") throw failure;
  const missing = /^We may not (.*)\.$/.exec(failure?.message ?? "")?.[1]?.split(", ") ?? [];
  expect(`${failure?.message} ${failure?.fix}`).not.toContain(CANARY);
  return { missing, fix: failure?.fix ?? "", gets: client.calls.filter(({ member }) => member === "get") };
}

const fault = (status: number) => (what: string) =>
  what === "get Namespace /prod"
    ? new ApiFault({ method: "GET", path: "/" }, status, "Reason", CANARY)
    : undefined;
const NAMESPACE_RIGHTS = ["get", "patch", "create"].map((verb) => `${verb} namespaces "prod"`);

test.each<[string, Case, readonly string[]]>([
  ["is not there", {}, NAMESPACE_RIGHTS],
  ["may not be looked at", { faults: fault(403) }, NAMESPACE_RIGHTS],
  ["is there", { there: [object("Namespace", "prod")] }, []],
  ["cannot be told of now", { faults: fault(500) }, []],
  [
    "is applied as an object, which is asked for as one",
    {
      asked: { desired: [desired("Namespace", "prod"), desired("Secret", "app", "prod")] },
    },
    NAMESPACE_RIGHTS,
  ],
])("create-namespace, and the namespace %s", async (_, more, rights) => {
  const { missing, fix } = await check({ createNamespace: true, ...more });
  expect(missing).toEqual(rights);
  if (rights.length > 0) {
    expect(fix).toContain("kind: ClusterRole\n");
    expect(fix).toContain('resourceNames: ["prod"]\n    verbs: ["create", "get", "patch"]');
  }
});

test("the namespace of an apply set is one that is made, too, and each is asked for once", async () => {
  const settings = { ...SETTINGS, namespace: "set", applySet: "all", createNamespace: true };
  const two = [desired("Secret", "a", "prod"), desired("Secret", "b", "prod")];
  const { missing, gets } = await check({ asked: { settings, desired: two } });
  expect(missing.filter((right) => right.startsWith("create namespaces"))).toEqual([
    'create namespaces "prod"',
    'create namespaces "set"',
  ]);
  expect(gets.map(({ what }) => what)).toEqual(["Namespace /prod", "Namespace /set"]);
});

test("without create-namespace nobody looks at a namespace, or needs a right to it", async () => {
  expect(await check({ faults: fault(403) })).toEqual({ missing: [], fix: "", gets: [] });
});

test.each([
  ["is there", [object("Secret", "app", "prod")], []],
  ["is not there", [], ['create secrets "app" in prod']],
  ["of another kind is there", [object("ConfigMap", "app", "prod")], ['create secrets "app" in prod']],
])("no right to create, and the object %s", async (_, there, rights) => {
  const rules = [rule(["get", "patch"], "secrets"), rule(["*"], "configmaps")];
  const both = [desired("ConfigMap", "app", "prod"), desired("Secret", "app", "prod")];
  expect((await check({ rules, there, asked: { desired: both } })).missing).toEqual(rights);
});

test("kinds that the server does not know are left to the check of the objects", async () => {
  const unknown = desired("Unknown", "app", "prod");
  expect((await check({ rules: [], asked: { desired: [unknown] } })).missing).toEqual([]);
});

test.each<[Partial<RightsAsked>, readonly string[]]>([
  [{}, []],
  [
    { restart: true },
    expect.arrayContaining(["patch deployments.apps in prod", "watch daemonsets.apps in prod"]),
  ],
  [{ reuse: ["prod"] }, ["list secrets in prod"]],
  [
    { sync: ["es"] },
    ["list externalsecrets.external-secrets.io in es", "watch externalsecrets.external-secrets.io in es"],
  ],
])("%j needs its rights in its namespaces", async (asked, rights) => {
  const rules = [rule(["get", "patch", "create"], "secrets")];
  expect((await check({ rules, asked })).missing).toEqual(rights);
});
