import type { SigningContext } from "../commands/signing-job.ts";
import { together } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";

/**
 * The token of a registry that a provider of the run has an identity for (ECR by that of AWS). Only a provider with inputs
 * of its own is asked: nobody is logged in by chance. Undefined for any other registry.
 * Throws what is wrong with those inputs, and what logging in throws.
 */
export const registryTokens =
  ({ given, providers, sessions }: Pick<SigningContext, "given" | "providers" | "sessions">) =>
  async (host: string): Promise<Secret | undefined> => {
    const provider = providers.find(
      ({ id, hasRegistry }) => hasRegistry(host) && given.providers.get(id)?.given === true,
    );
    if (provider === undefined) return undefined;
    const [first, ...rest] = provider.check();
    if (first !== undefined) throw together([first, ...rest]);
    const { signal } = new AbortController();
    const session = await sessions.of(provider, signal);
    return await session.registryToken?.(host, signal);
  };
