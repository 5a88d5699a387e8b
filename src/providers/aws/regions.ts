import type { Outcome } from "../provider.ts";
import { attemptAll, type Read } from "./batches.ts";
import type { AwsLocator } from "./locate.ts";

/** A store over all regions. `read` gives one outcome for every locator, by id; it throws only where the signal ends it. */
export interface OpenStore {
  readonly read: (locators: readonly AwsLocator[], signal: AbortSignal) => Promise<Map<string, Outcome>>;
}

/** The store that reads each region's locators by themselves; those without one are of the region `home`. */
export const overRegions = <Api>(
  home: string,
  open: (region: string, signal: AbortSignal) => Promise<Api>,
  readRegion: (locators: readonly AwsLocator[], api: Api, signal: AbortSignal) => Promise<Read<AwsLocator>>,
): OpenStore => ({
  read: async (locators, signal) => {
    const regions = Map.groupBy(locators, ({ region }) => region ?? home);
    const read = [...regions].map(async ([region, here]) =>
      attemptAll(here, async () => readRegion(here, await open(region, signal), signal), signal),
    );
    return new Map((await Promise.all(read)).flat().map(([{ id }, outcome]) => [id, outcome]));
  },
});
