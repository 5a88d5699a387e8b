import { expect, test } from "vitest";
import { readInputs as readAll } from "../../../src/config/read-inputs.ts";
import { PROVIDERS } from "../../../src/providers/list.ts";

const readInputs = (env: Record<string, string>) => readAll(env, PROVIDERS);
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
  const { providers } = readInputs({ "INPUT_SOPS-FILES": "a.enc.yaml, b.enc.yaml\n\n c.env \n" });
  expect(providers.get("sops")?.values["sopsFiles"]).toEqual(["a.enc.yaml", "b.enc.yaml", "c.env"]);
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
  const { providers } = readInputs({ "INPUT_AGE-KEY": CANARY });
  const { values } = providers.get("sops")!;
  expect(`${values["ageKey"]} ${JSON.stringify(values)}`).not.toContain(CANARY);
});

test("a provider's input counts as given only where it says something of its own", () => {
  expect(readInputs({ "INPUT_AWS-ROLE": " ", "INPUT_AWS-FIPS": "false" }).providers.get("aws")?.given).toBe(
    false,
  );
  expect(readInputs({ "INPUT_AWS-ROLE": "arn:aws:iam::1:role/x" }).providers.get("aws")?.given).toBe(true);
});

test("an integer is within its bounds, or absent", () => {
  const read = (text: string) => readInputs({ "INPUT_AWS-DURATION": text }).providers.get("aws")!;
  expect(read("").values["awsDuration"]).toBeUndefined();
  expect(read("900").values["awsDuration"]).toBe(900);
  for (const text of ["899", "43201", "1e3", "900.5", "-900", CANARY])
    expect(read(text).problems.map(({ at }) => at?.input)).toEqual(["aws-duration"]);
});
