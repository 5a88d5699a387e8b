import { beforeAll, expect, test } from "vitest";
import type { Mapping } from "../../../src/cluster/external-secrets/mapping.ts";
import { documentsOfYaml } from "../../../src/cluster/objects/documents.ts";
import { sourceCollisions } from "../../../src/commands/cluster-sources.ts";
import type { OriginLine } from "../../../src/commands/load-lines.ts";
import { loadYaml } from "../../../src/kernel/yaml.ts";

beforeAll(loadYaml);

const line = (kind: "secret" | "configmap", object: string, namespace?: string) =>
  ({
    line: { line: 4, destinations: [{ kind: "env" }, { kind, object, namespace }] },
    file: undefined,
  }) as unknown as OriginLine;
const manifest = (text: string) => ({
  file: "a.enc.yaml",
  line: 1,
  located: undefined,
  documents: documentsOfYaml(text, "a.enc.yaml", undefined),
});
const secret = (metadata: string) => manifest(`apiVersion: v1\nkind: Secret\nmetadata: {${metadata}}\n`);
const mapping = { namespace: "prod", target: "app", file: "values.yaml" } as Mapping;
const list = manifest(
  '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "app"}}]}',
);

test.each([
  [
    "a line and a manifest",
    [line("secret", "app")],
    [secret("name: app")],
    undefined,
    { file: "a.enc.yaml" },
  ],
  ["an item of a List", [line("secret", "app", "prod")], [list], undefined, { file: "a.enc.yaml" }],
  ["a manifest and a mapping", [], [secret("name: app, namespace: prod")], mapping, { file: "values.yaml" }],
  ["a line and a mapping", [line("secret", "app")], [], mapping, { file: "values.yaml" }],
] as const)("%s that make one Secret are told before any login", (_, lines, manifests, mapped, at) => {
  const problems = sourceCollisions(lines, manifests, mapped, "prod");
  expect(problems.map(({ code, message }) => [code, message.split(":")[0]])).toEqual([
    ["NAME_COLLISION", "Secret prod/app is made twice"],
  ]);
  expect(problems[0]?.at).toMatchObject(at);
});

test.each([
  ["another kind", [line("configmap", "app")], [secret("name: app")]],
  ["another namespace", [line("secret", "app")], [secret("name: app, namespace: dev")]],
  ["two keys of one Secret", [line("secret", "app"), line("secret", "app")], []],
  ["a name that is none", [line("secret", "app")], [secret('name: "CANARY-7f3a"')]],
])("%s is no collision", (_, lines, manifests) => {
  expect(sourceCollisions(lines, manifests, undefined, "prod")).toEqual([]);
});
