import { beforeAll, expect, test } from "vitest";
import { type HelmParts, helmMapOf, readHelm } from "../../../src/commands/cluster-helm.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { loadYaml } from "../../../src/kernel/yaml.ts";
import type { DocumentNode } from "../../../src/references/document.ts";

const CANARY = "CANARY-7f3a";
const partsOf = (files: Readonly<Record<string, string>>): HelmParts => ({
  readText: (file) => {
    const text = files[file];
    if (text === undefined) throw new Failure("FILE_NOT_FOUND", "not there", { at: { file } });
    return text;
  },
  findText: (file) => files[file],
  templates: () => [],
});
const INPUTS = { externalSecrets: [], helmRelease: "", helmChart: "", namespace: "prod" };
const CHART = { "chart/Chart.yaml": "name: shop\nversion: 1.0.0\n", "chart/values.yaml": "replicas: 1\n" };

beforeAll(() => loadYaml());

test("nothing is read where nothing is said, and no key is judged", () => {
  const plan = readHelm(INPUTS, partsOf({}));
  expect(plan).toMatchObject({ mapping: undefined, files: [], problems: [], notices: [] });
  expect(plan.judge(new Map([["a", 1]]), "f")).toEqual([]);
});

test("keys that the chart does not know are told, by file and without values", () => {
  const plan = readHelm({ ...INPUTS, helmChart: "chart/" }, partsOf(CHART));
  expect(plan.files).toEqual(["chart/Chart.yaml", "chart/values.yaml"]);
  const values = new Map<string, unknown>([
    ["replicas", CANARY],
    ["replcas", CANARY],
  ]);
  const told = plan.judge(values, "values.enc.yaml");
  expect(told).toEqual(["values.enc.yaml: the chart shop does not know replcas, and ignores it."]);
});

test.each([
  ["no chart there", {}, "FILE_NOT_FOUND"],
  ["a schema that is no JSON", { ...CHART, "chart/values.schema.json": CANARY }, "INPUT_INVALID"],
])("%s is a problem, and all else goes on", (_, files, code) => {
  const { problems } = readHelm({ ...INPUTS, helmChart: "chart" }, partsOf(files));
  expect(problems.map((one) => one.code)).toEqual([code]);
  expect(problems[0]!.message).not.toContain(CANARY);
});

test("values files that are not there, or no YAML, are all told", () => {
  const externalSecrets = ["a.yaml", "b.yaml"];
  const { problems, mapping } = readHelm(
    { ...INPUTS, externalSecrets },
    partsOf({ "b.yaml": `a: [${CANARY}` }),
  );
  expect(problems).toHaveLength(2);
  expect(mapping).toBeUndefined();
  expect(problems.map(({ message }) => message).join("\n")).not.toContain(CANARY);
});

test("a decrypted document keeps its keys, and no value", () => {
  const leaf = { kind: "leaf", value: CANARY, source: CANARY, hidden: true } as const;
  const root: DocumentNode = {
    kind: "map",
    entries: new Map<string, DocumentNode>([
      ["a", leaf],
      ["b", { kind: "list", items: [{ kind: "map", entries: new Map([["c", leaf]]) }] }],
    ]),
  };
  expect(helmMapOf(root)).toEqual(
    new Map<string, unknown>([
      ["a", ""],
      ["b", [new Map([["c", ""]])]],
    ]),
  );
  expect(helmMapOf(leaf)).toEqual(new Map());
});
