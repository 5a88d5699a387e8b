import { expect, test } from "vitest";
import { asFlagLine, flagInputs, flagOptions, flagsOf, flagUsage } from "../../../src/config/flags.ts";
import { readInputs } from "../../../src/config/read-inputs.ts";
import { TABLE } from "../../../src/entries/inputs-table.ts";
import { PROVIDERS } from "../../../src/providers/list.ts";

const FLAGS = flagsOf(TABLE);

test("every input is a flag, but the runner's own channels and the key", () => {
  const missing = TABLE.map(({ name }) => name).filter((name) => !FLAGS.some((flag) => flag.name === name));
  expect(missing).toContain("age-key");
  expect(missing).toContain("export-file");
  expect(missing).toEqual(
    TABLE.filter((spec) => spec.face === "action" || spec.secret).map(({ name }) => name),
  );
});

test("flags read as the inputs do", () => {
  const { inputs, providers, problems, unknown } = readInputs(
    flagInputs(
      {
        secrets: ["A = x/a", "B = x/b"],
        "sops-files": ["a.yaml", "b.yaml,c.yaml"],
        overwrite: true,
        "min-mask-length": "6",
        other: "ignored",
      },
      TABLE,
    ),
    PROVIDERS,
  );
  expect([problems, unknown]).toEqual([[], []]);
  expect(inputs).toMatchObject({
    secrets: "A = x/a\nB = x/b",
    overwrite: true,
    minMaskLength: 6,
  });
  expect(providers.get("sops")?.values["sopsFiles"]).toEqual(["a.yaml", "b.yaml", "c.yaml"]);
});

test("a key on the command line is refused without being quoted", () => {
  expect(flagOptions(TABLE)["age-key"]).toEqual({ type: "string" });
  let message = "";
  try {
    flagInputs({ "age-key": "AGE-SECRET-KEY-1CANARY" }, TABLE);
  } catch (error) {
    message = `${(error as Error).message} ${(error as { fix?: string }).fix}`;
  }
  expect(message).toContain("SOPS_AGE_KEY");
  expect(message).not.toContain("CANARY");
});

test("usage and fixes speak of flags", () => {
  expect(FLAGS.map(flagUsage)).toContain("--secrets LINE");
  expect(FLAGS.map(flagUsage)).toContain("--overwrite");
  expect(asFlagLine("Fix: overwrite: true   # or another path", TABLE)).toBe(
    "Fix: --overwrite   # or another path",
  );
  expect(asFlagLine("Fix: providers: sops, env", TABLE)).toBe("Fix: --providers 'sops, env'");
  expect(asFlagLine("     overwrite: true", TABLE)).toBe("     --overwrite");
  expect(asFlagLine("       overwrite: true", TABLE)).toBe("       overwrite: true");
  expect(asFlagLine("Fix: sign: - = NAME.tgz", TABLE)).toBe("Fix: --sign='- = NAME.tgz'");
  expect(asFlagLine("Fix: summary: true", TABLE)).toBe("Fix: summary: true");
  expect(asFlagLine("INPUT_INVALID  overwrite: no", TABLE)).toBe("INPUT_INVALID  overwrite: no");
});

test("a secret input comes out of a variable of its own in a terminal", () => {
  const inputs = flagInputs({}, TABLE, { SECRETS_ACTION_AGE_KEY: "AGE-SECRET-KEY-1X", OTHER: "x" });
  expect(inputs).toEqual({ "INPUT_AGE-KEY": "AGE-SECRET-KEY-1X" });
});
