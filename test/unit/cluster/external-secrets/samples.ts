import type { Mapping } from "../../../../src/cluster/external-secrets/mapping.ts";
import type { Failure } from "../../../../src/kernel/errors.ts";

export const CANARY = "CANARY-7f3a";
export const ROLE = "arn:aws:iam::123456789012:role/liquid-hive-secrets-role";

export const MAPPING: Mapping = {
  name: "liquid-hive-app-secrets",
  namespace: "prod",
  target: "liquid-hive-runtime-secrets",
  store: { name: "aws-secrets-manager", kind: "ClusterSecretStore" },
  refreshInterval: "1h",
  entries: [
    { secretKey: "MONGO_URL", key: "liquid-hive/prod/MONGO_URL", decoding: "None" },
    { secretKey: "REDIS_URL", key: "liquid-hive/prod/redis", property: "url", decoding: "None", line: 9 },
  ],
  file: "values.yaml",
};

/** All that a user could see of failures. */
export const shown = (failures: readonly Failure[]): string =>
  failures.map(({ code, message, fix, at }) => `${code} ${message} ${fix} ${JSON.stringify(at)}`).join("\n");
