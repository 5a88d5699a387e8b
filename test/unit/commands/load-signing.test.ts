import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { ClusterReport } from "../../../src/cluster/applied.ts";
import { load, type LoadParts } from "../../../src/commands/load.ts";
import { loadParts } from "../../../src/entries/parts.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { SigningFacts } from "../../../src/report/signed.ts";
import type { Runner, RunnerEvent } from "../../../src/runner/runner.ts";

const CLUSTER: ClusterReport = {
  cluster: "https://api.example:6443",
  user: "ci",
  namespace: "prod",
  manager: "secrets-action",
  dryRun: false,
  applied: [],
  left: [],
  synced: [],
  restarted: [],
  names: new Map(),
  notices: [],
};
const SIGNED: SigningFacts = {
  dryRun: false,
  identity: "https://github.com/liquid-hive/shop/.github/workflows/deploy.yml@refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
  until: undefined,
  instance: "private",
  source: "trusted_root.json",
  artifacts: [
    {
      subject: "dist/app.tgz",
      more: 0,
      digest: `sha256:${"a".repeat(64)}`,
      what: "signature",
      places: [{ form: "bundle", where: "dist/app.tgz.sigstore.json" }],
      log: { index: "7", url: "https://log.example/7" },
      commands: [],
    },
  ],
  notes: [],
  failed: undefined,
};

interface Circumstances {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly signed?: Partial<SigningFacts>;
  readonly applied?: Failure;
  readonly exported?: Failure;
  readonly cancel?: boolean;
  readonly event?: Partial<RunnerEvent>;
}

/** A run that signs, applies and exports; `done` tells in which order. */
async function runOf({
  inputs = {},
  signed,
  applied,
  exported,
  cancel = false,
  event = {},
}: Circumstances = {}) {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "load-")));
  onTestFinished(() => fs.rmSync(root, { recursive: true, force: true }));
  const done: string[] = [];
  const log: string[] = [];
  const outputs = new Map<string, string>();
  const stop = new AbortController();
  const runner: Runner = {
    face: "actions",
    env: {},
    event: () => ({ name: "push", sha: "", ref: "", repository: "a/b", actor: "", payload: {}, ...event }),
    workspace: root,
    temp: root,
    debugging: false,
    info: (line) => void log.push(line),
    debug: () => undefined,
    group: (_, lines) => void log.push(...lines),
    annotate: (_, message, more) => void log.push(`${more?.title ?? ""}: ${message}`),
    mask: () => undefined,
    ready: () => void done.push("ready"),
    exportVariables: () => undefined,
    setOutputs: (all) => all.forEach((value, name) => outputs.set(name, value.reveal() ?? "")),
    saveState: () => undefined,
    state: () => "",
    summary: (markdown) => void log.push(markdown),
  };
  const parts: LoadParts = {
    ...loadParts(runner, { INPUT_SECRETS: 'A = env://A default "x"', INPUT_SIGN: "dist/*.tgz", ...inputs }),
    signing: async () =>
      await Promise.resolve({
        problems: [],
        files: [],
        check: async () =>
          await Promise.resolve({
            notices: ["a note of signing"],
            planned: { ...SIGNED, dryRun: true },
            sign: async () => {
              done.push("sign");
              if (cancel) stop.abort();
              return await Promise.resolve({ ...SIGNED, ...signed });
            },
          }),
      }),
    cluster: async () =>
      await Promise.resolve({
        problems: [],
        files: [],
        asks: [],
        check: async () =>
          await Promise.resolve({
            handed: [],
            outputs: [],
            notices: [],
            planned: { ...CLUSTER, dryRun: true },
            apply: async () => {
              done.push("apply");
              const report = applied === undefined ? CLUSTER : { ...CLUSTER, failure: applied };
              return await Promise.resolve({ report, undo: async () => await Promise.resolve(report) });
            },
          }),
      }),
  };
  const failure: unknown = await load(
    {
      ...parts,
      effects: (_plan, _overwrite, _report, extra) => {
        done.push("export");
        extra.forEach((text, name) => outputs.set(name, text));
        if (exported !== undefined) throw exported;
      },
    },
    stop.signal,
  ).catch((error: unknown) => error);
  return { done, failure, outputs, log: log.join("\n") };
}

const BUNDLE = "dist/app.tgz.sigstore.json";

test("a signature comes first: what follows stands on it", async () => {
  const { done, failure, outputs, log } = await runOf();
  expect([failure, done]).toEqual([undefined, ["ready", "sign", "apply", "export"]]);
  expect([outputs.get("bundles"), outputs.get("skipped")]).toEqual([BUNDLE, "false"]);
  expect(log).toContain("a note of signing");
});

test.each<[string, Circumstances, string[], string]>([
  [
    "signing fails",
    { signed: { failed: new Failure("SIGNING_UNAVAILABLE", "Away.") } },
    ["ready", "sign"],
    "SIGNING_UNAVAILABLE",
  ],
  ["it is cancelled once it has signed", { cancel: true }, ["ready", "sign"], "COMMAND_FAILED"],
  [
    "applying fails",
    { applied: new Failure("ACCESS_DENIED", "No.") },
    ["ready", "sign", "apply"],
    "ACCESS_DENIED",
  ],
  [
    "exporting fails",
    { exported: new Failure("FILE_UNREADABLE", "Full.") },
    ["ready", "sign", "apply", "export"],
    "FILE_UNREADABLE",
  ],
])("where %s, the signatures that stand are told, and are outputs", async (_, circumstances, order, code) => {
  const { done, failure, outputs, log } = await runOf(circumstances);
  expect([done, (failure as Failure).code]).toEqual([order, code]);
  expect([outputs.get("bundles"), log.includes(BUNDLE)]).toEqual([BUNDLE, true]);
});

test("a dry run shows what it would sign, and signs nothing", async () => {
  const { done, failure, log } = await runOf({ inputs: { "INPUT_DRY-RUN": "true" } });
  expect([failure, done]).toEqual([undefined, []]);
  expect(log).toContain("dist/app.tgz");
});

const fork = { pull_request: { head: { repo: { id: 2 } }, base: { repo: { id: 1 } } } };

test.each<[string, Readonly<Record<string, string>>, string]>([
  ["only signs", { INPUT_SECRETS: "" }, "Nothing is signed for this event"],
  ["loads and signs", {}, "Nothing is loaded or signed for this event"],
  ["only loads", { INPUT_SIGN: "" }, "No secrets for this event"],
])("a fork's pull request that %s is skipped in words that fit", async (_, inputs, title) => {
  const event = { name: "pull_request", payload: fork };
  const { done, log, outputs } = await runOf({ inputs, event });
  expect([done, outputs.get("skipped")]).toEqual([["export"], "true"]);
  expect([log.startsWith(`${title}: Skipped: `), log.includes("identity token")]).toEqual([
    true,
    inputs["INPUT_SIGN"] !== "",
  ]);
  const failing = await runOf({ inputs: { ...inputs, "INPUT_ON-UNTRUSTED": "fail" }, event });
  expect([failing.done, (failing.failure as Failure).code]).toEqual([[], "EVENT_UNTRUSTED"]);
  expect((failing.failure as Failure).fix?.includes("if: github.event_name")).toBe(
    inputs["INPUT_SIGN"] !== "",
  );
});
