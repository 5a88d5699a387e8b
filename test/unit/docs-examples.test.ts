import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readInputs } from "../../src/config/read-inputs.ts";
import { TABLE } from "../../src/entries/inputs-table.ts";
import { Failure } from "../../src/kernel/errors.ts";
import { PROVIDERS } from "../../src/providers/list.ts";
import type { Locator } from "../../src/providers/provider.ts";
import { parseLines } from "../../src/references/parse-line.ts";
import { type Block, blocksOf, stepsIn } from "../harness/documents.ts";
import { jsonBlocks, pageOf, schemes, yamlBlocks } from "./docs-pages.ts";

describe("examples", () => {
  test("there are some, and each parses", () => {
    const parsed = (block: Block): unknown => {
      try {
        return block.language === "json" ? JSON.parse(block.text) : parse(block.text);
      } catch {
        return undefined;
      }
    };
    expect(yamlBlocks.length).toBeGreaterThan(15);
    expect(jsonBlocks.length).toBeGreaterThan(3);
    const broken = [...yamlBlocks, ...jsonBlocks].filter((block) => parsed(block) === undefined);
    expect(broken.map(({ at }) => at)).toEqual([]);
  });

  const steps = yamlBlocks.flatMap(({ at, text }) => stepsIn(parse(text)).map((step) => ({ at, ...step })));
  const ours = steps.filter(({ uses }) => uses?.startsWith("liquid-hive/secrets-action@") === true);

  test("steps of ours use inputs that are there, and lines that parse", () => {
    const known = new Set(TABLE.map(({ name }) => name));
    expect(ours.length).toBeGreaterThan(15);
    const unknown = ours.flatMap(({ at, with: inputs = {} }) =>
      Object.keys(inputs)
        .filter((name) => !known.has(name))
        .map((name) => `${at} ${name}`),
    );
    expect(unknown).toEqual([]);
    const problems = ours.flatMap(({ at, with: { secrets = "" } = {} }) => {
      const found = parseLines(typeof secrets === "string" ? secrets : "=", schemes, { fromInput: true });
      return found.problems.map(({ message }) => `${at} ${message}`);
    });
    expect(problems).toEqual([]);
  });

  test("providers take the inputs of these steps, and the references of their lines", () => {
    const placeholders = (text: string): string =>
      text
        .replace(/\$\{\{ (?:vars\.AWS_ROLE|matrix\.role) \}\}/, "arn:aws:iam::123456789012:role/deploy")
        .replace(/\$\{\{ matrix\.account \}\}/, "123456789012")
        .replaceAll(/\$\{\{ [\w.]+ \}\}/g, "example");
    const problems = ours.flatMap(({ at, with: inputs = {} }) => {
      const given = Object.entries(inputs).map(([name, value]) => [
        `INPUT_${name.toUpperCase()}`,
        placeholders(`${value as string | number | boolean}`),
      ]);
      const { providers, problems: unread } = readInputs(
        Object.fromEntries(given) as Record<string, string>,
        PROVIDERS,
      );
      const { lines } = parseLines(placeholders((inputs["secrets"] as string) ?? ""), schemes, {
        fromInput: true,
      });
      const found = PROVIDERS.flatMap((provider): (Failure | Locator)[] => {
        const { values, given: isGiven } = providers.get(provider.id)!;
        const own = lines.flatMap(({ source }) =>
          source.kind === "reference" && provider.schemes.some(({ name }) => name === source.scheme)
            ? [source]
            : [],
        );
        return [
          ...(isGiven ? (provider.check?.(values as never, {}, "actions") ?? []) : []),
          ...own.map((source) => provider.locate(source, values as never, {})),
        ];
      });
      return [...unread, ...found].flatMap((one) => (one instanceof Failure ? [`${at} ${one.message}`] : []));
    });
    expect(problems).toEqual([]);
  });

  test("lines outside workflows parse too", () => {
    const lines = [...blocksOf(pageOf("README.md")), ...blocksOf(pageOf("docs/references.md"))].filter(
      ({ language, text }) => language === "" && /^MONGO_URL +=/.test(text),
    );
    expect(lines).toHaveLength(2);
    for (const { text } of lines)
      expect(parseLines(text, schemes, { fromInput: true }).problems.map(({ message }) => message)).toEqual(
        [],
      );
  });

  test("a job that asks for a role may ask for a token", () => {
    const without = yamlBlocks.filter(({ text }) => /aws-role:/.test(text) && !/id-token: write/.test(text));
    expect(without.map(({ at }) => at)).toEqual([]);
  });

  test("no script has an expression in it", () => {
    expect(steps.filter(({ run }) => run?.includes("${{") === true)).toEqual([]);
  });
});
