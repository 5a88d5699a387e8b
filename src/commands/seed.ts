import type { HelmSettings } from "../config/helm-values.ts";
import type { Provider } from "../providers/provider.ts";

/** What the seed's configuration files say, with the file that each stood in. */
export interface SeedFile {
  readonly file: string;
  readonly settings: HelmSettings;
}

export interface Seed {
  /** What stands for inputs that are not set, by their name. A later file overrides an earlier one. */
  readonly defaults: ReadonlyMap<string, string>;
  /** Ids of the chain: the provider that is named first, then other enabled blocks, then the environment. */
  readonly chain: readonly string[] | undefined;
  readonly notices: readonly string[];
}

/** The word that means the environment, and nothing before it. */
const ENVIRONMENT = "environment";

/**
 * The seed's configuration as inputs and as a chain. Region, prefix and mount choose names. An address chooses a host, so it
 * counts only out of a file that the event's own commit holds (`isOwn`), and a token only beside one on loopback and where
 * neither the step nor the environment says anything of Vault (`isGiven`): it would go to another address. The role of the cluster is never taken.
 */
export function seedOf(
  files: readonly SeedFile[],
  known: readonly Pick<Provider, "id" | "seed">[],
  isOwn: (file: string) => boolean,
  isGiven: (id: string) => boolean,
): Seed {
  const defaults = new Map<string, string>();
  const notices: string[] = [];
  let chain: readonly string[] | undefined;
  for (const { file, settings } of files) {
    const { aws, vault, provider } = settings;
    const set = (name: string, value: string | undefined): void => {
      if (value !== undefined) defaults.set(name, value);
    };
    if (aws?.enabled !== false) {
      set("aws-region", aws?.region);
      set("aws-prefix", aws?.prefix);
    }
    if (vault !== undefined && vault.enabled !== false) {
      set("vault-mount", vault.mount);
      if (vault.address !== undefined && isOwn(file)) {
        set("vault-address", vault.address);
        // Whoever configures Vault in the step or its environment logs in as that says.
        if (!isGiven("vault")) set("vault-token", vault.token?.reveal());
      } else if (vault.address !== undefined)
        notices.push(
          `${file}: its Vault address is not taken, since the event's own commit does not hold this file. Write it into the step: vault-address: ${vault.address}`,
        );
    }
    const head = known.find(({ id, seed }) => seed?.word === provider || id === provider);
    if (head === undefined) continue;
    const enabled = { vault: vault?.enabled, aws: aws?.enabled };
    chain =
      head.seed?.word === ENVIRONMENT
        ? [head.id]
        : [
            head.id,
            ...Object.entries(enabled).flatMap(([id, on]) => (on === true && id !== head.id ? [id] : [])),
          ];
  }
  return { defaults, chain, notices };
}
