import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { describeUnless } from "../harness/describe-unless.ts";
import { NO_CLUSTER } from "../harness/servers/cluster.ts";
import { externalPlace, values } from "./apply-external-place.ts";
import { expectHarmless, HOSTILE } from "./cluster-hostile.ts";

const CANARY = "CANARY-7f3a-mongo";

describeUnless(NO_CLUSTER, "hostile events of an ExternalSecret", () => {
  const place = externalPlace();
  const { cluster } = place;

  test.each(HOSTILE)("with %s", async (_, said) => {
    const namespace = await place.prepare();
    const stop = new AbortController();
    const speaking = speak(namespace, `${said} ${CANARY}`, stop.signal);
    const result = await place.run(namespace, {
      workspace: { "values.yaml": values("vault-backend", { MONGO_URL: "hidden/not_there" }) },
      inputs: {
        "external-secrets": "values.yaml",
        "external-secrets-store": "vault-backend: vault, role eso, service-account external-secrets",
        "helm-release": "liquid-hive",
        "wait-timeout": "6",
        secrets: "KEY = env://DB as secret app",
      },
      env: { DB: CANARY },
      debug: true,
    });
    stop.abort();
    await speaking;
    expect(result.main.exitCode).toBe(1);
    expect(result.main.unmaskedLog).toContain("PWNED");
    expect(result.main.unmaskedLog).toContain("The operator says: ");
    expectHarmless(result);
    expect(place.leaks(result, [CANARY])).toEqual([]);
  });

  /** Says this of the ExternalSecret once it has failed, in the operator's manner, until it is stopped. */
  async function speak(namespace: string, message: string, signal: AbortSignal): Promise<void> {
    const name = "liquid-hive-app-secrets";
    const path = `/apis/external-secrets.io/v1/namespaces/${namespace}/externalsecrets/${name}`;
    for (let round = 0; !signal.aborted; round += 1) {
      const { status, json } = await cluster.request("GET", path);
      if (status === 200)
        await cluster.must("POST", `/api/v1/namespaces/${namespace}/events`, {
          body: {
            metadata: { generateName: "hostile-" },
            type: "Warning",
            reason: "UpdateFailed",
            message,
            involvedObject: {
              apiVersion: "external-secrets.io/v1",
              kind: "ExternalSecret",
              namespace,
              name,
              uid: json.metadata.uid,
            },
            // Newer than the operator's own.
            lastTimestamp: new Date(Date.now() + 3_600_000 + round * 1_000).toISOString(),
          },
        });
      await sleep(300);
    }
  }
});
