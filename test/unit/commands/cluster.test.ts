import { expect, test } from "vitest";
import type { ClusterInputs } from "../../../src/cluster/inputs.ts";
import { clusterJob, type ClusterParts } from "../../../src/commands/cluster.ts";
import type { ClusterContext } from "../../../src/commands/cluster-job.ts";

const INPUTS = {
  cluster: "https://api.example:6443",
  clusterServer: "",
  clusterCa: "",
  clusterAudience: "",
  kubeconfig: undefined,
  exportKubeconfig: true,
  namespace: "prod",
  allowNamespaces: [],
  createNamespace: false,
  apply: "",
  allowKinds: [],
  secretOptions: "",
  externalSecrets: [],
  externalSecretsStore: "",
  helmRelease: "",
  helmChart: "",
  helmValues: [],
  fieldManager: "",
  conflicts: "fail",
  takeOwnership: false,
  applyset: "",
  prune: "report",
  restart: false,
  waitTimeout: 300,
} satisfies ClusterInputs;

const jobOf = async (inputs: Partial<ClusterInputs>) => {
  const parts = {
    workspace: import.meta.dirname,
    version: "1.2.3",
    event: { repository: "liquid-hive/app" },
    notHandedOn: () => undefined,
  } as unknown as ClusterParts;
  const context = {
    given: { providers: new Map([["cluster", { values: { ...INPUTS, ...inputs } }]]) },
    lines: [],
    providers: [],
  } as unknown as ClusterContext;
  return await clusterJob(parts, context);
};

const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";

// A privileged event checks each of these byte for byte: they decide whom the token goes to.
test.each([
  ["a file of cluster-ca", { clusterCa: "deploy/ca.pem" }, ["deploy/ca.pem"]],
  ["no file: PEM in the input", { clusterCa: PEM }, []],
  ["no file: base64 of PEM", { clusterCa: Buffer.from(PEM).toString("base64") }, []],
  ["a kubeconfig of the workspace", { cluster: "kubeconfig://deploy/kube.yaml#prod" }, ["deploy/kube.yaml"]],
  ["no kubeconfig from elsewhere", { cluster: "kubeconfig:///tmp/kubeconfig" }, []],
  ["no kubeconfig of the environment", { cluster: "kubeconfig://#prod" }, []],
])("among the judged files: %s", async (_, inputs, files) => {
  const job = await jobOf(inputs);
  expect(job.problems).toEqual([]);
  expect(job.files).toEqual(files);
});
