import { expect, test } from "vitest";
import type { Access } from "../../../../src/cluster/access.ts";
import {
  execArguments,
  execCredential,
  kubeconfigText,
  notExportable,
} from "../../../../src/cluster/login/export.ts";
import { parseCluster } from "../../../../src/cluster/login/reference.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { base64, CA, CANARY, NOW } from "./fakes.ts";

const ACCESS: Access = {
  shown: "eks://prod",
  server: new URL("https://kube.example:6443"),
  trust: { ca: CA, serverName: "kubernetes" },
  proxy: "http://proxy.example:3128",
  bearer: async () => ({ token: Secret.of(CANARY) }),
  certificate: { cert: "cert", key: Secret.of(CANARY) },
  impersonate: { user: "deployer", groups: ["a"], extra: new Map([["b", ["c"]]]) },
  namespace: "prod",
  advice: { unauthorized: "" },
};

test("a later step's kubeconfig runs our own program, and holds no credential", () => {
  const text = kubeconfigText(ACCESS, { command: "/opt/node", args: ["/a/cli.js", "cluster-token"] });
  expect(text).not.toContain(CANARY);
  expect(JSON.parse(text)).toEqual({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "secrets-action",
        cluster: {
          server: "https://kube.example:6443",
          "certificate-authority-data": base64(CA),
          "tls-server-name": "kubernetes",
          "proxy-url": "http://proxy.example:3128",
        },
      },
    ],
    users: [
      {
        name: "secrets-action",
        user: {
          as: "deployer",
          "as-groups": ["a"],
          "as-user-extra": { b: ["c"] },
          exec: {
            apiVersion: "client.authentication.k8s.io/v1",
            command: "/opt/node",
            args: ["/a/cli.js", "cluster-token"],
            // Not every client tells a plugin that it is asked.
            env: [{ name: "KUBERNETES_EXEC_INFO", value: "{}" }],
            interactiveMode: "Never",
            provideClusterInfo: false,
          },
        },
      },
    ],
    contexts: [
      {
        name: "secrets-action",
        context: { cluster: "secrets-action", user: "secrets-action", namespace: "prod" },
      },
    ],
    "current-context": "secrets-action",
  });
});

test("the namespace of the inputs counts, and a proxy's password is not written", () => {
  const exec = { command: "node", args: [] };
  expect(JSON.parse(kubeconfigText(ACCESS, exec, "dev")).contexts[0].context.namespace).toBe("dev");
  const proxied = { ...ACCESS, proxy: `http://user:${CANARY}@proxy.example` };
  expect(() => kubeconfigText(proxied, exec)).toThrow(
    expect.objectContaining({ code: "KUBECONFIG_REFUSED" }),
  );
});

test("what the program prints is a credential with its end", () => {
  const bearer = { token: Secret.of("t"), expires: new Date(NOW) };
  expect(JSON.parse(execCredential(bearer))).toEqual({
    kind: "ExecCredential",
    apiVersion: "client.authentication.k8s.io/v1",
    spec: { interactive: false },
    status: { token: "t", expirationTimestamp: "2026-11-24T12:00:00Z" },
  });
  expect(JSON.parse(execCredential(undefined, { cert: "c", key: Secret.of("k") }))).toMatchObject({
    status: { clientCertificateData: "c", clientKeyData: "k" },
  });
  expect(() => execCredential(undefined)).toThrow(expect.objectContaining({ code: "CREDENTIALS_MISSING" }));
});

test.each([
  ["eks://prod", "", ["--cluster=eks://prod"]],
  ["https://host", "kube", ["--cluster=https://host", "--cluster-audience=kube"]],
])("the program is told which cluster: %s", (cluster, clusterAudience, flags) => {
  // A value that begins with a dash stays a value, and a flag without one has none.
  const more = [["cluster-ca", "-----BEGIN"] as const, ["aws-fips", true] as const];
  const also = ["--cluster-ca=-----BEGIN", "--aws-fips"];
  expect(execArguments("/a/cli.js", { cluster, clusterAudience }, more)).toEqual([
    "/a/cli.js",
    "cluster-token",
    ...flags,
    ...also,
  ]);
});

test.each(["", "kubeconfig://#a"])(
  "a kubeconfig that later steps do not have is not handed on: %j",
  (cluster) => {
    const reference = { kind: "kubeconfig", path: undefined, context: undefined } as const;
    expect(notExportable(reference, { cluster })).toMatchObject({
      code: "INPUT_INVALID",
      at: { input: "export-kubeconfig" },
    });
    expect(notExportable(parseCluster("eks://prod", ["eks"]) as never, { cluster: "eks://prod" })).toBe(
      undefined,
    );
  },
);
