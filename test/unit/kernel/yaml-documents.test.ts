import { beforeAll, describe, expect, test } from "vitest";
import { parseYamlDocuments, type YamlNode } from "../../../src/kernel/yaml-documents.ts";
import { loadYaml } from "../../../src/kernel/yaml.ts";

const CANARY = "CANARY-7f3a";

beforeAll(loadYaml);

/** A node as arrays of pairs, so that the order and every key can be compared; leaves as value and source. */
const shown = (node: YamlNode): unknown =>
  node.kind === "leaf"
    ? [node.value, node.source]
    : node.kind === "list"
      ? node.items.map(shown)
      : [...node.entries].map(([key, value]) => [key, shown(value)]);
const one = (text: string): unknown => {
  const [document, ...more] = parseYamlDocuments(text);
  expect(more).toEqual([]);
  return shown(document!.root);
};
const failureOf = (text: string): { code: string; message: string; at: object } => {
  try {
    parseYamlDocuments(text, { code: "MANIFEST_INVALID", file: "a.yaml" });
  } catch (error) {
    return error as ReturnType<typeof failureOf>;
  }
  throw new Error("it was read");
};

test("several documents with their lines; empty ones are left out", () => {
  const text = "# head\n---\n---\na: 1\n---\n# nothing\n---\nnull\n...\n---\n[x]\n";
  expect(parseYamlDocuments(text).map(({ line, root }) => [line, shown(root)])).toEqual([
    [4, [["a", [1n, "1"]]]],
    [8, [null, "null"]],
    [11, [["x", "x"]]],
  ]);
  expect(parseYamlDocuments("")).toEqual([]);
  expect(parseYamlDocuments("\uFEFF# only a comment\n")).toEqual([]);
});

test.each([
  ["0755", 493n, "0755"],
  ["1.50", 1.5, "1.50"],
  ["1e3", 1000, "1e3"],
  ["yes", true, "yes"],
  ["No", false, "No"],
  ["~", null, "~"],
  ["12345678901234567890", 12345678901234567890n, "12345678901234567890"],
  ["2026-01-02", "2026-01-02", "2026-01-02"],
  ['"0755"', "0755", "0755"],
  ["'it''s'", "it's", "it's"],
  ["|\n  a\n  b", "a\nb\n", "a\nb\n"],
])("a scalar keeps the text of its author: %s", (text, value, source) => {
  const [[, leaf]] = one(`k: ${text}\n`) as [[string, [unknown, string]]];
  expect(leaf[1]).toBe(source);
  expect(leaf[0]).toEqual(value);
});

test("JSON is read, `__proto__` is a key like any other, and keys are their text", () => {
  expect(one('{"__proto__": {"a": 1}, "constructor": "x", "8080": null}')).toEqual([
    ["__proto__", [["a", [1n, "1"]]]],
    ["constructor", ["x", "x"]],
    ["8080", [null, "null"]],
  ]);
  expect(one("yes: a\n8080: b\n")).toEqual([
    ["yes", ["a", "a"]],
    ["8080", ["b", "b"]],
  ]);
});

test("aliases are what they stand for; a merge gives way to keys of its own, and the first of two wins", () => {
  expect(one("a: &a {x: p, y: q}\nb: &b {y: r, z: s}\nc: {<<: [*a, *b], x: own}\nd: *b\n")).toEqual([
    [
      "a",
      [
        ["x", ["p", "p"]],
        ["y", ["q", "q"]],
      ],
    ],
    [
      "b",
      [
        ["y", ["r", "r"]],
        ["z", ["s", "s"]],
      ],
    ],
    [
      "c",
      [
        ["x", ["own", "own"]],
        ["y", ["q", "q"]],
        ["z", ["s", "s"]],
      ],
    ],
    [
      "d",
      [
        ["y", ["r", "r"]],
        ["z", ["s", "s"]],
      ],
    ],
  ]);
  expect(one('{"<<": 1}')).toEqual([["<<", [1n, "1"]]]);
});

describe("what is refused, with its place and no piece of the text", () => {
  const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let depth = 1; depth < 9; depth++)
    bomb.push(
      `a${depth}: &a${depth} [${Array(9)
        .fill(`*a${depth - 1}`)
        .join(", ")}]`,
    );
  test.each([
    ["a key twice", `a: ${CANARY}\nb: 1\na: 2\n`, 3],
    ["an open quote", `a: "${CANARY}\n`, undefined],
    ["an open list", `a: [${CANARY}\n`, undefined],
    ["a tab for an indent", `a:\n\tb: ${CANARY}\n`, undefined],
    ["an alias of nothing", `a: *${CANARY}\n`, 1],
    ["an alias of itself", `a: &a [*a, ${CANARY}]\n`, undefined],
    ["a merge of a text", `a: {<<: ${CANARY}}\n`, 1],
    ["a map for a key", `? {a: ${CANARY}}\n: b\n`, 1],
    ["aliases that multiply", bomb.join("\n"), undefined],
    ["lists within lists without end", `${"[".repeat(50_000)}${CANARY}`, undefined],
    ["lists within lists", `${"[".repeat(20_000)}${CANARY}${"]".repeat(20_000)}`, undefined],
  ])("%s", (_name, text, line) => {
    const failure = failureOf(text);
    expect(failure).toMatchObject({
      code: "MANIFEST_INVALID",
      at: { file: "a.yaml", ...(line === undefined ? {} : { line }) },
    });
    expect(failure.message).not.toContain(CANARY);
  });
});
