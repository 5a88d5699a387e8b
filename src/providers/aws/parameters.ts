import { createPool } from "../../kernel/pool.ts";
import type { Outcome } from "../provider.ts";
import type { AwsCredentials } from "./credentials.ts";
import type { AwsLocator } from "./locate.ts";
import { attempt } from "../outcome.ts";
import { type OpenStore, overRegions } from "./regions.ts";
import { type OpenParametersApi, type ParametersApi, parametersApi } from "./parameters-api.ts";
import { readParameters } from "./parameters-batch.ts";
import { readParametersUnder } from "./parameters-listing.ts";
import type { AwsSetting } from "./setting.ts";

/** AWS allows 40 requests a second and account unless it was told otherwise; each takes some 20 ms. */
const PARALLEL = 5;

/**
 * Parameter Store with these credentials. `read` gives one outcome for every locator, by id; it throws only where the
 * signal ends it. Two and more parameters of a region are read in batches, also at versions and labels.
 */
export function openParameters(
  credentials: AwsCredentials | undefined,
  setting: AwsSetting,
  open: OpenParametersApi = parametersApi(credentials, setting, createPool(PARALLEL)),
): OpenStore {
  return overRegions(setting.region, open, readRegion);
}

async function readRegion(
  locators: readonly AwsLocator[],
  api: ParametersApi,
  signal: AbortSignal,
): Promise<readonly (readonly [AwsLocator, Outcome])[]> {
  const single = locators.filter(({ listing }) => listing === undefined);
  const listed = locators.map(async (locator) => {
    const { listing } = locator;
    if (listing === undefined) return [];
    const read = async (): Promise<Outcome> => readParametersUnder(listing.prefix, listing.tags, api, signal);
    return [[locator, await attempt(read, signal)] as const];
  });
  const [named, ...rest] = await Promise.all([readParameters(single, api, signal), ...listed]);
  return [...named, ...rest.flat()];
}
