import { beforeEach, expect, test } from "vitest";
import type { Desired } from "../../src/cluster/object.ts";
import type { Failure } from "../../src/kernel/errors.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import { secret as secretIn } from "../unit/cluster/apply/applying.ts";
import { type Applying, applyingTo, DEPLOYER, manifest, valuesOf, verbs } from "./cluster-applying.ts";

const SET = { applySet: "shop", prune: "true" } as const;
const TOOLING = "applyset.kubernetes.io/tooling";

describeUnless(NO_CLUSTER, "apply sets, with kubectl as the other tool", () => {
  const cluster = clusterServer({ users: [DEPLOYER] });
  let here: Applying;
  beforeEach(async () => {
    here = applyingTo(cluster, await cluster.namespace());
  });
  const secret = (name: string, data: Record<string, string>): Desired =>
    secretIn(name, data, here.namespace);
  const kubectlSet = (...names: readonly string[]): Promise<string> =>
    here.kubectl(
      ["apply", "--server-side", "--prune", "--applyset=configmaps/shop", "-f", "-"],
      {
        apiVersion: "v1",
        kind: "List",
        items: names.map((name) => manifest(name, { A: "1" }, { namespace: here.namespace })),
      },
      { KUBECTL_APPLYSET: "true" },
    );
  const handTo = (tool: string): Promise<string> =>
    here.kubectl(["annotate", "configmap", "shop", "--overwrite", `${TOOLING}=${tool}`]);

  test("kubectl refuses our set, and continues it once it is handed over", async () => {
    await here.apply([secret("a", { A: "1" }), secret("b", { A: "1" })], SET);
    expect(await kubectlSet("a")).toMatch(/failed: .*shop.*secrets-action/s);
    await handTo("kubectl/v1.36.3");
    expect(await kubectlSet("a")).toContain("secret/b pruned");
    expect([valuesOf(await here.live("Secret", "a")), await here.live("Secret", "b")]).toEqual([
      { A: "1" },
      undefined,
    ]);
  });

  test("we refuse kubectl's set, say how it is handed over, and continue it then", async () => {
    expect(await kubectlSet("a", "b")).toContain("secret/b serverside-applied");
    const desired = [secret("a", { A: "1" })];
    const failure = (await here.check(desired, SET).catch((error: unknown) => error)) as Failure;
    expect([failure.code, failure.message]).toEqual([
      "APPLY_SET_REFUSED",
      expect.stringContaining("belongs to kubectl"),
    ]);
    const line = failure.fix?.split("\n").at(-1)?.split(" ").slice(1) ?? [];
    expect(await here.kubectl(line.filter((word) => word !== "-n" && word !== here.namespace))).toContain(
      "annotated",
    );
    const { applied, failure: none } = await here.apply(desired, SET);
    expect([none, verbs(applied)]).toEqual([undefined, ["unchanged Secret a", "pruned Secret b"]]);
    expect(await here.live("Secret", "b")).toBeUndefined();
  });

  test("the parent says what may be there before, and what is there after", async () => {
    await here.apply([secret("a", { A: "1" }), secret("b", { A: "1" })], SET);
    const parent = await here.live("ConfigMap", "shop");
    expect(parent?.metadata.annotations).toEqual({
      [TOOLING]: "secrets-action/1.2.3",
      "applyset.kubernetes.io/contains-group-kinds": "Secret",
      "applyset.kubernetes.io/additional-namespaces": "",
    });
    const asked = await here.asked(() => here.apply([secret("a", { A: "1" })], SET));
    expect(asked.filter((one) => /^(?:delete|list|patch configmaps)/.test(one))).toEqual([
      "list secrets 200",
      "delete secrets/b 200",
    ]);
  });

  test("a leftover that was made anew is not deleted", async () => {
    await here.apply([secret("a", { A: "1" }), secret("b", { A: "1" })], SET);
    const { left } = await here.apply([secret("a", { A: "1" })], SET, async () => {
      await here.kubectl(["delete", "secret", "b"]);
      await here.kubectl(["create", "secret", "generic", "b"]);
    });
    expect([left.map(({ name }) => name), (await here.live("Secret", "b")) === undefined]).toEqual([
      ["b"],
      false,
    ]);
  });
});
