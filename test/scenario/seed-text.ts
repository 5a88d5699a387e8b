/**
 * What the seed document tells its readers to run, word for word, and its table of names: the scenarios store what these
 * commands store.
 */
export const VAULT_QUICK_START = `
export VAULT_ADDR=http://localhost:8200
export VAULT_TOKEN=dev-token

# Store database connection
vault kv put secret/database/mongo_url value="mongodb://mongo:27017/liquid-hive"

# Store AI endpoints
vault kv put secret/ai/vllm_endpoint value="http://vllm:8000"
vault kv put secret/ai/vllm_api_key value="your-api-key"

# Store monitoring config
vault kv put secret/monitoring/prometheus_base_url value="http://prometheus:9090"
`;

export const AWS_QUICK_START = `
# Database connection
aws secretsmanager create-secret \\
    --name "liquid-hive/prod/database/mongo_url" \\
    --secret-string "mongodb://prod-mongo:27017/liquid-hive"

# Redis connection
aws secretsmanager create-secret \\
    --name "liquid-hive/prod/database/redis_url" \\
    --secret-string "redis://prod-redis:6379"

# AI configuration
aws secretsmanager create-secret \\
    --name "liquid-hive/prod/ai/vllm_endpoint" \\
    --secret-string "http://vllm-large:8000"

aws secretsmanager create-secret \\
    --name "liquid-hive/prod/ai/vllm_api_key" \\
    --secret-string "your-production-api-key"
`;

export const CLI_FLOW = `
aws secretsmanager create-secret --name liquid-hive/prod/OPENAI_API_KEY --secret-string 'sk-***'
`;
/** "Repeat for". */
export const CLI_FLOW_NAMES = [
  "DEEPSEEK_API_KEY",
  "DEEPSEEK_R1_API_KEY",
  "ANTHROPIC_API_KEY",
  "QWEN_API_KEY",
  "ADMIN_TOKEN",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
];

export const VAULT_CONFIGURATION = `secrets:
  provider: "vault"
  vault:
    enabled: true
    address: "http://vault:8200"
    token: "your-vault-token"
    mountPath: "secret"
`;

export const AWS_CONFIGURATION = `secrets:
  provider: "aws-secrets-manager"
  aws:
    enabled: true
    region: "us-east-1"
    secretsPrefix: "liquid-hive/prod"
    serviceAccount:
      create: true
      annotations:
        eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/liquid-hive-secrets-role"
`;

/** Below \`secret/\` in Vault, below \`liquid-hive/prod/\` in AWS. */
export const PATHS = [
  "database/mongo_url",
  "database/redis_url",
  "database/neo4j_url",
  "ai/vllm_endpoint",
  "ai/vllm_endpoint_small",
  "ai/vllm_endpoint_large",
  "ai/vllm_api_key",
  "monitoring/prometheus_base_url",
];

export const VARIABLES = [
  "MONGO_URL",
  "REDIS_URL",
  "NEO4J_URL",
  "VLLM_ENDPOINT",
  "VLLM_ENDPOINT_SMALL",
  "VLLM_ENDPOINT_LARGE",
  "VLLM_API_KEY",
  "PROMETHEUS_BASE_URL",
];

const WORD = String.raw`"([^"]*)"|'([^']*)'|(\S+)`;

/** Takes commands of \`vault kv put\`; returns what they store: path below the mount, then the value of \`value\`. */
export function storedByVault(commands: string): Map<string, string> {
  const put = new RegExp(String.raw`^vault kv put secret/(\S+) value=(?:${WORD})$`, "gm");
  return new Map(
    [...commands.matchAll(put)].map(([, path, ...words]) => [
      path!,
      words.find((word) => word !== undefined)!,
    ]),
  );
}

/** Takes commands of \`aws secretsmanager create-secret\`; returns what they store, by name. */
export function storedByAws(commands: string): Map<string, string> {
  const joined = commands.replaceAll(/\\\n\s*/g, "");
  const create = new RegExp(
    String.raw`^aws secretsmanager create-secret --name (?:${WORD}) --secret-string (?:${WORD})$`,
    "gm",
  );
  return new Map(
    [...joined.matchAll(create)].map(([, ...words]) => {
      const [name, value] = words.filter((word) => word !== undefined);
      return [name!, value!];
    }),
  );
}
