import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { runAction } from "../harness/run-action.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { until } from "../harness/servers/kube-process.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { findLeaks } from "../harness/leaks.ts";
import { apiProxy } from "./cluster-proxy.ts";
import { JOB_RULES, JOB_USER } from "./deploy-cluster.ts";

const CANARY = "CANARY-7f3a-mongo";
/** GitHub's tokens last five minutes: by this server's clock nearly all of them are over. */
const LEFT_MS = 4_000;
const GONE_MS = 300_000 - LEFT_MS;
/** One after the other, each ready after a second: the wait outlasts a token. */
const REPLICAS = 7;

describeUnless(NO_CLUSTER, "a wait for a rollout", () => {
  const oidc = oidcServer({ now: () => Date.now() - GONE_MS });
  const cluster = clusterServer({ oidc, controllers: true });
  const proxy = apiProxy(cluster);

  const start = async () => {
    const namespace = await cluster.namespace();
    await cluster.bind(namespace, JOB_RULES, { kind: "User", name: JOB_USER });
    const template = {
      metadata: { labels: { app: "web", "test/behaviour": "slow" } },
      spec: { containers: [{ name: "web", image: "web", envFrom: [{ secretRef: { name: "app" } }] }] },
    };
    const rollingUpdate = { maxSurge: 1, maxUnavailable: 0 };
    const spec = {
      replicas: REPLICAS,
      strategy: { type: "RollingUpdate", rollingUpdate },
      selector: { matchLabels: { app: "web" } },
      template,
    };
    await cluster.must("POST", `/apis/apps/v1/namespaces/${namespace}/deployments`, {
      body: { metadata: { name: "web" }, spec },
    });
    await rolledOut(namespace);
    const mark = await cluster.auditMark();
    const running = runAction({
      action: "apply",
      inputs: {
        cluster: proxy.url(),
        "cluster-audience": cluster.url,
        "cluster-ca": cluster.ca,
        namespace,
        secrets: "MONGO_URL = env://DB as secret app",
        restart: "true",
      },
      env: { DB: CANARY },
      debug: true,
      servers: [oidc],
    });
    const isWatched = (): boolean =>
      proxy.calls.some((call) => call.includes(`namespaces/${namespace}/`) && call.includes("watch=true"));
    await until("it waits", async () => isWatched());
    return { namespace, mark, running };
  };
  const rolledOut = async (namespace: string): Promise<void> => {
    const args = ["-n", namespace, "rollout", "status", "deployment/web", "--timeout=60s"];
    expect((await cluster.kubectl(args)).code).toBe(0);
  };
  const expectDone = async (
    namespace: string,
    result: Awaited<ReturnType<typeof runAction>>,
  ): Promise<void> => {
    expect(result.log).toContain("rolled out");
    expect(result.main.succeeded).toBe(true);
    expect(findLeaks(result, [CANARY, ...oidc.tokens])).toEqual([]);
    const { status } = await cluster.must("GET", `/apis/apps/v1/namespaces/${namespace}/deployments/web`);
    expect([status.updatedReplicas, status.availableReplicas, status.replicas]).toEqual([
      REPLICAS,
      REPLICAS,
      REPLICAS,
    ]);
  };

  test("that outlasts its token goes on with another one where the watch is cut", async () => {
    const tokens = oidc.tokens.length;
    const { namespace, mark, running } = await start();
    await sleep(LEFT_MS + 500);
    expect(proxy.cutWatches()).toBeGreaterThan(0);
    const result = await running;
    await expectDone(namespace, result);
    expect(oidc.tokens.length - tokens).toBeGreaterThan(1);
    const users = (await cluster.auditSince(mark, JOB_USER)).filter(({ requestURI }) =>
      requestURI.includes("watch=true"),
    );
    expect(users.length).toBeGreaterThan(1);
  });

  test("whose watch is cut again and again sees the end all the same", async () => {
    const { namespace, running } = await start();
    let cuts = 0;
    for (let round = 0; round < 8; round += 1) {
      cuts += proxy.cutWatches();
      await sleep(300);
    }
    expect(cuts).toBeGreaterThan(3);
    await expectDone(namespace, await running);
  });

  test("in which the API server is killed, and comes back", async () => {
    const { namespace, running } = await start();
    await cluster.stopApiServer();
    await sleep(500);
    await cluster.startApiServer();
    await expectDone(namespace, await running);
  });
});
