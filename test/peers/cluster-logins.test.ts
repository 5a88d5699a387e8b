import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Access } from "../../src/cluster/access.ts";
import { createClient } from "../../src/cluster/client.ts";
import type { ClusterHost } from "../../src/cluster/host.ts";
import { openAccess } from "../../src/cluster/login/access.ts";
import { execCredential, kubeconfigText } from "../../src/cluster/login/export.ts";
import { trustAdvice } from "../../src/cluster/login/github.ts";
import { inClusterAccess } from "../../src/cluster/login/in-cluster.ts";
import type { LoginNeeds } from "../../src/cluster/login/needs.ts";
import { type ClusterReference, parseCluster } from "../../src/cluster/login/reference.ts";
import { whoAmI } from "../../src/cluster/who.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { Secret } from "../../src/kernel/secret.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { clusterServer, NO_CLUSTER } from "../harness/servers/cluster.ts";
import type { Listening } from "../harness/servers/control.ts";
import { serveIssuer } from "../harness/servers/kube-issuer.ts";
import { oidcServer } from "../harness/servers/oidc.ts";
import { TEST_CA, TEST_CA_FILE } from "../harness/servers/tls.ts";

const NEVER = new AbortController().signal;
const AUDIENCE = "kubernetes-test";
const NO_PLACE = { server: undefined, ca: undefined };
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const indented = (text: string): string => text.trim().replace(/^/gm, "        ");

describeUnless(NO_CLUSTER, "logins that a real API server takes", () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "logins-")));
  const workspace = path.join(folder, "workspace");
  const at = (name: string): string => path.join(folder, name);
  const oidc = oidcServer();
  let issuer: Listening;
  beforeAll(async () => {
    fs.mkdirSync(workspace);
    issuer = await serveIssuer(oidc);
    const advice = trustAdvice(AUDIENCE, { GITHUB_REPOSITORY: "liquid-hive/shop" });
    const pasted = advice.slice(advice.indexOf("apiVersion:"), advice.indexOf("and a RoleBinding"));
    // As it is pasted, but for where the keys of GitHub are in a test.
    const here = `url: ${oidc.issuer.url}\n      discoveryURL: ${issuer.url}/.well-known/openid-configuration\n      certificateAuthority: |\n${indented(TEST_CA)}`;
    fs.writeFileSync(at("authentication.yaml"), pasted.replace(`url: ${oidc.issuer.url}`, here));
  });
  afterAll(async () => {
    await issuer.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  const cluster = clusterServer({ flags: [`--authentication-config=${at("authentication.yaml")}`] });

  const host: ClusterHost = {
    http: createHttp({ env: {}, clock: systemClock }),
    clock: systemClock,
    born: () => undefined,
    said: (text) => text,
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
  };
  const needsOf = (more: Partial<LoginNeeds>): LoginNeeds => ({
    env: {},
    workspace,
    home: undefined,
    face: "actions",
    idToken: async () => {
      throw new Error("no token was to be asked for");
    },
    cloud: async () => {
      throw new Error("no cloud was to be asked");
    },
    ...more,
  });
  const open = async (text: string, more: Partial<LoginNeeds>): Promise<Access> => {
    const inputs = {
      clusterServer: "",
      clusterCa: text.startsWith("https:") ? TEST_CA_FILE : "",
      clusterAudience: text.startsWith("https:") ? AUDIENCE : "",
    };
    return openAccess(parseCluster(text, []) as ClusterReference, inputs, needsOf(more), host, NEVER);
  };
  const nameOf = async (access: Access): Promise<string | undefined> =>
    (await whoAmI(createClient(access, host), NEVER))?.user;
  const configOf = (user: object, cluster_: object = {}): string =>
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        { name: "a", cluster: { server: cluster.url, "certificate-authority": TEST_CA_FILE, ...cluster_ } },
      ],
      users: [{ name: "a", user }],
      contexts: [{ name: "a", context: { cluster: "a", user: "a", namespace: "kube-public" } }],
      "current-context": "a",
    });

  test("GitHub's token, once the advice is pasted; another repository's is refused with it", async () => {
    const idToken = async (audience: string) => ({ token: Secret.of(oidc.token(audience)) });
    const access = await open(cluster.url, { idToken });
    await expect
      .poll(() => nameOf(access).catch(String), { timeout: 20_000, interval: 250 })
      .toMatch(/^github:repo:liquid-hive\/shop/);
    const namespace = await cluster.namespace();
    await cluster.bind(namespace, [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }], {
      kind: "Group",
      name: "github:liquid-hive/shop",
    });
    const listing = { apiVersion: "v1", kind: "Secret", namespace };
    expect(await createClient(access, host).list(listing, NEVER)).toEqual([]);
    for (const claims of [{ repository: "liquid-hive/other" }, { aud: "sts.amazonaws.com" }]) {
      const stranger = { idToken: async () => ({ token: Secret.of(oidc.token(AUDIENCE, claims)) }) };
      const refused = nameOf(
        await open(cluster.url, { ...stranger, env: { GITHUB_REPOSITORY: "liquid-hive/other" } }),
      );
      const failure = (await refused.catch((error: unknown) => error)) as { code: string; fix: string };
      expect(failure.code).toBe("CREDENTIALS_REFUSED");
      expect(failure.fix).toContain("claims.repository == 'liquid-hive/other'");
    }
  });

  test("a kubeconfig's client certificate, and as whom it acts", async () => {
    const { cert, key } = cluster.clientCertificate("someone", "system:masters");
    const pair = { "client-certificate-data": base64(cert), "client-key-data": base64(key) };
    expect(await nameOf(await open("kubeconfig://", { kubeconfig: Secret.of(configOf(pair)) }))).toBe(
      "someone",
    );
    const acting = {
      ...pair,
      as: "another",
      "as-groups": ["system:masters"],
      "as-user-extra": { reason: ["a b"] },
    };
    expect(await nameOf(await open("kubeconfig://", { kubeconfig: Secret.of(configOf(acting)) }))).toBe(
      "another",
    );
  });

  test("what kubectl reads of several kubeconfigs is what is read here", async () => {
    const { cert, key } = cluster.clientCertificate("someone", "system:masters");
    fs.writeFileSync(at("cert.pem"), cert);
    fs.writeFileSync(at("key.pem"), key);
    const other = {
      server: "https://other.invalid",
      "certificate-authority": "",
      "certificate-authority-data": base64(TEST_CA),
    };
    fs.writeFileSync(at("one"), configOf({ "client-certificate": "cert.pem", "client-key": "key.pem" }));
    fs.writeFileSync(at("two"), configOf({ token: "no" }, other).replaceAll('"a"', '"b"'));
    const env = { KUBECONFIG: [at("one"), at("none"), at("two")].join(path.delimiter) };
    const { stdout } = await cluster.kubectl(
      ["config", "view", "--minify", "--raw", "-o", "json", "--kubeconfig="],
      { env },
    );
    const said = JSON.parse(stdout);
    const access = await open("kubeconfig://", { env });
    expect([`${access.server.origin}`, access.namespace]).toEqual([
      said.clusters[0].cluster.server,
      said.contexts[0].context.namespace,
    ]);
    const whoami = ["auth", "whoami", "-o", "jsonpath={.status.userInfo.username}", "--kubeconfig="];
    expect((await cluster.kubectl(whoami, { env })).stdout).toBe("someone");
    expect([access.certificate?.cert, await nameOf(access)]).toEqual([cert, "someone"]);
    expect((await open("kubeconfig://#b", { env })).server.hostname).toBe("other.invalid");
  });

  test("a pod's service account", async () => {
    const namespace = await cluster.namespace();
    const mounted = at("mounted");
    fs.mkdirSync(mounted);
    const token = await cluster.serviceAccountToken(namespace, "deployer");
    for (const [name, text] of Object.entries({ token, "ca.crt": TEST_CA, namespace }))
      fs.writeFileSync(path.join(mounted, name), text);
    const { hostname, port } = new URL(cluster.url);
    const env = { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port };
    const access = inClusterAccess(NO_PLACE, { env }, host, mounted);
    expect(await nameOf(access)).toBe(`system:serviceaccount:${namespace}:deployer`);
    expect(access.namespace).toBe(namespace);
  });

  test("kubectl takes the exported kubeconfig, and what its program prints", async () => {
    const access = await open("kubeconfig://", {
      kubeconfig: Secret.of(configOf({ token: cluster.adminToken })),
    });
    const expires = new Date(Date.now() + 60_000);
    const printed = execCredential({ ...(await access.bearer!(false, NEVER)), expires });
    const program = at(`program-${crypto.randomUUID()}.mjs`);
    fs.writeFileSync(program, `process.stdout.write(${JSON.stringify(printed)});`);
    const text = kubeconfigText(access, { command: process.execPath, args: [program] });
    expect(text).not.toContain(cluster.adminToken);
    fs.writeFileSync(at("exported"), text);
    const asked = await cluster.kubectl(["auth", "whoami", "-o", "json", `--kubeconfig=${at("exported")}`]);
    expect(asked.stderr).toBe("");
    expect(JSON.parse(asked.stdout).status.userInfo.username).toBe("admin");
    const view = await cluster.kubectl([
      "config",
      "view",
      "--minify",
      "-o",
      "jsonpath={..namespace}",
      `--kubeconfig=${at("exported")}`,
    ]);
    expect(view.stdout).toBe("kube-public");
  });
});
