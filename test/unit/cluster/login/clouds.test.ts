import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { openAccess } from "../../../../src/cluster/login/access.ts";
import { inClusterAccess } from "../../../../src/cluster/login/in-cluster.ts";
import { parseCluster } from "../../../../src/cluster/login/reference.ts";
import { CA, CANARY, cloudOf, folders, hostOf, needsOf, NEVER, NO_INPUTS, PLACE } from "./fakes.ts";

const EKS = parseCluster("eks://prod", ["eks"]) as never;
const PRIVATE = "https://10.9.8.7:8443";

test("the cloud says server and CA", async () => {
  const { cloud, asked } = cloudOf();
  const { host, born } = hostOf();
  const access = await openAccess(EKS, NO_INPUTS, needsOf({ cloud }), host, NEVER);
  expect(access.server.origin).toBe(PLACE.server);
  expect(access.trust.ca?.trim()).toBe(CA.trim());
  expect(access).toMatchObject({
    shown: "eks://prod in eu-central-1",
    advice: { unauthorized: "an access entry" },
  });
  expect((await access.bearer!(false, NEVER)).token.reveal()).toBe(`${CANARY}-token`);
  expect(asked).toEqual(["eks://prod", "place", "token"]);
  // So that the server's texts, which may quote it, are shown without it.
  expect(born).toEqual([`${CANARY}-token`]);
});

test("with cluster-server and cluster-ca the cloud is not asked where it is", async () => {
  const { cloud, asked } = cloudOf();
  const inputs = { ...NO_INPUTS, clusterServer: PRIVATE, clusterCa: CA };
  const access = await openAccess(EKS, inputs, needsOf({ cloud }), hostOf().host, NEVER);
  expect([access.server.origin, access.trust.serverName, asked]).toEqual([
    PRIVATE,
    undefined,
    ["eks://prod"],
  ]);
});

test("another address has the certificate of the cluster's own name", async () => {
  const { cloud } = cloudOf();
  const inputs = { ...NO_INPUTS, clusterServer: PRIVATE };
  const access = await openAccess(EKS, inputs, needsOf({ cloud }), hostOf().host, NEVER);
  expect([access.server.origin, access.trust.serverName]).toEqual([PRIVATE, new URL(PLACE.server).hostname]);
});

test.each([
  [{ ...PLACE, server: "https://169.254.169.254" }, "ENDPOINT_REFUSED"],
  [{ ...PLACE, server: `http://${CANARY}` }, "ENDPOINT_REFUSED"],
  [{ ...PLACE, ca: CANARY }, "STORE_ANSWER_INVALID"],
])("what a cloud says is checked", async (place, code) => {
  const { cloud } = cloudOf(place);
  const open = openAccess(EKS, NO_INPUTS, needsOf({ cloud }), hostOf().host, NEVER);
  const failure: unknown = await open.catch((error: unknown) => error);
  expect(failure).toMatchObject({ code });
  expect((failure as Error).message).not.toContain(CANARY);
});

const mount = (files: Record<string, string>): string => {
  const { root } = folders();
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(root, name), text);
  return root;
};
const MOUNTED = { "ca.crt": CA, namespace: "ci\n", token: `${CANARY}-1\n` };
const POD = { KUBERNETES_SERVICE_HOST: "10.96.0.1", KUBERNETES_SERVICE_PORT: "443" };
const NOTHING = { server: undefined, ca: undefined };

test("in a pod its service account logs in, with the token of the moment", async () => {
  const folder = mount(MOUNTED);
  const { host, born } = hostOf();
  const access = inClusterAccess(NOTHING, { env: POD }, host, folder);
  expect(access).toMatchObject({ server: { origin: "https://10.96.0.1" }, namespace: "ci" });
  expect(access.trust.ca?.trim()).toBe(CA.trim());
  const ask = async () => (await access.bearer!(true, NEVER)).token.reveal();
  expect(await ask()).toBe(`${CANARY}-1`);
  fs.writeFileSync(path.join(folder, "token"), `${CANARY}-2`);
  expect([await ask(), await ask()]).toEqual([`${CANARY}-2`, `${CANARY}-2`]);
  expect(born).toEqual([`${CANARY}-1`, `${CANARY}-2`]);
  fs.writeFileSync(path.join(folder, "token"), `${CANARY} ${CANARY}`);
  await expect(ask()).rejects.toMatchObject({ code: "CREDENTIALS_MISSING" });
});

test("the address of a pod's API server may be IPv6", () => {
  const env = { ...POD, KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "6443" };
  const access = inClusterAccess(NOTHING, { env }, hostOf().host, mount(MOUNTED));
  expect(access.server.origin).toBe("https://[fd00::1]:6443");
});

test.each([
  ["no pod", {}, MOUNTED, "KUBERNETES_SERVICE_HOST"],
  ["no port", { KUBERNETES_SERVICE_HOST: "10.0.0.1" }, MOUNTED, "KUBERNETES_SERVICE_PORT"],
  ["no token", POD, { "ca.crt": CA, namespace: "ci" }, "token"],
  ["no CA", POD, { token: CANARY, namespace: "ci" }, "ca.crt"],
])("%s: what is missing is said", (_, env, files, word) => {
  const folder = mount(files);
  const open = (): unknown => inClusterAccess(NOTHING, { env }, hostOf().host, folder);
  expect(open).toThrow(
    expect.objectContaining({ code: "CREDENTIALS_MISSING", message: expect.stringContaining(word) }),
  );
});
