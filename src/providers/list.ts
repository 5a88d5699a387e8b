import { envProvider } from "./env/index.ts";
import { anyProvider, type Provider } from "./provider.ts";
import { type SopsSettings, sopsProvider } from "./sops/index.ts";

/** Every provider there is. Adding one is a folder, a line here and a page of docs. */
export function providersOf(
  env: Readonly<Record<string, string | undefined>>,
  sops: SopsSettings,
): Provider[] {
  return [anyProvider(sopsProvider(sops)), anyProvider(envProvider(env))];
}
