import { expect, test } from "vitest";
import { readInputs } from "../../../src/config/read-inputs.ts";

const CANARY = "CANARY-7f3a-hunter2";

test("absent inputs have their defaults", () => {
  const { inputs, problems } = readInputs({});
  expect(problems).toEqual([]);
  expect(inputs).toMatchObject({
    export: "env",
    onUntrusted: "skip",
    overwrite: false,
    minMaskLength: 4,
    fallbackOn: ["not-found"],
  });
});

test("lists and files split at commas and lines", () => {
  const { inputs } = readInputs({ "INPUT_SOPS-FILES": "a.enc.yaml, b.enc.yaml\n\n c.env \n" });
  expect(inputs.sopsFiles).toEqual(["a.enc.yaml", "b.enc.yaml", "c.env"]);
});

test("all problems come together, and none quotes what the input holds", () => {
  const { problems } = readInputs({
    INPUT_EXPORT: CANARY,
    INPUT_OVERWRITE: CANARY,
    "INPUT_MIN-MASK-LENGTH": CANARY,
    "INPUT_FALLBACK-ON": `not-found, ${CANARY}`,
  });
  expect(problems.map((problem) => problem.at?.input).sort()).toEqual([
    "export",
    "fallback-on",
    "min-mask-length",
    "overwrite",
  ]);
  expect(JSON.stringify(problems.map((problem) => [problem.message, problem.fix, problem.at]))).not.toContain(
    CANARY,
  );
});

test("an unknown input is only named, with the nearest known one", () => {
  const { unknown, problems } = readInputs({ INPUT_SOPS_FILE: "x", INPUT_METHOD: "ibus" });
  expect(problems).toEqual([]);
  expect(unknown.find(({ name }) => name === "sops_file")?.near).toBe("sops-files");
  expect(unknown).toHaveLength(2);
});

test("the age key prints as ***", () => {
  const { inputs } = readInputs({ "INPUT_AGE-KEY": CANARY });
  expect(`${inputs.ageKey} ${JSON.stringify(inputs)}`).not.toContain(CANARY);
});
