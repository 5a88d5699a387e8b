import { expect, test } from "vitest";
import { conflictFailure, conflictsOf } from "../../../../src/cluster/apply/conflicts.ts";
import { ApiFault } from "../../../../src/cluster/fault.ts";
import type { KubeObject } from "../../../../src/cluster/object.ts";

const CANARY = "CANARY-7f3a";
const KEY = { apiVersion: "v1", kind: "Secret", namespace: "prod", name: "app" };
const host = { said: (text: string) => text.replaceAll(CANARY, "***") };
const fault = (...causes: readonly (readonly [string, string])[]): ApiFault =>
  new ApiFault(
    { method: "PATCH", path: "/api/v1/namespaces/prod/secrets/app" },
    409,
    "Conflict",
    `Apply failed ${CANARY}`,
    causes.map(([field, message]) => ({ reason: "FieldManagerConflict", field, message })),
  );
const owner = (manager: string, ...keys: readonly string[]) => ({
  manager,
  fieldsV1: { "f:data": Object.fromEntries(keys.map((key) => [`f:${key}`, {}])) },
});
const live: KubeObject = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "app", managedFields: [owner("a", "A"), owner("kubectl edit", "A", "C.d")] },
};

test("by field and manager, with three ways out", () => {
  const conflict = fault(
    [".data.A", 'conflict with "kubectl edit" using v1 at 2026-01-01T00:00:00Z'],
    [".data.B", 'conflict with "helm"'],
    [".data.C.d", 'conflict with "kubectl edit" using v1'],
  );
  const failure = conflictFailure(conflict, KEY, host, live);
  expect(failure.code).toBe("OBJECT_CONFLICT");
  expect(failure.message).toBe(
    'Secret prod/app has fields that another manager owns: .data.A, .data.C.d of "kubectl edit"; .data.B of "helm".',
  );
  expect(failure.fix).toContain("conflicts: force");
  expect(failure.fix).toContain("conflicts: skip");
  expect(failure.fix).toContain(
    `kubectl -n prod patch secret/app --type=json -p '[{"op":"test","path":"/metadata/managedFields/1/manager","value":"kubectl edit"},{"op":"remove","path":"/metadata/managedFields/1/fieldsV1/f:data/f:A"},{"op":"remove","path":"/metadata/managedFields/1/fieldsV1/f:data/f:C.d"}]'`,
  );
  expect(failure.fix).toContain("kubectl -n prod get secret/app --show-managed-fields -o yaml");
});

test("what the operator owns is said to be the operator's, and is not to be forced", () => {
  const conflict = fault([".data.A", 'conflict with "externalsecrets.external-secrets.io/app" using v1']);
  const failure = conflictFailure(conflict, KEY, host, live);
  expect(failure.message).toContain("of the External Secrets Operator (ExternalSecret app)");
  expect(failure.fix).toContain("the operator would write them back");
});

test("names and fields of the server are shown as they may be", () => {
  const named: KubeObject = {
    ...live,
    metadata: { name: "app", managedFields: [owner(CANARY, CANARY)] },
  };
  const failure = conflictFailure(fault([`.data.${CANARY}`, `conflict with "${CANARY}"`]), KEY, host, named);
  expect(failure.message + failure.fix).not.toContain(CANARY);
  expect(failure.message).toContain('.data.*** of "***"');
});

test.each<[string, string]>([
  ["a path that is no key of the data", '.spec.containers[name="a"].image'],
  ["a key that the manager does not have", ".data.OTHER"],
])("for %s the line only shows who owns what", (_, field) => {
  const { fix } = conflictFailure(fault([field, 'conflict with "a"']), KEY, host, live);
  expect(fix).toContain("--show-managed-fields");
  expect(fix).not.toContain("patch");
});

test("many fields are bounded, and a manager may have no name", () => {
  const conflict = fault(
    ...Array.from({ length: 30 }, (_, i) => [`.data.K${i}`, 'conflict with ""'] as const),
  );
  const { message } = conflictFailure(conflict, KEY, host);
  expect(message).toContain(".data.K19 and 10 more of a manager without a name");
  expect(message).not.toContain("K20");
});

test("other causes are no conflicts", () => {
  const other = new ApiFault({ method: "PATCH", path: "/" }, 409, "Conflict", "", [
    { reason: "FieldValueInvalid", field: ".data.A", message: 'conflict with "x"' },
  ]);
  expect(conflictsOf(other)).toEqual([]);
});
