import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { provenanceOf, serverOf, workflowOf } from "../../../src/signing/provenance.ts";
import { predicateProblem } from "../../../src/signing/predicate-shapes.ts";

const claims = {
  iss: "https://token.actions.githubusercontent.com",
  ref: "refs/tags/v1@2",
  sha: "0123456789abcdef0123456789abcdef01234567",
  repository: "octo/app",
  event_name: "push",
  job_workflow_ref: "octo/shared/.github/workflows/build.yml@refs/heads/main",
  workflow_ref: "octo/app/.github/workflows/release@prod.yml@refs/tags/v1@2",
  repository_id: "1",
  repository_owner_id: "2",
  runner_environment: "github-hosted",
  run_id: "33",
  run_attempt: "4",
};

test("the run as SLSA provenance", () => {
  expect(provenanceOf(claims)).toEqual({
    type: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "https://actions.github.io/buildtypes/workflow/v1",
        externalParameters: {
          workflow: {
            ref: "refs/tags/v1@2",
            repository: "https://github.com/octo/app",
            path: ".github/workflows/release@prod.yml",
          },
        },
        internalParameters: {
          github: {
            event_name: "push",
            repository_id: "1",
            repository_owner_id: "2",
            runner_environment: "github-hosted",
          },
        },
        resolvedDependencies: [
          {
            uri: "git+https://github.com/octo/app@refs/tags/v1@2",
            digest: { gitCommit: "0123456789abcdef0123456789abcdef01234567" },
          },
        ],
      },
      runDetails: {
        builder: { id: "https://github.com/octo/shared/.github/workflows/build.yml@refs/heads/main" },
        metadata: { invocationId: "https://github.com/octo/app/actions/runs/33/attempts/4" },
      },
    },
  });
});

test("it is what our own check takes, and holds no other claim", () => {
  const { type, predicate } = provenanceOf({ ...claims, jti: "CANARY-7f3a", actor: "CANARY-7f3a" });
  expect(predicateProblem(type, predicate)).toBeUndefined();
  expect(JSON.stringify(predicate)).not.toContain("CANARY-7f3a");
});

describe("the server", () => {
  test.each([
    ["https://token.actions.githubusercontent.com", "https://github.com"],
    ["https://token.actions.githubusercontent.com/my-enterprise", "https://github.com"],
    ["https://token.actions.octo.ghe.com", "https://octo.ghe.com"],
    ["https://token.actions.octo.ghe.com/slug", "https://octo.ghe.com"],
    ["https://github.example/_services/token", "https://fallback.example"],
    ["https://token.actions.githubusercontent.com.evil.example", "https://fallback.example"],
    ["https://token.actions.a.b.ghe.com", "https://fallback.example"],
    ["http://127.0.0.1:18080", "https://fallback.example"],
  ])("of a token of %s", (issuer, server) => {
    expect(serverOf(issuer, "https://fallback.example/")).toBe(server);
  });
});

test.each([
  [
    "o/r/.github/workflows/a.yml@refs/heads/main",
    "refs/heads/main",
    ["o/r", ".github/workflows/a.yml", "refs/heads/main"],
  ],
  [
    "o/r/.github/workflows/a.yml@refs/tags/x@y",
    "refs/tags/x@y",
    ["o/r", ".github/workflows/a.yml", "refs/tags/x@y"],
  ],
  ["o/r/a@b.yml@refs/heads/@", "refs/heads/@", ["o/r", "a@b.yml", "refs/heads/@"]],
  [
    "o/r/a.yml@refs/heads/x@refs/heads/y",
    "refs/heads/x@refs/heads/y",
    ["o/r", "a.yml", "refs/heads/x@refs/heads/y"],
  ],
  ["other/rules/ci.yml@refs/heads/main", "refs/pull/1/merge", ["other/rules", "ci.yml", "refs/heads/main"]],
  ["other/rules/ci.yml@0123abc", "refs/pull/1/merge", ["other/rules", "ci.yml", "0123abc"]],
  ["o/r2/ci.yml@refs/heads/main", "refs/heads/main", ["o/r2", "ci.yml", "refs/heads/main"]],
  ["o/r/ci.yml", "refs/heads/main", ["o/r", "ci.yml", "refs/heads/main"]],
])("%s at %s", (workflowRef, ref, expected) => {
  const { repository, path, ref: at } = workflowOf(workflowRef, "o/r", ref);
  expect([repository, path, at]).toEqual(expected);
});

test("missing claims are named together", () => {
  const { sha: _sha, run_id: _run, ...less } = claims;
  const work = (): unknown => provenanceOf({ ...less, ref: "", event_name: { CANARY: 1 }, run_attempt: 4 });
  expect(work).toThrow(Failure);
  expect(work).toThrow(
    expect.objectContaining({
      code: "OIDC_TOKEN_UNAVAILABLE",
      message: "The job's identity token does not say what provenance needs: ref, sha, event_name, run_id.",
    }),
  );
});
