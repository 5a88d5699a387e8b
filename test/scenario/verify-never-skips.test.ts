import { describe, expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { git, writeFiles } from "../harness/run-folder.ts";
import { createSigner, digestOf, verifying } from "./verify-place.ts";

/** Whatever the event: what is not signed as it should be is a failure, and what is, passes. */
const signer = createSigner();
const stranger = createSigner();
const CANARIES = ["CANARY-7f3a-github-token", "CANARY-7f3a-registry-password"];
const SECRETS = {
  "github-token": CANARIES[0]!,
  "registry-password": CANARIES[1]!,
  "registry-username": "ci",
};
const signed = { "app.tgz": "x", "app.tgz.sigstore.json": signer.sign("x") };
const unsigned = { "app.tgz": "x" };
const foreign = { "app.tgz": "x", "app.tgz.sigstore.json": stranger.sign("x") };

const run = async (options: RunOptions): Promise<ActionRun> =>
  await verifying({
    ...options,
    inputs: { verify: "app.tgz", key: signer.publicKey, ...SECRETS, ...options.inputs },
  });

const fork = {
  pull_request: {
    head: { sha: "f".repeat(40), repo: { id: 2, full_name: "evil/example", fork: true } },
    base: { sha: "e".repeat(40), repo: { id: 1001, full_name: "liquid-hive/example" } },
  },
};

describe.each<[string, Pick<RunOptions, "event" | "env">]>([
  ["a push", {}],
  ["a pull request from a fork", { event: { name: "pull_request", payload: fork } }],
  ["Dependabot's push", { env: { GITHUB_ACTOR: "dependabot[bot]" } }],
  ["pull_request_target", { event: { name: "pull_request_target", payload: fork } }],
  ["workflow_run", { event: { name: "workflow_run", payload: {} } }],
  ["an event that nobody knows", { event: { name: "never_heard_of", payload: null } }],
])("%s", (_name, circumstances) => {
  test.each<[string, Readonly<Record<string, string>>, number, string]>([
    ["signed", signed, 0, "✓"],
    ["unsigned", unsigned, 1, "SIGNATURE_MISSING"],
    ["signed by another", foreign, 1, "SIGNATURE_INVALID"],
    ["changed after it was signed", { ...signed, "app.tgz": "y" }, 1, "SIGNATURE_INVALID"],
    ["not there", {}, 1, "SUBJECT_NOT_FOUND"],
  ])("%s", async (_case, untracked, code, said) => {
    const result = await run({ ...circumstances, untracked });
    expect([result.main.exitCode, result.log]).toEqual([code, expect.stringContaining(said)]);
    expect(result.outputs.get("digests") ?? "{}").toBe(
      code === 0 ? JSON.stringify({ "app.tgz": `sha256:${digestOf("sha256", "x")}` }) : "{}",
    );
    expect(findLeaks(result, CANARIES)).toEqual([]);
  });
});

describe("nothing asked for is a failure", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["no verify", { verify: "" }],
    ["only blanks", { verify: " \n\t\n" }],
    ["only a comment", { verify: "# app.tgz" }],
    ["no need", { verify: "app.tgz has" }],
    ["an unknown need", { verify: "app.tgz has nothing" }],
    ["stdin", { verify: "-" }],
    ["no one to trust", { key: "" }],
    ["any repository", { key: "", repository: "any", workflow: "any", ref: "any" }],
    ["everybody, by an expression", { key: "", "identity-regexp": ".*", "issuer-regexp": ".*" }],
    ["a list of policies that is empty", { key: "", policies: "[]" }],
    ["a list of policies that is none", { policies: "repository" }],
    ["a place that does not exist", { "look-in": "nowhere" }],
    ["no place", { "look-in": "bundle" }],
    [
      "an expression that does not end",
      { key: "", "identity-regexp": "(a+)+$\\1", issuer: "https://x.example" },
    ],
  ])("%s", async (_name, inputs) => {
    const result = await run({ inputs, untracked: signed });
    expect([result.main.exitCode, result.log]).toEqual([
      1,
      expect.stringMatching(/INPUT_|SIGNATURE_MISSING/),
    ]);
    expect([result.outputs.get("images") ?? "", findLeaks(result, CANARIES)]).toEqual(["", []]);
  });

  test("inputs of others that would skip do nothing, and that is said", async () => {
    const result = await run({
      inputs: { skip: "true", "continue-on-error": "true", "on-missing-secrets": "skip" },
      untracked: unsigned,
    });
    expect([result.main.exitCode, result.log]).toEqual([1, expect.stringContaining("SIGNATURE_MISSING")]);
    expect(result.annotations.map(({ message }) => message).join("\n")).toMatch(/Unknown input skip/i);
  });

  test("a pattern fails where it matches nothing, and where one of many is unsigned", async () => {
    const many = { "dist/a": "a", "dist/a.sigstore.json": signer.sign("a"), "dist/b": "b" };
    for (const [verify, said] of [
      ["none/*.tgz", "SUBJECT_NOT_FOUND"],
      ["dist/*", "dist/b: no signature was found"],
    ] as const) {
      const result = await run({ inputs: { verify }, untracked: many });
      expect([verify, result.main.exitCode, result.log]).toEqual([verify, 1, expect.stringContaining(said)]);
    }
  });
});

describe("whom to trust, in a file of a checkout", () => {
  const inputs = { key: "keys/cosign.pub" };
  const workspace = { "keys/cosign.pub": signer.publicKey };
  /** Checks out what a pull request brings. */
  const prepare = ({ workspace: folder }: { workspace: string }): void => {
    writeFiles(folder, { "keys/cosign.pub": stranger.publicKey });
    git(folder, ["commit", "--quiet", "--all", "--allow-empty", "--message=pull request"]);
  };

  test("of the event's own commit counts", async () => {
    const event = { name: "pull_request_target", payload: fork };
    const result = await run({ inputs, workspace, untracked: signed, event });
    expect([result.main.exitCode, result.log]).toEqual([0, expect.stringContaining("✓")]);
  });

  test.each(["pull_request_target", "issue_comment", "workflow_run"])(
    "of another commit does not: %s",
    async (name) => {
      const result = await run({
        inputs,
        workspace,
        untracked: foreign,
        event: { name, payload: fork },
        prepare,
      });
      expect([result.main.exitCode, result.log]).toEqual([1, expect.stringContaining("EVENT_UNTRUSTED")]);
    },
  );

  test.each(["trusted-root", "tuf-root"])("the same of %s", async (input) => {
    const given = {
      key: "",
      [input]: "keys/root.json",
      repository: "liquid-hive/shop",
      workflow: "any",
      ref: "any",
    };
    const more: Readonly<Record<string, string>> =
      input === "tuf-root" ? { "tuf-mirror": "https://127.0.0.1:1" } : {};
    const result = await run({
      inputs: { ...given, ...more },
      workspace: { "keys/root.json": "{}" },
      untracked: foreign,
      event: { name: "pull_request_target", payload: fork },
      prepare,
    });
    expect([result.main.exitCode, result.log]).toEqual([1, expect.stringContaining("EVENT_UNTRUSTED")]);
  });
});

test("a file that is a digest by another algorithm than ours is known by its bytes", async () => {
  const statement = (digest: Readonly<Record<string, string>>): object => ({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "app.tgz", digest }],
    predicateType: "https://example.com/tests/v1",
    predicate: {},
  });
  for (const [digest, code] of [
    [{ sha512: digestOf("sha512", "x") }, 0],
    [{ sha384: digestOf("sha384", "x") }, 0],
    [{ sha512: digestOf("sha512", "y") }, 1],
    [{ sha512: digestOf("sha512", "x"), sha256: digestOf("sha256", "y") }, 1],
    [{ md5: "d41d8cd98f00b204e9800998ecf8427e" }, 1],
  ] as const) {
    const untracked = { "app.tgz": "x", "app.tgz.sigstore.json": signer.attest(statement(digest)) };
    const result = await run({ inputs: { verify: "app.tgz has https://example.com/tests/v1" }, untracked });
    expect([digest, result.main.exitCode]).toEqual([digest, code]);
  }
});

test("what others wrote steers nothing: no command of the runner, no output, no line of its own", async () => {
  const evil =
    "x\n::set-output name=images::evil\r\n::add-mask::x\u001b[2K✓ signature \u202e| <b>@octocat</b> `x`";
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: evil, digest: { sha256: digestOf("sha256", "x") }, annotations: { [evil]: evil } }],
    predicateType: evil,
    predicate: { [evil]: evil },
  };
  const untracked = { "app.tgz": "x", "app.tgz.sigstore.json": signer.attest(statement) };
  const result = await run({ untracked });
  expect([result.main.exitCode, result.log]).toEqual([1, expect.stringContaining("SIGNATURE_MISSING")]);
  expect([result.outputs.get("images") ?? "", result.main.problems]).toEqual(["", []]);
  expect(result.masks.includes("x")).toBe(false);
  for (const line of [...result.main.unmaskedLog.split("\n"), ...result.summary.split("\n")])
    expect(line).not.toMatch(/^(?:::|✓)|[\u001b\u202e\r]/);
  expect(result.summary).not.toMatch(/<b>|@octocat|`x/);
});

test("a subject that fails one of its lines is not among the digests", async () => {
  const inputs = { verify: "app.tgz\napp.tgz has provenance\nother.tgz" };
  const untracked = { ...signed, "other.tgz": "y", "other.tgz.sigstore.json": signer.sign("y") };
  const result = await run({ inputs, untracked });
  expect([
    result.main.exitCode,
    Object.keys(JSON.parse(result.outputs.get("digests") ?? "{}") as object),
  ]).toEqual([1, ["other.tgz"]]);
});
