import { expect, test } from "vitest";
import { looksLikeYaml } from "../../../src/kernel/masks.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import { yamlLeaves } from "../../../src/kernel/yaml-leaves.ts";
import { maskValues } from "../../../src/entries/mask-values.ts";

const DOCUMENT = `db:\n    password: "pa\\"ss\\\\word1"\n    other: 'it''s-secret'\n    flow: {k: flowsecret1}\n---\nlist:\n    - second-document\n`;

test("the leaves of every document are what a reader prints of them", () => {
  expect(looksLikeYaml(Secret.of(DOCUMENT))).toBe(true);
  expect(yamlLeaves([Secret.of(DOCUMENT)]).map((leaf) => leaf.reveal())).toEqual([
    'pa"ss\\word1',
    "it's-secret",
    "flowsecret1",
    "second-document",
  ]);
});

test("they are among the masks of a run", async () => {
  const { forms } = await maskValues([Secret.of(DOCUMENT)], 4);
  for (const leaf of ['pa"ss\\word1', "it's-secret", "flowsecret1", "second-document"])
    expect(forms).toContain(leaf);
});

test("what is no YAML gives no leaves and no error", () => {
  expect(looksLikeYaml(Secret.of("plain"))).toBe(false);
  expect(yamlLeaves([Secret.of("a: [\nb: {"), Secret.of("a: &x [*x]\n")])).toEqual([]);
});
