import { beforeAll, expect, test } from "vitest";
import { helmChart, templateNotices, unknownKeys } from "../../../src/config/helm-chart.ts";
import type { HelmMap } from "../../../src/config/helm-merge.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { loadYaml, parseYaml } from "../../../src/kernel/yaml.ts";

beforeAll(loadYaml);

const CANARY = "CANARY-7f3a";
const map = (text: string): HelmMap => parseYaml(text) as HelmMap;

test("a chart has a name and subcharts, by their alias where there is one", () => {
  const text = "name: liquid-hive\ndependencies: [{name: redis}, {name: postgresql, alias: db}, 3]";
  expect(helmChart(text, "Chart.yaml")).toEqual({ name: "liquid-hive", subcharts: ["redis", "db"] });
});

test.each(["version: 1", "name: 3", "- a", `name: '${CANARY} x'`])("no name in %s", (text) => {
  const failure = helmChart(text, "Chart.yaml");
  expect(failure).toBeInstanceOf(Failure);
  expect(JSON.stringify([failure, (failure as Failure).message, (failure as Failure).fix])).not.toContain(
    CANARY,
  );
});

test.each([
  ["known", "a: 1\nb: {c: 2}", "a: 0\nb: {c: 0}", []],
  ["a typing error", "replicas: 1\nimage: {tga: x}", "replicas: 0\nimage: {tag: ''}", ["image.tga"]],
  ["below an empty map all is known", "env: {A: 1}", "env: {}", []],
  ["a text where the chart has a map", "a: x", "a: {b: 1}", []],
  ["a map where the chart has a text", "a: {b: 1}", "a: x", []],
  ["global and subcharts", "global: {x: 1}\nredis: {y: 1}\nz: 1", "a: 1", ["z"]],
  ["keys that are the user's", "podAnnotations: {b: 1}", "podAnnotations: {a: 1}", []],
  [
    "names of an ExternalSecret",
    "externalSecrets: {data: {B: {key: b}}}",
    "externalSecrets: {data: {A: {key: a}}}",
    [],
  ],
  ["no values, no judgement", "a: 1", "{}", []],
])("%s", (_what, values, chart, unknown) => {
  expect(unknownKeys(map(values), map(chart), undefined, ["redis"])).toEqual(unknown);
});

test("a schema adds keys, and a closed one alone counts", () => {
  const open = { properties: { extra: {} } };
  expect(unknownKeys(map("a: 1\nextra: 1\nx: 1"), map("a: 1"), open)).toEqual(["x"]);
  const closed = {
    additionalProperties: false,
    properties: { a: { additionalProperties: false, properties: { b: {} } } },
  };
  expect(unknownKeys(map("a: {b: 1, c: 2}\nd: 1"), map("a: {c: 1}\nd: 1"), closed)).toEqual(["a.c", "d"]);
  expect(unknownKeys(map("a: {b: 1}\nglobal: {}"), new Map(), closed)).toEqual([]);
});

test("the seed's two templates are warned about, and one of v1 is not", () => {
  const guarded =
    '{{- if .Capabilities.APIVersions.Has "external-secrets.io/v1beta1" }}\napiVersion: external-secrets.io/v1beta1';
  const notices = templateNotices([
    { file: "a.yaml", text: guarded },
    { file: "b.yaml", text: "apiVersion: external-secrets.io/v1beta1\nkind: ExternalSecret" },
    { file: "c.yaml", text: "apiVersion: external-secrets.io/v1\nkind: ExternalSecret" },
  ]);
  expect(notices).toHaveLength(2);
  expect(notices[0]).toMatch(/^a\.yaml renders only where .* installs nothing/);
  expect(notices[1]).toMatch(/^b\.yaml .*no matches for kind/);
});
