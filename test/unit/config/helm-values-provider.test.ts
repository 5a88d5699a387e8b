import { beforeAll, expect, test } from "vitest";
import { loadYaml } from "../../../src/kernel/yaml.ts";
import { awsProvider } from "../../../src/providers/aws/index.ts";
import { CANARY, FILE, must, printed, shown } from "./helm-samples.ts";

beforeAll(loadYaml);

const stageOrVersion = awsProvider.seed!.version!;

test.each([
  ["aws-secrets-manager", "aws"],
  ["aws", "aws"],
  ["gcp-secret-manager", "gcp"],
  ["gcp", "gcp"],
  ["vault", "vault"],
  ["environment", "env"],
  ["env", "env"],
])("provider %s beats what the inputs configure", (word, scheme) => {
  const values = must(`secrets: {provider: ${word}}\nexternalSecrets: {data: {A: {key: NAME}}}`, [
    "gcp",
    "aws",
  ]);
  expect(values.problems).toEqual([]);
  expect(values.lines[0]?.source).toMatchObject({ scheme, locator: "NAME" });
});

test.each([
  ["aws", "a%41"],
  ["gcp", "a%2541"],
])("a key is literal: %s reads %s", (word, locator) => {
  const values = must(
    `secrets: {provider: ${word}}\nexternalSecrets: {data: {A: {key: a%41, property: "x#y"}}}`,
  );
  expect(values.lines[0]?.source).toMatchObject({ locator, field: { kind: "key", key: "x#y" } });
});

test.each([
  [
    "none",
    [],
    "configures no remote one that could. There are: aws-secrets-manager, gcp-secret-manager, vault, environment.",
  ],
  ["two", ["gcp", "aws"], "configures several: gcp-secret-manager, aws-secrets-manager."],
  ["one that Helm has no word for", ["other"], "configures no remote one that could"],
  [
    "one that it has a word for and another",
    ["other", "aws"],
    "configures several: other, aws-secrets-manager.",
  ],
])("without secrets.provider and with %s configured, the candidates are listed", (_name, remote, message) => {
  const values = must("secrets: {provider: ''}\nexternalSecrets: {data: {A: {key: a}, B: {key: b}}}", remote);
  expect(values.lines).toEqual([]);
  expect(values.problems).toEqual([
    expect.objectContaining({
      code: "INPUT_INVALID",
      message: expect.stringContaining(message),
      fix: `secrets:\n  provider: ${remote[0] === "gcp" ? "gcp-secret-manager" : "aws-secrets-manager"}`,
      at: { file: FILE },
    }),
  ]);
});

test("where nothing is asked, no provider needs to be known", () => {
  const values = must("externalSecrets: {enabled: true, data: {}}", []);
  expect([values.problems, values.lines]).toEqual([[], []]);
  expect(values.notices).toEqual([`${FILE}: externalSecrets has no data, so nothing of it is loaded.`]);
});

test("disabled: its data are not even looked at", () => {
  const values = must(`externalSecrets: {enabled: false, data: [${CANARY}]}`);
  expect([values.problems, values.lines]).toEqual([[], []]);
  expect(values.notices).toHaveLength(1);
});

test.each([
  ["AWSCURRENT", { stage: "AWSCURRENT" }],
  ["my-stage", { stage: "my-stage" }],
  ["uuid/01234567-89ab", { version: "01234567-89ab" }],
  ["uuid/", undefined],
])("version %s", (version, query) => {
  const found = stageOrVersion(version);
  expect(found && Object.fromEntries(found)).toEqual(query);
});

test("a version that the provider does not have is a problem of its entry", () => {
  const text = `secrets: {provider: vault}\nexternalSecrets:\n  data:\n    A: {key: a, version: "${CANARY}"}\n    B: {key: b}\n`;
  const values = must(text);
  expect(printed(values)).toEqual(["B = vault://b"]);
  expect(values.problems).toEqual([
    expect.objectContaining({
      code: "REFERENCE_INVALID",
      message: "A: vault has no `version` of this form.",
      at: { file: FILE, line: 4 },
    }),
  ]);
  expect(shown(values)).not.toContain(CANARY);
});

test("a key of a store is none of the environment's", () => {
  const values = must(
    `secrets: {provider: environment}\nexternalSecrets: {data: {A: {key: "a/${CANARY}"}, B: {key: B}}}`,
  );
  expect(printed(values)).toEqual(["B = env://B"]);
  expect(values.problems.map(({ message }) => message)).toEqual([
    "A: its `key` cannot be one of environment.",
  ]);
  expect(shown(values)).not.toContain(CANARY);
});
