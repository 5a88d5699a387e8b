import path from "node:path";
import type { RunFolder } from "./run-folder.ts";

const KEPT_FROM_MACHINE = ["PATH", "SystemRoot", "SYSTEMROOT", "PATHEXT", "ComSpec", "TEMP", "TMP"] as const;

/** Takes nothing; returns what a step gets of the machine's own environment: enough to start programs. */
export function machineVariables(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of process.platform === "win32" ? KEPT_FROM_MACHINE : (["PATH"] as const)) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/** Takes the job's folders and event; returns the variables that the runner sets for every step. */
export function jobVariables(
  folder: RunFolder,
  sha: string,
  eventFile: string,
  event: string,
): Record<string, string> {
  return {
    HOME: folder.home,
    ...(process.platform === "win32" ? { USERPROFILE: folder.home } : {}),
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTOR: "octocat",
    GITHUB_API_URL: "https://api.github.com",
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_JOB: "deploy",
    GITHUB_REF: "refs/heads/main",
    GITHUB_REF_NAME: "main",
    GITHUB_REPOSITORY: "liquid-hive/example",
    GITHUB_REPOSITORY_ID: "1001",
    GITHUB_REPOSITORY_OWNER: "liquid-hive",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_RUN_ID: "4242",
    GITHUB_RUN_NUMBER: "7",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_SHA: sha,
    GITHUB_WORKFLOW: "deploy",
    GITHUB_WORKSPACE: folder.workspace,
    RUNNER_ARCH: process.arch === "arm64" ? "ARM64" : "X64",
    RUNNER_ENVIRONMENT: "github-hosted",
    RUNNER_NAME: "test",
    RUNNER_OS: { win32: "Windows", darwin: "macOS" }[process.platform as string] ?? "Linux",
    RUNNER_TEMP: folder.temp,
    RUNNER_TOOL_CACHE: path.join(folder.root, "tools"),
  };
}

/** Takes a commit; returns the payload of a plain push to the default branch. */
export function defaultPayload(sha: string): unknown {
  return {
    ref: "refs/heads/main",
    after: sha,
    repository: { id: 1001, full_name: "liquid-hive/example", default_branch: "main", fork: false },
    sender: { login: "octocat" },
  };
}
