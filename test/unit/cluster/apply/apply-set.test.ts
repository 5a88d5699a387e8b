import { expect, test } from "vitest";
import { applySetId } from "../../../../src/cluster/apply/apply-set.ts";
import type { ApplySettings } from "../../../../src/cluster/settings.ts";
import {
  apply,
  asks,
  check,
  liveSecret,
  object,
  prodCluster,
  problemsOf,
  secret,
  verbs,
} from "./applying.ts";

const SET: Partial<ApplySettings> = { applySet: "shop", prune: "true" };
const PARENT = { kind: "ConfigMap", name: "shop" };
const ANNOTATIONS = {
  tooling: "applyset.kubernetes.io/tooling",
  kinds: "applyset.kubernetes.io/contains-group-kinds",
  namespaces: "applyset.kubernetes.io/additional-namespaces",
};

const owner = (apiVersion: string, kind: string) => ({
  apiVersion,
  kind,
  name: "made-by",
  uid: "u-1",
  controller: true,
});

test.each([
  [
    { apiVersion: "v1", kind: "Secret", namespace: "test", name: "my-set" },
    "applyset-0eFHV8ySqp7XoShsGvyWFQD3s96yqwHmzc4e0HR1dsY-v1",
  ],
  [
    { apiVersion: "v1", kind: "ConfigMap", namespace: "liquid-hive-dev", name: "liquid-hive-secrets" },
    "applyset-u2nl39oARS77C-Al5eS0GNdFaYVoEfYBz5JEVLNl8Bw-v1",
  ],
])("gives a set the id that every tool gives it: %o", (parent, id) => {
  expect(applySetId(parent)).toBe(id);
});

test("writes the parent before, prunes after, and then writes what is left", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("a", { A: "1" }), secret("b", { A: "1" })], SET);
  const parent = cluster.at(PARENT)!;
  expect(parent.metadata.labels).toEqual({
    "applyset.kubernetes.io/id": applySetId({
      apiVersion: "v1",
      kind: "ConfigMap",
      namespace: "prod",
      name: "shop",
    }),
  });
  expect(parent.metadata.annotations).toEqual({
    [ANNOTATIONS.tooling]: "secrets-action/1.2.3",
    [ANNOTATIONS.kinds]: "Secret",
    [ANNOTATIONS.namespaces]: "",
  });
  const desired = [secret("a", { A: "1" }), object("ConfigMap", "c", { data: { A: "1" } })];
  const { applied, left } = await apply(cluster, desired, SET);
  expect(asks(cluster)).toEqual([
    "apply! ConfigMap prod/shop",
    "apply ConfigMap prod/c",
    "DELETE /v1/namespaces/prod/secrets/b",
  ]);
  expect(verbs(applied)).toEqual([
    "unchanged Secret prod/a",
    "created ConfigMap prod/c",
    "pruned Secret prod/b",
  ]);
  expect([left, cluster.at({ name: "b" })]).toEqual([[], undefined]);
});

test("only reports what is left over, unless told to prune", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("a", { A: "1" }), object("ConfigMap", "c")], SET);
  const { planned, left } = await check(cluster, [secret("a", { A: "1" })], { ...SET, prune: "report" });
  expect([verbs(planned), left.map(({ name }) => name)]).toEqual([["unchanged Secret prod/a"], ["c"]]);
  const effects = await apply(cluster, [secret("a", { A: "1" })], { ...SET, prune: "report" });
  expect([asks(cluster), effects.left.map(({ name }) => name)]).toEqual([[], ["c"]]);
  expect(cluster.at(PARENT)?.metadata.annotations?.[ANNOTATIONS.kinds]).toBe("ConfigMap,Secret");
  const dry = await check(cluster, [secret("a", { A: "1" })], SET);
  expect(verbs(dry.planned)).toContain("pruned ConfigMap prod/c");
});

test("prunes only kinds and namespaces that it may, whatever the parent says", async () => {
  const cluster = prodCluster();
  cluster.write({ apiVersion: "v1", kind: "Namespace", metadata: { name: "other" } }, "someone");
  await apply(cluster, [secret("a", { A: "1" })], SET);
  const parent = cluster.at(PARENT)!;
  const id = parent.metadata.labels!["applyset.kubernetes.io/id"]!;
  const labels = { "applyset.kubernetes.io/part-of": id };
  cluster.write(
    {
      ...parent,
      metadata: {
        name: "shop",
        namespace: "prod",
        annotations: {
          [ANNOTATIONS.kinds]: "Deployment.apps,Deployment.evil.example,Namespace,Secret",
          [ANNOTATIONS.namespaces]: "other",
        },
      },
    },
    "attacker",
  );
  cluster.write(
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "prod", labels } },
    "x",
  );
  cluster.write(liveSecret({ A: "1" }, { name: "theirs", namespace: "other", labels }), "x");
  const { applied } = await apply(cluster, [secret("a", { A: "1" })], SET);
  expect(verbs(applied)).toEqual(["unchanged Secret prod/a"]);
  expect(cluster.at({ name: "theirs", namespace: "other" })).toBeDefined();
  const allowed = { ...SET, allowKinds: ["Deployment"], allowNamespaces: ["other"] };
  const all = await apply(cluster, [secret("a", { A: "1" })], allowed);
  expect(verbs(all.applied).slice(1)).toEqual(["pruned Deployment prod/web", "pruned Secret other/theirs"]);
});

test.each([
  // Without a template the operator copies the labels of an ExternalSecret to the Secret that it makes.
  [
    "the Secret that a member's operator makes of it",
    { ownerReferences: [owner("external-secrets.io/v1", "ExternalSecret")] },
  ],
  ["what a controller owns", { ownerReferences: [owner("apps/v1", "ReplicaSet")] }],
])("never prunes %s, though it has the set's label", async (_, metadata) => {
  const cluster = prodCluster();
  await apply(cluster, [secret("a", { A: "1" })], SET);
  const id = cluster.at(PARENT)!.metadata.labels!["applyset.kubernetes.io/id"]!;
  const labels = { "applyset.kubernetes.io/part-of": id };
  cluster.write(liveSecret({ A: "1" }, { name: "made", labels, ...metadata }), "x");
  const { applied, left } = await apply(cluster, [secret("a", { A: "1" })], SET);
  expect([verbs(applied), left, cluster.at({ name: "made" }) === undefined]).toEqual([
    ["unchanged Secret prod/a"],
    [],
    false,
  ]);
});

test("prunes nothing of a set of which nothing is asked for", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("a", { A: "1" })], SET);
  const { applied } = await apply(cluster, [], SET);
  expect([applied, cluster.at({ name: "a" }) === undefined, asks(cluster)]).toEqual([[], false, []]);
});

test("leaves a leftover that somebody has changed since", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("a", { A: "1" }), secret("b", { A: "1" })], SET);
  const change = () => void cluster.write(liveSecret({ B: "2" }, { name: "b" }), "helm");
  const { left } = await apply(cluster, [secret("a", { A: "1" })], SET, { between: change });
  expect([left.map(({ name }) => name), cluster.at({ name: "b" }) === undefined]).toEqual([["b"], false]);
});

test.each([
  ["of another tool", { [ANNOTATIONS.tooling]: "kubectl/v1.36.3" }, /belongs to kubectl/],
  ["of no tool", {}, /belongs to no tool/],
])("refuses a set %s, and says how it is handed over", async (_, annotations, message) => {
  const cluster = prodCluster();
  const id = applySetId({ apiVersion: "v1", kind: "ConfigMap", namespace: "prod", name: "shop" });
  const metadata = {
    name: "shop",
    namespace: "prod",
    labels: { "applyset.kubernetes.io/id": id },
    annotations,
  };
  cluster.write({ apiVersion: "v1", kind: "ConfigMap", metadata }, "kubectl-applyset");
  const [problem] = await problemsOf(check(cluster, [secret("a", { A: "1" })], SET));
  expect([problem?.code, problem?.message]).toEqual(["APPLY_SET_REFUSED", expect.stringMatching(message)]);
  expect(problem?.fix).toContain("kubectl annotate configmap shop -n prod --overwrite");
});

test("refuses a ConfigMap that is no set, and a member of another set", async () => {
  const cluster = prodCluster();
  cluster.write(
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "shop", namespace: "prod" }, data: { A: "1" } },
    "x",
  );
  const [none] = await problemsOf(check(cluster, [secret("a", { A: "1" })], SET));
  expect([none?.code, none?.message]).toEqual([
    "APPLY_SET_REFUSED",
    "ConfigMap prod/shop is there, and is no apply set.",
  ]);
  await apply(cluster, [secret("a", { A: "1" })], { applySet: "first" });
  const [other] = await problemsOf(check(cluster, [secret("a", { A: "1" })], { applySet: "second" }));
  expect([other?.code, other?.message]).toEqual([
    "APPLY_SET_REFUSED",
    "Secret prod/a is in another apply set.",
  ]);
});

test("puts the parent back after a rollback", async () => {
  const cluster = prodCluster();
  const { undo } = await apply(cluster, [secret("a", { A: "1" })], SET);
  await undo(new AbortController().signal);
  expect([cluster.at(PARENT), cluster.at({ name: "a" })]).toEqual([undefined, undefined]);
});
