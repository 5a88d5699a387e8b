import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { blocksOf, pages } from "../harness/documents.ts";
import { peer } from "./peers.ts";

/** The actions besides the one of the root. */
const ACTIONS = ["apply", "doctor", "sign", "verify"];

/** Every workflow of the documents, as files of one repository that has the action beside them. */
let repository = "";
const workflows = new Map<string, string>();

beforeAll(() => {
  repository = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "docs-")));
  const folder = path.join(repository, ".github/workflows");
  fs.mkdirSync(folder, { recursive: true });
  fs.mkdirSync(path.join(repository, ".git"));
  fs.mkdirSync(path.join(repository, "dist"));
  for (const name of ["main", "post", ...ACTIONS])
    fs.writeFileSync(path.join(repository, "dist", `${name}.js`), "");
  for (const name of ["", ...ACTIONS]) {
    fs.mkdirSync(path.join(repository, name), { recursive: true });
    const source = path.resolve(import.meta.dirname, "../..", name, "action.yml");
    fs.copyFileSync(source, path.join(repository, name, "action.yml"));
  }
  for (const { at, language, text } of pages().flatMap((page) => blocksOf(page))) {
    const workflow = language === "yaml" ? workflowOf(text) : undefined;
    if (workflow === undefined) continue;
    const name = `${at.replaceAll(/\W/g, "-")}.yaml`;
    workflows.set(name, at);
    // By its path, so that the names of inputs are compared with action.yml.
    const ours = /liquid-hive\/secrets-action(\/[a-z]+)?@v\d+/g;
    const local = workflow.replaceAll(ours, (_, action: string | undefined) => `.${action ?? "/"}`);
    fs.writeFileSync(path.join(folder, name), local);
  }
});
afterAll(() => fs.rmSync(repository, { recursive: true, force: true }));

/** A block as a whole workflow: as it is, with a trigger, or with a job around its steps. */
function workflowOf(text: string): string | undefined {
  const block = parse(text) as unknown;
  if (Array.isArray(block))
    return stringify({
      on: "push",
      permissions: {},
      jobs: { example: { "runs-on": "ubuntu-latest", steps: block } },
    });
  if (typeof block !== "object" || block === null || !("jobs" in block)) return undefined;
  return "on" in block ? text : `on: push\n${text}`;
}

const NAMED_OUTPUT = 'property "[a-z_]+" is not defined in object type \\{applied: string';

test("actionlint finds nothing in the workflows of the documents", () => {
  expect(workflows.size).toBeGreaterThan(15);
  const { status, stdout, stderr } = spawnSync(
    peer("actionlint"),
    // Outputs of `as output` have the names that the lines give them; action.yml cannot list these.
    ["-no-color", "-oneline", "-shellcheck=", "-pyflakes=", "-ignore", NAMED_OUTPUT],
    { cwd: repository, encoding: "utf8" },
  );
  expect(`${stdout}${stderr}`).toBe("");
  expect(status).toBe(0);
});

test("zizmor finds no injection and no permission too many in them", () => {
  const config = path.join(repository, "zizmor.yml");
  // A page names versions, not hashes; what a checkout keeps is no matter of ours; and `./` is of this test.
  const rules = ["unpinned-uses", "artipacked", "self-repository"].map((rule) => [rule, { disable: true }]);
  fs.writeFileSync(config, stringify({ rules: Object.fromEntries(rules) as object }));
  const { status, stdout, stderr } = spawnSync(
    peer("zizmor"),
    ["--offline", "--no-progress", "--quiet", "--format", "plain", "--config", config, repository],
    { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  expect(`${stdout}${stderr}`).not.toMatch(/^(error|warning)/m);
  expect(status, `${stdout}${stderr}`).toBe(0);
});

test("actionlint does see an input that is not there", () => {
  const file = path.join(repository, ".github/workflows/wrong.yaml");
  const wrong = {
    on: "push",
    jobs: { a: { "runs-on": "ubuntu-latest", steps: [{ uses: "./", with: { secret: "A = b/c" } }] } },
  };
  fs.writeFileSync(file, stringify(wrong));
  try {
    const { status, stdout } = spawnSync(peer("actionlint"), ["-no-color", "-oneline", file], {
      cwd: repository,
      encoding: "utf8",
    });
    expect(stdout).toContain('"secret"');
    expect(status).toBe(1);
  } finally {
    fs.rmSync(file);
  }
});
