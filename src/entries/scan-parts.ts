import fs from "node:fs";
import path from "node:path";
import type { RuleNames } from "../commands/scan-facts.ts";
import type { ScanParts } from "../commands/scan.ts";
import { readInputs } from "../config/read-inputs.ts";
import { systemClock } from "../kernel/clock.ts";
import { createFile } from "../kernel/files.ts";
import { gitFrom } from "../kernel/git-stream.ts";
import { runMasks } from "../kernel/masks.ts";
import { scanAnnotations } from "../report/scan-annotations.ts";
import { scanMarkdown } from "../report/scan-summary.ts";
import { countsByLevel, rangeDocument } from "../report/scan-document.ts";
import { rangeLines } from "../report/scan-log.ts";
import type { RangeFacts } from "../report/scanned.ts";
import { type ReportedRule, sarifDocument } from "../report/sarif.ts";
import type { Runner } from "../runner/runner.ts";
import { CONTEXT } from "../scan/context/index.ts";
import { defaultEngine, positionOf } from "../scan/engine/index.ts";
import type { Engine } from "../scan/finding.ts";
import { fingerprintOf } from "../scan/fingerprint.ts";
import { fileAt } from "../scan/git/file-at.ts";
import { openRepository } from "../scan/git/repository.ts";
import { SCAN_INPUTS, type ScanInputs } from "../scan/inputs.ts";
import { maskedLine } from "../scan/mask.ts";
import { RULES } from "../scan/rules/index.ts";
import { inlineComments } from "../scan/suppress/inline.ts";
import { VERSION } from "./version.ts";

const MIN_MASK_LENGTH = 4;
const MAX_BASE_FILE = 4 * 1024 * 1024;

/** Everything that the gate touches, on any face; `given` holds the inputs as INPUT_* variables. */
export function scanParts(runner: Runner, given: Runner["env"]): ScanParts {
  const { workspace, temp, env } = runner;
  const reported = reportedRules();
  const names: RuleNames = new Map(
    reported.map(({ id, provider, what, revoke }) => [
      id,
      { what: provider === "" ? what : `${provider} ${what}`, ...(revoke === undefined ? {} : { revoke }) },
    ]),
  );
  return {
    runner,
    readInputs: () => readInputs(given, [{ id: "scan", inputs: SCAN_INPUTS }]),
    open: async ({ githubToken }, signal) => {
      if (githubToken !== undefined) runner.mask(runMasks([githubToken], MIN_MASK_LENGTH).forms);
      const url = baseUrl(env);
      return await openRepository(
        { git: gitFrom(env), temp },
        {
          folder: workspace,
          ...(url === undefined ? {} : { url }),
          ...(githubToken === undefined ? {} : { token: githubToken }),
          ...(runner.face === "terminal" && env["GIT_INDEX_FILE"]
            ? { indexFile: env["GIT_INDEX_FILE"] }
            : {}),
        },
        signal,
      );
    },
    engine: async () => ({ engine: timedEngine(), rules: names }),
    positionOf,
    silenced: inlineComments,
    maskedLine,
    fingerprint: fingerprintOf,
    fileAt: async (repository, commit, file, signal) =>
      fileAt(repository, commit, file, MAX_BASE_FILE, signal),
    today: new Date(systemClock.now()).toISOString().slice(0, "2026-11-24".length),
    progress: () => undefined,
    tell: async (facts, inputs, signal) => {
      if (inputs.comment) {
        const [{ commentOn }, { lazyHttp }] = await Promise.all([
          import("./scan-comment.ts"),
          import("./lazy-http.ts"),
        ]);
        await commentOn(
          runner,
          facts,
          inputs.githubToken,
          lazyHttp(env, () => undefined),
          signal,
        );
      }
      return tell(runner, facts, inputs);
    },
  };
}

/** Every rule of the table and every detector in code, as the reports name them. */
const reportedRules = (): ReportedRule[] => [
  ...RULES,
  ...CONTEXT.map(({ id, what, severity }) => ({ id, provider: "", what, severity })),
];

/** The engine with the time of this run: a token that has ended is worth less. */
function timedEngine(): Engine {
  const now = systemClock.now();
  const engine = defaultEngine();
  return { scan: (target, options) => engine.scan(target, { ...options, now }) };
}

/** The base repository, never a fork's: what the runner says that the job is of. Nothing is fetched at a terminal. */
function baseUrl({
  GITHUB_ACTIONS: job,
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
}: Runner["env"]): string | undefined {
  return job === "true" && server && repository ? `${server}/${repository}` : undefined;
}

function tell(runner: Runner, facts: RangeFacts, inputs: ScanInputs): ReadonlyMap<string, string> {
  const { workspace, temp } = runner;
  for (const line of rangeLines(facts)) runner.info(line);
  for (const { severity, title, message, at } of scanAnnotations(facts))
    runner.annotate(severity, message, { ...at, title });
  runner.summary(scanMarkdown(facts));
  const write = (file: string, text: string): string =>
    createFile(path.resolve(fs.realpathSync(workspace), file), Buffer.from(text), {
      roots: [workspace, temp],
      overwrite: true,
    });
  const sarif =
    inputs.sarifFile === ""
      ? ""
      : write(
          inputs.sarifFile,
          `${JSON.stringify(sarifDocument(facts, reportedRules(), VERSION), null, 2)}\n`,
        );
  if (inputs.jsonFile !== "") write(inputs.jsonFile, `${JSON.stringify(rangeDocument(facts), null, 2)}\n`);
  return new Map([
    ["findings", String(facts.findings.length)],
    ["blocking", String(facts.findings.filter(({ blocks }) => blocks).length)],
    ["counts", JSON.stringify(countsByLevel(facts.findings))],
    ["sarif", sarif],
    ["complete", String(facts.proof.complete)],
  ]);
}
