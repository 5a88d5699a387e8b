import type { InputSpec, InputValues } from "../kernel/input-table.ts";
import type { BoundProvider, Host, Provider } from "./provider.ts";

/** A provider with its inputs and the host, as the chain sees it. `given`: whether any input of its table was set. */
export function bind(
  provider: Provider,
  inputs: InputValues<readonly InputSpec[]>,
  given: boolean,
  host: Host,
): BoundProvider {
  return {
    id: provider.id,
    schemes: provider.schemes,
    seed: provider.seed,
    inChain: provider.inChain?.(inputs) ?? given,
    handsOver: provider.handsOver?.(inputs) ?? false,
    audience: provider.login?.(inputs, host.env)?.audience,
    check: () => provider.check?.(inputs, host.env, host.face) ?? [],
    borrows: () => provider.borrows?.(inputs) ?? [],
    files: () => provider.files?.(inputs) ?? [],
    filesOf: (source) => provider.filesOf?.(source) ?? [],
    unused: () => provider.unused?.(inputs),
    locate: (source) => provider.locate(source, inputs, host.env),
    clusterSchemes: provider.clusters?.schemes ?? [],
    locateCluster: (source) =>
      provider.clusters?.schemes.includes(source.scheme)
        ? provider.clusters.locate(source, inputs, host.env)
        : undefined,
    hasRegistry: (name) => provider.registries?.(name) ?? false,
    open: (signal) => provider.open(inputs, host, signal),
    reach: async (signal) => (await provider.reach?.(inputs, host, signal)) ?? [],
  };
}
