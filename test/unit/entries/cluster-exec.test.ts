import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Access } from "../../../src/cluster/access.ts";
import type { ClusterInputs } from "../../../src/cluster/inputs.ts";
import { parseCluster } from "../../../src/cluster/login/reference.ts";
import { exportedExec } from "../../../src/entries/cluster-exec.ts";
import type { Runner } from "../../../src/runner/runner.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const ACCESS = { server: new URL("https://api.example:6443"), trust: {} } as Access;

/** The flags that later steps log in with, as a step in any folder of the job takes them. */
function flagsOf(cluster: string, env: Runner["env"] = {}): readonly string[] {
  const workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "exec-")));
  onTestFinished(() => fs.rmSync(workspace, { recursive: true, force: true }));
  fs.writeFileSync(path.join(workspace, "ca.pem"), PEM);
  const runner = { env, workspace } as unknown as Runner;
  const inputs = { cluster, clusterAudience: "" } as unknown as ClusterInputs;
  const reference = parseCluster(cluster, ["eks"]) as never;
  const { args } = exportedExec(runner, reference, inputs, ACCESS, undefined);
  return args.slice(2).map((arg) => arg.replace(workspace, "WORKSPACE"));
}

test("a CA of a file is handed on itself, not by its path", () => {
  expect(flagsOf("https://api.example:6443", { "INPUT_CA-CERT": "ca.pem" })).toEqual([
    "--cluster=https://api.example:6443",
    "--cluster-server=https://api.example:6443",
    `--ca-cert=${PEM}`,
  ]);
});

test.each([
  ["kubeconfig://deploy/kube.yaml#prod", "--cluster=kubeconfig://WORKSPACE/deploy/kube.yaml#prod"],
  ["kubeconfig:///run/kube.yaml", "--cluster=kubeconfig:///run/kube.yaml"],
  ["kubeconfig://~/kube.yaml#prod", "--cluster=kubeconfig://~/kube.yaml#prod"],
])("a kubeconfig is found from any folder: %s", (cluster, flag) => {
  expect(flagsOf(cluster)).toEqual([flag]);
});
