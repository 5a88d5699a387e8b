import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { RULES } from "../../src/scan/rules/index.ts";
import { writeSuppressions } from "../../src/scan/suppress/own-write.ts";
import { describeUnless } from "../harness/describe-unless.ts";
import { findLeaks, type Leak } from "../harness/leaks.ts";
import { type ActionRun, runAction } from "../harness/run-action.ts";
import { type FileContents, git, type RunFolder, writeFiles } from "../harness/run-folder.ts";
import { seeded } from "../harness/token-checks.ts";
import { nearMisses, trueToken } from "../harness/tokens.ts";

/** The gate as a job runs it: real repositories, the built action, and never the secret in anything that it says. */
const rule = (id: string) => RULES.find((one) => one.id === id)!;
const verified = trueToken(rule("github-pat-classic"), seeded(12));
const specific = trueToken(rule("github-refresh-long"), seeded(13));
const placeholder = nearMisses(rule("github-pat-classic"), seeded(14)).find(
  ({ expect: as }) => as === "placeholder",
)!;
const TOKEN = "CANARY-7f3a-github-token";
const HIDING = "* -diff -text binary\n";
const BASE = { "README.md": "An example.\n" };
const SUPPRESSIONS = ".github/secret-scan.json";

interface Commit {
  readonly files?: FileContents;
  readonly remove?: readonly string[];
  readonly author?: string;
}

interface Scene {
  readonly base?: FileContents;
  readonly commits: readonly Commit[];
  readonly event?: "pull_request" | "push" | "merge_group";
  readonly fork?: boolean;
  /** A checkout with one commit of the head only. */
  readonly shallow?: boolean;
  /** Nobody answers when more commits are asked for. */
  readonly noServer?: boolean;
  readonly inputs?: Readonly<Record<string, string>>;
}

interface Gate {
  readonly run: ActionRun;
  /** The ids of the scene's commits. */
  readonly commits: readonly string[];
  readonly leaks: readonly Leak[];
}

const text = (content: string, tail = ""): string => content.replace(/"\n$/, `"${tail}\n`);

/** Lays out the base repository and the checkout of an event, runs the gate, and looks for the secrets everywhere. */
async function gate(scene: Scene): Promise<Gate> {
  const { event = "pull_request", shallow = false, fork = false, noServer = false } = scene;
  const commits: string[] = [];
  const env: Record<string, string> = {};
  const prepare = (folder: RunFolder): void => {
    const { workspace } = folder;
    const servers = path.join(folder.root, "server");
    const remote = path.join(servers, "liquid-hive", "example");
    fs.mkdirSync(remote, { recursive: true });
    git(remote, ["init", "--quiet", "--bare", "--template=", "--initial-branch=main"]);
    const base = git(workspace, ["rev-parse", "HEAD"]).trim();
    git(workspace, ["checkout", "--quiet", "-b", "work"]);
    for (const { files = {}, remove = [], author = "Ada" } of scene.commits) {
      writeFiles(workspace, files);
      for (const name of remove) fs.rmSync(path.join(workspace, name));
      git(workspace, ["add", "--all", "--force"]);
      const who = `--author=${author} <ada@example.invalid>`;
      git(workspace, ["commit", "--quiet", "--allow-empty", who, "--message=a change"]);
      commits.push(git(workspace, ["rev-parse", "HEAD"]).trim());
    }
    const head = commits.at(-1) ?? base;
    const after = event === "push" ? "refs/heads/main" : "refs/heads/gh-readonly-queue/main/pr-7";
    const ref = event === "pull_request" ? "refs/pull/7/head" : after;
    const tip = event === "push" ? [] : ["main:refs/heads/main"];
    const url = pathToFileURL(remote).href;
    git(workspace, ["push", "--quiet", "--force", url, ...tip, `work:${ref}`]);
    if (shallow) {
      for (const name of fs.readdirSync(workspace))
        fs.rmSync(path.join(workspace, name), { recursive: true, force: true });
      git(workspace, ["init", "--quiet", "--template="]);
      git(workspace, ["fetch", "--quiet", "--depth=1", url, ref]);
      git(workspace, ["checkout", "--quiet", "--detach", "FETCH_HEAD"]);
    }
    if (noServer) fs.rmSync(remote, { recursive: true, force: true });
    const repo = { id: 1001, full_name: "liquid-hive/example", default_branch: "main" };
    const from = fork ? { id: 2, full_name: "evil/example", fork: true } : repo;
    const payloads = {
      pull_request: {
        number: 7,
        pull_request: {
          number: 7,
          commits: commits.length,
          head: { sha: head, ref: "work", repo: from },
          base: { sha: base, ref: "main", repo },
        },
      },
      push: { ref, before: base, after: head, commits: scene.commits },
      merge_group: {
        merge_group: { base_sha: base, head_sha: head, head_ref: ref, base_ref: "refs/heads/main" },
      },
    };
    const file = path.join(folder.commands, "event.json");
    fs.writeFileSync(file, JSON.stringify({ ...payloads[event], repository: repo }));
    Object.assign(env, {
      GITHUB_SERVER_URL: pathToFileURL(servers).href,
      GITHUB_SHA: head,
      GITHUB_REF: event === "pull_request" ? "refs/pull/7/merge" : ref,
    });
  };
  const run = await runAction({
    action: "scan",
    workspace: { ...BASE, ...scene.base },
    event: { name: event },
    prepare,
    servers: [{ start: async () => ({ env, stop: async () => undefined, log: [] }) }],
    inputs: { ...(fork ? {} : { "github-token": TOKEN }), ...scene.inputs },
  });
  const planted = [verified.secret, specific.secret, TOKEN];
  const leaks = findLeaks(run, planted);
  return { run, commits, leaks };
}

const errors = ({ annotations }: ActionRun) => annotations.filter(({ severity }) => severity === "error");
const counts = ({ outputs }: ActionRun) =>
  JSON.parse(outputs.get("counts") ?? "{}") as Record<string, number>;
const added = { files: { "src/app.ts": verified.text } };
const removed = { remove: ["src/app.ts"] };

function expectFound({ run, commits, leaks }: Gate): void {
  expect(leaks).toEqual([]);
  expect(run.main.succeeded).toBe(false);
  expect(run.log).toContain("SECRETS_FOUND");
  const [first] = errors(run);
  expect(first?.properties.get("file")).toBe("src/app.ts");
  expect(first?.properties.get("line")).toBe("2");
  expect(first?.message).toContain(commits[0]!.slice(0, 7));
  expect(run.summary).toMatch(/1 secret found/);
  expect(run.outputs.get("blocking")).toBe("1");
  expect(counts(run)["verified"]).toBe(1);
  expect(run.outputs.get("complete")).toBe("true");
}

/** Passes, and says what it has read. */
function expectPassed({ run, leaks }: Gate): void {
  expect(leaks).toEqual([]);
  expect(run.main.succeeded, run.log).toBe(true);
  expect(errors(run)).toEqual([]);
  expect(run.outputs.get("blocking")).toBe("0");
  expect(run.outputs.get("complete")).toBe("true");
}

describe("a secret that one commit adds and the next takes away", () => {
  const cases: [string, Omit<Scene, "commits">][] = [
    ["in a pull request", {}],
    ["from a fork, without a token", { fork: true }],
    ["pushed", { event: "push" }],
    ["in a merge queue", { event: "merge_group" }],
    ["in a file that .gitattributes of the base calls binary", { base: { ".gitattributes": HIDING } }],
    ["below a shallow checkout, which is deepened", { shallow: true }],
  ];
  test.each(cases)("is found %s", async (_, scene) => {
    const found = await gate({ ...scene, commits: [added, removed] });
    expectFound(found);
    expect(found.run.summary).toMatch(/2 commits, .*; complete/);
  });

  test("is found in a file that .gitattributes of the range calls binary", async () => {
    expectFound(await gate({ commits: [{ files: { ...added.files, ".gitattributes": HIDING } }, removed] }));
  });

  test("is never green where the commits below a shallow checkout cannot be fetched", async () => {
    const { run, leaks } = await gate({ shallow: true, noServer: true, commits: [added, removed] });
    expect(leaks).toEqual([]);
    expect(run.main.succeeded).toBe(false);
    expect(run.log).toContain("RANGE_INCOMPLETE");
    expect(run.outputs.get("complete")).not.toBe("true");
  });
});

describe("what does not block", () => {
  test("a clean range, which says what was read", async () => {
    const clean = await gate({ commits: [{ files: { "src/app.ts": "export const port = 8080;\n" } }] });
    expectPassed(clean);
    expect(clean.run.summary).toMatch(/No secret that blocks/);
    expect(clean.run.summary).toMatch(/1 commit, .*; complete/);
    expect(clean.run.log).toMatch(/✓ .*1 commit, /);
    expect(clean.run.outputs.get("findings")).toBe("0");
  });

  test("a token that the base has already is listed", async () => {
    const known = await gate({ base: { "old.ts": verified.text }, commits: [added] });
    expectPassed(known);
    expect(known.run.summary).toMatch(/In the base already/);
    expect(known.run.log).toMatch(/src\/app\.ts:2: format verified .*: in the base already/);
  });

  test("a token whose checksum fails is listed as a placeholder", async () => {
    const likely = await gate({ commits: [{ files: { "src/app.ts": placeholder.text } }] });
    expectPassed(likely);
    expect(counts(likely.run)["placeholder"]).toBe(1);
    expect(likely.run.summary).toMatch(/likely a placeholder/);
  });
});

describe("an inline comment that the range itself adds", () => {
  const allowed = (content: string): Commit => ({
    files: { "src/app.ts": text(content, " # gitleaks:allow") },
    author: "Mallory",
  });

  test("is obeyed for what is specific, and shown with who wrote it", async () => {
    const silenced = await gate({ commits: [allowed(specific.text)] });
    expectPassed(silenced);
    expect(silenced.run.summary).toMatch(/gitleaks&#58;allow.*added here by Mallory/);
  });

  test("is not obeyed for what is verified", async () => {
    expectFound(await gate({ commits: [allowed(verified.text)] }));
  });

  test("is not obeyed with new-inline: block", async () => {
    const { run, leaks } = await gate({
      commits: [allowed(specific.text)],
      inputs: { "new-inline": "block" },
    });
    expect(leaks).toEqual([]);
    expect(run.log).toContain("SECRETS_FOUND");
    expect(counts(run)["specific"]).toBe(1);
  });
});

describe(SUPPRESSIONS, () => {
  const file = writeSuppressions(
    undefined,
    [{ rule: "github-pat-classic", path: "src/app.ts", secret: Buffer.from(verified.secret) }],
    { reason: "a key of the tests", owner: "platform", expires: "2999-01-01", today: "2026-01-01" },
  );

  test("of the base is obeyed, with its reason", async () => {
    const known = await gate({ base: { [SUPPRESSIONS]: file }, commits: [added] });
    expectPassed(known);
    expect(known.run.summary).toMatch(/secret&#45;scan\.json entry 1.*a key of the tests/);
  });

  test("of the head is shown and not obeyed", async () => {
    const own = await gate({ commits: [{ files: { ...added.files, [SUPPRESSIONS]: file } }] });
    expectFound(own);
    expect(own.run.log).toContain(`changed here, not obeyed: ${SUPPRESSIONS}`);
    expect(own.run.summary).toMatch(/shown, not obeyed/);
  });
});

test("the SARIF and JSON files have the finding and not the secret", async () => {
  const inputs = { "sarif-file": "scan.sarif", "json-file": "scan.json" };
  const found = await gate({ commits: [added], inputs });
  expectFound(found);
  const written = (name: string): unknown =>
    JSON.parse(
      String(found.run.files.afterMain.find((one) => one.path === `workspace/${name}`)?.bytes ?? "null"),
    );
  expect(written("scan.sarif")).toMatchObject({
    version: "2.1.0",
    runs: [{ results: [{ ruleId: "github-pat-classic" }] }],
  });
  expect(written("scan.json")).toMatchObject({
    blocking: 1,
    findings: [{ path: "src/app.ts", line: 2, rule: "github-pat-classic", commit: found.commits[0] }],
  });
  expect(found.run.outputs.get("sarif")).toMatch(/scan\.sarif$/);
});

describeUnless(
  process.platform === "win32" ? "Hostile names skipped: Windows has no such names" : undefined,
  "hostile names of files",
  () => {
    test("make no command, markup or mention", async () => {
      const name = "a\n::set-output name=blocking::0\n<img src=x>|@octocat `x`\u202e.ts";
      const { run, leaks } = await gate({ commits: [{ files: { [name]: verified.text } }] });
      expect(leaks).toEqual([]);
      expect(run.main.succeeded).toBe(false);
      expect(run.main.problems).toEqual([]);
      expect(run.outputs.get("blocking")).toBe("1");
      expect(errors(run)[0]?.properties.get("file")).not.toMatch(/[\n\u202e]/);
      expect(run.summary).not.toMatch(/<img|\u202e|^::/m);
      expect(run.log).not.toMatch(/^::set-output|\u202e/m);
    });
  },
);
