import { afterAll, expect, test } from "vitest";
import { conflictFailure, conflictsOf } from "../../src/cluster/apply/conflicts.ts";
import { diffOf } from "../../src/cluster/apply/diff.ts";
import { owns } from "../../src/cluster/apply/field-set.ts";
import { type Migration, migrationPatch } from "../../src/cluster/apply/migrate.ts";
import { ApiFault } from "../../src/cluster/fault.ts";
import type { KubeObject, ObjectKey } from "../../src/cluster/object.ts";
import { Secret } from "../../src/kernel/secret.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { asking, CANARY } from "./cluster-asking.ts";

const signal = new AbortController().signal;
const OURS = "secrets-action/o/r";
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
const BYTES = Buffer.from(CANARY).toString("base64");

describeUnless(NO_CLUSTER, "objects that others made", () => {
  const cluster = clusterServer();
  const { host, clientAs, close } = asking(cluster);
  afterAll(close);

  const keyOf = (namespace: string, kind = "Secret"): ObjectKey => ({
    apiVersion: "v1",
    kind,
    namespace,
    name: "app",
  });
  const manifest = (data: object, kind = "Secret"): string =>
    JSON.stringify({ apiVersion: "v1", kind, metadata: { name: "app" }, data });
  const kubectl = async (namespace: string, args: readonly string[], input = ""): Promise<void> => {
    const { code, stderr } = await cluster.kubectl(["-n", namespace, ...args], { input });
    if (code !== 0) throw new Error(stderr);
  };
  const liveOf = async (key: ObjectKey): Promise<KubeObject> => {
    const live = await clientAs().get(key, signal);
    if (live === undefined) throw new Error("the object is not there");
    return live;
  };
  const apply = (key: ObjectKey, data: object) =>
    clientAs().apply(
      key,
      Secret.of(manifest(data, key.kind)),
      { manager: OURS, force: false, dryRun: false },
      signal,
    );
  const migrate = async (key: ObjectKey, migration: Migration | undefined): Promise<void> => {
    if (migration === undefined) throw new Error("there should be something to migrate");
    const path = await clientAs().path(key, signal);
    const body = JSON.stringify(migration.patch);
    await clientAs().call(
      { method: "PATCH", path, query: { fieldManager: OURS }, body, as: "json-patch" },
      signal,
    );
  };
  const faultOf = async (doing: Promise<unknown>): Promise<ApiFault> => {
    const error: unknown = await doing.then(
      () => new Error("there was an answer"),
      (thrown: unknown) => thrown,
    );
    if (error instanceof ApiFault) return error;
    throw error;
  };
  const managersOf = ({ metadata }: KubeObject) =>
    (metadata.managedFields ?? []).map(({ manager, operation }) => `${manager} ${operation}`);

  test("after kubectl's client-side apply: dropped keys vanish, and so does the annotation with the values", async () => {
    const key = keyOf(await cluster.namespace());
    await kubectl(key.namespace!, ["apply", "-f", "-"], manifest({ A: BYTES, B: BYTES }));
    const live = await liveOf(key);
    expect(live.metadata.annotations?.[LAST_APPLIED]).toContain(BYTES);

    const migration = migrationPatch(live, OURS);
    expect(migration).toMatchObject({
      managers: ["kubectl-client-side-apply"],
      keys: ["A", "B"],
      clear: true,
    });
    expect(JSON.stringify(migration)).not.toContain(BYTES);
    await migrate(key, migration);
    const migrated = await liveOf(key);
    expect(migrated.metadata.annotations).toBeUndefined();
    expect(migrated["data"]).toEqual(live["data"]);
    expect(managersOf(migrated)).toEqual([`${OURS} Apply`]);
    expect(JSON.stringify(migrated.metadata.managedFields)).not.toContain(LAST_APPLIED);

    const { object } = await apply(key, { A: Buffer.from("other").toString("base64") });
    expect(object["data"]).toEqual({ A: Buffer.from("other").toString("base64") });
    expect(managersOf(object)).toEqual([`${OURS} Apply`]);
    expect(diffOf(migrated, object)).toEqual([
      { key: "A", is: "changed" },
      { key: "B", is: "removed" },
    ]);
    expect(migrationPatch(object, OURS)).toBeUndefined();
  });

  test("without the migration the dropped key would stay", async () => {
    const key = keyOf(await cluster.namespace());
    await kubectl(key.namespace!, ["apply", "-f", "-"], manifest({ A: BYTES, B: BYTES }));
    const { object } = await apply(key, { A: BYTES });
    expect(object["data"]).toEqual({ A: BYTES, B: BYTES });
    // A later run still repairs it.
    await migrate(key, migrationPatch(object, OURS));
    expect((await apply(key, { A: BYTES })).object["data"]).toEqual({ A: BYTES });
  });

  test("the annotation that kubectl keeps up when it applies on the server's side goes, too", async () => {
    const key = keyOf(await cluster.namespace());
    await kubectl(key.namespace!, ["apply", "-f", "-"], manifest({ A: BYTES }));
    await kubectl(key.namespace!, ["apply", "--server-side", "-f", "-"], manifest({ A: BYTES }));
    const live = await liveOf(key);
    expect(live.metadata.annotations?.[LAST_APPLIED]).toContain(BYTES);
    await migrate(key, migrationPatch(live, OURS));
    const migrated = await liveOf(key);
    expect(migrated.metadata.annotations?.[LAST_APPLIED]).toBeUndefined();
    expect(JSON.stringify(migrated.metadata.managedFields)).not.toContain(LAST_APPLIED);
    expect(managersOf(migrated)).toEqual(["kubectl Apply"]);
  });

  test.each(["Secret", "ConfigMap"])(
    "a %s ends with the owners that kubectl's own migration gives it",
    async (kind) => {
      const [ours, theirs] = [keyOf(await cluster.namespace(), kind), keyOf(await cluster.namespace(), kind)];
      const value = kind === "Secret" ? BYTES : "x";
      for (const { namespace } of [ours, theirs])
        await kubectl(namespace!, ["apply", "-f", "-"], manifest({ A: value, B: value }, kind));
      await migrate(ours, migrationPatch(await liveOf(ours), OURS));
      const { object } = await apply(ours, { A: value });
      const serverSide = ["apply", "--server-side", `--field-manager=${OURS}`, "-f", "-"];
      await kubectl(theirs.namespace!, serverSide, manifest({ A: value }, kind));
      const kubectls = await liveOf(theirs);
      expect(kubectls["data"]).toEqual(object["data"]);
      const fieldsOf = ({ metadata }: KubeObject) =>
        (metadata.managedFields ?? [])
          // kubectl goes on to own its annotation, under a name for that alone.
          .filter(({ manager }) => manager !== "kubectl-last-applied")
          .map(({ manager, operation, apiVersion, fieldsV1 }) => ({
            manager,
            operation,
            apiVersion,
            fieldsV1,
          }));
      expect(fieldsOf(object)).toEqual(fieldsOf(kubectls));
    },
  );

  test("a migration that comes too late changes nothing", async () => {
    const key = keyOf(await cluster.namespace());
    await kubectl(key.namespace!, ["apply", "-f", "-"], manifest({ A: BYTES }));
    const migration = migrationPatch(await liveOf(key), OURS);
    await kubectl(key.namespace!, ["label", "secret", "app", "tier=web"]);
    const fault = await faultOf(migrate(key, migration));
    expect([fault.status, fault.reason]).toEqual([409, "Conflict"]);
    expect(conflictsOf(fault)).toEqual([]);
    expect((await liveOf(key)).metadata.annotations?.[LAST_APPLIED]).toBeDefined();
  });

  test("what kubectl made is in our way, and the line that is printed clears it without a gap", async () => {
    const key = keyOf(await cluster.namespace());
    await kubectl(key.namespace!, ["create", "secret", "generic", "app", `--from-literal=A=${CANARY}`]);
    const live = await liveOf(key);
    expect(migrationPatch(live, OURS)).toBeUndefined();
    const fault = await faultOf(apply(key, { A: "b3RoZXI=" }));
    expect(conflictsOf(fault)).toEqual([{ manager: "kubectl-create", fields: [".data.A"] }]);
    const failure = conflictFailure(fault, key, host, live);
    expect(failure.message).toContain('.data.A of "kubectl-create"');
    expect(`${failure.message}${failure.fix}`).not.toContain(CANARY);

    const [, target = "", patch = ""] = /patch (\S+) --type=json -p '(.*)'$/m.exec(failure.fix ?? "") ?? [];
    await kubectl(key.namespace!, ["patch", target, "--type=json", "-p", patch]);
    expect((await liveOf(key))["data"]).toEqual({ A: BYTES });
    const { object } = await apply(key, { A: "b3RoZXI=" });
    expect(object["data"]).toEqual({ A: "b3RoZXI=" });
    const ownersOfA = (object.metadata.managedFields ?? []).filter(({ fieldsV1 }) =>
      owns(fieldsV1 ?? {}, ["f:data", "f:A"]),
    );
    expect(ownersOfA.map(({ manager }) => manager)).toEqual([OURS]);
  });
});
