import { beforeAll, expect, test } from "vitest";
import { type ExternalOptions, externalSecretsOf } from "../../../src/config/helm-external.ts";
import type { HelmMap } from "../../../src/config/helm-merge.ts";
import { loadYaml, parseYaml } from "../../../src/kernel/yaml.ts";
import { CANARY, MAP } from "./helm-samples.ts";

beforeAll(loadYaml);

const OPTIONS: ExternalOptions = {
  release: "liquid-hive",
  chart: "liquid-hive",
  file: "values.yaml",
  namespace: "liquid-hive-prod",
};
const read = (text: string, options: Partial<ExternalOptions> = {}): ReturnType<typeof externalSecretsOf> =>
  externalSecretsOf(parseYaml(text) as HelmMap, { ...OPTIONS, ...options });

const LIST = `
externalSecrets:
  enabled: true
  secretStoreRef: {kind: ClusterSecretStore, name: aws-secrets-manager}
  data:
    - secretKey: PROVIDER_API_KEYS
      remoteRef: {key: liquid-hive/provider-api-keys, decodingStrategy: Base64}
`;

test("the map of the seed, with the names that its chart gives", () => {
  expect(read(MAP)).toEqual({
    problems: [],
    notices: [],
    mapping: {
      name: "liquid-hive-app-secrets",
      namespace: "liquid-hive-prod",
      target: "liquid-hive-runtime-secrets",
      store: { name: "aws-secrets-manager", kind: "ClusterSecretStore" },
      refreshInterval: "1h",
      entries: [
        { secretKey: "MONGO_URL", key: "liquid-hive/prod/MONGO_URL", decoding: "None" },
        { secretKey: "REDIS_URL", key: "liquid-hive/prod/redis", property: "url", decoding: "None" },
      ],
      serviceAccount: {
        create: true,
        name: "liquid-hive",
        roleArn: "arn:aws:iam::123456789012:role/liquid-hive-secrets-role",
      },
      file: "values.yaml",
    },
  });
});

test("the list of the seed: one name for both", () => {
  const { mapping } = read(LIST);
  expect(mapping).toMatchObject({
    name: "liquid-hive-secrets",
    target: "liquid-hive-secrets",
    refreshInterval: "1h0m0s",
    entries: [{ secretKey: "PROVIDER_API_KEYS", key: "liquid-hive/provider-api-keys", decoding: "Base64" }],
  });
  expect(mapping?.serviceAccount).toBeUndefined();
});

test("names that the values give need no release", () => {
  const named = read(`${LIST}  name: mine\n  target: {name: theirs}\n`, { release: undefined });
  expect(named.mapping).toMatchObject({ name: "mine", target: "theirs" });
  const overridden = read(`${LIST}fullnameOverride: hive\n`, { release: undefined, chart: undefined });
  expect(overridden.mapping).toMatchObject({ name: "hive-secrets", target: "hive-secrets" });
  expect(read(LIST, { release: undefined }).problems.map(({ fix }) => fix)).toEqual([
    "helm-release: liquid-hive",
  ]);
});

test.each([
  ["enabled: false", "externalSecrets: {enabled: false, data: 3}"],
  ["nothing", "a: 1"],
])("%s makes none, and that is said", (_what, text) => {
  const { mapping, problems, notices } = read(text);
  expect([mapping, problems]).toEqual([undefined, []]);
  expect(notices).toEqual([expect.stringContaining("no ExternalSecret is made")]);
});

const STORE = "secretStore: {name: s, kind: SecretStore}";
const DATA = "data: {A: {key: a}}";

test.each([
  ["no map", "externalSecrets: [1]", /not a map/],
  ["enabled", `externalSecrets: {enabled: "yes", ${STORE}, ${DATA}}`, /neither true nor false/],
  ["no store", `externalSecrets: {${DATA}}`, /from which store/],
  ["a store's kind", `externalSecrets: {secretStore: {name: s, kind: Vault}, ${DATA}}`, /kind is neither/],
  [
    "a store's name",
    `externalSecrets: {secretStore: {name: "A ${CANARY}"}, ${DATA}}`,
    /no name of an object/,
  ],
  ["no data", `externalSecrets: {${STORE}}`, /has no data/],
  ["dataFrom", `externalSecrets: {${STORE}, ${DATA}, dataFrom: [{extract: {key: x}}]}`, /dataFrom/],
  ["a number as interval", `externalSecrets: {${STORE}, ${DATA}, refreshInterval: 3600}`, /no duration/],
  ["a name", `externalSecrets: {${STORE}, ${DATA}, name: "${CANARY}_"}`, /no name of an object/],
  ["an entry", `externalSecrets: {${STORE}, data: {A: "${CANARY}"}}`, /A: it does not say/],
  ["merge keys", `externalSecrets: {${STORE}, ${DATA}, "<<": {x: 1}}`, /merge key/],
])("a problem: %s", (_what, text, message) => {
  const { mapping, problems } = read(text);
  expect(mapping).toBeUndefined();
  expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
  expect(problems.map(({ message: said, fix }) => `${said}${fix}`).join()).not.toContain(CANARY);
  expect(problems[0]?.fix).not.toBe("");
});

test("two stores are told, and a store without a kind", () => {
  const two = read(`externalSecrets: {${STORE}, secretStoreRef: {name: t, kind: SecretStore}, ${DATA}}`);
  expect(two.mapping?.store.name).toBe("s");
  expect(two.notices).toEqual([expect.stringContaining("name two stores")]);
  const without = read(`externalSecrets: {secretStore: {name: s}, ${DATA}}`);
  expect(without.mapping?.store.kind).toBe("SecretStore");
  expect(without.notices).toEqual([expect.stringContaining("has no kind")]);
});

test("an interval of zero stays one", () => {
  expect(read(`externalSecrets: {${STORE}, ${DATA}, refreshInterval: 0}`).mapping?.refreshInterval).toBe(
    "0s",
  );
});
