import { expect, test } from "vitest";
import { parseYaml } from "../../../src/kernel/yaml.ts";

test("maps keep every key as what it is, __proto__ included", () => {
  const value = parseYaml("__proto__: {a: 1}\nlist: [x, true, null]\n");
  expect(value).toEqual(
    new Map<string, unknown>([
      ["__proto__", new Map([["a", 1]])],
      ["list", ["x", true, null]],
    ]),
  );
  expect(parseYaml("")).toBeNull();
});

test.each([
  ["broken text", "a: [hunter2", { line: 1 }],
  ["a repeated key", "a: hunter2\nb: 1\na: 2\n", { line: 3, column: 1 }],
])("%s is refused with its place, and never quoted", (_name, text, at) => {
  let failure: unknown;
  try {
    parseYaml(text, { code: "SOPS_CONFIG", file: "f.yaml" });
  } catch (error) {
    failure = error;
  }
  expect(failure).toMatchObject({ code: "SOPS_CONFIG", at: { file: "f.yaml", ...at } });
  expect((failure as Error).message).not.toContain("hunter2");
});

test("aliases cannot multiply without end", () => {
  const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (let depth = 0; depth < 8; depth++) {
    const [from, to] = [String.fromCharCode(97 + depth), String.fromCharCode(98 + depth)];
    lines.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(", ")}]`);
  }
  expect(() => parseYaml(lines.join("\n"))).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
});
