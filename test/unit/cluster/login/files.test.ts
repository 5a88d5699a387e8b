import path from "node:path";
import { expect, test } from "vitest";
import { loginFiles } from "../../../../src/cluster/login/files.ts";
import type { ClusterReference } from "../../../../src/cluster/login/reference.ts";
import { Secret } from "../../../../src/kernel/secret.ts";

const WORKSPACE = path.resolve("job");
const kubeconfig = (file?: string): ClusterReference => ({
  kind: "kubeconfig",
  path: file,
  context: undefined,
});
const NONE = { clusterCa: "", kubeconfig: undefined };
const env = {
  KUBECONFIG: ["k/one", path.join(WORKSPACE, "two"), path.resolve("elsewhere")].join(path.delimiter),
};

test.each<[string, ClusterReference | undefined, Parameters<typeof loginFiles>[1], string[]]>([
  ["the file that is named", kubeconfig("ci/kubeconfig"), NONE, ["ci/kubeconfig"]],
  ["none that lies outside", kubeconfig("../kubeconfig"), NONE, []],
  ["those of KUBECONFIG, where no file is named", kubeconfig(), NONE, ["k/one", "two"]],
  ["not those, where the input is the kubeconfig", kubeconfig(), { ...NONE, kubeconfig: Secret.of("x") }, []],
  ["not those for another login", { kind: "in-cluster" }, NONE, []],
  ["the CA's", { kind: "in-cluster" }, { ...NONE, clusterCa: " ci/ca.pem " }, ["ci/ca.pem"]],
  ["none for a CA that is the text", undefined, { ...NONE, clusterCa: "-----BEGIN CERTIFICATE-----\nx" }, []],
])("%s", (_, reference, inputs, files) => {
  expect(loginFiles(reference, inputs, WORKSPACE, env)).toEqual(files);
});
