import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { git } from "../harness/run-folder.ts";
import { peer } from "./peers.ts";

/**
 * The built action in a real workflow executor, nektos/act on the host. It proves the plumbing only: act drops
 * CR and unescapes `%` in its own way.
 */
const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const LIMIT_MS = 120_000;

const GREETING = "canary-greeting-8841";
const LETTER = "canary-first-line-17\n  canary-second-line-18";

const WORKFLOW = `on: push
permissions: {}
jobs:
  used:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./
        env:
          SOURCE_VALUE: \${{ vars.SOURCE_VALUE }}
          SOURCE_LETTER: \${{ vars.SOURCE_LETTER }}
        with:
          secrets: |
            GREETING = env://SOURCE_VALUE
            LETTER = env://SOURCE_LETTER
          export: env
      - run: |
          echo "it says $GREETING"
          printf %s "$GREETING" > "$NOTES/greeting"
          printf %s "$LETTER" > "$NOTES/letter"
  failing:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./
        env:
          SOURCE_VALUE: \${{ vars.SOURCE_VALUE }}
        with:
          secrets: |
            CERTIFICATE = env://SOURCE_VALUE as file
      - run: |
          printf %s "$CERTIFICATE" > "$NOTES/path"
          cp "$CERTIFICATE" "$NOTES/content"
          exit 1
`;

interface ActRun {
  readonly status: number | null;
  readonly log: string;
  /** What the later steps noted, by file name. */
  readonly notes: ReadonlyMap<string, string>;
}

describe("act", () => {
  let root = "";
  let repository = "";
  beforeAll(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "act-")));
    repository = path.join(root, "repository");
    fs.mkdirSync(path.join(repository, ".github/workflows"), { recursive: true });
    fs.writeFileSync(path.join(repository, ".github/workflows/deploy.yml"), WORKFLOW);
    // As a job downloads it: nothing of the repository but these.
    fs.copyFileSync(path.join(REPOSITORY, "action.yml"), path.join(repository, "action.yml"));
    fs.cpSync(path.join(REPOSITORY, "dist"), path.join(repository, "dist"), { recursive: true });
    git(repository, ["init", "--quiet", "--template=", "--initial-branch=main"]);
    git(repository, ["remote", "add", "origin", "https://github.com/liquid-hive/example"]);
    git(repository, ["add", "--all", "--force"]);
    git(repository, ["commit", "--quiet", "--message=test"]);
  });
  afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

  function act(job: string): ActRun {
    const notes = path.join(root, `notes-${job}`);
    const home = path.join(root, `home-${job}`);
    fs.mkdirSync(notes);
    fs.mkdirSync(home);
    const result = spawnSync(
      peer("act"),
      ["push", "-j", job, "-P", "ubuntu-latest=-self-hosted", "--env", `NOTES=${notes}`].concat([
        "--var",
        `SOURCE_VALUE=${GREETING}`,
        "--var",
        `SOURCE_LETTER=${LETTER}`,
      ]),
      {
        cwd: repository,
        encoding: "utf8",
        timeout: LIMIT_MS,
        stdio: ["ignore", "pipe", "pipe"],
        // The Node that runs this test comes first: act takes the one on PATH, whatever `using` says.
        env: {
          PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}`,
          HOME: home,
          XDG_CACHE_HOME: path.join(home, "cache"),
          XDG_CONFIG_HOME: path.join(home, "config"),
        },
      },
    );
    if (result.error !== undefined) throw result.error;
    const read = (name: string): [string, string] => [name, fs.readFileSync(path.join(notes, name), "utf8")];
    return {
      status: result.status,
      log: result.stdout + result.stderr,
      notes: new Map(fs.readdirSync(notes).map(read)),
    };
  }

  test("later steps use the variables, the log shows none of them", { timeout: LIMIT_MS }, () => {
    const { status, log, notes } = act("used");
    expect(status, log).toBe(0);
    expect(notes.get("greeting")).toBe(GREETING);
    expect(notes.get("letter")).toBe(LETTER);
    expect(log).toContain("it says ***");
    for (const line of [GREETING, ...LETTER.split("\n")]) expect(log.includes(line.trim())).toBe(false);
  });

  test("post removes the file, also after a failing step", { timeout: LIMIT_MS }, () => {
    const { status, log, notes } = act("failing");
    expect(status, log).not.toBe(0);
    expect(notes.get("content"), log).toBe(GREETING);
    const file = notes.get("path") ?? "";
    expect(path.isAbsolute(file)).toBe(true);
    expect(fs.existsSync(file)).toBe(false);
    expect(log.includes(GREETING)).toBe(false);
  });
});
