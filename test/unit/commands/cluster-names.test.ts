import { expect, test } from "vitest";
import { ApiFault } from "../../../src/cluster/fault.ts";
import type { ClusterHost } from "../../../src/cluster/host.ts";
import { IMMUTABLE_LABEL } from "../../../src/cluster/objects/immutable.ts";
import type { Desired, KubeObject } from "../../../src/cluster/object.ts";
import { realNames } from "../../../src/commands/cluster-names.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import { stubClient } from "../cluster/stub-client.ts";

const CANARY = "CANARY-7f3a";
const host = { said: (text: string) => text.replaceAll(CANARY, "***") } as unknown as ClusterHost;
const { signal } = new AbortController();

const secret = (namespace: string, name: string, immutable: boolean): Desired => ({
  key: { apiVersion: "v1", kind: "Secret", namespace, name },
  origin: { from: "lines", input: "secrets", line: 1 },
  body: {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace },
    ...(immutable ? { immutable } : {}),
  },
  data: new Map([["A", Secret.of(CANARY)]]),
  notes: [],
});

const there: KubeObject = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "app-22222", namespace: "prod", labels: { [IMMUTABLE_LABEL]: "true" } },
  immutable: true,
  data: { A: Buffer.from(CANARY).toString("base64") },
};

test("nothing is asked where no Secret is immutable", async () => {
  const client = stubClient();
  const desired = [secret("prod", "app", false)];
  expect(await realNames(desired, client, host, signal)).toEqual({ desired, names: new Map(), reuse: [] });
  expect(client.calls).toEqual([]);
});

test("each namespace is looked through once, and what is there is used again", async () => {
  const client = stubClient({ objects: [there] });
  const desired = [secret("prod", "app", true), secret("prod", "web", true), secret("dev", "app", true)];
  const { names, reuse, ...made } = await realNames(desired, client, host, signal);
  expect(client.calls.map(({ member, what }) => `${member} ${what}`)).toEqual([
    "list Secret prod",
    "list Secret dev",
  ]);
  expect(reuse).toEqual(["prod", "dev"]);
  expect(names.get("prod/app")).toBe("app-22222");
  expect(names.get("dev/app")).toMatch(/^app-[a-z0-9]{5}$/);
  expect(made.desired.map(({ key }) => key.name)).toEqual([
    names.get("prod/app"),
    names.get("web"),
    names.get("dev/app"),
  ]);
});

const faulty = (status: number, reason: string) =>
  stubClient({
    objects: [there],
    faults: () => new ApiFault({ method: "GET", path: "/" }, status, reason, `no ${CANARY}`),
  });

test("a missing right is left to the check of the rights, which names it", async () => {
  const { names, reuse } = await realNames(
    [secret("prod", "app", true)],
    faulty(403, "Forbidden"),
    host,
    signal,
  );
  expect(names.get("app")).toMatch(/^app-(?!22222$)/);
  expect(reuse).toEqual(["prod"]);
});

test("anything else stops the run", async () => {
  const failure = (await realNames(
    [secret("prod", "app", true)],
    faulty(500, "InternalError"),
    host,
    signal,
  ).catch((error: unknown) => error)) as Error;
  expect(failure.message).toMatch(/^Cannot list the immutable Secrets of prod: /);
  expect(failure.message).not.toContain(CANARY);
});

test("a name that is too long for its end stops the run", async () => {
  await expect(
    realNames([secret("prod", "a".repeat(250), true)], stubClient(), host, signal),
  ).rejects.toMatchObject({
    code: "MANIFEST_INVALID",
  });
});
