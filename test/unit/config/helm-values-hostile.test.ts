import { beforeAll, describe, expect, test } from "vitest";
import { helmValues } from "../../../src/config/helm-values.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { loadYaml } from "../../../src/kernel/yaml.ts";
import { CANARY, FILE, must, printed, providers, shown } from "./helm-samples.ts";

beforeAll(loadYaml);

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
