import fs from "node:fs";
import type { RunnerEvent } from "./runner.ts";

/** The event as the runner's variables and the payload file tell it; a payload that is no JSON is null. */
export function readEvent(env: Readonly<Record<string, string | undefined>>): RunnerEvent {
  return {
    name: env["GITHUB_EVENT_NAME"] ?? "",
    sha: env["GITHUB_SHA"] ?? "",
    ref: env["GITHUB_REF"] ?? "",
    repository: env["GITHUB_REPOSITORY"] ?? "",
    actor: env["GITHUB_ACTOR"] ?? "",
    payload: readPayload(env["GITHUB_EVENT_PATH"]),
  };
}

function readPayload(path: string | undefined): unknown {
  if (path === undefined || path === "") return null;
  try {
    return JSON.parse(fs.readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
