import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { failureOf } from "../../../../src/signing/verify/failure-of.ts";
import { identityLines } from "../../../../src/signing/verify/found-identity.ts";
import type { Policy } from "../../../../src/signing/verify/policy.ts";
import { type Candidate, verdictOf } from "../../../../src/signing/verify/verdict.ts";
import { parseVerifyLines } from "../../../../src/signing/verify-lines.ts";
import {
  certificate,
  FACTS,
  GITHUB,
  IMAGE,
  OWN,
  policyOf,
  read,
  SIGNED,
  statement,
  verified,
} from "./facts.ts";

const good: Candidate = { where: "referrer sha256:1", outcome: { verified: verified(statement(SIGNED)) } };
const attested: Candidate = {
  where: "referrer sha256:2",
  outcome: { verified: verified(statement("https://example.com/x")) },
};
const broken: Candidate = {
  where: "referrer sha256:3",
  outcome: { failure: new Failure("SIGNATURE_INVALID", "The signature does not hold.") },
};
const elsewhere: Candidate = {
  where: "referrer sha256:6",
  outcome: {
    verified: verified({
      kind: "simple-signing",
      imageDigest: `sha256:${"d".repeat(64)}`,
      reference: "x",
      annotations: {},
    }),
  },
};
const foreign: Candidate = {
  where: "referrer sha256:4",
  outcome: {
    verified: verified(
      statement(SIGNED),
      certificate({
        san: "https://github.com/evil/api/.github/workflows/release.yml@refs/heads/main",
        sourceRepository: "https://github.com/evil/api",
      }),
    ),
  },
};
const person: Candidate = {
  where: "referrer sha256:5",
  outcome: {
    verified: verified(
      statement(SIGNED),
      certificate({ san: "boss@example.com", issuer: "https://accounts.example" }),
    ),
  },
};

const examine = (candidates: readonly Candidate[], policies: readonly Policy[], needs = "signature") =>
  verdictOf(
    [{ line: 3, subject: IMAGE, needs: parseVerifyLines(`x has ${needs}`).lines[0]!.needs, candidates }],
    policies,
  );

describe("which failure", () => {
  test.each([
    ["nothing found", [], "SIGNATURE_MISSING", "sign:"],
    ["only an attestation", [attested], "SIGNATURE_MISSING", "sign:"],
    ["only a broken one", [broken], "SIGNATURE_INVALID", "sigstore:"],
    ["a broken one and an attestation", [attested, broken], "SIGNATURE_INVALID", "sigstore:"],
    ["only another image's", [attested, elsewhere], "SIGNATURE_INVALID", "Look whether"],
    ["another's", [elsewhere, broken, attested, foreign], "IDENTITY_MISMATCH", "repository: evil/api"],
  ])("%s", async (_, candidates, code, fix) => {
    const failure = failureOf(examine(candidates, [await policyOf(OWN)]));
    expect(failure).toMatchObject({ code, at: { input: "verify", line: 3 } });
    expect(failure?.fix).toContain(fix);
  });

  test("the right one with other annotations", async () => {
    const policy = await policyOf({ ...OWN, annotations: "environment=production" });
    const failure = failureOf(examine([good, foreign], [policy]));
    expect(failure?.code).toBe("POLICY_UNMET");
    expect(failure?.message).toContain("annotations is nothing, not environment=production.");
  });
});

test("junk does not hide a good one", async () => {
  const junk = Array.from({ length: 100 }, () => broken);
  const verdict = examine([...junk, attested, foreign, good, ...junk], [await policyOf(OWN)]);
  expect(verdict.passed).toBe(true);
  expect(failureOf(verdict)).toBeUndefined();
  const [under] = verdict.subjects[0]!.needs[0]!.policies;
  expect(under).toMatchObject({ passed: true, candidatesLeftOut: 183 });
  expect(under?.candidates[0]).toMatchObject({
    where: "referrer sha256:1",
    passed: true,
    identity: FACTS.san,
    issuer: GITHUB,
    logIndex: "7",
  });
});

test("every need has to be met, and one signature does not serve for another need", async () => {
  const policies = [await policyOf(OWN)];
  expect(examine([good, attested], policies, "signature, https://example.com/x").passed).toBe(true);
  const verdict = examine([good], policies, "signature, https://example.com/x");
  expect(verdict.subjects[0]?.needs.map(({ passed }) => passed)).toEqual([true, false]);
  expect(failureOf(verdict)?.code).toBe("SIGNATURE_MISSING");
});

test("every policy has to be met, each by a whole signature", async () => {
  const { policies } = await read({
    ...OWN,
    policies: "- { identity: boss@example.com, issuer: 'https://accounts.example' }",
  });
  expect(examine([good, person], policies).passed).toBe(true);
  const verdict = examine([good], policies);
  expect(verdict.passed).toBe(false);
  expect(verdict.subjects[0]?.needs[0]?.policies.map(({ passed }) => passed)).toEqual([true, false]);
});

test("two signatures do not make up one that fits", async () => {
  const policy = await policyOf({ ...OWN, annotations: "a=1" });
  const annotated: Candidate = {
    where: "x",
    outcome: {
      verified: verified(
        statement(SIGNED, {}, { a: "1" }),
        certificate({ sourceOwnerId: "78", sourceRef: "refs/heads/x" }),
      ),
    },
  };
  expect(examine([good, annotated], [policy]).passed).toBe(false);
});

test("nothing asked is no pass", async () => {
  const policy = await policyOf(OWN);
  expect(verdictOf([], [policy]).passed).toBe(false);
  expect(failureOf(verdictOf([], [policy]))?.code).toBe("SIGNATURE_MISSING");
  expect(examine([good], []).passed).toBe(false);
  expect(failureOf(examine([good], []))?.code).toBe("SIGNATURE_MISSING");
  expect(verdictOf([{ line: 1, subject: IMAGE, needs: [], candidates: [good] }], [policy]).passed).toBe(
    false,
  );
});

describe("the lines that would accept", () => {
  test.each([
    [
      "a workflow",
      certificate(),
      ["repository: liquid-hive/api", "workflow: .github/workflows/release.yml", "ref: refs/heads/main"],
    ],
    [
      "a reusable one",
      certificate({ san: "https://github.com/a/b/.github/workflows/c.yml@refs/tags/v1" }),
      [
        "repository: liquid-hive/api",
        "workflow: a/b/.github/workflows/c.yml@refs/tags/v1",
        "ref: refs/heads/main",
      ],
    ],
    [
      "a person",
      certificate({ san: "a@b.example", issuer: "https://x.example" }),
      ["identity: a@b.example", "issuer: https://x.example"],
    ],
    [
      "something hostile",
      certificate({ san: "x\nrun: evil #", issuer: "y" }),
      [String.raw`identity: "x\nrun: evil #"`, "issuer: y"],
    ],
  ])("%s", async (_, facts, lines) => {
    expect(identityLines(facts)).toEqual(lines);
  });

  test("accept it", async () => {
    const inputs = Object.fromEntries(identityLines(FACTS).map((line) => line.split(": ")));
    expect(examine([good], [await policyOf(inputs)]).passed).toBe(true);
  });
});

test("the verdict is JSON", async () => {
  const verdict = examine([broken, foreign], [await policyOf(OWN)]);
  expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
});
