import { beforeEach, expect, test } from "vitest";
import type { Failure } from "../../src/kernel/errors.ts";
import type { Desired } from "../../src/cluster/object.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { CANARY, MANAGER, object, secret as secretIn } from "../unit/cluster/apply/applying.ts";
import {
  type Applying,
  applyingTo,
  DEPLOYER,
  manifest,
  owners,
  valuesOf,
  verbs,
} from "./cluster-applying.ts";

const SERVER_SIDE = ["apply", "--server-side", "-f", "-"];
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
const NEVER = new AbortController().signal;

describeUnless(NO_CLUSTER, "what is applied to a real API server", () => {
  const cluster = clusterServer({ users: [DEPLOYER] });
  let here: Applying;
  beforeEach(async () => {
    here = applyingTo(cluster, await cluster.namespace());
  });
  const secret = (name: string, data: Record<string, string>): Desired =>
    secretIn(name, data, here.namespace);
  const config = (name: string, data: Record<string, unknown>): Desired =>
    object("ConfigMap", name, { data }, "v1", here.namespace);
  const failing = async (task: Promise<unknown>): Promise<Failure> =>
    (await task.then(
      () => undefined,
      (error: unknown) => error,
    )) as Failure;

  test("creates, changes, leaves; two requests an unchanged object", async () => {
    const desired = [secret("app", { A: "1", B: "2" }), config("c", { A: "1" })];
    const first = await here.asked(() => here.apply(desired));
    const ns = `${here.namespace}`;
    expect(first.toSorted()).toEqual(
      [
        `get ${ns} 200`.replace(ns, "namespaces/" + ns),
        "get secrets/app 404",
        "get configmaps/c 404",
        "patch secrets/app dry 201",
        "patch configmaps/c dry 201",
        "patch configmaps/c 201",
        "patch secrets/app 201",
      ].toSorted(),
    );
    const before = await here.live("Secret", "app");
    const again = await here.asked(async () => {
      expect(verbs((await here.apply(desired)).applied)).toEqual([
        "unchanged Secret app",
        "unchanged ConfigMap c",
      ]);
    });
    expect(again.slice(1).toSorted()).toEqual([
      "get configmaps/c 200",
      "get secrets/app 200",
      "patch configmaps/c dry 200",
      "patch secrets/app dry 200",
    ]);
    expect(await here.live("Secret", "app")).toEqual(before);
    const { applied } = await here.apply([secret("app", { A: "new", C: "3" })]);
    const after = await here.live("Secret", "app");
    expect(valuesOf(after)).toEqual({ A: "new", C: "3" });
    expect(applied[0]).toMatchObject({
      verb: "changed",
      uid: before?.metadata.uid,
      resourceVersion: after?.metadata.resourceVersion,
    });
    expect(after?.metadata.resourceVersion).not.toBe(before?.metadata.resourceVersion);
  });

  test("a check changes nothing: every write of it is a dry run", async () => {
    await here.apply([secret("app", { A: "1" })]);
    const before = await here.live("Secret", "app");
    const asked = await here.asked(async () => {
      const { planned } = await here.check([secret("app", { A: "2" }), secret("b", { A: "1" })]);
      expect(verbs(planned)).toEqual(["changed Secret app", "created Secret b"]);
    });
    expect(asked.filter((one) => !one.startsWith("get ") && !one.includes(" dry "))).toEqual([]);
    expect([await here.live("Secret", "app"), await here.live("Secret", "b")]).toEqual([before, undefined]);
  });

  test("makes a namespace and what is in it in one run", async () => {
    const name = `${here.namespace}-made`;
    const { applied, failure } = await here.apply([secretIn("app", { A: "1" }, name)], {
      namespace: name,
      createNamespace: true,
    });
    expect([failure, verbs(applied)]).toEqual([
      undefined,
      [`created Namespace ${name}`, "created Secret app"],
    ]);
  });

  test("makes a definition and an object of its kind in one run", async () => {
    const plural = "widgets";
    const group = `${here.namespace}.example.org`;
    const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
    const spec = {
      group,
      scope: "Namespaced",
      names: { plural, kind: "Widget" },
      versions: [{ name: "v1", served: true, storage: true, schema }],
    };
    const key = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      namespace: undefined,
      name: `${plural}.${group}`,
    };
    const body = { apiVersion: key.apiVersion, kind: key.kind, metadata: { name: key.name }, spec };
    const { data: _, ...rest } = secret("x", {});
    const widget = object("Widget", "w", { spec: { a: 1 } }, `${group}/v1`, here.namespace);
    const { applied, failure } = await here.apply([widget, { ...rest, key, body }], { waitMs: 30_000 });
    expect([failure, applied.map(({ verb }) => verb)]).toEqual([undefined, ["created", "created"]]);
  });

  test("takes back all that was applied when a later object is refused", async () => {
    await here.kubectl(SERVER_SIDE, manifest("app", { T: "theirs", U: "theirs" }));
    await here.apply([secret("app", { A: "old", B: "old" })]);
    const before = await here.live("Secret", "app");
    const made = `${here.namespace}-made`;
    // The server cannot try what lies in a namespace that is not there yet.
    const bad = secretIn("bad", { A: CANARY }, made);
    const wrong: Desired = { ...bad, body: { ...bad.body, type: "kubernetes.io/tls" } };
    const { applied, failure } = await here.apply(
      [
        config("c", { A: "1" }),
        secret("app", { A: "new", C: "new", T: "ours" }),
        secret("new", { A: "1" }),
        wrong,
      ],
      { createNamespace: true, conflicts: "force" },
    );
    expect(failure?.code).toBe("OBJECT_INVALID");
    expect(verbs(applied)).toEqual([
      `created Namespace ${made}`,
      "rolled back ConfigMap c",
      "rolled back Secret app",
      "rolled back Secret new",
      "skipped Secret bad",
    ]);
    expect(applied[0]?.notes.join()).toContain("Not rolled back");
    const after = await here.live("Secret", "app");
    expect(valuesOf(after)).toEqual({ A: "old", B: "old", T: "theirs", U: "theirs" });
    expect(owners(after)).toEqual(owners(before));
    expect([await here.live("Secret", "new"), await here.live("ConfigMap", "c")]).toEqual([
      undefined,
      undefined,
    ]);
    expect(JSON.stringify([applied, failure?.message, failure?.fix])).not.toContain(CANARY);
  });

  test("says whose a field is, takes it by force, or leaves the object", async () => {
    await here.kubectl(SERVER_SIDE, manifest("app", { A: "theirs" }));
    const desired = [secret("app", { A: CANARY })];
    const failure = await failing(here.check(desired));
    expect([failure.code, failure.message]).toEqual([
      "OBJECT_CONFLICT",
      expect.stringMatching(/\.data\.A of "kubectl"/),
    ]);
    expect(`${failure.message} ${failure.fix}`).not.toContain(CANARY);
    const skipped = await here.apply(desired, { conflicts: "skip" });
    expect([verbs(skipped.applied), valuesOf(await here.live("Secret", "app"))]).toEqual([
      ["skipped Secret app"],
      { A: "theirs" },
    ]);
    const before = await here.live("Secret", "app");
    const forced = await here.apply(desired, { conflicts: "force" });
    expect(forced.applied[0]).toMatchObject({ verb: "changed", formerOwner: "kubectl" });
    expect(valuesOf(await here.live("Secret", "app"))).toEqual({ A: CANARY });
    expect(verbs(await forced.undo(NEVER))).toEqual(["rolled back Secret app"]);
    const after = await here.live("Secret", "app");
    expect([valuesOf(after), owners(after)]).toEqual([{ A: "theirs" }, owners(before)]);
  });

  test("takes over from client-side apply, and gives back without the values in clear", async () => {
    await here.kubectl(["apply", "-f", "-"], manifest("app", { A: "1", GONE: "2" }));
    const before = await here.live("Secret", "app");
    expect(before?.metadata.annotations).toHaveProperty([LAST_APPLIED]);
    const { applied, undo } = await here.apply([secret("app", { A: "new" })]);
    const taken = await here.live("Secret", "app");
    expect(applied[0]).toMatchObject({ verb: "changed", formerOwner: "kubectl-client-side-apply" });
    expect([valuesOf(taken), taken?.metadata.annotations]).toEqual([{ A: "new" }, undefined]);
    expect(taken?.metadata.managedFields?.map(({ manager }) => manager)).toEqual([MANAGER]);
    expect((await here.apply([secret("app", { A: "new" })])).applied[0]?.verb).toBe("unchanged");
    expect(verbs(await undo(NEVER))).toEqual(["rolled back Secret app"]);
    const after = await here.live("Secret", "app");
    expect(valuesOf(after)).toEqual({ A: "1", GONE: "2" });
    expect(after?.metadata.annotations ?? {}).not.toHaveProperty([LAST_APPLIED]);
    expect(after?.metadata.managedFields?.map(({ manager }) => manager)).toEqual([
      "kubectl-client-side-apply",
    ]);
  });

  test("looks again when others write at the same time, a bounded number of times", async () => {
    await here.apply([secret("app", { A: "1" })]);
    const others = (key: string) => here.kubectl(SERVER_SIDE, manifest("app", { [key]: "x" }));
    const calm = await here.apply([secret("app", { A: "2" })], {}, () => others("K"));
    expect([calm.failure, valuesOf(await here.live("Secret", "app"))]).toEqual([
      undefined,
      { A: "2", K: "x" },
    ]);
    let writes = 0;
    const stormy = {
      ...here.client,
      call: async (...args: Parameters<typeof here.client.call>) => {
        if (args[0].as === "apply") await others(`K${(writes += 1)}`);
        return await here.client.call(...args);
      },
    };
    const { failure } = await here.apply([secret("app", { A: "3" })], {}, undefined, stormy);
    expect([failure?.code, writes]).toEqual(["OBJECT_CONFLICT", 6]);
    expect(valuesOf(await here.live("Secret", "app"))["A"]).toBe("2");
  });

  test("does not take back what others have changed since", async () => {
    const { undo } = await here.apply([secret("app", { A: "1" })]);
    await here.apply([secret("app", { A: "1" })]);
    const changed = await here.apply([secret("app", { A: "2" })]);
    await here.kubectl(SERVER_SIDE, manifest("app", { K: "x" }));
    const [applied] = await changed.undo(NEVER);
    expect(applied).toMatchObject({ verb: "changed", notes: [expect.stringContaining("Not rolled back")] });
    // By uid alone: what we created is ours to delete.
    expect(verbs(await undo(NEVER))).toEqual(["rolled back Secret app"]);
  });

  test("shows no value in what the server says of a wrong one", async () => {
    const key = "x".repeat(300);
    const problems = await failing(
      here.check([secret("app", { [key]: CANARY }), config("c", { A: { nested: CANARY } })]),
    );
    expect(problems.all.map(({ code }) => code)).toEqual(["OBJECT_INVALID", "OBJECT_INVALID"]);
    expect(problems.all.map(({ message, fix }) => `${message} ${fix}`).join()).not.toContain(CANARY);
  });
});
