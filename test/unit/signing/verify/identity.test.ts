import { describe, expect, test } from "vitest";
import { signerMismatches } from "../../../../src/signing/verify/identity.ts";
import type { PolicySources } from "../../../../src/signing/verify/read-policies.ts";
import type { CertificateFacts } from "../../../../src/signing/verified.ts";
import { certificate, COMMIT, GITHUB, OWN, policyOf } from "./facts.ts";

const at = (repository: string, ref: string, workflow = "release.yml"): Partial<CertificateFacts> => ({
  san: `https://github.com/${repository}/.github/workflows/${workflow}@${ref}`,
  sourceRepository: `https://github.com/${repository}`,
  sourceRef: ref,
});
const CENTRAL = "https://github.com/liquid-hive/workflows/.github/workflows/sign.yml@refs/tags/v1";
const REUSABLE = {
  ...OWN,
  workflow: "liquid-hive/workflows/.github/workflows/sign.yml@refs/tags/v1",
};

type Case = readonly [string, Partial<PolicySources>, Partial<CertificateFacts>, ...string[]];

const CASES: readonly Case[] = [
  ["the run that is meant", OWN, {}],
  ["a ref that only begins so", OWN, at("liquid-hive/api", "refs/heads/main-evil"), "ref"],
  ["a ref that only ends so", OWN, at("liquid-hive/api", "refs/heads/evil/refs/heads/main"), "ref"],
  ["a tag of the branch's name", OWN, at("liquid-hive/api", "refs/tags/main"), "ref"],
  ["a pull request", OWN, at("liquid-hive/api", "refs/pull/1/merge"), "ref"],
  ["a ref with a line end", OWN, at("liquid-hive/api", "refs/heads/main\n"), "workflow", "ref"],
  ["a repository that only begins so", OWN, at("liquid-hive/api-evil", "refs/heads/main"), "repository"],
  ["a repository that only ends so", OWN, at("evil-liquid-hive/api", "refs/heads/main"), "repository"],
  ["another owner's repository", OWN, at("evil/api", "refs/heads/main"), "repository"],
  ["a repository in another case", OWN, at("Liquid-Hive/api", "refs/heads/main"), "repository"],
  [
    "a host that only begins so",
    OWN,
    { san: "https://github.com.evil.com/liquid-hive/api/.github/workflows/release.yml@refs/heads/main" },
    "workflow",
  ],
  [
    "a repository at such a host",
    OWN,
    { sourceRepository: "https://github.com.evil.com/liquid-hive/api" },
    "repository",
    "workflow",
  ],
  [
    "a user in the URL",
    OWN,
    { san: "https://github.com@evil.com/liquid-hive/api/.github/workflows/release.yml@refs/heads/main" },
    "workflow",
  ],
  [
    "http",
    OWN,
    { san: "http://github.com/liquid-hive/api/.github/workflows/release.yml@refs/heads/main" },
    "workflow",
  ],
  ["an e-mail address", OWN, { san: "liquid-hive@example.com" }, "workflow"],
  [
    "a workflow that only begins so",
    OWN,
    at("liquid-hive/api", "refs/heads/main", "release.yml.yml"),
    "workflow",
  ],
  [
    "a workflow that only ends so",
    OWN,
    at("liquid-hive/api", "refs/heads/main", "evil-release.yml"),
    "workflow",
  ],
  [
    "a workflow in a folder",
    OWN,
    at("liquid-hive/api", "refs/heads/main", "x/.github/workflows/release.yml"),
    "workflow",
  ],
  [
    "a file with the ref in its name",
    OWN,
    at("liquid-hive/api", "refs/heads/main", "release.yml@refs"),
    "workflow",
  ],
  [
    "a branch with the ref in its name",
    OWN,
    { san: "https://github.com/liquid-hive/api/.github/workflows/release.yml@refs/heads/x@refs/heads/main" },
    "workflow",
  ],
  [
    "the workflow of another ref",
    OWN,
    { san: "https://github.com/liquid-hive/api/.github/workflows/release.yml@refs/heads/evil" },
    "workflow",
  ],
  [
    "a reusable workflow of another owner with the same path",
    OWN,
    { san: "https://github.com/evil/api/.github/workflows/release.yml@refs/heads/main" },
    "workflow",
  ],
  ["no repository", OWN, { sourceRepository: undefined }, "repository", "workflow"],
  ["no ref", OWN, { sourceRef: undefined }, "workflow", "ref"],
  ["an empty ref", { ...OWN, ref: "any" }, { sourceRef: "" }, "workflow", "ref"],
  ["no issuer", OWN, { issuer: undefined }, "issuer"],
  ["an issuer that only begins so", OWN, { issuer: `${GITHUB}.evil.com` }, "issuer"],
  ["an enterprise's issuer that is not written", OWN, { issuer: `${GITHUB}/evil` }, "issuer"],
  ["an enterprise's issuer that is", { ...OWN, issuer: `${GITHUB}/hive` }, { issuer: `${GITHUB}/hive` }],
  [
    "a server of one's own",
    { ...OWN, issuer: "https://ghe.example/_services/token" },
    {
      issuer: "https://ghe.example/_services/token",
      san: "https://ghe.example/liquid-hive/api/.github/workflows/release.yml@refs/heads/main",
      sourceRepository: "https://ghe.example/liquid-hive/api",
    },
  ],
  [
    "github.com's names from one's own server",
    { ...OWN, issuer: "https://ghe.example/_services/token" },
    { issuer: "https://ghe.example/_services/token" },
    "repository",
    "workflow",
  ],
  ["the reusable workflow that is meant", REUSABLE, { san: CENTRAL }],
  [
    "the reusable workflow called by another",
    REUSABLE,
    { san: CENTRAL, sourceRepository: "https://github.com/evil/api" },
    "repository",
  ],
  [
    "another owner's reusable workflow",
    REUSABLE,
    { san: CENTRAL.replace("liquid-hive", "evil") },
    "workflow",
  ],
  ["a reusable workflow of another ref", REUSABLE, { san: `${CENTRAL}-evil` }, "workflow"],
  ["a reusable one where the own is meant", OWN, { san: CENTRAL }, "workflow"],
  ["an own one where the reusable is meant", REUSABLE, {}, "workflow"],
  [
    "any ref of a reusable workflow",
    { ...REUSABLE, workflow: "liquid-hive/workflows/.github/workflows/sign.yml@any" },
    { san: CENTRAL.replace("refs/tags/v1", COMMIT) },
  ],
  ["any workflow, but an e-mail address", { ...OWN, workflow: "any" }, { san: "a@example.com" }, "workflow"],
  [
    "any of the three",
    { repository: "liquid-hive/*", workflow: "any", ref: "any" },
    at("liquid-hive/web", "refs/pull/3/merge"),
  ],
  ["a pattern of tags", { ...OWN, ref: "refs/tags/v*" }, at("liquid-hive/api", "refs/tags/v1.2.3")],
  ["a tag with a slash", { ...OWN, ref: "refs/tags/v*" }, at("liquid-hive/api", "refs/tags/v1/evil"), "ref"],
  [
    "a pattern of workflows",
    { ...OWN, workflow: ".github/workflows/*.yml" },
    at("liquid-hive/api", "refs/heads/main", "x.yml"),
  ],
  [
    "an owner for a pattern of names",
    { ...OWN, repository: "liquid-hive/*" },
    at("evil/liquid-hive", "refs/heads/main"),
    "repository",
  ],
  [
    "a new repository of the old name",
    { ...OWN, repositoryId: "1001" },
    { sourceRepositoryId: "2002" },
    "repository-id",
  ],
  ["an owner's number that only begins so", { ...OWN, ownerId: "77" }, { sourceOwnerId: "778" }, "owner-id"],
  ["a number that is absent", { ...OWN, ownerId: "77" }, { sourceOwnerId: undefined }, "owner-id"],
  ["the trigger", { ...OWN, trigger: ["push", "workflow_dispatch"] }, { trigger: "workflow_dispatch" }],
  [
    "a trigger that only begins so",
    { ...OWN, trigger: ["pull_request"] },
    { trigger: "pull_request_target" },
    "trigger",
  ],
  ["a pull request's trigger", { ...OWN, trigger: ["push"] }, { trigger: "pull_request" }, "trigger"],
  ["another commit", { ...OWN, commit: COMMIT }, { sourceDigest: COMMIT.replace("0", "1") }, "commit"],
  ["a machine of one's own", { ...OWN, runner: "github-hosted" }, { runner: "self-hosted" }, "runner"],
  [
    "an exact identity",
    { identity: "a@example.com", issuer: "https://accounts.example" },
    { san: "a@example.com", issuer: "https://accounts.example" },
  ],
  [
    "the identity by another issuer",
    { identity: "a@example.com", issuer: "https://accounts.example" },
    { san: "a@example.com" },
    "issuer",
  ],
  [
    "an identity that only begins so",
    { identity: "a@example.com", issuer: GITHUB },
    { san: "a@example.com.evil.com" },
    "identity",
  ],
  [
    "an expression without anchors",
    { identityRegexp: "github[.]com/liquid-hive/.*", issuer: GITHUB },
    {},
    "identity",
  ],
  [
    "an expression that is found inside",
    { identityRegexp: "https://github.com/liquid-hive/api", issuer: GITHUB },
    {},
    "identity",
  ],
  [
    "an expression for the whole",
    { identityRegexp: "https://github[.]com/liquid-hive/.*", issuerRegexp: "https://token[.].*" },
    {},
  ],
  [
    "one half of an alternative",
    { identityRegexp: "a@example.com|b@example.com", issuer: GITHUB },
    { san: "b@example.com.evil" },
    "identity",
  ],
  [
    "lines of their own",
    { identityRegexp: "(?m)^a@example.com$", issuer: GITHUB },
    { san: "x\na@example.com" },
    "identity",
  ],
  [
    "an issuer that is found inside",
    { identityRegexp: ".*@example[.]com", issuerRegexp: "accounts.example" },
    { san: "a@example.com", issuer: "https://accounts.example.evil" },
    "issuer",
  ],
];

describe("a certificate", () => {
  test.each(CASES.map(([name, ...rest]) => [name, rest] as const))(
    "%s",
    async (_, [inputs, facts, ...checks]) => {
      const policy = await policyOf(inputs);
      const found = signerMismatches(certificate(facts), policy).map(({ check }) => check);
      expect(found.toSorted()).toEqual(checks.toSorted());
    },
  );
});

test("a key is no identity, and an identity no key", async () => {
  expect(signerMismatches(undefined, await policyOf(OWN))).toMatchObject([{ check: "certificate" }]);
  expect(signerMismatches(certificate(), await policyOf({ key: "k.pem" }))).toMatchObject([
    { check: "certificate" },
  ]);
  expect(signerMismatches(undefined, await policyOf({ key: "k.pem" }))).toEqual([]);
});

test("a mismatch says both sides, fit to print, and where only the case differs", async () => {
  const policy = await policyOf(OWN);
  expect(signerMismatches(certificate(at("Liquid-Hive/api", "refs/heads/main")), policy)).toEqual([
    {
      check: "repository",
      expected: "liquid-hive/api",
      found: "Liquid-Hive/api",
      note: "Only upper and lower case differ; both count.",
    },
  ]);
  const [hostile] = signerMismatches(certificate({ sourceRef: "x\n::error::y" }), policy).slice(-1);
  expect(hostile?.found).not.toContain("\n");
});
