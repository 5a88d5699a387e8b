import { expect, test } from "vitest";
import { storeObjects } from "../../../../src/cluster/external-secrets/store-objects.ts";
import { parseStores } from "../../../../src/cluster/external-secrets/store.ts";
import type { Mapping } from "../../../../src/cluster/external-secrets/mapping.ts";
import type { StoreInputs } from "../../../../src/cluster/external-secrets/store-specs.ts";
import { CANARY, MAPPING, ROLE, shown } from "./samples.ts";

const NAMED = { ...MAPPING, store: { name: "s", kind: "ClusterSecretStore" } } as const;
const made = (
  line: string,
  inputs: StoreInputs = {},
  mapping: Mapping = NAMED,
): ReturnType<typeof storeObjects> => {
  const { stores, problems } = parseStores(line);
  expect(problems).toEqual([]);
  return storeObjects(stores, inputs, mapping);
};
const specOf = (line: string, inputs: StoreInputs = {}, mapping: Mapping = NAMED): unknown =>
  made(line, inputs, mapping).desired.at(-1)?.body["spec"];

const account = { name: "eso", namespace: "prod" };

test.each([
  [
    `s: aws, role ${ROLE}, service-account eso`,
    { awsRegion: "eu-west-1" },
    {
      aws: { service: "SecretsManager", region: "eu-west-1", auth: { jwt: { serviceAccountRef: account } } },
    },
  ],
  [
    `s: aws, role ${ROLE}, region us-east-1, service parameter-store`,
    { awsRegion: "eu-west-1" },
    { aws: { service: "ParameterStore", region: "us-east-1", role: ROLE } },
  ],
  [
    "s: vault, role hive, service-account kube/eso",
    { vaultAddress: "https://vault.example.com", vaultMount: "kv", vaultNamespace: "team", vaultCa: "PEM" },
    {
      vault: {
        server: "https://vault.example.com",
        path: "kv",
        version: "v2",
        namespace: "team",
        caBundle: "UEVN",
        auth: {
          kubernetes: {
            mountPath: "kubernetes",
            role: "hive",
            serviceAccountRef: { name: "eso", namespace: "kube" },
          },
        },
      },
    },
  ],
  [
    "s: vault, role hive, address http://vault:8200, kv 1, method jwt, auth-path gh, service-account eso",
    {},
    {
      vault: {
        server: "http://vault:8200",
        path: "secret",
        version: "v1",
        auth: {
          jwt: {
            path: "gh",
            role: "hive",
            kubernetesServiceAccountToken: { serviceAccountRef: { ...account, audiences: ["vault"] } },
          },
        },
      },
    },
  ],
  [
    "s: gcp, project p, service-account eso, cluster c",
    {},
    {
      gcpsm: {
        projectID: "p",
        auth: { workloadIdentity: { serviceAccountRef: account, clusterName: "c" } },
      },
    },
  ],
  ["s: gcp, project p, location eu", {}, { gcpsm: { projectID: "p", location: "eu" } }],
  [
    "s: azure, vault-url https://v.vault.azure.net, tenant t, service-account eso",
    {},
    {
      azurekv: {
        authType: "WorkloadIdentity",
        vaultUrl: "https://v.vault.azure.net",
        tenantId: "t",
        serviceAccountRef: account,
      },
    },
  ],
  [
    "s: azure, vault-url https://v.vault.azure.net, client c",
    {},
    { azurekv: { authType: "ManagedIdentity", vaultUrl: "https://v.vault.azure.net", identityId: "c" } },
  ],
])("%s", (line, inputs, provider) => {
  expect(specOf(line, inputs)).toEqual({ provider, conditions: [{ namespaces: ["prod"] }] });
});

test("a SecretStore has a namespace, and its references have none", () => {
  const mapping: Mapping = { ...MAPPING, store: { name: "s", kind: "SecretStore" } };
  const [store] = made(`s: aws, role ${ROLE}, service-account eso, region r`, {}, mapping).desired;
  expect(store).toMatchObject({ key: { kind: "SecretStore", namespace: "prod", name: "s" } });
  expect(store?.body["spec"]).toMatchObject({
    provider: { aws: { auth: { jwt: { serviceAccountRef: { name: "eso" } } } } },
  });
  const other = made(`s: aws, role ${ROLE}, service-account x/eso, region r`, {}, mapping);
  expect(shown(other.problems)).toContain("of its own namespace");
});

test("namespaces bound a ClusterSecretStore", () => {
  expect(specOf(`s: aws, role ${ROLE}, region r, namespaces a+b`)).toMatchObject({
    conditions: [{ namespaces: ["a", "b"] }],
  });
  // Without the word only where the ExternalSecret is: the kind comes from a file of the checkout.
  expect(specOf(`s: aws, role ${ROLE}, region r`)).toMatchObject({ conditions: [{ namespaces: ["prod"] }] });
});

test("the service account of the values is made, with the role of the line, before the store", () => {
  const mapping = { ...NAMED, serviceAccount: { create: true, name: "hive", roleArn: ROLE } };
  const { desired, problems } = made(`s: aws, role ${ROLE}, region r`, {}, mapping);
  expect(problems).toEqual([]);
  expect(desired.map(({ key }) => key.kind)).toEqual(["ServiceAccount", "ClusterSecretStore"]);
  expect(desired[0]?.body.metadata).toMatchObject({
    name: "hive",
    namespace: "prod",
    annotations: { "eks.amazonaws.com/role-arn": ROLE },
  });
});

test("a role that only the values say is refused", () => {
  const mapping = { ...NAMED, serviceAccount: { create: true, name: "hive", roleArn: `${ROLE}-2` } };
  const { desired, problems } = made(`s: aws, role ${ROLE}, region r`, {}, mapping);
  expect(desired).toEqual([]);
  expect(shown(problems)).toContain("is not the one of this line");
});

test("a service account that nothing uses is told", () => {
  const { desired, notices } = storeObjects(
    [],
    {},
    {
      ...NAMED,
      serviceAccount: { create: true, name: "hive" },
    },
  );
  expect(desired).toEqual([]);
  expect(notices).toEqual([expect.stringContaining("external-secrets-store has no line for s")]);
});

test.each([
  [`s: aws, role ${ROLE}`, /no region/],
  ["s: vault, role r, service-account eso", /address is not given/],
  ["s: vault, role r, address https://v", /no service account/],
  [`t: aws, role ${ROLE}, region r`, /read from another store/],
])("lacking: %s", (line, message) => {
  expect(shown(made(line).problems)).toMatch(message);
});

test.each([
  [`${CANARY}`, /begins with the store's name/],
  [`s: ${CANARY}`, /comes the provider/],
  [`s: aws, rol ${CANARY}`, /Did you mean role\?/],
  [`s: aws, role ${CANARY}`, /`role` takes one value/],
  [`s: aws, role ${ROLE} ${CANARY}`, /`role` takes one value/],
  ["s: aws, region r", /`role` is missing/],
  ["s: gcp, location r", /`project` is missing/],
  ["s: vault, role r, kv 3", /`kv` takes one value/],
  ["s: azure, vault-url http://v.vault.azure.net", /`vault-url` takes one value/],
  ["s: gcp, project p\ns: gcp, project q", /The store s stands twice/],
])("refused: %s", (text, message) => {
  const { problems } = parseStores(text);
  expect(shown(problems)).toMatch(message);
  expect(shown(problems)).not.toContain(CANARY);
  expect(problems[0]?.at?.line).toBe(text.includes("\n") ? 2 : 1);
});

test("comments and empty lines are none", () => {
  expect(parseStores("\n# a\n  \ns: gcp, project p # b\n").stores).toMatchObject([{ name: "s", line: 4 }]);
});
