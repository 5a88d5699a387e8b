import { expect, test } from "vitest";
import { asFlagLine, FLAG_OPTIONS, FLAGS, flagInputs, flagUsage } from "../../../src/config/flags.ts";
import { INPUTS } from "../../../src/config/inputs.ts";
import { readInputs } from "../../../src/config/read-inputs.ts";

test("every input is a flag, but the runner's own channels and the key", () => {
  const missing = INPUTS.map(({ name }) => name as string).filter(
    (name) => !FLAGS.some((flag) => flag.name === name),
  );
  expect(missing).toEqual(["export", "export-file", "on-untrusted", "summary", "age-key"]);
});

test("flags read as the inputs do", () => {
  const { inputs, problems, unknown } = readInputs(
    flagInputs({
      secrets: ["A = x/a", "B = x/b"],
      "sops-files": ["a.yaml", "b.yaml,c.yaml"],
      overwrite: true,
      "min-mask-length": "6",
      other: "ignored",
    }),
  );
  expect([problems, unknown]).toEqual([[], []]);
  expect(inputs).toMatchObject({
    secrets: "A = x/a\nB = x/b",
    sopsFiles: ["a.yaml", "b.yaml", "c.yaml"],
    overwrite: true,
    minMaskLength: 6,
  });
});

test("a key on the command line is refused without being quoted", () => {
  expect(FLAG_OPTIONS["age-key"]).toEqual({ type: "string" });
  let message = "";
  try {
    flagInputs({ "age-key": "AGE-SECRET-KEY-1CANARY" });
  } catch (error) {
    message = `${(error as Error).message} ${(error as { fix?: string }).fix}`;
  }
  expect(message).toContain("SOPS_AGE_KEY");
  expect(message).not.toContain("CANARY");
});

test("usage and fixes speak of flags", () => {
  expect(FLAGS.map(flagUsage)).toContain("--secrets LINE");
  expect(FLAGS.map(flagUsage)).toContain("--overwrite");
  expect(asFlagLine("Fix: overwrite: true   # or another path")).toBe("Fix: --overwrite   # or another path");
  expect(asFlagLine("Fix: providers: sops, env")).toBe("Fix: --providers sops, env");
  expect(asFlagLine("Fix: summary: true")).toBe("Fix: summary: true");
  expect(asFlagLine("INPUT_INVALID  overwrite: no")).toBe("INPUT_INVALID  overwrite: no");
});
