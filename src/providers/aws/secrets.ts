import { createPool } from "../../kernel/pool.ts";
import type { Outcome } from "../provider.ts";
import { accountOf } from "./arn.ts";
import type { AwsCredentials } from "./credentials.ts";
import type { AwsLocator } from "./locate.ts";
import { attempt } from "../outcome.ts";
import { type OpenStore, overRegions } from "./regions.ts";
import { type OpenSecretsApi, type SecretsApi, secretsApi } from "./secrets-api.ts";
import { readSecrets } from "./secrets-batch.ts";
import { readSecretsUnder } from "./secrets-listing.ts";
import { readSecret } from "./secrets-single.ts";
import type { AwsSetting } from "./setting.ts";

/** AWS allows 100 batches a second and account; a run leaves room for the others. */
const PARALLEL = 10;

/**
 * Secrets Manager with these credentials. `read` gives one outcome for every locator, by id; it throws only where the
 * signal ends it. The current versions of two and more secrets of a region are read in batches.
 */
export function openSecrets(
  credentials: AwsCredentials | undefined,
  setting: AwsSetting,
  open: OpenSecretsApi = secretsApi(credentials, setting, createPool(PARALLEL)),
): OpenStore {
  const account = accountOf(credentials?.arn ?? "");
  return overRegions(setting.region, open, (locators, secrets, signal) =>
    readRegion(locators, secrets, account, signal),
  );
}

async function readRegion(
  locators: readonly AwsLocator[],
  api: SecretsApi,
  account: string | undefined,
  signal: AbortSignal,
): Promise<readonly (readonly [AwsLocator, Outcome])[]> {
  // A batch gives current versions only, and of one account.
  const current = locators.filter(
    ({ listing, version, stage, name }) =>
      listing === undefined && version === undefined && stage === undefined && !isForeign(name, account),
  );
  const others = locators.filter((locator) => !current.includes(locator));
  const read = others.map(async (locator) => {
    const { listing } = locator;
    const outcome = await attempt(
      async () =>
        listing === undefined
          ? readSecret(locator, api, signal)
          : readSecretsUnder(listing.prefix, listing.tags, api, signal),
      signal,
    );
    return [locator, outcome] as const;
  });
  const [plain, ...rest] = await Promise.all([readSecrets(current, api, signal), ...read]);
  return [...plain, ...rest];
}

/** Whether a name is an ARN of another account than the caller's, where both are known. */
function isForeign(name: string, account: string | undefined): boolean {
  const owner = accountOf(name);
  return account !== undefined && owner !== undefined && owner !== account;
}
