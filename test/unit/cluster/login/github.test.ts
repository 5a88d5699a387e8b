import { expect, test } from "vitest";
import { checkLogin, openAccess } from "../../../../src/cluster/login/access.ts";
import { audienceOf } from "../../../../src/cluster/login/audience.ts";
import { trustAdvice } from "../../../../src/cluster/login/github.ts";
import type { ClusterReference } from "../../../../src/cluster/login/reference.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { loadYaml, parseYaml } from "../../../../src/kernel/yaml.ts";
import { base64, CA, CANARY, hostOf, needsOf, NEVER, NO_INPUTS, NOW } from "./fakes.ts";

const REFERENCE: ClusterReference = { kind: "server", server: new URL("https://kube.example:6443/k8s/c-1") };

test("the audience is the server's URL, or what the input says", () => {
  expect(audienceOf(REFERENCE, { clusterAudience: "" })).toBe("https://kube.example:6443");
  expect(audienceOf(REFERENCE, { clusterAudience: "kubernetes" })).toBe("kubernetes");
  expect(audienceOf({ kind: "in-cluster" }, { clusterAudience: "" })).toBeUndefined();
});

test.each([
  "sts.amazonaws.com",
  "STS.amazonaws.com",
  "https://sts.eu-west-1.amazonaws.com",
  "sts.amazonaws.com.cn",
  "api://AzureADTokenExchange",
  "api://azureadtokenexchangeusgov",
  "sigstore",
  "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x",
  "https://iam.googleapis.com/projects/1",
  "pypi",
  "npm:registry.npmjs.org",
  "two words",
])("the audience %s is refused before any token is asked for", async (clusterAudience) => {
  const inputs = { ...NO_INPUTS, clusterAudience };
  const problem = { code: "INPUT_INVALID", at: { input: "cluster-audience" } };
  expect(checkLogin(REFERENCE, { ...inputs, kubeconfig: undefined })).toMatchObject([problem]);
  await expect(openAccess(REFERENCE, inputs, needsOf(), hostOf().host, NEVER)).rejects.toMatchObject(problem);
});

test("the token is the job's, masked, and a fresh one whenever one is asked for", async () => {
  const audiences: string[] = [];
  const expires = new Date(NOW + 300_000);
  const needs = needsOf({
    idToken: async (audience) => {
      audiences.push(audience);
      return { token: Secret.of(`${CANARY}-${audiences.length}`), expires };
    },
  });
  const { host, born } = hostOf();
  const access = await openAccess(REFERENCE, NO_INPUTS, needs, host, NEVER);
  expect(audiences).toEqual([]);
  const first = await access.bearer!(false, NEVER);
  expect([first.token.reveal(), first.expires]).toEqual([`${CANARY}-1`, expires]);
  expect((await access.bearer!(true, NEVER)).token.reveal()).toBe(`${CANARY}-2`);
  expect(audiences).toEqual(["https://kube.example:6443", "https://kube.example:6443"]);
  expect(born).toEqual([`${CANARY}-1`, `${CANARY}-2`]);
  expect(access).toMatchObject({ shown: "https://kube.example:6443/k8s/c-1", trust: {} });
});

test.each([
  ["PEM", CA],
  ["base64", base64(CA)],
])("cluster-server and cluster-ca (%s) count", async (_, clusterCa) => {
  const inputs = { ...NO_INPUTS, clusterServer: "https://10.1.2.3/", clusterCa };
  const access = await openAccess(REFERENCE, inputs, needsOf(), hostOf().host, NEVER);
  expect(access.server.href).toBe("https://10.1.2.3/");
  expect(access.trust.ca?.trim()).toBe(CA.trim());
});

test.each([
  ["-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----", "INPUT_INVALID"],
  [`${CANARY}/ca.pem`, "FILE_UNREADABLE"],
])("a cluster-ca that is none is refused, and not quoted", async (clusterCa, code) => {
  const open = openAccess(REFERENCE, { ...NO_INPUTS, clusterCa }, needsOf(), hostOf().host, NEVER);
  const failure: unknown = await open.catch((error: unknown) => error);
  expect(failure).toMatchObject({ code, at: { input: "cluster-ca" } });
  expect(String((failure as Error).message)).not.toContain(CANARY);
});

test.each([
  [{}, "https://token.actions.githubusercontent.com", "OWNER/REPOSITORY", ""],
  [
    {
      GITHUB_REPOSITORY: "liquid-hive/app",
      GITHUB_REPOSITORY_ID: "42",
      GITHUB_SERVER_URL: "https://github.com",
    },
    "https://token.actions.githubusercontent.com",
    "liquid-hive/app",
    " && claims.repository_id == '42'",
  ],
  [
    { GITHUB_REPOSITORY: "o/r", GITHUB_SERVER_URL: "https://octo.ghe.com" },
    "https://token.actions.octo.ghe.com",
    "o/r",
    "",
  ],
  [
    { GITHUB_REPOSITORY: `o/r' || true`, GITHUB_SERVER_URL: "https://git.example" },
    "https://git.example/_services/token",
    "OWNER/REPOSITORY",
    "",
  ],
])("the advice is YAML that trusts this repository alone: %j", async (env, url, repository, more) => {
  const advice = trustAdvice('aud"ience', env);
  await loadYaml();
  const config = advice.slice(advice.indexOf("apiVersion:"), advice.indexOf("and a RoleBinding"));
  const plain = JSON.parse(
    JSON.stringify(parseYaml(config), (_, one) => (one instanceof Map ? Object.fromEntries(one) : one)),
  );
  expect(plain).toMatchObject({
    kind: "AuthenticationConfiguration",
    jwt: [
      {
        issuer: { url, audiences: ['aud"ience'] },
        claimValidationRules: [{ expression: `claims.repository == '${repository}'${more}` }],
      },
    ],
  });
  expect(advice).toContain(`name: github:${repository}\n`);
});

test("inputs that contradict each other are told together", () => {
  const inputs = {
    clusterServer: `https://user:${CANARY}@host`,
    clusterCa: "",
    clusterAudience: "kubernetes",
    kubeconfig: Secret.of(CANARY),
  };
  const problems = checkLogin({ kind: "in-cluster" }, inputs);
  expect(problems.map(({ at }) => at?.input)).toEqual(["cluster-audience", "cluster-server", "kubeconfig"]);
  expect(JSON.stringify(problems.map(({ message, fix }) => [message, fix]))).not.toContain(CANARY);
  const fine = { ...inputs, clusterServer: "", clusterAudience: "" };
  expect(checkLogin({ kind: "kubeconfig", path: undefined, context: "a" }, fine)).toEqual([]);
});
