import { beforeAll, describe, expect, test } from "vitest";
import { helmBlocks } from "../../../src/config/helm-blocks.ts";
import { helmValues } from "../../../src/config/helm-values.ts";
import { loadYaml, parseYaml } from "../../../src/kernel/yaml.ts";
import { CANARY, FILE, MAP, providers, thrownBy } from "./helm-samples.ts";

beforeAll(loadYaml);

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
