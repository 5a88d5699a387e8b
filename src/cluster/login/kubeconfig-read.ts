import fs from "node:fs";
import path from "node:path";
import { Failure, together } from "../../kernel/errors.ts";
import { readBounded } from "../../kernel/files.ts";
import type { Secret } from "../../kernel/secret.ts";
import { loadYaml, parseYaml } from "../../kernel/yaml.ts";
import { wrong } from "./kubeconfig-fields.ts";
import { type KubeconfigFile, policyProblem } from "./kubeconfig-policy.ts";
import type { LoginNeeds } from "./needs.ts";

const MAX_BYTES = 4 * 1024 * 1024;
const PLAIN =
  /^\s*(?:\{|(?:---|#|%YAML|["']?(?:apiVersion|kind|clusters|users|contexts|current-context|preferences)["']?\s*:))/;

/**
 * The kubeconfigs that count, in order, each checked against the policy: the input's, the one that `cluster` names, else
 * those of KUBECONFIG, else (in a terminal) ~/.kube/config.
 * @param named the path of `kubeconfig://PATH`, relative to the workspace.
 * @throws Failure KUBECONFIG_INVALID, KUBECONFIG_REFUSED, FILE_*
 */
export async function readKubeconfigs(
  named: string | undefined,
  needs: LoginNeeds,
): Promise<readonly KubeconfigFile[]> {
  await loadYaml();
  if (named === undefined && needs.kubeconfig !== undefined) return [readInput(needs.kubeconfig)];
  const files = named === undefined ? usual(needs) : [located(named, needs)];
  // As kubectl has it: of a list those count that are there; one that is named must be.
  const there = named === undefined ? files.filter((file) => fs.existsSync(file)) : files;
  if (there.length === 0) throw none(needs);
  const read = [...new Set(there)].map((file) => readFile(file, needs));
  const [first, ...others] = read.map(policyProblem).filter((problem) => problem !== undefined);
  if (first !== undefined) throw together([first, ...others]);
  return read;
}

function usual({ env, home, face }: LoginNeeds): readonly string[] {
  const list = (env["KUBECONFIG"] ?? "").split(path.delimiter).filter((file) => file !== "");
  if (list.length > 0) return list.map((file) => path.resolve(file));
  // On a runner that file is whoever's was there before: it counts only where it is named.
  return face === "terminal" && home !== undefined ? [path.join(home, ".kube", "config")] : [];
}

function located(named: string, { workspace, home }: LoginNeeds): string {
  if (home !== undefined && named.startsWith("~/")) return path.join(home, named.slice(2));
  return path.resolve(workspace, named);
}

const none = ({ face }: LoginNeeds): Failure =>
  new Failure(
    "FILE_NOT_FOUND",
    face === "terminal"
      ? "There is no kubeconfig: neither KUBECONFIG nor ~/.kube/config names a file that is there."
      : "There is no kubeconfig: KUBECONFIG names no file that is there, and ~/.kube/config counts only where it is named.",
    {
      at: { input: "cluster" },
      fix: "cluster: kubeconfig://PATH#CONTEXT\nor give it as an input:\nkubeconfig: ${{ secrets.KUBECONFIG }}",
    },
  );

function readFile(file: string, needs: LoginNeeds): KubeconfigFile {
  const { bytes, realPath } = readBounded(file, MAX_BYTES);
  const root = rootOf(parseYaml(bytes.toString("utf8"), { code: "KUBECONFIG_INVALID", file }), file);
  return { file, inside: isInside(file, realPath, needs), root };
}

/** By either path: a link in the workspace is the pull request's too, and a link into it leads to what it wrote. */
function isInside(file: string, realPath: string, { workspace, home, face }: LoginNeeds): boolean {
  const isOwn = face === "terminal" && home !== undefined && file === path.join(home, ".kube", "config");
  // A terminal's user may stand in the home folder: that file is the user's own, unless it leads elsewhere.
  if (isOwn && realPath === real(path.dirname(file), path.basename(file))) return false;
  const root = real(workspace);
  return [file, realPath].some((one) => isBelow(one, workspace) || isBelow(one, root));
}

const isBelow = (file: string, folder: string): boolean => {
  const relative = path.relative(folder, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};

function real(folder: string, name = ""): string {
  try {
    return path.join(fs.realpathSync.native(folder), name);
  } catch {
    return path.resolve(folder, name);
  }
}

function readInput(input: Secret): KubeconfigFile {
  const text = input.reveal();
  if (text === undefined)
    throw wrong(
      "KUBECONFIG_INVALID",
      "The input kubeconfig is no text.",
      undefined,
      "Give its text, or base64 of it.",
    );
  const plain = PLAIN.test(text) ? text : Buffer.from(text, "base64").toString("utf8");
  if (!PLAIN.test(plain))
    throw wrong(
      "KUBECONFIG_INVALID",
      "The input kubeconfig is neither a kubeconfig, nor base64 of one, nor a reference.",
      undefined,
      "kubectl config view --raw --minify --flatten | base64 -w0",
    );
  return {
    file: undefined,
    inside: false,
    root: rootOf(parseYaml(plain, { code: "KUBECONFIG_INVALID" }), undefined),
  };
}

function rootOf(value: unknown, file: string | undefined): ReadonlyMap<string, unknown> {
  if (value === null || value === undefined) return new Map();
  if (value instanceof Map) return value as ReadonlyMap<string, unknown>;
  throw wrong(
    "KUBECONFIG_INVALID",
    "This is no kubeconfig: it is not one map.",
    file,
    "kubectl config view --raw",
  );
}
