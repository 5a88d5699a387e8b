import { describe, expect, test } from "vitest";
import type { PolicySources } from "../../../../src/signing/verify/read-policies.ts";
import { uncheckable } from "../../../../src/signing/verify/read-policies.ts";
import { parseVerifyLines } from "../../../../src/signing/verify-lines.ts";
import { CANARY, COMMIT, GITHUB, OWN, policyOf, read } from "./facts.ts";

const REUSABLE = "liquid-hive/workflows/.github/workflows/sign.yml@refs/tags/v1";

describe("accepted", () => {
  const cases: readonly Partial<PolicySources>[] = [
    OWN,
    { ...OWN, repository: "liquid-hive/*", workflow: "any", ref: "any" },
    { ...OWN, repository: "any", ownerId: "77" },
    { ...OWN, repository: "*/api", repositoryId: "1001" },
    { ...OWN, repository: "any", issuer: `${GITHUB}/hive` },
    { ...OWN, repository: "any", workflow: REUSABLE },
    { identity: "a@example.com", issuer: "https://accounts.example" },
    { identityRegexp: ".*@example[.]com", issuerRegexp: "https://accounts[.]example" },
    { identityRegexp: ".*", issuer: GITHUB, repository: "liquid-hive/api" },
    { key: "cosign.pub", annotations: "a=b" },
    { key: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n" },
    {
      ...OWN,
      commit: COMMIT,
      trigger: ["push"],
      runner: "self-hosted",
      builder: "https://x/*",
      source: "liquid-hive/api",
      materials: `# one\ngit+https://x/y sha1:${COMMIT}`,
    },
  ];
  test.each(cases)("%j", async (inputs) => {
    expect(await policyOf(inputs)).toMatchObject({ name: "inputs" });
  });
});

describe("refused, at the input, without its value", () => {
  const cases: readonly (readonly [Partial<PolicySources>, ...string[]])[] = [
    [{}, "repository", "workflow", "ref"],
    [{ repository: CANARY }, "workflow", "ref", "repository"],
    [{ annotations: `a=${CANARY}` }, "repository", "workflow", "ref"],
    [{ ...OWN, repository: `https://github.com/x/${CANARY}` }, "repository"],
    [{ ...OWN, repository: `liquid-hive/${CANARY}/**` }, "repository"],
    [{ ...OWN, repository: "any" }, "repository"],
    [{ ...OWN, repository: "any", issuer: GITHUB }, "repository"],
    [{ ...OWN, repository: "*/api" }, "repository"],
    [
      { ...OWN, repository: "liquid*/api", workflow: "*/workflows/.github/workflows/sign.yml@refs/tags/v1" },
      "repository",
    ],
    [{ ...OWN, ref: CANARY }, "ref"],
    [{ ...OWN, ref: "refs/**" }, "ref"],
    [{ ...OWN, ref: "*" }, "ref"],
    [{ ...OWN, ref: `refs/heads/a\n${CANARY}` }, "ref"],
    [{ ...OWN, workflow: CANARY }, "workflow"],
    [{ ...OWN, workflow: "release.yml" }, "workflow"],
    [{ ...OWN, workflow: ".github/workflows/release.yml@refs/heads/main" }, "workflow"],
    [{ ...OWN, workflow: ".github/workflows/**.yml" }, "workflow"],
    [{ ...OWN, workflow: "liquid-hive/w/.github/workflows/sign.yml" }, "workflow"],
    [{ ...OWN, workflow: "liquid-hive/w/.github/workflows/sign.yml@v1" }, "workflow"],
    [{ ...OWN, commit: CANARY }, "commit"],
    [{ ...OWN, commit: COMMIT.slice(0, 7) }, "commit"],
    [{ ...OWN, repositoryId: CANARY }, "repository-id"],
    [{ ...OWN, ownerId: "0" }, "owner-id"],
    [{ identity: CANARY }, "issuer"],
    [{ identityRegexp: `(${CANARY}`, issuer: GITHUB }, "identity-regexp"],
    [{ identityRegexp: ".*", issuer: GITHUB }, "identity-regexp"],
    [{ identity: "a", issuer: "b", issuerRegexp: "c" }, "issuer"],
    [{ repository: "any", workflow: "any", ref: "any", issuerRegexp: ".*" }, "repository"],
    [{ ...OWN, source: CANARY }, "source"],
    [{ ...OWN, materials: `a b ${CANARY}` }, "materials"],
    [{ key: "k", repository: CANARY }, "key"],
    [{ key: "k", trigger: ["push"] }, "key"],
    [{ ...OWN, annotations: CANARY }, "annotations"],
    [{ ...OWN, annotations: "a=b\na=c" }, "annotations"],
    [{ ...OWN, policies: `- ${CANARY}` }, "policies"],
    [{ ...OWN, policies: CANARY }, "policies"],
    [{ ...OWN, policies: `- {${CANARY}` }, "policies"],
    [{ ...OWN, policies: "[]" }, "policies"],
    [{ ...OWN, policies: `- repositry: ${CANARY}` }, "policies"],
    [{ ...OWN, policies: "- runner: any" }, "policies", "policies", "policies"],
    [{ policies: "- repository: any\n  workflow: any\n  ref: any" }, "policies"],
    [{ policies: "- identity: ''\n  issuer: x" }, "policies"],
    [{ policies: `- identity: a\n  issuer: b\n  commit: 12\n  runner: ${CANARY}` }, "policies", "policies"],
    [{ policies: `- identity: a\n  issuer: b\n  annotations: ${CANARY}` }, "policies"],
    [{ policies: "- {name: a, identity: a, issuer: b}\n- {name: a, identity: a, issuer: b}" }, "policies"],
  ];
  test.each(cases.map(([inputs, ...at]) => ({ inputs, at })))("$inputs", async ({ inputs, at }) => {
    const { problems } = await read(inputs);
    expect(problems.map((problem) => problem.at?.input)).toEqual(at);
    expect(problems.map(({ code }) => code)).not.toContain("INTERNAL");
    expect(problems.map(({ message, fix }) => `${message} ${fix}`).join(" ")).not.toContain(CANARY);
  });
});

describe("a list of policies", () => {
  test("stands beside that of the inputs, or alone", async () => {
    const policies = `
- name: built
  repository: liquid-hive/api
  workflow: .github/workflows/release.yml
  ref: refs/heads/main
  repository-id: 1001
  trigger: [push, workflow_dispatch]
  annotations: { environment: production }
- identity: boss@example.com
  issuer: https://accounts.example
`;
    const alone = await read({ policies });
    expect(alone.problems).toEqual([]);
    expect(alone.policies.map(({ name }) => name)).toEqual(["built", "policy 2"]);
    expect(alone.policies[0]?.annotations).toEqual(new Map([["environment", "production"]]));
    expect((await read({ ...OWN, policies })).policies.map(({ name }) => name)).toEqual([
      "inputs",
      "built",
      "policy 2",
    ]);
    expect((await read({ key: "k.pub", policies })).policies.map(({ signer }) => signer === "key")).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test("what no line would check is a problem", async () => {
  const { lines } = parseVerifyLines("a\nb has provenance\nc has signature, slsaprovenance02");
  const at = async (inputs: Partial<PolicySources>): Promise<unknown> =>
    uncheckable(lines, [await policyOf({ ...OWN, ...inputs })]).map((problem) => problem.at?.line);
  expect(await at({})).toEqual([]);
  expect(await at({ builder: "https://x" })).toEqual([1]);
  expect(await at({ annotations: "a=b" })).toEqual([2]);
});
