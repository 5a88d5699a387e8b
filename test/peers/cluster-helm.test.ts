import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ownerOf, ownershipProblem } from "../../src/cluster/apply/ownership.ts";
import type { KubeObject } from "../../src/cluster/object.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { asking, CANARY } from "./cluster-asking.ts";
import { hasPeer, peer } from "./peers.ts";

const signal = new AbortController().signal;
const HELMS = ["helm-3", "helm-4"];
const NO_HELM = HELMS.every(hasPeer)
  ? undefined
  : "helm tests skipped: helm is not installed (node test/peers/install.mjs)";
const TEMPLATE = `apiVersion: v1
kind: Secret
metadata:
  name: app
stringData:
  A: ${CANARY}
`;

describeUnless(NO_CLUSTER ?? NO_HELM, "objects of a helm release", () => {
  const cluster = clusterServer();
  const { host, clientAs, close } = asking(cluster);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "helm-"));
  afterAll(() => {
    close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const chart = (withSecret: boolean): string => {
    const at = path.join(folder, withSecret ? "with" : "without");
    fs.mkdirSync(path.join(at, "templates"), { recursive: true });
    fs.writeFileSync(path.join(at, "Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
    if (withSecret) fs.writeFileSync(path.join(at, "templates", "app.yaml"), TEMPLATE);
    return at;
  };
  const helm = (name: string, args: readonly string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const homes = Object.fromEntries(
        ["CACHE", "CONFIG", "DATA"].map((of) => [`HELM_${of}_HOME`, path.join(folder, of)]),
      );
      const child = spawn(peer(name), args, {
        env: { ...process.env, ...homes, KUBECONFIG: cluster.adminKubeconfig },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => void (said += chunk.toString()));
      child.on("error", reject);
      child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(said))));
    });

  test.each(HELMS)(
    "%s's Secret is found to be the release's, and is handed over as printed",
    async (name) => {
      const namespace = await cluster.namespace();
      const key = { apiVersion: "v1", kind: "Secret", namespace, name: "app" };
      const liveOf = async (): Promise<KubeObject> => {
        const live = await clientAs().get(key, signal);
        if (live === undefined) throw new Error("the Secret is not there");
        return live;
      };
      await helm(name, ["install", "shop", chart(true), "-n", namespace]);
      const live = await liveOf();
      expect(ownerOf(live)).toEqual({ tool: "Helm", name: "shop", namespace, writesBack: false });

      const settings = { namespace, helmRelease: undefined, takeOwnership: false };
      const problem = (over: Partial<typeof settings> | { helmRelease: string }) =>
        ownershipProblem(live, { key }, { settings: { ...settings, ...over }, host });
      expect(problem({ helmRelease: "shop" })).toBeUndefined();
      expect(problem({ takeOwnership: true })).toBeUndefined();
      const failure = problem({});
      expect(failure?.message).toBe(`Secret ${namespace}/app belongs to Helm (${namespace}/shop).`);

      const lines = [...(failure?.fix ?? "").matchAll(/^ {2}kubectl (.*)$/gm)].map(([, args = ""]) =>
        args.split(" "),
      );
      expect(lines).toHaveLength(3);
      const run = async (args: readonly string[]): Promise<void> => {
        const { code, stderr } = await cluster.kubectl(args);
        if (code !== 0) throw new Error(stderr);
      };
      const [keep = [], ...marks] = lines;
      await run(keep);
      await helm(name, ["upgrade", "shop", chart(false), "-n", namespace]);
      expect((await liveOf()).metadata.uid).toBe(live.metadata.uid);
      for (const line of marks) await run(line);
      expect(ownerOf(await liveOf())).toBeUndefined();
    },
  );
});
