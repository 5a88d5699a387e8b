// Pictures of what people see, for the docs: the demo in a terminal, and the job summaries of a good and a failed
// run as GitHub shows them. Needs Chromium (CHROMIUM names it, else `chromium` on PATH), and for the last ones Kubernetes and a
// private Sigstore.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { runAction } from "../test/harness/run-action.ts";
import { vaultCloud } from "../test/scenario/vault-cloud.ts";
import { cloud, ROLE } from "../test/scenario/cloud.ts";
import { root, summary, terminal } from "./pictures.ts";

const demo = execFileSync(process.execPath, [path.join(root, "tools/demo.ts")], { encoding: "utf8" });
terminal("demo", demo.replace(/\n5\. [\s\S]*(?=\n6\. )/, "\n"));

const good = await runAction({
  inputs: {
    secrets:
      "MONGO_URL = database/mongo_url\nAPI_KEY = env://MY_API_KEY as output\nTLS_KEY = env://TLS_PEM as file\nPIN = env://PIN\nSENTRY_DSN? = monitoring/sentry_dsn",
  },
  env: {
    MONGO_URL: "mongodb://app:example@mongo",
    MY_API_KEY: "example-api-key-1",
    TLS_PEM: "example-pem-text",
    PIN: "123",
  },
});
await summary("summary", good.summary, 410);
const bad = await runAction({
  inputs: {
    secrets: "MONGO_URL = database/nothing_there\nLD_PRELOAD = \nAPI_KEY = hunter2",
    export: "everywhere",
  },
});
await summary("summary-failed", bad.summary, 470);
terminal("log-failed", bad.log);

const SECRETS = `MONGO_URL = aws://liquid-hive/prod/database/mongo_url
DB_PASSWORD = aws://liquid-hive/prod/db#password
FEATURE_* = ssm://liquid-hive/prod/features/
SENTRY_DSN? = aws://liquid-hive/prod/sentry_dsn`;
const aws = await cloud({
  seed: {
    secrets: [
      { name: "liquid-hive/prod/database/mongo_url", value: "mongodb://app:example@mongo" },
      { name: "liquid-hive/prod/db", value: '{"user":"app","password":"example-password"}' },
    ],
    parameters: [
      { name: "/liquid-hive/prod/features/SEARCH", values: ["example-on"] },
      { name: "/liquid-hive/prod/features/BETA", values: ["example-off"] },
    ],
  },
}).run({ inputs: { secrets: SECRETS } });
await summary("summary-aws", aws.summary, 420);
// The role trusts the environment alone, and the job runs on a branch.
const refused = await cloud({
  trust: { [ROLE]: { sub: ["repo:liquid-hive/shop:environment:production"] } },
}).run({ inputs: { secrets: SECRETS } });
await summary("summary-trust-refused", refused.summary, 810);
terminal("trust-refused", refused.log);

// The chain of the LIQUID-HIVE document: Vault first, the environment last; once well, once with a refused login.
const seed = {
  mounts: {
    secret: {
      type: "kv" as const,
      version: 2 as const,
      secrets: { "database/mongo_url": { value: "mongodb://app:example@mongo" } },
    },
  },
};
const chain = await vaultCloud({ seed }).run({
  inputs: {
    "vault-mount": "secret",
    secrets: "MONGO_URL = database/mongo_url\nREDIS_URL = database/redis_url",
  },
  env: { REDIS_URL: "redis://example" },
});
await summary("summary-chain", chain.summary, 450);
const healthy = await vaultCloud({ seed }).run({ action: "doctor", inputs: { "vault-mount": "secret" } });
await summary("summary-health", healthy.summary, 500);
const login = await vaultCloud({ seed, roles: { deploy: { claims: { repository_id: "1" } } } }).run({
  inputs: { "vault-mount": "secret", secrets: "MONGO_URL = database/mongo_url" },
});
terminal("login-refused", login.log);

await import("./images-cluster.ts");
await import("./images-sign.ts");
await import("./images-scan.ts");
