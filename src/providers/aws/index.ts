import type { Provider } from "../provider.ts";
import { audienceOf } from "./audience.ts";
import { checkInputs } from "./check-inputs.ts";
import { ecrRegistryOf } from "./ecr-host.ts";
import { locateEks } from "./eks-locate.ts";
import { AWS_INPUTS } from "./inputs.ts";
import { type AwsLocator, locateAws } from "./locate.ts";

/**
 * AWS Secrets Manager (`aws://`) and Parameter Store (`ssm://`), with the credentials of one source: by default the role
 * that the job gets by its OIDC token; and the login to clusters of EKS (`eks://`) and to
 * registries of ECR. Nothing of the SDK is loaded before `open`.
 */
export const awsProvider: Provider<typeof AWS_INPUTS, AwsLocator> = {
  id: "aws",
  schemes: [
    { name: "aws", queries: ["stage", "version", "region", "tags"], vals: ["awssecrets"] },
    { name: "ssm", queries: ["version", "label", "region", "tags"], vals: ["awsssm"] },
  ],
  inputs: AWS_INPUTS,
  seed: {
    word: "aws-secrets-manager",
    health: "aws_secrets_manager",
    remote: true,
    literal: true,
    version: stageOrVersion,
  },
  check: checkInputs,
  login: (inputs) =>
    inputs.awsRole !== "" && inputs.awsCredentials === "" ? { audience: audienceOf(inputs) } : undefined,
  handsOver: ({ awsExport }) => awsExport !== "",
  locate: locateAws,
  clusters: { schemes: ["eks"], locate: locateEks },
  registries: (host) => ecrRegistryOf(host) !== undefined,
  open: async (inputs, host, signal) => (await import("./session.ts")).openSession(inputs, host, signal),
};

/**
 * The `version` of an ExternalSecret: `uuid/ID` is a version, anything else a stage.
 * https://external-secrets.io/latest/provider/aws-secrets-manager/
 */
function stageOrVersion(version: string): ReadonlyMap<string, string> | undefined {
  const id = version.startsWith("uuid/") ? version.slice("uuid/".length) : undefined;
  if (id === "") return undefined;
  return id === undefined ? new Map([["stage", version]]) : new Map([["version", id]]);
}
