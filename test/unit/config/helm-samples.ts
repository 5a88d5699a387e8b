import { helmProviders, type HelmValues, helmValues } from "../../../src/config/helm-values.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { parseYaml } from "../../../src/kernel/yaml.ts";
import { printLine } from "../../../src/references/print.ts";
import { awsProvider } from "../../../src/providers/aws/index.ts";

export const CANARY = "CANARY-7f3a";
export const FILE = "deploy/values.yaml";

export const providers = helmProviders([
  { id: "aws", word: "aws-secrets-manager", literal: true, version: awsProvider.seed!.version! },
  { id: "gcp", word: "gcp-secret-manager", version: (version) => new Map([["version", version]]) },
  { id: "vault", word: "vault" },
  { id: "env", word: "environment", keys: /^[A-Za-z_]\w*$/ },
]);

/** A values file as the action reads it, or undefined where it is none. `remote`: what the inputs configure. */
export function read(text: string, remote: readonly string[] = ["aws"]): HelmValues | undefined {
  const document = parseYaml(text);
  if (!(document instanceof Map)) throw new Error("not a map");
  return helmValues(document, { file: FILE, text, providers, remote });
}

export function must(text: string, remote?: readonly string[]): HelmValues {
  const values = read(text, remote);
  if (values === undefined) throw new Error("not taken for a Helm values file");
  return values;
}

export function thrownBy(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error("threw no Failure");
}

/** All that a user could see of it. */
export const shown = ({ problems, notices }: HelmValues): string =>
  [...notices, ...problems.flatMap(({ message, fix, at }) => [message, fix, JSON.stringify(at)])].join("\n");

export const printed = ({ lines }: HelmValues): string[] => lines.map(printLine);

/** A map of names, beside blocks that are none of its business. */
export const MAP = `
secrets:
  provider: "aws-secrets-manager"
  aws:
    enabled: true
    region: "us-east-1"
    secretsPrefix: "liquid-hive/prod"
    serviceAccount:
      create: true
      annotations:
        eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/liquid-hive-secrets-role"
config:
  ai: {vllmApiKey: "${CANARY}"}
env:
  REDIS_URL: elsewhere
externalSecrets:
  enabled: true
  secretStore: {name: aws-secrets-manager, kind: ClusterSecretStore}
  refreshInterval: 1h
  data:
    # a comment
    MONGO_URL:
      key: liquid-hive/prod/MONGO_URL
    "REDIS_URL":
      key: liquid-hive/prod/redis
      property: url
pdb:
  enabled: true
`;
