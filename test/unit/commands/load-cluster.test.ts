import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { ClusterReport } from "../../../src/cluster/applied.ts";
import { load } from "../../../src/commands/load.ts";
import { loadParts } from "../../../src/entries/parts.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import type { Runner } from "../../../src/runner/runner.ts";

const signal = new AbortController().signal;
const KEY = { apiVersion: "v1", kind: "Secret", namespace: "prod", name: "app" };

const reportOf = (verb: "created" | "rolled back", notes: readonly string[] = []): ClusterReport => ({
  cluster: "https://api.example:6443",
  user: "ci",
  namespace: "prod",
  manager: "secrets-action",
  dryRun: false,
  applied: [{ key: KEY, verb, changes: [], ms: 1, notes }],
  left: [],
  synced: [],
  restarted: [],
  names: new Map(),
  notices: [],
});

/** A run that applies one Secret and exports one variable; `done` tells in which order. */
async function runOf(broken: { readonly ready?: Failure; readonly effects?: Failure }) {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "load-")));
  onTestFinished(() => fs.rmSync(root, { recursive: true, force: true }));
  const done: string[] = [];
  const log: string[] = [];
  const runner: Runner = {
    face: "actions",
    env: {},
    event: () => ({ name: "push", sha: "", ref: "", repository: "a/b", actor: "", payload: {} }),
    workspace: root,
    temp: root,
    debugging: false,
    info: (line) => void log.push(line),
    debug: () => undefined,
    group: (_, lines) => void log.push(...lines),
    annotate: () => undefined,
    mask: () => undefined,
    ready: () => {
      if (broken.ready !== undefined) throw broken.ready;
    },
    exportVariables: () => undefined,
    setOutputs: () => undefined,
    saveState: () => undefined,
    state: () => "",
    summary: (markdown) => void log.push(markdown),
  };
  const parts = loadParts(runner, { INPUT_SECRETS: 'A = env://A default "x"' });
  const failure: unknown = await load(
    {
      ...parts,
      cluster: async () => ({
        problems: [],
        files: [],
        asks: [],
        check: async () => ({
          handed: [
            {
              input: "export-kubeconfig",
              variables: new Map(),
              files: [],
              note: "KUBECONFIG names a kubeconfig.",
            },
          ],
          outputs: [],
          notices: [],
          planned: undefined,
          apply: async () => {
            done.push("apply");
            return {
              report: reportOf("created"),
              undo: async () => {
                done.push("undo");
                return reportOf("rolled back", ["Not rolled back: a namespace is never deleted."]);
              },
            };
          },
        }),
      }),
      effects: () => {
        done.push("export");
        if (broken.effects !== undefined) throw broken.effects;
      },
    },
    signal,
  ).catch((error: unknown) => error);
  return { done, log: log.join("\n"), failure };
}

test("applies, then exports", async () => {
  const { done, failure, log } = await runOf({});
  expect([failure, done]).toEqual([undefined, ["apply", "export"]]);
  expect(log).toContain("Secret prod/app   created");
  expect(log).not.toContain("nothing was exported");
  expect(log).toContain("KUBECONFIG names a kubeconfig");
});

test("a runner that cannot take the exports is told before anything is applied", async () => {
  const ready = new Failure("RUNNER_UNUSABLE", "GITHUB_ENV is not set.");
  const { done, failure } = await runOf({ ready });
  expect([failure, done]).toEqual([ready, []]);
});

test("where exporting fails, what was applied is given back, and the report says what stands", async () => {
  const effects = new Failure("FILE_UNREADABLE", "The disk is full.");
  const { done, failure, log } = await runOf({ effects });
  expect([failure, done]).toEqual([effects, ["apply", "export", "undo"]]);
  expect(log).toContain("Secret prod/app   rolled back");
  expect(log).toContain("Not rolled back: a namespace is never deleted.");
  expect(log).toContain("Stopped");
  expect(log).not.toContain("KUBECONFIG names a kubeconfig");
  expect(log).toMatch(/▸ Export .* · nothing was exported/);
  expect(log).toContain("❌ Secrets: 1 read, nothing exported");
});
