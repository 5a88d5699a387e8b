import { expect, test } from "vitest";
import type { Desired } from "../../../src/cluster/object.ts";
import { unmaskedKeys, unmaskedValues } from "../../../src/commands/cluster-unmasked.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { DocumentNode } from "../../../src/references/document.ts";

const made = (from: "manifest" | "lines", values: Readonly<Record<string, string>>): Desired => ({
  key: { apiVersion: "v1", kind: "Secret", namespace: "prod", name: "app" },
  origin: { from, input: "apply" },
  body: { apiVersion: "v1", kind: "Secret", metadata: { name: "app" } },
  data: new Map(Object.entries(values).map(([key, text]) => [key, Secret.of(text)])),
  notes: [],
});

test("keys of manifests whose values no mask can hide are named, without the values", () => {
  const values = { PIN: "123", FLAG: "true", EMPTY: "", LONG: "CANARY-7f3a-long" };
  expect(unmaskedKeys([made("manifest", values)], 4)).toEqual([
    "Secret prod/app: not masked, too short or too common a word; do not print: PIN, FLAG",
  ]);
  expect(unmaskedKeys([made("lines", values)], 4)).toEqual([]);
});

test("of values files the count is told", () => {
  const leaf = (source: string, hidden: boolean): DocumentNode => ({
    kind: "leaf",
    value: source,
    source,
    hidden,
  });
  const root: DocumentNode = {
    kind: "map",
    entries: new Map([
      ["a", leaf("12", true)],
      ["b", leaf("34", false)],
      ["c", leaf("CANARY-7f3a", true)],
    ]),
  };
  const opened = { file: "values.enc.yaml", text: Secret.of(""), documents: [root] };
  expect(unmaskedValues([opened], 4)).toEqual([expect.stringMatching(/^values\.enc\.yaml: 1 of its values/)]);
  expect(unmaskedValues([{ ...opened, documents: [] }], 4)).toEqual([]);
});
