import { expect, test } from "vitest";
import { planVerifying } from "../../../src/commands/verify-plan.ts";
import { readInputs } from "../../../src/config/read-inputs.ts";
import { needName } from "../../../src/signing/verify-lines.ts";
import { VERIFY_INPUTS, type VerifyInputs } from "../../../src/signing/verify-inputs.ts";

const CANARY = "CANARY-7f3a";
const IMAGE = `ghcr.io/liquid-hive/api@sha256:${"a".repeat(64)}`;
const WHO = {
  repository: "liquid-hive/api",
  workflow: ".github/workflows/release.yml",
  ref: "refs/heads/main",
};

async function plan(inputs: Readonly<Record<string, string>>) {
  const env = Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
  );
  const read = readInputs(env, [{ id: "verifying", inputs: VERIFY_INPUTS }]);
  return await planVerifying(read.providers.get("verifying")!.values as unknown as VerifyInputs);
}

test("lines, policies and the place of signatures are read together", async () => {
  const { plan: planned, problems } = await plan({
    verify: `oci://${IMAGE} has signature, provenance\ndist/*.tgz`,
    "signatures-in": "ghcr.io/liquid-hive/signatures",
    ...WHO,
  });
  expect(problems).toEqual([]);
  expect(planned.lines.map(({ subject, needs }) => [subject.kind, needs.map(needName)])).toEqual([
    ["image", ["signature", "provenance"]],
    ["files", ["signature"]],
  ]);
  expect(planned.policies).toHaveLength(1);
  expect(planned.signaturesIn).toMatchObject({ repository: "liquid-hive/signatures" });
});

test("further policies hold beside the first", async () => {
  const policies = "- name: release\n  repository: liquid-hive/api\n  workflow: any\n  ref: refs/tags/v*\n";
  const { plan: planned, problems } = await plan({ verify: "a", ...WHO, policies });
  expect([problems, planned.policies.length, planned.policies[1]?.name]).toEqual([[], 2, "release"]);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ["nothing to verify", { ...WHO }, "verify"],
  ["a comment alone", { ...WHO, verify: "# a" }, "verify"],
  ["stdin", { ...WHO, verify: "-" }, "verify"],
  ["a need that nobody knows", { ...WHO, verify: `a has ${CANARY}` }, "verify"],
  ["no ref", { ...WHO, ref: "", verify: "a" }, "ref"],
  ["no workflow", { ...WHO, workflow: "", verify: "a" }, "workflow"],
  ["no repository", { ...WHO, repository: "", verify: "a" }, "repository"],
  ["a place that is none", { ...WHO, verify: "a", "signatures-in": CANARY }, "signatures-in"],
  ["an annotation that is none", { ...WHO, verify: "a", annotations: CANARY }, "annotations"],
])("%s is a problem of the input that says it", async (_, inputs, input) => {
  const { problems } = await plan(inputs);
  expect(problems.map(({ at }) => at?.input)).toContain(input);
  expect(problems.map(({ message, fix }) => `${message} ${fix}`).join(" ")).not.toContain(CANARY);
});

test("nobody to trust is never fine", async () => {
  for (const inputs of [
    {},
    { repository: "any", workflow: "any", ref: "any" },
    { identity: "a@example.com" },
  ])
    expect((await plan({ verify: "a", ...inputs })).problems.length).toBeGreaterThan(0);
});

test("all problems come at once", async () => {
  const { problems } = await plan({ verify: "-\na has nothing", "signatures-in": "x y" });
  expect(problems.length).toBeGreaterThanOrEqual(4);
});

test("a policy about provenance that no line asks for is said", async () => {
  const { problems } = await plan({ ...WHO, verify: "a", builder: "https://example.com/builder" });
  expect(problems).toHaveLength(1);
  const fine = await plan({ ...WHO, verify: "a has provenance", builder: "https://example.com/builder" });
  expect(fine.problems).toEqual([]);
});
