import { vaultCloud, type VaultCloud, type VaultCloudOptions } from "./vault-cloud.ts";

export const CANARY = "CANARY-7f3a-review";

type Secrets = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Vault with these secrets at `secret`, and a mount `pki` that the role may use, too. */
export const kv = (secrets: Secrets, more: VaultCloudOptions = {}): VaultCloud =>
  vaultCloud({
    seed: {
      mounts: {
        secret: { type: "kv", version: 2, secrets },
        pki: { type: "pki", roles: { web: {} } },
      },
    },
    policies: { deploy: { "secret/*": ["read", "list"], "pki/*": ["read", "update"] } },
    ...more,
  });
