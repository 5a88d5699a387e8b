import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
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

const jobOf = async (
  inputs: Partial<ClusterInputs>,
  audiences: readonly (string | undefined)[] = [],
  more: Partial<ClusterParts> = {},
) => {
  const parts = {
    workspace: import.meta.dirname,
    version: "1.2.3",
    event: { repository: "liquid-hive/app" },
    notHandedOn: () => undefined,
    ...more,
  } as unknown as ClusterParts;
  const context = {
    given: { providers: new Map([["cluster", { values: { ...INPUTS, ...inputs } }]]) },
    lines: [],
    providers: audiences.map((audience) => ({
      schemes: [],
      audience,
      clusterSchemes: ["eks"],
      locateCluster: () => undefined,
    })),
  } as unknown as ClusterContext;
  return await clusterJob(parts, context);
};

test("among the judged files: manifests, values and the chart", async () => {
  const workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "judged-")));
  onTestFinished(() => fs.rmSync(workspace, { recursive: true, force: true }));
  for (const file of ["k8s/a.yaml", "k8s/b.json", "chart/Chart.yaml", "chart/values.yaml", "values.yaml"]) {
    fs.mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
    fs.writeFileSync(
      path.join(workspace, file),
      file.endsWith("json") ? "{}" : "name: shop\nversion: 1.0.0\n",
    );
  }
  const readText = (file: string): string => fs.readFileSync(path.join(workspace, file), "utf8");
  const findText = (file: string): string | undefined =>
    fs.existsSync(path.join(workspace, file)) ? readText(file) : undefined;
  const job = await jobOf(
    { apply: "k8s/", externalSecrets: ["values.yaml"], helmChart: "chart", helmValues: ["secrets.enc.yaml"] },
    [],
    { workspace, readText, findText, templates: () => [], promised: async () => undefined },
  );
  expect(job.files).toEqual([
    "k8s/a.yaml",
    "k8s/b.json",
    "secrets.enc.yaml",
    "values.yaml",
    "chart/Chart.yaml",
    "chart/values.yaml",
  ]);
});

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

test.each([
  ["https://api.example:6443", "", ["https://vault.example", undefined], 0],
  ["https://api.example:6443", "", ["https://api.example:6443"], 1],
  ["https://api.example:6443", "ours", ["theirs", "ours"], 1],
  ["in-cluster://", "", [undefined], 0],
])(
  "no token of %s (%s) is one of the step's stores %j",
  async (cluster, clusterAudience, audiences, count) => {
    const { problems } = await jobOf({ cluster, clusterAudience, exportKubeconfig: true }, audiences);
    expect(problems.map(({ code, at }) => [code, at?.input])).toEqual(
      Array.from({ length: count }, () => ["INPUT_INVALID", "cluster-audience"]),
    );
  },
);
