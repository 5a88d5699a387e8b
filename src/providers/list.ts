import { awsProvider } from "./aws/index.ts";
import { envProvider } from "./env/index.ts";
import { erased, type Provider } from "./provider.ts";
import { sopsProvider } from "./sops/index.ts";
import { vaultProvider } from "./vault/index.ts";

/** Every provider there is, in the order of the default chain. Adding one is a folder, a line here and a page of docs. */
export const PROVIDERS: readonly Provider[] = [
  erased(vaultProvider),
  erased(awsProvider),
  erased(sopsProvider),
  erased(envProvider),
];
