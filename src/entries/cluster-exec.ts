import path from "node:path";
import type { Access } from "../cluster/access.ts";
import type { ClusterInputs } from "../cluster/inputs.ts";
import { execArguments, type ExportedExec, notExportable } from "../cluster/login/export.ts";
import type { ClusterReference } from "../cluster/login/reference.ts";
import { Failure } from "../kernel/errors.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import { PROVIDERS } from "../providers/list.ts";
import type { Runner } from "../runner/runner.ts";
import { readCa } from "./provider-parts.ts";

const inputText = ({ env }: Runner, name: string): string => env[`INPUT_${name.toUpperCase()}`]?.trim() ?? "";

/** The inputs of a cloud's login that are set to something of their own. */
const givenInputs = (runner: Runner, cloud: string | undefined): readonly InputSpec[] =>
  (PROVIDERS.find(({ id }) => id === cloud)?.inputs ?? []).filter(({ name, default: usual }: InputSpec) => {
    const text = inputText(runner, name);
    return text !== "" && text !== usual;
  });

/**
 * Why a login cannot be handed on to later steps: an input that holds a credential is part of it, or a kubeconfig that
 * they do not have. Undefined where it can.
 */
export function notHandedOn(
  runner: Runner,
  reference: ClusterReference,
  inputs: ClusterInputs,
  cloud: string | undefined,
): Failure | undefined {
  const secret = givenInputs(runner, cloud).find((spec) => spec.secret);
  if (secret === undefined) return notExportable(reference, inputs);
  return new Failure(
    "INPUT_INVALID",
    `export-kubeconfig: later steps do not have what the input ${secret.name} holds, and no credential is written.`,
    { at: { input: "export-kubeconfig" }, fix: "Log in by the job's own token: aws-role: ARN" },
  );
}

/** What an exported kubeconfig runs for a token: this node, our own file, and every input that the login was made with. */
export function exportedExec(
  runner: Runner,
  reference: ClusterReference,
  inputs: ClusterInputs,
  access: Access,
  cloud: string | undefined,
): ExportedExec {
  const more: [string, string | true][] = [
    ["cluster-server", access.server.href.replace(/\/$/, "")],
    ...(access.trust.ca === undefined ? [] : [["cluster-ca", access.trust.ca] as [string, string]]),
    ...givenInputs(runner, cloud).map(({ name, kind }): [string, string | true] => [
      name,
      kind === "boolean" ? true : inputText(runner, name),
    ]),
  ];
  const caCert = inputText(runner, "ca-cert");
  // As it is now: a later step may stand in another folder, and the file may have been changed by then.
  const trusted: [string, string][] = caCert === "" ? [] : [["ca-cert", readCa(runner, caCert)]];
  // dist/cli.js lies beside whatever entry runs now.
  const cli = path.join(path.dirname(process.argv[1] ?? ""), "cli.js");
  const login = reference.kind === "kubeconfig" ? [] : more;
  const cluster = fromAnywhere(reference, inputs.cluster, runner.workspace);
  return {
    command: process.execPath,
    args: execArguments(cli, { ...inputs, cluster }, [...login, ...trusted]),
  };
}

/** The input `cluster` for a step in any folder: a relative path would count from there. */
function fromAnywhere(reference: ClusterReference, cluster: string, workspace: string): string {
  if (reference.kind !== "kubeconfig" || reference.path === undefined || reference.path.startsWith("~/"))
    return cluster;
  const { context } = reference;
  return `kubeconfig://${path.resolve(workspace, reference.path)}${context === undefined ? "" : `#${context}`}`;
}
