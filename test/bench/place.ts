import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { peer } from "../peers/peers.ts";

export interface Place {
  readonly folder: string;
  readonly empty: string;
  readonly key: string;
  readonly recipient: string;
}

const root = path.resolve(import.meta.dirname, "../..");
export const MAIN = path.join(root, "dist/main.js");
export const CLI = path.join(root, "dist/cli.js");
export const ROOT = root;
export const NODE = process.execPath;

/** Returns a new folder with an empty script in it and a new age key. Removed when the process ends. */
export function place(): Place {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "secrets-action-bench-"));
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  const empty = path.join(folder, "empty.mjs");
  fs.writeFileSync(empty, "");
  const { stdout } = spawnSync(peer("age-keygen"), { encoding: "utf8" });
  const key = /AGE-SECRET-KEY-1\w+/.exec(stdout)?.[0];
  const recipient = /age1\w+/.exec(stdout)?.[0];
  if (key === undefined || recipient === undefined) throw new Error("age-keygen printed no key");
  return { folder, empty, key, recipient };
}

/** Takes a place and inputs of the action; returns the environment that a runner would start it with. */
export function actionEnv(
  { folder }: Place,
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  const env: Record<string, string> = {
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: "push",
    GITHUB_REPOSITORY: "o/r",
    GITHUB_WORKFLOW: "deploy",
    GITHUB_ACTION: "secrets",
    GITHUB_ACTOR: "octocat",
    GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
    GITHUB_REF: "refs/heads/main",
    GITHUB_RUN_ID: "1",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
  };
  for (const name of ["ENV", "OUTPUT", "STATE", "PATH", "STEP_SUMMARY"]) {
    const file = path.join(folder, `github-${name}`);
    fs.writeFileSync(file, "");
    env[`GITHUB_${name}`] = file;
  }
  const event = path.join(folder, "event.json");
  fs.writeFileSync(event, "{}");
  env["GITHUB_EVENT_PATH"] = event;
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value;
  return env;
}
