import { expect, test } from "vitest";
import { ApiFault } from "../../../../src/cluster/fault.ts";
import { Failure } from "../../../../src/kernel/errors.ts";
import { apply, asks, CANARY, liveSecret, MANAGER, object, prodCluster, secret, verbs } from "./applying.ts";

const REFUSED = new ApiFault({ method: "PATCH", path: "/x" }, 422, "Invalid", `bad value ${CANARY}`);
const valuesOf = (live: { readonly [field: string]: unknown } | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries((live?.["data"] ?? {}) as Record<string, string>).map(([key, value]) => [
      key,
      Buffer.from(value, "base64").toString(),
    ]),
  );

const writtenSecret = liveSecret({ A: "1" });

test("applies namespaces before what is in them, Secrets before workloads", async () => {
  const cluster = prodCluster();
  cluster.objects.clear();
  const deployment = object("Deployment", "web", { spec: { replicas: 1 } }, "apps/v1");
  const desired = [deployment, secret("app", { A: "1" }), object("ConfigMap", "c", { data: { A: "1" } })];
  const { applied, failure } = await apply(cluster, desired, { createNamespace: true });
  expect(failure).toBeUndefined();
  expect(asks(cluster)).toEqual([
    "apply Namespace prod",
    "apply ConfigMap prod/c",
    "apply Secret prod/app",
    "apply Deployment prod/web",
  ]);
  expect(applied.map(({ verb }) => verb)).toEqual(["created", "created", "created", "created"]);
  expect(applied[2]).toMatchObject({ uid: cluster.at({})?.metadata.uid });
  expect(valuesOf(cluster.at({}))).toEqual({ A: "1" });
});

test("looks again where an object was changed since the check, with all of the rules", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("app", { A: "1" })]);
  const other = () => void cluster.write(liveSecret({ B: "2" }), "helm");
  const { applied, failure } = await apply(cluster, [secret("app", { A: "3" })], {}, { between: other });
  expect([failure, verbs(applied)]).toEqual([undefined, ["changed Secret prod/app"]]);
  expect(valuesOf(cluster.at({}))).toEqual({ A: "3", B: "2" });
  const theirs = () => void cluster.write(liveSecret({ A: "theirs" }), "helm");
  const second = await apply(cluster, [secret("app", { A: "4" })], {}, { between: theirs });
  expect([second.failure?.code, valuesOf(cluster.at({}))["A"]]).toEqual(["OBJECT_CONFLICT", "theirs"]);
});

test("gives up after a bounded number of times where others are always faster", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("app", { A: "1" })]);
  let writes = 0;
  const storm = () => {
    cluster.hook = (what) => {
      if (what.startsWith("apply Secret")) cluster.write(liveSecret({ [`N${(writes += 1)}`]: "x" }), "storm");
    };
  };
  const { failure } = await apply(cluster, [secret("app", { A: "2" })], {}, { between: storm });
  expect([failure?.code, writes]).toEqual(["OBJECT_CONFLICT", 6]);
});

test("takes back all that was applied where a later object fails", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("app", { A: "old", B: "old" })]);
  cluster.write(liveSecret({ T: "theirs" }), "helm");
  const before = cluster.at({});
  const deployment = object("Deployment", "web", { spec: { replicas: 1 } }, "apps/v1");
  const refuse = () => {
    cluster.hook = (what) => {
      if (what === "apply Deployment prod/web") throw REFUSED;
    };
  };
  const desired = [secret("app", { A: "new", C: "new", T: "ours" }), secret("made", { A: "1" }), deployment];
  const { applied, failure } = await apply(cluster, desired, { conflicts: "force" }, { between: refuse });
  expect(failure?.code).toBe("OBJECT_INVALID");
  expect(verbs(applied)).toEqual([
    "rolled back Secret prod/app",
    "rolled back Secret prod/made",
    "skipped Deployment prod/web",
  ]);
  expect(cluster.at({ name: "made" })).toBeUndefined();
  expect(valuesOf(cluster.at({}))).toEqual({ A: "old", B: "old", T: "theirs" });
  expect(cluster.at({})?.metadata.managedFields).toEqual(before?.metadata.managedFields);
  expect(JSON.stringify([applied, failure, failure?.message])).not.toContain(CANARY);
});

test("gives kubectl its client-side fields back, but not the values in clear", async () => {
  const cluster = prodCluster();
  const annotations = { "kubectl.kubernetes.io/last-applied-configuration": "{}", note: "x" };
  cluster.write(liveSecret({ A: "1", GONE: "2" }, { annotations }), "kubectl-client-side-apply", "Update");
  const { applied, undo } = await apply(cluster, [secret("app", { A: "new" })]);
  expect(valuesOf(cluster.at({}))).toEqual({ A: "new" });
  expect(applied[0]?.notes.join()).toContain("last-applied-configuration");
  expect(cluster.at({})?.metadata.managedFields?.map(({ manager }) => manager)).toEqual([MANAGER]);
  expect(verbs(await undo(new AbortController().signal))).toEqual(["rolled back Secret prod/app"]);
  expect(valuesOf(cluster.at({}))).toEqual({ A: "1", GONE: "2" });
  expect(cluster.at({})?.metadata.annotations).toEqual({ note: "x" });
  expect(cluster.at({})?.metadata.managedFields?.map(({ manager }) => manager)).toEqual([
    "kubectl-client-side-apply",
  ]);
});

test("does not take back what somebody has changed since, and says so", async () => {
  const cluster = prodCluster();
  await apply(cluster, [secret("app", { A: "old" })]);
  const { undo } = await apply(cluster, [secret("app", { A: "new" })]);
  cluster.write(liveSecret({ B: "theirs" }), "helm");
  const [applied] = await undo(new AbortController().signal);
  expect([applied?.verb, applied?.notes]).toEqual([
    "changed",
    ["Not rolled back: it was changed by somebody else since."],
  ]);
  expect(valuesOf(cluster.at({}))).toEqual({ A: "new", B: "theirs" });
});

test("takes back a second time only what still stands", async () => {
  const cluster = prodCluster();
  const { undo } = await apply(cluster, [secret("app", { A: "1" })]);
  await undo(new AbortController().signal);
  cluster.asked.length = 0;
  expect(verbs(await undo(new AbortController().signal))).toEqual(["rolled back Secret prod/app"]);
  expect(asks(cluster)).toEqual([]);
});

test("finds out what became of an object whose answer was lost", async () => {
  const cluster = prodCluster();
  const lose = () => {
    cluster.hook = (what) => {
      if (what !== "apply Secret prod/app") return;
      cluster.write(writtenSecret, MANAGER);
      throw new Failure("STORE_UNREACHABLE", "The connection was cut.");
    };
  };
  const { applied, failure, undo } = await apply(cluster, [secret("app", { A: "1" })], {}, { between: lose });
  expect([failure?.code, verbs(applied)]).toEqual([undefined, ["created Secret prod/app"]]);
  await undo(new AbortController().signal);
  expect(cluster.at({})).toBeUndefined();
});

test.each([
  ["was written", true],
  ["was not written", false],
])("takes back what %s when the server went away, once it is there again", async (_, isWritten) => {
  const cluster = prodCluster();
  const lose = () => {
    cluster.hook = (what) => {
      if (isWritten && what === "apply Secret prod/app") cluster.write(writtenSecret, MANAGER);
      throw new Failure("STORE_UNREACHABLE", "The connection was cut.");
    };
  };
  const { applied, failure, undo } = await apply(cluster, [secret("app", { A: "1" })], {}, { between: lose });
  expect([failure?.code, applied[0]?.notes]).toEqual([
    "STORE_UNREACHABLE",
    ["Stopped in the middle: it may be written, or not.", "Not rolled back: The connection was cut."],
  ]);
  cluster.hook = () => undefined;
  expect(verbs(await undo(new AbortController().signal))).toEqual(["rolled back Secret prod/app"]);
  expect(cluster.at({})).toBeUndefined();
});

test("stops between objects where the run is cancelled; what stands is said, and can be taken back", async () => {
  const cluster = prodCluster();
  const stop = new AbortController();
  const cancel = () => {
    cluster.hook = (what) => {
      if (what === "apply ConfigMap prod/c") stop.abort();
    };
  };
  const desired = [object("ConfigMap", "c", { data: { A: "1" } }), secret("app", { A: "1" })];
  const { applied, failure, undo } = await apply(
    cluster,
    desired,
    {},
    { between: cancel, signal: stop.signal },
  );
  expect(failure?.code).toBe("COMMAND_FAILED");
  expect(verbs(applied)).toEqual(["created ConfigMap prod/c", "skipped Secret prod/app"]);
  const next = await apply(cluster, desired);
  expect(verbs(next.applied)).toEqual(["unchanged ConfigMap prod/c", "created Secret prod/app"]);
  expect(verbs(await undo(new AbortController().signal))[0]).toBe("rolled back ConfigMap prod/c");
});

test("waits until the server serves what a definition defines", async () => {
  const cluster = prodCluster();
  const spec = { group: "example.org", names: { kind: "Widget" } };
  const name = "widgets.example.org";
  const key = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    namespace: undefined,
    name,
  };
  const body = { apiVersion: key.apiVersion, kind: key.kind, metadata: { name }, spec };
  const definition = { ...secret("x", {}), key, body };
  const { data: _, ...desired } = definition;
  const { applied, failure } = await apply(cluster, [desired]);
  expect([failure?.code, failure?.message]).toEqual(["WAIT_EXPIRED", expect.stringContaining(name)]);
  expect(applied[0]?.notes.join()).toContain("Not rolled back: deleting the definition");
});
