import fs from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import {
  blobBundle,
  failsWith,
  type Inputs,
  mustCosign,
  outcome,
  PASSES,
  policyOf,
  verifyUsual,
} from "./verify-place.ts";

/** Policies against certificates that Fulcio really issued. */
let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ rekor2: false, tsa: false })));
afterAll(async () => peers.stop());

type Claims = Readonly<Record<string, string>>;

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const own = (repository: string, ref: string, file = "deploy.yml"): Claims => {
  const workflow = `${repository}/.github/workflows/${file}@${ref}`;
  return { repository, ref, job_workflow_ref: workflow, workflow_ref: workflow };
};

/** Verifies a file that a job of these claims signed. */
async function verified(claims: Claims, inputs: Inputs): Promise<ReturnType<typeof outcome>> {
  const bundle = await blobBundle(peers, "the artifact", "v1", claims);
  const files = { "app.tgz": "the artifact", "app.tgz.sigstore.json": bundle };
  return outcome(await verifyUsual(peers, { verify: "app.tgz", ...inputs }, files));
}

describe("who signed is another", () => {
  test.each<[string, Claims, Inputs]>([
    ["a repository that begins so", own("liquid-hive/shop-evil", "refs/heads/main"), {}],
    [
      "a repository that ends so",
      own("evil/liquid-hive.shop", "refs/heads/main"),
      { repository: "*/shop", "owner-id": "9001" },
    ],
    [
      "an owner that begins so",
      own("liquid-hive-evil/shop", "refs/heads/main"),
      { repository: "liquid-hive/*" },
    ],
    ["a branch that begins so", own("liquid-hive/shop", "refs/heads/main-evil"), {}],
    ["a branch below", own("liquid-hive/shop", "refs/heads/main/evil"), { ref: "refs/heads/*" }],
    ["a tag of the branch's name", own("liquid-hive/shop", "refs/tags/main"), {}],
    [
      "a branch with a workflow in its name",
      own("liquid-hive/shop", "refs/heads/x/.github/workflows/deploy.yml@refs/heads/main"),
      {},
    ],
    ["a pull request", { ...own("liquid-hive/shop", "refs/pull/1/merge"), event_name: "pull_request" }, {}],
    [
      "a pull request under `any`, and pushes wanted",
      { ...own("liquid-hive/shop", "refs/pull/1/merge"), event_name: "pull_request" },
      { ref: "any", trigger: "push" },
    ],
    ["a workflow of a longer name", own("liquid-hive/shop", "refs/heads/main", "deploy.yml.yml"), {}],
    ["another workflow of the repository", own("liquid-hive/shop", "refs/heads/main", "test.yml"), {}],
    [
      "a reusable workflow of another owner",
      { job_workflow_ref: "evil/shop/.github/workflows/deploy.yml@refs/heads/main" },
      {},
    ],
    [
      "the workflow, called from another repository",
      {
        ...own("evil/shop", "refs/heads/main"),
        job_workflow_ref: "liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main",
      },
      {},
    ],
    [
      "the workflow at another ref than the run",
      { job_workflow_ref: "liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/old" },
      {},
    ],
    [
      "a reusable workflow at another tag",
      { job_workflow_ref: "liquid-hive/ci/.github/workflows/build.yml@refs/tags/v2" },
      { workflow: "liquid-hive/ci/.github/workflows/build.yml@refs/tags/v1" },
    ],
    ["a repository that was made again", { repository_id: "74002" }, { "repository-id": "74001" }],
    ["an owner that took the name", { repository_owner_id: "9002" }, { "owner-id": "9001" }],
    ["another event", { event_name: "workflow_dispatch" }, { trigger: "push, schedule" }],
    ["another commit", { sha: COMMIT.replace("0", "f") }, { commit: COMMIT }],
    ["a machine of one's own", { runner_environment: "self-hosted" }, { runner: "github-hosted" }],
    ["another issuer", {}, { issuer: "" }],
    [
      "another identity",
      {},
      { repository: "", workflow: "", ref: "", identity: "https://github.com/liquid-hive/shop" },
    ],
  ])("%s", async (_name, claims, inputs) => {
    expect(await verified(claims, inputs)).toEqual(failsWith("IDENTITY_MISMATCH"));
  });
});

describe("who signed is meant", () => {
  test.each<[string, Claims, Inputs]>([
    ["the usual job", {}, {}],
    [
      "a branch by a pattern",
      own("liquid-hive/shop", "refs/heads/release-1"),
      { ref: "refs/heads/release-*" },
    ],
    ["a branch with a slash by two", own("liquid-hive/shop", "refs/heads/a/b"), { ref: "refs/heads/*/*" }],
    [
      "any repository of the owner",
      own("liquid-hive/api", "refs/heads/main"),
      { repository: "liquid-hive/*" },
    ],
    [
      "a pull request under `any`",
      { ...own("liquid-hive/shop", "refs/pull/1/merge"), event_name: "pull_request" },
      { ref: "any" },
    ],
    [
      "a reusable workflow",
      { job_workflow_ref: "liquid-hive/ci/.github/workflows/build.yml@refs/tags/v1" },
      { workflow: "liquid-hive/ci/.github/workflows/build.yml@refs/tags/v1" },
    ],
    [
      "all else that a certificate says",
      {},
      {
        "repository-id": "74001",
        "owner-id": "9001",
        trigger: "push",
        commit: COMMIT,
        runner: "github-hosted",
      },
    ],
    [
      "an identity",
      {},
      {
        repository: "",
        workflow: "",
        ref: "",
        identity: "https://github.com/liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main",
      },
    ],
  ])("%s", async (_name, claims, inputs) => {
    expect(await verified(claims, inputs)).toEqual(PASSES);
  });
});

describe("lines to paste, of whoever signed, are a policy that holds", () => {
  test.each<[string, Claims]>([
    ["a fork", own("evil/shop-fork", "refs/heads/a#b-'c\"")],
    ["a reusable workflow", { job_workflow_ref: "evil/ci/.github/workflows/build.yml@refs/tags/v1" }],
    ["a pull request", { ...own("liquid-hive/shop", "refs/pull/1/merge"), event_name: "pull_request" }],
  ])("%s", async (_name, claims) => {
    const bundle = await blobBundle(peers, "x", "v1", claims);
    const files = { app: "x", "app.sigstore.json": bundle };
    const refused = await verifyUsual(peers, { verify: "app" }, files);
    expect(outcome(refused)).toEqual(failsWith("IDENTITY_MISMATCH"));
    const pasted = pastedFrom(refused.main.log);
    expect(Object.keys(pasted).toSorted()).toEqual(["issuer", "ref", "repository", "workflow"]);
    expect(outcome(await verifyUsual(peers, { verify: "app", ...pasted }, files))).toEqual(PASSES);
  });
});

/** The inputs that a failure's fix holds, as YAML would read them. */
function pastedFrom(log: string): Record<string, string> {
  const names = Object.keys(policyOf(peers));
  const found: Record<string, string> = {};
  for (const line of log.split("\n")) {
    const match = /^\s*([a-z-]+): (.+)$/.exec(line);
    if (match === null || !names.includes(match[1]!)) continue;
    found[match[1]!] = match[2]!.startsWith('"') ? JSON.parse(match[2]!) : match[2]!;
  }
  return found;
}

describe("a provenance of a right signer must agree with the certificate", () => {
  const workflow = {
    ref: "refs/heads/main",
    repository: "https://github.com/liquid-hive/shop",
    path: ".github/workflows/deploy.yml",
  };
  const signer = "https://github.com/liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main";
  const run = "https://github.com/liquid-hive/shop/actions/runs/30001/attempts/1";
  const predicateOf = (over: {
    builder?: string;
    workflow?: object;
    commit?: string;
    run?: string;
  }): object => ({
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: { workflow: { ...workflow, ...over.workflow } },
      resolvedDependencies: [
        {
          uri: "git+https://github.com/liquid-hive/shop@refs/heads/main",
          digest: { gitCommit: over.commit ?? COMMIT },
        },
      ],
    },
    runDetails: { builder: { id: over.builder ?? signer }, metadata: { invocationId: over.run ?? run } },
  });
  const verifiedOf = async (predicate: object, inputs: Inputs = {}): Promise<ReturnType<typeof outcome>> => {
    const file = peers.write("app", "x");
    const given = [
      `--predicate=${peers.write("predicate.json", JSON.stringify(predicate))}`,
      "--type=slsaprovenance1",
    ];
    await mustCosign(peers, [
      "attest-blob",
      ...peers.signFlags("v1"),
      ...given,
      "--bundle=provenance.json",
      file,
    ]);
    const bundle = fs.readFileSync(`${peers.folder}/provenance.json`, "utf8");
    const lines = { verify: "app has provenance", ...inputs };
    return outcome(await verifyUsual(peers, lines, { app: "x", "app.sigstore.json": bundle }));
  };

  test.each<[string, Inputs]>([
    ["as it is", {}],
    [
      "of a builder",
      { builder: "https://github.com/liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/*" },
    ],
    ["of a source", { source: "liquid-hive/shop" }],
    [
      "of materials",
      { materials: `git+https://github.com/liquid-hive/shop@refs/heads/main gitCommit:${COMMIT}` },
    ],
  ])("passes %s", async (_name, inputs) => {
    expect(await verifiedOf(predicateOf({}), inputs)).toEqual(PASSES);
  });

  test.each<[string, object, Inputs]>([
    ["another builder", predicateOf({ builder: signer.replace("shop", "builder") }), {}],
    [
      "another repository",
      predicateOf({ workflow: { repository: "https://github.com/liquid-hive/other" } }),
      {},
    ],
    ["another ref", predicateOf({ workflow: { ref: "refs/tags/v1" } }), {}],
    ["another workflow", predicateOf({ workflow: { path: ".github/workflows/release.yml" } }), {}],
    ["another commit", predicateOf({ commit: COMMIT.replace("0", "f") }), {}],
    ["another run", predicateOf({ run: run.replace("30001", "30002") }), {}],
    [
      "a builder that the policy does not name",
      predicateOf({}),
      { builder: "https://github.com/liquid-hive/ci/*" },
    ],
    ["a source that the policy does not name", predicateOf({}), { source: "liquid-hive/shop-evil" }],
    [
      "no such material",
      predicateOf({}),
      { materials: "git+https://github.com/liquid-hive/ci@refs/heads/main" },
    ],
  ])("fails for %s", async (_name, predicate, inputs) => {
    expect(await verifiedOf(predicate, inputs)).toEqual(failsWith("POLICY_UNMET"));
  });
});
