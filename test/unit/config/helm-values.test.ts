import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { helmBlocks } from "../../../src/config/helm-blocks.ts";
import { helmProviders, type HelmValues, helmValues } from "../../../src/config/helm-values.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { loadYaml, parseYaml } from "../../../src/kernel/yaml.ts";
import { printLine } from "../../../src/references/print.ts";
import { awsProvider } from "../../../src/providers/aws/index.ts";

const stageOrVersion = awsProvider.seed!.version!;
const CANARY = "CANARY-7f3a";
const FILE = "deploy/values.yaml";
/** The deployment's own files, where they are: the samples below have the same shapes. */
const FIXTURES =
  process.env["LIQUID_HIVE_FIXTURES"] ?? path.resolve(import.meta.dirname, "../../fixtures/liquid-hive");

const providers = helmProviders([
  { id: "aws", word: "aws-secrets-manager", literal: true, version: stageOrVersion },
  { id: "gcp", word: "gcp-secret-manager", version: (version) => new Map([["version", version]]) },
  { id: "vault", word: "vault" },
  { id: "env", word: "environment", keys: /^[A-Za-z_]\w*$/ },
]);

function read(text: string, remote: readonly string[] = ["aws"]): HelmValues | undefined {
  const document = parseYaml(text);
  if (!(document instanceof Map)) throw new Error("not a map");
  return helmValues(document, { file: FILE, text, providers, remote });
}

function must(text: string, remote?: readonly string[]): HelmValues {
  const values = read(text, remote);
  if (values === undefined) throw new Error("not taken for a Helm values file");
  return values;
}

function thrownBy(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error("threw no Failure");
}

/** All that a user could see of it. */
const shown = ({ problems, notices }: HelmValues): string =>
  [...notices, ...problems.flatMap(({ message, fix, at }) => [message, fix, JSON.stringify(at)])].join("\n");

const printed = ({ lines }: HelmValues): string[] => lines.map(printLine);

beforeAll(loadYaml);

const MAP = `
secrets:
  provider: "aws-secrets-manager"
  aws:
    enabled: true
    region: "us-east-1"
    secretsPrefix: "liquid-hive/prod"
    serviceAccount:
      create: true
      annotations:
        eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/liquid-hive-secrets-role"
config:
  ai: {vllmApiKey: "${CANARY}"}
env:
  REDIS_URL: elsewhere
externalSecrets:
  enabled: true
  secretStore: {name: aws-secrets-manager, kind: ClusterSecretStore}
  refreshInterval: 1h
  data:
    # a comment
    MONGO_URL:
      key: liquid-hive/prod/MONGO_URL
    "REDIS_URL":
      key: liquid-hive/prod/redis
      property: url
pdb:
  enabled: true
`;

const LIST = `
externalSecrets:
  enabled: true
  secretStoreRef: {kind: ClusterSecretStore, name: external-secrets}
  data:
    - secretKey: PROVIDER_API_KEYS
      remoteRef:
        key: liquid-hive/provider-api-keys
    - remoteRef: {key: tls, property: tls.key, version: AWSPREVIOUS, decodingStrategy: Base64}
      secretKey: TLS_KEY # comment
`;

describe("both shapes", () => {
  test("a map of names, with what the block says of AWS", () => {
    const values = must(MAP, []);
    expect(values.problems).toEqual([]);
    expect(printed(values)).toEqual([
      "MONGO_URL = aws://liquid-hive/prod/MONGO_URL",
      "REDIS_URL = aws://liquid-hive/prod/redis#url",
    ]);
    expect(values.lines.map(({ line }) => line)).toEqual([22, 24]);
    expect(values.settings).toEqual({
      provider: "aws-secrets-manager",
      aws: {
        enabled: true,
        region: "us-east-1",
        prefix: "liquid-hive/prod",
        roleHint: "arn:aws:iam::123456789012:role/liquid-hive-secrets-role",
      },
    });
    expect(values.notices).toEqual([
      expect.stringContaining("aws-role: arn:aws:iam::123456789012:role/liquid-hive-secrets-role"),
    ]);
    expect(shown(values)).not.toContain(CANARY);
  });

  test("a list of entries, with the only remote provider there is", () => {
    const values = must(LIST);
    expect([values.problems, values.notices, values.settings]).toEqual([[], [], {}]);
    expect(printed(values)).toEqual([
      "PROVIDER_API_KEYS = aws://liquid-hive/provider-api-keys",
      "TLS_KEY = aws://tls?stage=AWSPREVIOUS#tls.key decode base64",
    ]);
    expect(values.lines.map(({ line }) => line)).toEqual([6, 10]);
    expect(values.lines[1]?.source).toMatchObject({ field: { kind: "key", key: "tls.key" } });
  });

  test("a line without a known place is line 1", () => {
    const flow = "externalSecrets: {data: {A: {key: a}}}";
    expect(must(flow).lines.map(({ line }) => line)).toEqual([1]);
    const document = parseYaml(LIST) as Map<unknown, unknown>;
    const values = helmValues(document, { file: FILE, providers, remote: ["aws"] });
    expect(values?.lines.map(({ line }) => line)).toEqual([1, 1]);
  });

  const there = fs.existsSync(path.join(FIXTURES, "values.list.yaml"));
  test.skipIf(!there)("the deployment's own files", () => {
    const textOf = (name: string): string => fs.readFileSync(path.join(FIXTURES, name), "utf8");
    const fixture = (name: string, remote: readonly string[] = []): HelmValues => must(textOf(name), remote);
    // A merge left a piece of another block in it, and no YAML parser takes it as a whole.
    const text = textOf("values-aws-prod.map.yaml");
    const failure = thrownBy(() => parseYaml(text));
    expect(failure.at?.line).toBe(153);
    const blocks = helmBlocks(text, failure, FILE);
    expect(blocks?.notice).toContain("not valid YAML (line 153)");
    const map = helmValues(blocks?.document ?? new Map(), { file: FILE, text, providers, remote: [] });
    expect(map?.problems).toEqual([]);
    expect(map?.lines).toHaveLength(17);
    expect(map?.lines.map(printLine)).toContain(
      "VLLM_ENDPOINT_SMALL = aws://liquid-hive/prod/VLLM_ENDPOINT_SMALL",
    );
    expect(map?.lines.map(({ line }) => line)).toEqual(Array.from({ length: 17 }, (_, i) => 95 + 2 * i));
    expect(map?.settings.aws?.prefix).toBe("liquid-hive/prod");
    const list = fixture("values.list.yaml", ["aws"]);
    expect([list.problems, printed(list)]).toEqual([
      [],
      ["PROVIDER_API_KEYS = aws://liquid-hive/provider-api-keys"],
    ]);
    const base = fixture("values.yaml");
    expect([base.problems, base.lines]).toEqual([[], []]);
    expect(base.settings).toEqual({
      provider: "environment",
      aws: { enabled: false, region: "us-east-1", prefix: "liquid-hive" },
    });
    expect(base.notices).toEqual([expect.stringContaining("externalSecrets.enabled is false")]);
  });
});

test.each([
  ["lines", "secrets: |\n  A = b/c\n"],
  ["neither key", "image: {tag: latest}\nconfig: {}\n"],
  ["a null", "secrets:\n"],
])("%s: not a Helm values file", (_name, text) => expect(read(text)).toBeUndefined());

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

describe("settings", () => {
  test("of Vault; a token is never taken", () => {
    const values = must(
      `secrets:\n  provider: vault\n  vault: {enabled: true, address: "http://vault:8200", token: ${CANARY}, mountPath: secret}\n`,
    );
    expect(values.problems).toEqual([]);
    expect(values.settings).toEqual({
      provider: "vault",
      vault: { enabled: true, address: "http://vault:8200", mount: "secret" },
    });
    expect(values.notices).toEqual([expect.stringContaining("secrets.vault.token is ignored")]);
    expect(JSON.stringify([values.settings, values.notices])).not.toContain(CANARY);
  });

  test("null, empty and unknown keys are the chart's defaults and its own", () => {
    const values = must(
      "secrets: {provider: null, other: 1, aws: {region: '', secretsPrefix: null, serviceAccount: {annotations: {}}}, vault: null}",
    );
    expect([values.problems, values.notices, values.settings]).toEqual([[], [], { aws: {} }]);
  });

  test("a role that is no ARN is no hint", () => {
    const values = must(
      `secrets: {aws: {serviceAccount: {annotations: {eks.amazonaws.com/role-arn: "::error::${CANARY}"}}}}`,
    );
    expect([values.notices, values.settings]).toEqual([[], { aws: {} }]);
  });

  test.each([
    ["a word of no provider", `secrets: {provider: ${CANARY}}`, "secrets.provider names no provider."],
    ["a near word", "secrets: {provider: aws-secret-manager}", "Did you mean aws-secrets-manager?"],
    ["a provider that is a number", "secrets: {provider: 7}", "secrets.provider is not what it has to be."],
    ["a provider that is a map", "secrets: {provider: {a: b}}", "secrets.provider is not what"],
    ["a prototype's name", "secrets: {provider: constructor}", "secrets.provider names no provider."],
    ["a region", `secrets: {aws: {region: "${CANARY} x"}}`, "secrets.aws.region is not what"],
    [
      "a template",
      "secrets: {aws: {region: '{{ .Values.region }}'}}",
      "secrets.aws.region is a Helm template",
    ],
    ["a block", `secrets: {aws: ${CANARY}}`, "secrets.aws is not a map."],
    [
      "enabled as text",
      `secrets: {vault: {enabled: "false"}}`,
      "secrets.vault.enabled is neither true nor false.",
    ],
    [
      "an address with a login",
      `secrets: {vault: {address: "https://u:${CANARY}@vault"}}`,
      "secrets.vault.address is not what",
    ],
    [
      "another scheme",
      `secrets: {vault: {address: "file:///${CANARY}"}}`,
      "secrets.vault.address is not what",
    ],
    ["a way out", "secrets: {vault: {mountPath: a/../sys}}", "secrets.vault.mountPath is not what"],
    ["a merge key", "x: &x {provider: vault}\nsecrets: {<<: *x, aws: {}}", "secrets has a YAML merge key"],
    ["lines without their |", `secrets: {MONGO_URL: ${CANARY}}`, "Lines are a block of text, after a |."],
  ])("%s", (_name, text, message) => {
    const values = must(text);
    expect(values.problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message), at: { file: FILE } }),
    ]);
    expect(values.problems[0]?.fix).toBeTruthy();
    expect(shown(values)).not.toContain(CANARY);
  });
});

describe("hostile data", () => {
  const data = (text: string): string => `externalSecrets: {data: ${text}}`;
  const ref = (text: string): string => data(`[{secretKey: A, remoteRef: {key: k, ${text}}}]`);
  test.each([
    ["externalSecrets as text", `externalSecrets: ${CANARY}`, "externalSecrets is not a map."],
    ["externalSecrets as a list", `externalSecrets: [${CANARY}]`, "externalSecrets is not a map."],
    ["lines beside it", `secrets: A = b/${CANARY}\nexternalSecrets: {}`, "`secrets` is text beside"],
    ["enabled as text", `externalSecrets: {enabled: "false", data: {A: {key: k}}}`, "neither true nor false"],
    ["data as text", data(CANARY), "externalSecrets.data is neither a map"],
    ["data as a number", data("7"), "externalSecrets.data is neither a map"],
    ["an entry as text", data(`{A: ${CANARY}}`), "A: it does not say where its value comes from."],
    ["an entry as null", data("{A: null}"), "A: it does not say where"],
    ["an item as text", data(`[${CANARY}]`), "externalSecrets.data[0]: an entry is not a map"],
    ["an item without a name", data(`[{remoteRef: {key: ${CANARY}}}]`), "externalSecrets.data[0]: its name"],
    ["an item without a reference", data("[{secretKey: A}]"), "A: it does not say where"],
    ["another store", data(`[{secretKey: A, sourceRef: {x: ${CANARY}}}]`), "A: `sourceRef` takes"],
    [
      "a name twice",
      data("[{secretKey: A, remoteRef: {key: k}}, {secretKey: A}]"),
      "A: this secretKey stands twice.",
    ],
    [
      "an unknown key of an item",
      data(`[{secretKey: A, remoteref: {key: ${CANARY}}}]`),
      "Did you mean remoteRef?",
    ],
    [
      "an unknown key of a reference",
      ref(`proprety: ${CANARY}`),
      "A: the entry has a key that is not known. Did you mean property?",
    ],
    ["a key that is no text", data("{A: {key: k, [1]: 2}}"), "A: the entry has a key that is not known."],
    ["no key", data("{A: {property: p}}"), "A: it has no `key`."],
    ["a number as key", data("{A: {key: 7}}"), "A: its `key` is not a text."],
    ["a map as key", data("{A: {key: {}}}"), "A: its `key` is not a text."],
    ["an empty key", data("{A: {key: ''}}"), "A: its `key` is empty."],
    ["a blank key", data("{A: {key: '  '}}"), "A: its `key` is empty."],
    ["a template as key", data(`{A: {key: '{{ .${CANARY} }}'}}`), "A: its `key` is a Helm template"],
    [
      "a line break in a key",
      data(`{A: {key: "a\\n::error::${CANARY}"}}`),
      "A: its `key` holds a control character.",
    ],
    ["a NUL in a key", data(`{A: {key: "a\\0"}}`), "A: its `key` holds a control character."],
    ["a prefix as key", data(`{A: {key: ${CANARY}/}}`), "A: its `key` ends in / or *"],
    ["a pattern as key", data(`{A: {key: "${CANARY}*"}}`), "A: its `key` ends in / or *"],
    ["a number as version", ref("version: 3"), "A: its `version` is not a text."],
    ["a list as property", ref("property: []"), "A: its `property` is not a text."],
    [
      "another decoding",
      ref("decodingStrategy: Base64URL"),
      "A: its `decodingStrategy` has a word that is not supported.",
    ],
    ["a decoding as a number", ref("decodingStrategy: 64"), "A: its `decodingStrategy`"],
    ["metadata", ref("metadataPolicy: Fetch"), "A: its `metadataPolicy`"],
    ["a conversion", ref("conversionStrategy: Unicode"), "A: its `conversionStrategy`"],
    ["NUL bytes", ref("nullBytePolicy: Fail"), "A: its `nullBytePolicy`"],
    ["an empty name", data(`{"": {key: ${CANARY}}}`), "externalSecrets.data, entry 1: its name is not"],
    ["a number as name", data(`{7: {key: ${CANARY}}}`), "externalSecrets.data, entry 1: its name is not"],
    ["a null as name", data(`{null: {key: ${CANARY}}}`), "externalSecrets.data, entry 1: its name is not"],
    [
      "a command as name",
      data(`{"::error::x": {key: ${CANARY}}}`),
      "externalSecrets.data, entry 1: its name",
    ],
    [
      "a line break as name",
      data(`[{secretKey: "A\\nB", remoteRef: {key: k}}]`),
      "externalSecrets.data[0]: its name",
    ],
    ["a long name", data(`{${"A".repeat(254)}: {key: k}}`), "externalSecrets.data, entry 1: its name"],
    [
      "a merge key among names",
      `x: &x {A: {key: k}}\nexternalSecrets: {data: {<<: *x}}`,
      "YAML merge keys (<<)",
    ],
    [
      "a merge key above them",
      "x: &x {data: {}}\nexternalSecrets: {enabled: false, <<: *x}",
      "externalSecrets has a YAML merge key",
    ],
    [
      "a merge key at the top",
      "x: &x {a: {}}\nexternalSecrets: {enabled: false}\n<<: *x",
      "The file has a YAML merge key",
    ],
    ["dataFrom as a map", "externalSecrets: {dataFrom: {}}", "externalSecrets.dataFrom is not a list."],
    [
      "a whole object",
      `externalSecrets: {dataFrom: [{extract: {key: ${CANARY}}}]}`,
      "externalSecrets.dataFrom[0] takes its names from the store",
    ],
  ])("%s", (_name, text, message) => {
    const values = must(text);
    expect(values.problems.map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
    const [problem] = values.problems;
    expect(problem).toBeInstanceOf(Failure);
    expect(problem?.at?.file).toBe(FILE);
    expect(problem?.fix).toBeTruthy();
    expect(shown(values)).not.toContain(CANARY);
    expect(shown(values)).not.toContain("::error");
  });

  test("what dataFrom would do is written as a line", () => {
    const values = must("externalSecrets: {dataFrom: [{extract: {key: a}}, {find: {path: b}}]}");
    expect(values.problems.map(({ fix }) => fix)).toEqual([
      expect.stringContaining("APP_* = aws://NAME"),
      expect.stringContaining("APP_* = aws://PREFIX/"),
    ]);
  });

  test("every wrong entry is told, and the right ones are still lines", () => {
    const values = must(data("{A: 1, B: {key: b}, C: {key: 7, version: 8}, D: {key: d}}"));
    expect(printed(values)).toEqual(["B = aws://b", "D = aws://d"]);
    expect(values.problems.map(({ message }) => message.slice(0, 2))).toEqual(["A:", "C:", "C:"]);
  });

  test("names of prototypes are names like any other", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const map = must(data(`{${names.map((name) => `${name}: {key: k}`).join(", ")}}`));
    const list = must(
      data(`[${names.map((name) => `{secretKey: ${name}, remoteRef: {key: k}}`).join(", ")}]`),
    );
    for (const values of [map, list]) {
      expect(values.problems).toEqual([]);
      expect(values.lines.map(({ name }) => name)).toEqual(names);
    }
    expect(must(data("{A: {key: k, constructor: 1}}")).problems).toHaveLength(1);
    expect(must(ref("decodingStrategy: constructor")).problems).toHaveLength(1);
    expect(({} as Record<string, unknown>)["key"]).toBeUndefined();
  });

  test("10,000 entries, each with its line", () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `NAME_${i}`);
    const text = `externalSecrets:\n  data:\n${names.map((name) => `    ${name}: {key: k/${name}}\n`).join("")}`;
    // Built by hand: the parser compares every key of a map with every other.
    const data = new Map(names.map((name) => [name, new Map([["key", `k/${name}`]])]));
    const document = new Map([["externalSecrets", new Map([["data", data]])]]);
    const values = helmValues(document, { file: FILE, text, providers, remote: ["aws"] });
    if (values === undefined) throw new Error("not taken for a Helm values file");
    expect(values.problems).toEqual([]);
    expect(values.lines).toHaveLength(10_000);
    expect(values.lines.at(-1)).toMatchObject({ name: "NAME_9999", line: 10_002 });
  });

  test("of two places that look alike none is claimed", () => {
    const text = "externalSecrets:\n  data:\n    key: {key: a}\n    A:\n      key: 7\n";
    const values = must(text);
    expect(values.lines.map(({ name, line }) => [name, line])).toEqual([["key", 1]]);
    expect(values.problems.map(({ at }) => at)).toEqual([{ file: FILE, line: 4 }]);
  });
});

describe("a values file that is broken elsewhere", () => {
  const blocksOf = (text: string) =>
    helmBlocks(
      text,
      thrownBy(() => parseYaml(text)),
      FILE,
    );
  const TAIL = `networkPolicy:\n  a: b\n    c: ${CANARY}\n`;

  test("gives its sound blocks with their line numbers, and says so", () => {
    const text = `# a comment\nx: 1\n${TAIL}${MAP}`;
    const blocks = blocksOf(text);
    expect([...(blocks?.document.keys() ?? [])]).toEqual(["secrets", "externalSecrets"]);
    expect(blocks?.notice).toBe(
      `${FILE}: the file is not valid YAML (line 4), and Helm may refuse it. Only its blocks secrets and externalSecrets, which are sound, are read.`,
    );
    const values = helmValues(blocks?.document ?? new Map(), { file: FILE, text, providers, remote: [] });
    expect(values?.lines.map(({ name, line }) => [name, line])).toEqual([
      ["MONGO_URL", 27],
      ["REDIS_URL", 29],
    ]);
  });

  test.each([
    ["the break is in its own block", `externalSecrets:\n  a: b\n    c: ${CANARY}\n`],
    ["a block stands twice", "secrets: {a: 1}\nexternalSecrets: {}\nsecrets: {a: 2}\n"],
    ["it needs an anchor from outside", `x: &x {a: b}\n${TAIL}externalSecrets: *x\n`],
    ["it has lines, not a map", `${TAIL}secrets: |\n  A = b/c\n`],
    ["one of both is no map", `${TAIL}secrets: |\n  A = b/c\nexternalSecrets: {}\n`],
    ["there is none", TAIL],
    ["it is two documents", `${TAIL}---\nexternalSecrets: {}\n`],
  ])("gives nothing where %s", (_name, text) => expect(blocksOf(text)).toBeUndefined());

  test("a document marker at its head is no second document", () => {
    expect(blocksOf(`---\n# a comment\n${TAIL}externalSecrets: {}\n`)?.document.size).toBe(1);
    expect(blocksOf(`# a comment\n---\n${TAIL}externalSecrets: {}\n`)?.document.size).toBe(1);
  });
});
