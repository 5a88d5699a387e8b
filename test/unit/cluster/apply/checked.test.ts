import { expect, test } from "vitest";
import { ApiFault } from "../../../../src/cluster/fault.ts";
import {
  apply,
  asks,
  CANARY,
  check,
  liveSecret,
  MANAGER,
  object,
  prodCluster,
  problemsOf,
  secret,
  testHost,
  verbs,
} from "./applying.ts";

const FORBIDDEN = (path: string) =>
  new ApiFault({ method: "GET", path }, 403, "Forbidden", "namespaces is forbidden");

test("plans what is new, what changes, and what is as it should be", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("same", { A: "1" }), secret("app", { A: "1", B: "2", C: "3" })]);
  const { planned } = await check(cluster, [
    secret("new", { A: "1" }),
    secret("same", { A: "1" }),
    secret("app", { A: CANARY, B: "2", D: "4" }),
  ]);
  expect(verbs(planned)).toEqual([
    "created Secret prod/new",
    "unchanged Secret prod/same",
    "changed Secret prod/app",
  ]);
  expect(planned[2]?.changes).toEqual([
    { key: "A", is: "changed" },
    { key: "B", is: "same" },
    { key: "C", is: "removed" },
    { key: "D", is: "new" },
  ]);
  expect(JSON.stringify(planned)).not.toContain(CANARY);
});

test("asks twice about an unchanged object in a whole run, and changes nothing in a check", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("app", { A: "1" })]);
  const before = cluster.at({});
  cluster.asked.length = 0;
  await check(cluster, [secret("app", { A: "2" })]);
  expect(cluster.at({})).toBe(before);
  cluster.asked.length = 0;
  const checked = await check(cluster, [secret("app", { A: "1" })]);
  expect(asks(cluster)).toEqual(["get Namespace prod", "get Secret prod/app", "apply? Secret prod/app"]);
  expect(checked.items[0]?.write).toBe(false);
  const { applied } = await apply(cluster, [secret("app", { A: "1" })]);
  expect([asks(cluster), verbs(applied)]).toEqual([[], ["unchanged Secret prod/app"]]);
});

test("masks what a Secret holds in the cluster before the server tries anything", async () => {
  const cluster = prodCluster();
  cluster.write(
    liveSecret(
      { A: "old-value" },
      {
        annotations: {
          "kubectl.kubernetes.io/last-applied-configuration":
            '{"stringData":{"B":"older"},"data":{"C":"b2xkZXN0"}}',
        },
      },
    ),
    "kubectl",
  );
  const host = testHost();
  let known: (string | undefined)[] = [];
  cluster.hook = (what) => {
    if (what.startsWith("apply?")) known = host.bornOnes.map((one) => one.reveal());
  };
  await check(cluster, [secret("app", { A: "old-value" })], {}, host);
  expect(known).toEqual(expect.arrayContaining(["old-value", "older", "oldest"]));
});

test("gathers the problems of all objects", async () => {
  const cluster = prodCluster();
  cluster.write(liveSecret({ A: "theirs" }), "helm");
  const problems = await problemsOf(
    check(cluster, [
      secret("app", { A: CANARY }),
      object("Widget", "w", {}, "example.org/v1"),
      secret("fine", { A: "1" }),
    ]),
  );
  expect(problems.map(({ code }) => code)).toEqual(["OBJECT_CONFLICT", "KIND_UNKNOWN"]);
  expect(problems.map(({ message, fix }) => `${message} ${fix}`).join()).not.toContain(CANARY);
});

test.each([
  ["is not there", undefined, "NAMESPACE_MISSING"],
  ["is being deleted", { deletionTimestamp: "2026-01-01T00:00:00Z" }, "OBJECT_GONE"],
])("stops where a namespace %s", async (_, metadata, code) => {
  const cluster = prodCluster();
  if (typeof metadata === "object") {
    const live = cluster.objects.get("|Namespace||prod")!;
    cluster.objects.set("|Namespace||prod", { ...live, metadata: { ...live.metadata, ...metadata } });
  } else cluster.objects.clear();
  const [problem] = await problemsOf(check(cluster, [secret("app", { A: "1" })]));
  expect([problem?.code, problem?.message]).toEqual([code, expect.stringContaining("namespace prod")]);
  expect(asks(cluster)).toEqual(["get Namespace prod"]);
});

test("goes on where a namespace may not be looked at", async () => {
  const cluster = prodCluster();
  cluster.hook = (what) => {
    if (what === "get Namespace prod") throw FORBIDDEN("/api/v1/namespaces/prod");
  };
  expect(verbs((await check(cluster, [secret("app", { A: "1" })])).planned)).toEqual([
    "created Secret prod/app",
  ]);
});

test("checks here what needs a namespace of this run, and says so", async () => {
  const cluster = prodCluster();
  cluster.objects.clear();
  const { planned } = await check(cluster, [secret("app", { A: "1" })], { createNamespace: true });
  expect(verbs(planned)).toEqual(["created Namespace prod", "created Secret prod/app"]);
  expect(planned[1]?.notes).toEqual(["Checked here only: this run makes its namespace."]);
  expect(asks(cluster)).toEqual(["get Namespace prod", "apply? Namespace prod"]);
});

test("checks here what needs a definition of this run", async () => {
  const spec = { group: "example.org", names: { kind: "Widget" } };
  const crd = object(
    "CustomResourceDefinition",
    "widgets.example.org",
    { spec },
    "apiextensions.k8s.io/v1",
    undefined,
  );
  const definition = {
    ...crd,
    key: { ...crd.key, namespace: undefined },
    body: { ...crd.body, metadata: { name: crd.key.name } },
  };
  const { planned } = await check(prodCluster(), [object("Widget", "w", {}, "example.org/v1"), definition]);
  expect(planned[0]?.notes).toEqual(["Checked here only: this run makes the definition of its kind."]);
});

test("takes fields by force where that is asked for, and says whose they were", async () => {
  const cluster = prodCluster();
  cluster.write(liveSecret({ A: "theirs" }), "helm");
  const { planned, items } = await check(cluster, [secret("app", { A: "ours" })], { conflicts: "force" });
  expect(planned[0]).toMatchObject({ verb: "changed", formerOwner: "helm" });
  expect(items[0]?.force).toBe(true);
});

test("leaves an object alone where that is asked for", async () => {
  const cluster = prodCluster();
  cluster.write(liveSecret({ A: "theirs" }), "helm");
  const { applied } = await apply(cluster, [secret("app", { A: CANARY }), secret("b", { A: "1" })], {
    conflicts: "skip",
  });
  expect(verbs(applied)).toEqual(["skipped Secret prod/app", "created Secret prod/b"]);
  expect([applied[0]?.formerOwner, applied[0]?.notes[0]]).toEqual([
    "helm",
    expect.stringContaining(".data.A"),
  ]);
  expect(JSON.stringify(applied)).not.toContain(CANARY);
});

test("says which keys go when kubectl's client-side fields are handed over", async () => {
  const cluster = prodCluster();
  cluster.write(liveSecret({ A: "1", GONE: "2" }), "kubectl-client-side-apply", "Update");
  const { planned } = await check(cluster, [secret("app", { A: "new" })]);
  expect(planned[0]).toMatchObject({ verb: "changed", formerOwner: "kubectl-client-side-apply" });
  expect(planned[0]?.changes).toContainEqual({ key: "GONE", is: "removed" });
});

test("refuses what belongs to another tool, and what is being deleted", async () => {
  const cluster = prodCluster();
  cluster.write(
    liveSecret(
      { A: "1" },
      {
        labels: { "app.kubernetes.io/managed-by": "Helm" },
        annotations: { "meta.helm.sh/release-name": "shop", "meta.helm.sh/release-namespace": "prod" },
      },
    ),
    "helm",
  );
  const gone = cluster.write(liveSecret({ A: "1" }, { name: "gone" }), MANAGER);
  cluster.objects.set("|Secret|prod|gone", {
    ...gone,
    metadata: { ...gone.metadata, deletionTimestamp: "2026-01-01T00:00:00Z" },
  });
  const problems = await problemsOf(check(cluster, [secret("app", { A: "1" }), secret("gone", { A: "1" })]));
  expect(problems.map(({ code }) => code)).toEqual(["OBJECT_OWNED", "OBJECT_GONE"]);
});

test("records that it manages what is there already, without a change", async () => {
  const cluster = prodCluster();
  cluster.write(liveSecret({ A: "1" }), "kubectl");
  const { applied } = await apply(cluster, [secret("app", { A: "1" })]);
  expect(verbs(applied)).toEqual(["unchanged Secret prod/app"]);
  expect(cluster.at({})?.metadata.managedFields?.map(({ manager }) => manager)).toEqual(["kubectl", MANAGER]);
});
