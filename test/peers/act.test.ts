import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACT_LIMIT_MS, type ActRun, commitRepository, layAction, runAct } from "./run-act.ts";

/**
 * The built action in a real workflow executor, nektos/act on the host. It proves the plumbing only: act drops
 * CR and unescapes `%` in its own way.
 */
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

describe("act", () => {
  let root = "";
  let repository = "";
  beforeAll(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "act-")));
    repository = path.join(root, "repository");
    fs.mkdirSync(path.join(repository, ".github/workflows"), { recursive: true });
    fs.writeFileSync(path.join(repository, ".github/workflows/deploy.yml"), WORKFLOW);
    layAction(repository);
    commitRepository(repository);
  });
  afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

  const act = (job: string): Promise<ActRun> =>
    runAct(root, repository, job, ["--var", `SOURCE_VALUE=${GREETING}`, "--var", `SOURCE_LETTER=${LETTER}`]);

  test("later steps use the variables, the log shows none of them", { timeout: ACT_LIMIT_MS }, async () => {
    const { status, log, notes } = await act("used");
    expect(status, log).toBe(0);
    expect(notes.get("greeting")).toBe(GREETING);
    expect(notes.get("letter")).toBe(LETTER);
    expect(log).toContain("it says ***");
    for (const line of [GREETING, ...LETTER.split("\n")]) expect(log.includes(line.trim())).toBe(false);
  });

  test("post removes the file, also after a failing step", { timeout: ACT_LIMIT_MS }, async () => {
    const { status, log, notes } = await act("failing");
    expect(status, log).not.toBe(0);
    expect(notes.get("content"), log).toBe(GREETING);
    const file = notes.get("path") ?? "";
    expect(path.isAbsolute(file)).toBe(true);
    expect(fs.existsSync(file)).toBe(false);
    expect(log.includes(GREETING)).toBe(false);
  });
});
