import { describe, expect, test } from "vitest";
import { judge } from "../../../../src/signing/verify/judge.ts";
import { gitSource } from "../../../../src/signing/verify/provenance.ts";
import type { PolicySources } from "../../../../src/signing/verify/read-policies.ts";
import { parseVerifyLines } from "../../../../src/signing/verify-lines.ts";
import { certificate, COMMIT, FACTS, IMAGE, OWN, policyOf, statement, verified } from "./facts.ts";

const V1 = "https://slsa.dev/provenance/v1";
const V02 = "https://slsa.dev/provenance/v0.2";
const API = "https://github.com/liquid-hive/api";
const OTHER = COMMIT.replace("0", "f");

const v1 = () => ({
  buildDefinition: {
    buildType: "https://actions.github.io/buildtypes/workflow/v1",
    externalParameters: {
      workflow: { ref: "refs/heads/main", repository: API, path: ".github/workflows/release.yml" },
    } as Record<string, unknown>,
    internalParameters: {
      github: {
        event_name: "push",
        repository_id: "1001",
        repository_owner_id: "77",
        runner_environment: "github-hosted",
      },
    },
    resolvedDependencies: [{ uri: `git+${API}@refs/heads/main`, digest: { gitCommit: COMMIT } }],
  },
  runDetails: { builder: { id: FACTS.san }, metadata: { invocationId: FACTS.run } } as Record<
    string,
    unknown
  >,
});
const v02 = () => ({
  builder: { id: FACTS.san },
  buildType: "https://github.com/slsa-framework/slsa-github-generator/generic@v1",
  invocation: {
    configSource: {
      uri: `git+${API}@refs/heads/main`,
      digest: { sha1: COMMIT },
      entryPoint: ".github/workflows/release.yml",
    },
  },
  metadata: { buildInvocationID: "42-1" },
  materials: [{ uri: `git+${API}@refs/heads/main`, digest: { sha1: COMMIT } }],
});

/** Sets what a dotted path names. */
function set(object: object, path: string, value: unknown): object {
  const names = path.split(".");
  let at = object as Record<string, unknown>;
  for (const name of names.slice(0, -1)) at = at[name] as Record<string, unknown>;
  at[names.at(-1)!] = value;
  return object;
}

async function checks(
  type: string,
  predicate: unknown,
  inputs: Partial<PolicySources> = {},
  facts = FACTS,
): Promise<string[]> {
  const [need] = parseVerifyLines(`x has ${type}`).lines[0]!.needs;
  const policy = await policyOf({ ...OWN, ...inputs });
  return judge(verified(statement(type, predicate), facts), policy, IMAGE, need).map(({ check }) => check);
}

describe("a predicate and the certificate agree", () => {
  test.each([
    [V1, v1()],
    [V02, v02()],
    [V1, set(v1(), "runDetails.metadata", { invocationId: FACTS.run!.replace("/attempts/1", "") })],
    [
      V1,
      set(set(v1(), "buildDefinition.buildType", "https://b/x"), "runDetails", {
        builder: { id: "https://builder.example" },
        metadata: { invocationId: "uuid-1" },
      }),
    ],
    [V1, set(set(v1(), "buildDefinition.buildType", "https://b/x"), "runDetails.builder.id", FACTS.run)],
    [
      V1,
      set(v1(), "buildDefinition.resolvedDependencies", [
        { uri: "git+https://github.com/other/lib@v1", digest: { gitCommit: OTHER } },
      ]),
    ],
    [V02, set(v02(), "invocation.configSource", {})],
    [V02, set(v02(), "invocation.configSource.uri", `${API}.git#${COMMIT}`)],
    [V02, set(v02(), "invocation.configSource.entryPoint", "Dockerfile")],
    [V02, set(v02(), "builder.id", FACTS.san.split("@")[0])],
  ])("%s, case %#", async (type, predicate) => {
    expect(await checks(type, predicate)).toEqual([]);
  });

  test.each([
    [V1, v1, "runDetails.builder.id", FACTS.san.replace("main", "main-evil")],
    [V1, v1, "runDetails.builder.id", "https://builder.example"],
    [V1, v1, "buildDefinition.externalParameters.workflow.repository", `${API}-evil`],
    [
      V1,
      v1,
      "buildDefinition.externalParameters.workflow.repository",
      "https://github.com.evil.com/liquid-hive/api",
    ],
    [V1, v1, "buildDefinition.externalParameters.workflow.repository", "liquid-hive/api"],
    [V1, v1, "buildDefinition.externalParameters.workflow.ref", "refs/heads/x"],
    [V1, v1, "buildDefinition.externalParameters.workflow.path", ".github/workflows/x.yml"],
    [
      V1,
      v1,
      "buildDefinition.externalParameters.source",
      { uri: `git+${API}@refs/heads/main`, digest: { sha1: OTHER } },
    ],
    [V1, v1, "buildDefinition.internalParameters.github.event_name", "pull_request"],
    [V1, v1, "buildDefinition.internalParameters.github.repository_id", "1002"],
    [V1, v1, "buildDefinition.internalParameters.github.repository_owner_id", 78],
    [V1, v1, "buildDefinition.internalParameters.github.runner_environment", "self-hosted"],
    [
      V1,
      v1,
      "buildDefinition.resolvedDependencies",
      [{ uri: `git+${API}@refs/heads/main`, digest: { gitCommit: OTHER } }],
    ],
    [V1, v1, "buildDefinition.resolvedDependencies", [{ uri: `git+${API}`, digest: { gitCommit: OTHER } }]],
    [V1, v1, "runDetails.metadata.invocationId", FACTS.run!.replace("42", "43")],
    [V1, v1, "runDetails.metadata.invocationId", "x"],
    [V02, v02, "builder.id", "https://github.com/evil/api/.github/workflows/release.yml@refs/heads/main"],
    [V02, v02, "builder.id", FACTS.run!.replace("42", "43")],
    [V02, v02, "invocation.configSource.uri", `git+${API}-evil@refs/heads/main`],
    [V02, v02, "invocation.configSource.uri", `git+${API}@refs/heads/evil`],
    [V02, v02, "invocation.configSource.uri", `${API}.git#${OTHER}`],
    [V02, v02, "invocation.configSource.digest.sha1", OTHER],
    [V02, v02, "invocation.configSource.entryPoint", ".github/workflows/x.yml"],
    [V02, v02, "metadata.buildInvocationID", "43-1"],
    [V02, v02, "materials", [{ uri: `git+${API}@refs/heads/main`, digest: { sha1: OTHER } }]],
  ])("%s: not with %s %s = %j", async (type, whole, path, value) => {
    expect(await checks(type, set(whole(), path, value))).toEqual(["agreement"]);
  });

  test("an absent extension disagrees with nothing, and a key's signature neither", async () => {
    const predicate = set(v1(), "runDetails.metadata.invocationId", "https://github.com/a/b/actions/runs/1");
    expect(await checks(V1, predicate, {}, certificate({ run: undefined }))).toEqual([]);
    const [need] = parseVerifyLines(`x has ${V1}`).lines[0]!.needs;
    const byKey = { ...verified(statement(V1, predicate)), certificate: undefined };
    expect(judge(byKey, await policyOf({ key: "k" }), IMAGE, need)).toEqual([]);
  });
});

test.each([
  ["none", undefined],
  ["null", null],
  ["a text", "x"],
  ["a list", [v1()]],
  ["empty", {}],
  ["no builder", set(v1(), "runDetails", {})],
  ["a builder that is a list", set(v1(), "runDetails.builder.id", [FACTS.san])],
  ["a repository that is a list", set(v1(), "buildDefinition.externalParameters.workflow.repository", [API])],
  ["dependencies that are none", set(v1(), "buildDefinition.resolvedDependencies", "x")],
  ["a workflow that is a text", set(v1(), "buildDefinition.externalParameters.workflow", "x")],
])("a predicate that is not as specified: %s", async (_, predicate) => {
  expect(await checks(V1, predicate)).toEqual(["predicate"]);
});

test.each([
  [{ builder: FACTS.san }, []],
  [{ builder: FACTS.san.replace("release", "*") }, []],
  [{ builder: FACTS.san.replace("main", "mai") }, ["builder"]],
  [{ builder: "https://github.com/*" }, ["builder"]],
  [{ source: "liquid-hive/api" }, []],
  [{ source: "liquid-hive/*" }, []],
  [{ source: API }, []],
  [{ source: "liquid-hive/ap" }, ["source"]],
  [{ source: "evil/api" }, ["source"]],
  [{ materials: `git+${API}@refs/heads/*` }, []],
  [{ materials: `git+${API}@refs/heads/* gitCommit:${COMMIT}` }, []],
  [{ materials: `git+${API}@refs/heads/* gitCommit:${OTHER}` }, ["materials"]],
  [{ materials: `git+${API}\npkg:npm/x` }, ["materials", "materials"]],
])("a policy of %j", async (inputs, expected) => {
  expect(await checks(V1, v1(), inputs)).toEqual(expected);
});

test("a source that is not stated does not match", async () => {
  const predicate = set(v1(), "buildDefinition.externalParameters", {});
  expect(await checks(V1, predicate, { source: "liquid-hive/api" })).toEqual(["source"]);
});

test.each([
  [`git+${API}@refs/tags/a@1`, { repository: API, ref: "refs/tags/a@1", commit: undefined }],
  [`${API}.git#refs/heads/main:docker`, { repository: API, ref: "refs/heads/main", commit: undefined }],
  [`${API}@${COMMIT}`, { repository: API, ref: undefined, commit: COMMIT }],
  [API, { repository: API, ref: undefined, commit: undefined }],
  ["pkg:docker/alpine@3", undefined],
])("%s", (uri, source) => {
  expect(gitSource(uri)).toEqual(source);
});
