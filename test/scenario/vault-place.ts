import { type Job, type JobOptions, openJob } from "../harness/job.ts";
import type { VaultSeed } from "../harness/servers/vault-seed.ts";
import { vaultCloud, type VaultCloud, type VaultCloudOptions } from "./vault-cloud.ts";

export const CANARY = "CANARY-7f3a-vault-value";
export const BINARY = Buffer.from([0xff, 0xfe, 0x80, 0x41, 0xc3, 0xa9, 0x00, 0x0a]);
export const PKI = "vault://pki/issue/web?common_name=a.example.com";
export const KV = "MONGO_URL = vault://secret/database/mongo_url";

export const MOUNTS: NonNullable<VaultSeed["mounts"]> = {
  secret: {
    type: "kv",
    version: 2,
    secrets: {
      "database/mongo_url": { value: `${CANARY}-mongo` },
      "database/redis_url": { value: `${CANARY}-redis` },
      "database/old_url": [{ data: { value: `${CANARY}-old` }, deleted: true }],
      "database/deep/er": { value: `${CANARY}-deeper` },
      several: { user: `${CANARY}-user`, "api.key": `${CANARY}-api`, list: [1, `${CANARY}-item`], no: null },
      versions: [
        { data: { value: `${CANARY}-v1` } },
        { data: { value: `${CANARY}-v2` }, destroyed: true },
        { data: { value: `${CANARY}-v3` } },
      ],
      gone: [{ data: { value: `${CANARY}-gone` }, deleted: true }],
      ended: [{ data: { value: `${CANARY}-ended` }, destroyed: true }],
      bytes: { value: BINARY.toString("base64") },
    },
  },
  "team/old": {
    type: "kv",
    version: 1,
    secrets: { app: `{"value":"${CANARY}-one","count":12345678901234567890,"rate":1.50}` },
  },
  closed: { type: "kv", version: 2, secrets: { app: { value: CANARY } } },
  pki: { type: "pki", roles: { web: {} } },
  database: { type: "database", roles: { app: { ttl: 900 } } },
};
const POLICIES: NonNullable<VaultSeed["policies"]> = {
  deploy: {
    "secret/*": ["read", "list"],
    "team/old/*": ["read", "list"],
    "closed/data/other": ["read"],
    "pki/issue/*": ["read", "update"],
    "database/creds/*": ["read"],
  },
};

/** Vault with the mounts above, all of which but `closed` the role may read. */
export const open = (options: VaultCloudOptions = {}): VaultCloud =>
  vaultCloud({ seed: { mounts: MOUNTS }, policies: POLICIES, ...options });

/** A job in which the address is known before the step is written. */
export async function inJob(
  { oidc, vault }: VaultCloud,
  use: (job: Job, address: string) => Promise<void>,
  options: JobOptions = {},
): Promise<void> {
  const job = await openJob({ ...options, servers: [oidc, vault] });
  try {
    await use(job, vault.url());
  } finally {
    await job.close();
  }
}
