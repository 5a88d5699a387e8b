import { expect, test } from "vitest";
import { removedNote } from "../../../../src/cluster/apply/leftover-annotations.ts";
import { migrationPatch } from "../../../../src/cluster/apply/migrate.ts";
import type { JsonObject, KubeObject, ManagedFields } from "../../../../src/cluster/object.ts";

const CANARY = "CANARY-7f3a";
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
const OURS = "secrets-action/o/r";
const REPLACE_VERSION = { op: "replace", path: "/metadata/resourceVersion", value: "7" };
const REMOVE = {
  op: "remove",
  path: "/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration",
};

const entry = (
  manager: string,
  operation: "Apply" | "Update",
  keys: readonly string[],
  more: Partial<ManagedFields> = {},
): ManagedFields => ({
  manager,
  operation,
  apiVersion: "v1",
  fieldsV1: { "f:data": Object.fromEntries(keys.map((key) => [`f:${key}`, {}])) },
  ...more,
});
const object = (
  managedFields: readonly ManagedFields[],
  { kind = "Secret", annotations = {} }: { kind?: string; annotations?: Record<string, string> } = {},
): KubeObject => ({
  apiVersion: kind === "Deployment" ? "apps/v1" : "v1",
  kind,
  metadata: { name: "app", namespace: "prod", resourceVersion: "7", annotations, managedFields },
  data: { A: "YQ==", B: "YQ==" },
});
const managersOf = (patch: readonly JsonObject[] | undefined): unknown =>
  patch?.find(({ path }) => path === "/metadata/managedFields")?.["value"];

test.each<[string, KubeObject]>([
  ["nobody manages it", object([])],
  ["we apply it", object([entry(OURS, "Apply", ["A"])])],
  [
    "others apply and write it",
    object([entry("helm", "Apply", ["A"]), entry("kubectl-edit", "Update", ["B"])]),
  ],
  [
    "kubectl wrote a part of it that is not the object's own",
    object([entry("kubectl-client-side-apply", "Update", ["A"], { subresource: "status" })]),
  ],
  // There our own writes are records of restarts, which an apply must not take away.
  ["we wrote into a workload", object([entry(OURS, "Update", ["A"])], { kind: "Deployment" })],
  [
    "an annotation of a ConfigMap tells what everybody may know",
    object([], { kind: "ConfigMap", annotations: { [LAST_APPLIED]: "{}" } }),
  ],
])("nothing to do where %s", (_, live) => {
  expect(migrationPatch(live, OURS)).toBeUndefined();
});

test("client-side apply becomes our apply, and which keys it alone owned is known", () => {
  const live = object([
    entry("kubectl-client-side-apply", "Update", ["A", "B"]),
    entry("other", "Apply", ["B"]),
  ]);
  expect(migrationPatch(live, OURS)).toEqual({
    patch: [
      {
        op: "replace",
        path: "/metadata/managedFields",
        value: [entry(OURS, "Apply", ["A", "B"]), entry("other", "Apply", ["B"])],
      },
      REPLACE_VERSION,
    ],
    managers: ["kubectl-client-side-apply"],
    keys: ["A"],
    clear: false,
  });
});

test.each<[string, ManagedFields]>([
  ["client-side apply", entry("kubectl-client-side-apply", "Update", ["B"])],
  ["what we wrote without apply", entry(OURS, "Update", ["B"])],
  [
    "client-side apply under another name",
    {
      ...entry("ci", "Update", []),
      fieldsV1: { "f:data": { "f:B": {} }, "f:metadata": { "f:annotations": { [`f:${LAST_APPLIED}`]: {} } } },
    },
  ],
])("%s is joined to our apply", (_, left) => {
  const migration = migrationPatch(object([left, entry(OURS, "Apply", ["A"])]), OURS);
  const merged = managersOf(migration?.patch);
  expect(merged).toMatchObject([{ manager: OURS, operation: "Apply" }]);
  expect(merged).toMatchObject([{ fieldsV1: { "f:data": { "f:A": {}, "f:B": {} } } }]);
  expect(migration?.keys).toEqual(["B"]);
});

test("the fields of another version are given up, not joined: they have other names", () => {
  const old = entry("kubectl-client-side-apply", "Update", ["B"], { apiVersion: "v1beta1" });
  const migration = migrationPatch(object([old, entry(OURS, "Apply", ["A"])]), OURS);
  expect(managersOf(migration?.patch)).toEqual([entry(OURS, "Apply", ["A"])]);
});

test("a Secret's last manifest is removed, whoever applied it, and no value is in the patch", () => {
  const annotations = { [LAST_APPLIED]: JSON.stringify({ stringData: { A: CANARY } }) };
  const migration = migrationPatch(object([entry("kubectl", "Apply", ["A"])], { annotations }), OURS);
  expect(migration).toEqual({ patch: [REMOVE, REPLACE_VERSION], managers: [], keys: [], clear: true });
  expect(JSON.stringify(migration)).not.toContain(CANARY);
});

test("the note says what was and what would be done", () => {
  expect(removedNote(false)).toContain("was removed");
  expect(removedNote(true)).toContain("would be removed");
});
