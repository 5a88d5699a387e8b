import { expect, test } from "vitest";
import type { ClusterInputs } from "../../../src/cluster/inputs.ts";
import { settingsOf } from "../../../src/commands/cluster-settings.ts";

const INPUTS = {
  namespace: "prod",
  allowNamespaces: [],
  allowKinds: ["ConfigMap"],
  createNamespace: true,
  fieldManager: "",
  conflicts: "skip",
  takeOwnership: true,
  helmRelease: "",
  applyset: "",
  prune: "report",
  waitTimeout: 30,
} as unknown as ClusterInputs;
const settings = (inputs: Partial<ClusterInputs> = {}, repository = "o/r") =>
  settingsOf({ ...INPUTS, ...inputs }, { version: "1.2.3", event: { repository } });

test("inputs as what they mean", () => {
  expect(settings()).toEqual({
    namespace: "prod",
    allowNamespaces: [],
    allowKinds: ["ConfigMap"],
    createNamespace: true,
    manager: "secrets-action/o/r",
    conflicts: "skip",
    takeOwnership: true,
    helmRelease: undefined,
    applySet: undefined,
    prune: "report",
    tool: "secrets-action/1.2.3",
    waitMs: 30_000,
  });
  expect(settings({ helmRelease: "shop", applyset: "all", prune: "true" })).toMatchObject({
    helmRelease: "shop",
    applySet: "all",
    prune: "true",
  });
});

test.each([
  ["its own", { fieldManager: "deploy" }, "o/r", "deploy"],
  ["128 of its own", { fieldManager: "x".repeat(128) }, "o/r", "x".repeat(128)],
  ["none, and no repository", {}, "", "secrets-action"],
  ["none, and a long repository", {}, `o/${"r".repeat(200)}`, `secrets-action/o/${"r".repeat(111)}`],
])("the field manager: %s", (_, inputs, repository, manager) => {
  expect(settings(inputs, repository)).toMatchObject({ manager });
});

test.each([
  ["field-manager", { fieldManager: "x".repeat(129) }],
  ["field-manager", { fieldManager: "CANARY-7f3a\nx" }],
  ["field-manager", { fieldManager: "CANARY-7f3a\u001b[1m" }],
  ["field-manager", { fieldManager: "d\u00e9ploy" }],
  ["namespace", { namespace: "CANARY-7f3a" }],
  ["namespace", { namespace: "-a" }],
  ["namespace", { namespace: "a".repeat(64) }],
  ["namespace", { namespace: "../kube-system" }],
  ["namespace", { namespace: "a.b" }],
  ["allow-namespaces", { allowNamespaces: ["ok", "CANARY-7f3a/x"] }],
  ["prune", { prune: "true" as const }],
])("a wrong %s is told, and not quoted: %j", (input, inputs) => {
  const failure = settings(inputs);
  expect(failure).toMatchObject({ code: "INPUT_INVALID", at: { input } });
  expect(JSON.stringify(failure) + (failure as Error).message).not.toContain("CANARY");
});
