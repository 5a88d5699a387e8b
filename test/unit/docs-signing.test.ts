import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readInputs } from "../../src/config/read-inputs.ts";
import { SIGN_TABLE, VERIFY_TABLE } from "../../src/entries/inputs-table.ts";
import { planSigning } from "../../src/commands/sign-plan.ts";
import { planVerifying } from "../../src/commands/verify-plan.ts";
import { SIGN_INPUTS } from "../../src/signing/sign-inputs.ts";
import { VERIFY_INPUTS, type VerifyInputs } from "../../src/signing/verify-inputs.ts";
import { stepsIn } from "../harness/documents.ts";
import { read, yamlBlocks } from "./docs-pages.ts";

/** Steps of the pages that use one of the actions. */
const stepsOf = (action: string): { at: string; inputs: Readonly<Record<string, unknown>> }[] =>
  yamlBlocks.flatMap(({ at, text }) =>
    stepsIn(parse(text))
      .filter(({ uses }) => uses?.startsWith(`liquid-hive/secrets-action/${action}@`) === true)
      .map(({ with: inputs = {} }) => ({ at, inputs })),
  );

/** As the runner gives them; what an expression would give is a digest, or a plain word. */
const given = (inputs: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      String(value)
        .replaceAll(/\$\{\{ [\w.]*digest \}\}/gi, `sha256:${"a".repeat(64)}`)
        .replaceAll(/\$\{\{ [\w.]+ \}\}/g, "example"),
    ]),
  );

describe("steps of the pages", () => {
  test.each([
    ["sign", SIGN_TABLE, 8],
    ["verify", VERIFY_TABLE, 5],
  ] as const)("%s/: inputs that are there", (action, table, least) => {
    const known = new Set(table.map(({ name }) => name));
    const steps = stepsOf(action);
    expect(steps.length).toBeGreaterThanOrEqual(least);
    const unknown = steps.flatMap(({ at, inputs }) =>
      Object.keys(inputs).flatMap((name) => (known.has(name) ? [] : [`${at} ${name}`])),
    );
    expect(unknown).toEqual([]);
  });

  test("sign/: lines that parse", () => {
    const problems = stepsOf("sign").flatMap(({ at, inputs }) => {
      const found = readInputs(given(inputs), [{ id: "signing", inputs: SIGN_INPUTS }]);
      return [...found.problems, ...planSigning(found).problems].map(({ message }) => `${at} ${message}`);
    });
    expect(problems).toEqual([]);
  });

  test("verify/: lines and policies that hold water", async () => {
    const problems = await Promise.all(
      stepsOf("verify").map(async ({ at, inputs }) => {
        const found = readInputs(given(inputs), [{ id: "verifying", inputs: VERIFY_INPUTS }]);
        const plan = await planVerifying(found.providers.get("verifying")!.values as unknown as VerifyInputs);
        return [...found.problems, ...plan.problems].map(({ message }) => `${at} ${message}`);
      }),
    );
    expect(problems.flat()).toEqual([]);
  });
});

test.each([
  ["docs/sign.md", "sign-inputs", SIGN_INPUTS],
  ["docs/verify.md", "verify-inputs", VERIFY_INPUTS],
] as const)("%s has every input in its table", (name, marker, table) => {
  const filled =
    new RegExp(`<!-- generated:${marker} -->([\\s\\S]*?)<!-- /generated -->`).exec(read(name))?.[1] ?? "";
  expect(table.filter((input) => !filled.includes(`\n| \`${input.name}\` |`))).toEqual([]);
});
