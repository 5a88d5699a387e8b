import { expect, test } from "vitest";
import { byRank } from "../../../../src/cluster/apply/order.ts";
import { inParallel } from "../../../../src/cluster/apply/parallel.ts";

test("puts first what others need, and webhooks last", () => {
  const key = (apiVersion: string, kind: string) => ({ apiVersion, kind, namespace: undefined, name: "x" });
  const keys = [
    key("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"),
    key("apps/v1", "Deployment"),
    key("v1", "Service"),
    key("external-secrets.io/v1", "ExternalSecret"),
    key("external-secrets.io/v1", "ClusterSecretStore"),
    key("v1", "Secret"),
    key("v1", "ConfigMap"),
    key("rbac.authorization.k8s.io/v1", "RoleBinding"),
    key("rbac.authorization.k8s.io/v1", "Role"),
    key("v1", "ServiceAccount"),
    key("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
    key("v1", "Namespace"),
  ];
  expect(byRank(keys, (one) => one).flat()).toEqual(keys.toReversed());
  // A kind of the same name in another group is another kind.
  expect(byRank([key("example.org/v1", "Secret"), key("v1", "Secret")], (one) => one)).toHaveLength(2);
});

test("gives results in the order of the items, and at most so many at a time", async () => {
  let running = 0;
  let most = 0;
  const items = Array.from({ length: 40 }, (_, i) => i);
  const results = await inParallel(items, async (i) => {
    most = Math.max(most, (running += 1));
    await Promise.resolve();
    running -= 1;
    return i * 2;
  });
  expect(results).toEqual(items.map((i) => i * 2));
  expect(most).toBeLessThanOrEqual(32);
  expect(most).toBeGreaterThan(1);
});

test("begins nothing after a failure, and ends what has begun", async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const running = inParallel(
    Array.from({ length: 40 }, (_, i) => i),
    async (i) => {
      begun.push(i);
      if (i === 1) throw new Error("first");
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(i);
    },
  );
  await expect(running).rejects.toThrow("first");
  expect(ended).toEqual(begun.filter((i) => i !== 1));
  expect(begun.length).toBeLessThan(40);
});
