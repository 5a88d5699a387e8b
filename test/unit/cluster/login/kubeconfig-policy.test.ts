import { expect, test } from "vitest";
import { policyProblem } from "../../../../src/cluster/login/kubeconfig-policy.ts";
import { loadYaml, parseYaml } from "../../../../src/kernel/yaml.ts";
import { CANARY } from "./fakes.ts";

const CLUSTER = [
  "server",
  "certificate-authority",
  "certificate-authority-data",
  "insecure-skip-tls-verify",
  "tls-server-name",
  "proxy-url",
];
const USER = [
  "client-certificate",
  "client-certificate-data",
  "client-key",
  "client-key-data",
  "token",
  "tokenFile",
  "as",
  "as-uid",
  "as-groups",
  "as-user-extra",
  "username",
  "password",
  "auth-provider",
  "exec",
];
const rootOf = async (text: string) => {
  await loadYaml();
  return parseYaml(text) as ReadonlyMap<string, unknown>;
};

test.each([
  ...CLUSTER.map((field) => [field, `clusters: [{name: a, cluster: {"${field}": "${CANARY}"}}]`] as const),
  ...USER.map((field) => [field, `users: [{name: a, user: {"${field}": "${CANARY}"}}]`] as const),
])("%s does not count in the workspace", async (field, text) => {
  const root = await rootOf(text);
  const problem = policyProblem({ file: "config", inside: true, root });
  expect(problem).toMatchObject({ code: "KUBECONFIG_REFUSED", at: { file: "config" } });
  expect(problem?.message).toMatch(new RegExp(`: ${field}\\.$`));
  expect(`${problem?.message}${problem?.fix}`).not.toContain(CANARY);
  expect(policyProblem({ file: "config", inside: false, root })).toBeUndefined();
});

test.each([
  ["clusters: [{name: a}]"],
  ["users: [{name: a, user: {impersonate: b}}]"],
  ["users: {name: a}"],
  ["clusters: text"],
])("nor does any other user or cluster: %s", async (text) => {
  expect(policyProblem({ file: "config", inside: true, root: await rootOf(text) })?.message).toContain(
    "clusters or users",
  );
});

test.each([
  ["contexts: [{name: a, context: {cluster: b, user: c, namespace: d}}]\ncurrent-context: a"],
  ["apiVersion: v1\nkind: Config\nclusters: []\nusers: []\npreferences: {}"],
  ["clusters: null"],
])("a context may stand there: %j", async (text) => {
  expect(policyProblem({ file: "config", inside: true, root: await rootOf(text) })).toBeUndefined();
});
