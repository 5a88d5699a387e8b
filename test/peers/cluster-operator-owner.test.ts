import { afterAll, beforeAll, expect, test } from "vitest";
import { conflictFailure } from "../../src/cluster/apply/conflicts.ts";
import { isGone, type Owner, ownerOf, ownershipProblem } from "../../src/cluster/apply/ownership.ts";
import { ApiFault } from "../../src/cluster/fault.ts";
import type { KubeObject, ObjectKey } from "../../src/cluster/object.ts";
import { Secret } from "../../src/kernel/secret.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { until } from "../harness/servers/kube-process.ts";
import { asking, CANARY } from "./cluster-asking.ts";

const signal = new AbortController().signal;
const API = "external-secrets.io/v1";
const SETTINGS = { namespace: "any", helmRelease: undefined, takeOwnership: true };

describeUnless(NO_CLUSTER, "a Secret that the External Secrets Operator made", () => {
  const cluster = clusterServer({ controllers: true, externalSecrets: {} });
  const { host, clientAs, close } = asking(cluster);
  afterAll(close);

  let key: ObjectKey;
  beforeAll(async () => {
    const namespace = await cluster.namespace();
    key = { apiVersion: "v1", kind: "Secret", namespace, name: "app" };
    const store = {
      apiVersion: API,
      kind: "SecretStore",
      metadata: { name: "fake" },
      spec: { provider: { fake: { data: [{ key: "a", value: CANARY }] } } },
    };
    const externalSecret = {
      apiVersion: API,
      kind: "ExternalSecret",
      metadata: { name: "es" },
      spec: {
        refreshInterval: "1h",
        secretStoreRef: { name: "fake" },
        target: { name: "app" },
        data: [{ secretKey: "A", remoteRef: { key: "a" } }],
      },
    };
    for (const object of [store, externalSecret]) await kubectl(["apply", "-f", "-"], JSON.stringify(object));
    await until("the Secret is there", async () => (await liveOf()) !== undefined);
  });
  const kubectl = async (args: readonly string[], input = ""): Promise<void> => {
    const { code, stderr } = await cluster.kubectl(["-n", key.namespace!, ...args], { input });
    if (code !== 0) throw new Error(stderr);
  };
  const liveOf = (): Promise<KubeObject | undefined> => clientAs().get(key, signal);
  const owned = async (): Promise<{ live: KubeObject; owner: Owner }> => {
    const live = await liveOf();
    const owner = live === undefined ? undefined : ownerOf(live);
    if (live === undefined || owner === undefined) throw new Error("it should be there and be owned");
    return { live, owner };
  };
  const problemOf = (live: KubeObject, gone = false) =>
    ownershipProblem(live, { key }, { settings: SETTINGS, host, gone });

  test("is the operator's, which lives: it cannot be taken", async () => {
    const { live, owner } = await owned();
    expect(owner).toMatchObject({ tool: "the External Secrets Operator", name: "es", writesBack: true });
    expect(await isGone(owner, clientAs(), signal)).toBe(false);
    expect(problemOf(live)?.message).toContain("`take-ownership` cannot take it");
  });

  test("conflicts with our apply, which says whose the key is", async () => {
    const { live } = await owned();
    const body = { apiVersion: "v1", kind: "Secret", metadata: { name: "app" }, data: { A: "b3RoZXI=" } };
    const options = { manager: "secrets-action/o/r", force: false, dryRun: true };
    const fault: unknown = await clientAs()
      .apply(key, Secret.of(JSON.stringify(body)), options, signal)
      .catch((error: unknown) => error);
    if (!(fault instanceof ApiFault)) throw fault;
    const failure = conflictFailure(fault, key, host, live);
    expect(failure.message).toContain(".data.A of the External Secrets Operator (ExternalSecret es)");
    expect(`${failure.message}${failure.fix}`).not.toContain(CANARY);
  });

  test("is handed over by the lines that are printed, and its values stay", async () => {
    const { live } = await owned();
    const fix = problemOf(live)?.fix ?? "";
    const lines = [...fix.matchAll(/^ {2}kubectl -n \S+ (.*)$/gm)].map(([, line = ""]) => line);
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
      await kubectl(args);
    }
    const after = await liveOf();
    expect(after?.metadata.uid).toBe(live.metadata.uid);
    expect(after?.["data"]).toEqual(live["data"]);
    await until("nobody owns it", async () => {
      const now = await liveOf();
      return now !== undefined && ownerOf(now) === undefined;
    });
  });

  test("of an ExternalSecret that is gone can be taken", async () => {
    await kubectl(["label", "secret", "app", "reconcile.external-secrets.io/managed=true"]);
    const { live, owner } = await owned();
    expect(owner.name).toBe("es");
    expect(await isGone(owner, clientAs(), signal)).toBe(true);
    expect(problemOf(live, true)).toBeUndefined();
  });
});
