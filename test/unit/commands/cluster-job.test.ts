import { expect, test } from "vitest";
import { asksCluster, concernsCluster, isForCluster } from "../../../src/commands/cluster-job.ts";
import type { OriginLine } from "../../../src/commands/load-lines.ts";
import type { InputsRead } from "../../../src/config/read-inputs.ts";
import type { Destination } from "../../../src/references/reference.ts";

const read = (values: object, given = false): InputsRead =>
  ({ providers: new Map([["cluster", { values, given }]]) }) as unknown as InputsRead;
const line = (...destinations: Destination[]): OriginLine =>
  ({ line: { destinations } }) as unknown as OriginLine;
const secret = { kind: "secret", namespace: undefined, object: "app" } as const;

test.each([
  [{}, false],
  [{ apply: " \n", externalSecrets: [], helmValues: [], exportKubeconfig: false }, false],
  [{ namespace: "prod", restart: true }, false],
  [{ apply: "a.yaml" }, true],
  [{ externalSecrets: ["a.yaml"] }, true],
  [{ helmValues: ["a.yaml"] }, true],
  [{ exportKubeconfig: true }, true],
])("%j asks for something by itself: %s", (values, asks) => {
  expect(asksCluster(read(values))).toBe(asks);
  expect(concernsCluster({ given: read(values), lines: [] })).toBe(asks);
});

test("an input that is set concerns a cluster, and so does a line", () => {
  expect(asksCluster({ providers: new Map() } as unknown as InputsRead)).toBe(false);
  expect(concernsCluster({ given: read({}, true), lines: [] })).toBe(true);
  expect(concernsCluster({ given: read({}), lines: [line({ kind: "env" })] })).toBe(false);
  expect(concernsCluster({ given: read({}), lines: [line({ kind: "env" }, secret)] })).toBe(true);
});

test.each([
  [[], false],
  [[{ kind: "env" }, { kind: "output" }, { kind: "file", path: undefined }], false],
  [[secret], true],
  [[{ ...secret, kind: "configmap" }], true],
] as const)("%j goes into the cluster: %s", (destinations, goes) => {
  expect(isForCluster({ destinations })).toBe(goes);
});
