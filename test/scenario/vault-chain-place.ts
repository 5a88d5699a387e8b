import type { ActionRun, RunOptions } from "../harness/run-action.ts";
import { awsStandIn } from "../harness/servers/aws-stand-in.ts";
import type { OidcServer } from "../harness/servers/oidc.ts";
import { strictAws, type StrictAws } from "../harness/servers/strict-aws.ts";
import { ROLE, SUBJECT } from "./cloud.ts";
import { vaultCloud, type VaultCloud, type VaultCloudOptions } from "./vault-cloud.ts";

export const CANARY = "CANARY-7f3a-chain";
export const PREFIX = "liquid-hive/prod";
export const CONFIG = "deploy/values.yaml";

export type Values = ReadonlyMap<string, string>;
/** Vault with the values at `secret`, each in the field `value`. */
export const kv = (values: Values, more: VaultCloudOptions = {}): VaultCloud =>
  vaultCloud({
    ...more,
    seed: {
      mounts: {
        secret: {
          type: "kv",
          version: 2,
          secrets: Object.fromEntries([...values].map(([path, value]) => [path, { value }])),
        },
      },
    },
  });

/** AWS with the values as they are, for the same job. */
export function amazon(oidc: OidcServer, values: Values): StrictAws {
  return strictAws({
    upstream: awsStandIn({ secrets: [...values].map(([name, value]) => ({ name, value })) }),
    issuers: [oidc.issuer],
    trust: { [ROLE]: { sub: [SUBJECT], maxSeconds: 43_200 } },
  });
}

/** `active_provider` of the health document. */
export async function activeProvider(run: VaultCloud["run"], options: RunOptions): Promise<unknown> {
  const { secrets: _lines, ...inputs } = options.inputs ?? {};
  const result = await run({ ...options, action: "doctor", inputs });
  const document: { readonly active_provider: unknown } = JSON.parse(result.outputs.get("health")!);
  return document.active_provider;
}

export const loaded = ({ env }: ActionRun, names: readonly string[]) => names.map((name) => env.get(name));
