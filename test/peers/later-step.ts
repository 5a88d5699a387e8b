import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Job } from "../harness/job.ts";
import { machineVariables } from "../harness/job-variables.ts";
import type { Rule } from "../harness/servers/kube-options.ts";
import { JOB_RULES } from "./deploy-cluster.ts";

export interface Done {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; `input` is its standard input. */
export async function runTool(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { input = "", cwd }: { readonly input?: string; readonly cwd?: string } = {},
): Promise<Done> {
  const child = spawn(file, args, { env, ...(cwd === undefined ? {} : { cwd }) });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => void (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => void (stderr += chunk.toString()));
  // A program that ends without reading it has no use for it.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { code, stdout, stderr };
}

/** The environment of a `run:` step after the steps so far; helm keeps nothing outside of the job's folders. */
export function laterStep(job: Job, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const helm = Object.fromEntries(
    ["CACHE", "CONFIG", "DATA"].map((of) => [`HELM_${of}_HOME`, path.join(job.folder.root, "helm", of)]),
  );
  return {
    ...machineVariables(),
    HOME: job.folder.home,
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: "push",
    GITHUB_REPOSITORY: "liquid-hive/example",
    GITHUB_WORKSPACE: job.folder.workspace,
    RUNNER_TEMP: job.folder.temp,
    ...helm,
    ...Object.assign({}, ...job.servers.map((server) => server.env)),
    ...Object.fromEntries(job.env),
    ...more,
  };
}

/** What helm needs besides: it keeps its releases in Secrets, and makes what the chart holds. */
export const HELM_RULES: readonly Rule[] = [
  ...JOB_RULES,
  {
    apiGroups: [""],
    resources: ["secrets", "configmaps"],
    verbs: ["get", "list", "watch", "create", "update", "patch", "delete"],
  },
];

/** Writes a chart of two values, with a Secret of its own where `secret` says so; returns its files. */
export const chartFiles = (secret = ""): Record<string, string> => ({
  "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
  "chart/values.yaml": 'replicas: 1\ndatabase:\n  url: ""\n',
  "chart/templates/config.yaml": [
    "apiVersion: v1",
    "kind: ConfigMap",
    "metadata:",
    "  name: {{ .Release.Name }}-config",
    "data:",
    "  url: {{ .Values.database.url | b64enc | quote }}",
    "",
  ].join("\n"),
  ...(secret === "" ? {} : { "chart/templates/secret.yaml": secret }),
});

/** The mode of a file, as `0600`; undefined where it is not there. */
export const modeOf = (file: string): string | undefined => {
  const mode = fs.lstatSync(file, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? undefined : (mode & 0o7777).toString(8).padStart(4, "0");
};
