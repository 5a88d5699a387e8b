import type { LeftCredential } from "../export/left-credentials.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import type { Secret } from "../kernel/secret.ts";
import type { Runner } from "../runner/runner.ts";
import { lazyHttp } from "./lazy-http.ts";
import { loggedHttp } from "./logged-http.ts";

/** Credentials are long: the least length of a mask plays no part. */
const MIN_MASK_LENGTH = 4;

/** Undoes one thing that main left at a provider; providers and the client load only for that. */
export type Undo = (left: LeftCredential, signal: AbortSignal) => Promise<string>;

/** @param ca the certificate that main trusted. */
export function undoing(runner: Runner, ca: () => string | undefined): Undo {
  const http = lazyHttp(runner.env, ca);
  return async (left, signal) => {
    const [{ PROVIDERS }, { runMasks }] = await Promise.all([
      import("../providers/list.ts"),
      import("../kernel/masks.ts"),
    ]);
    const provider = PROVIDERS.find(({ id }) => id === left.provider);
    if (provider?.undo === undefined)
      throw new Failure("INTERNAL", `What was left at ${left.provider} cannot be undone here.`);
    const born = (secrets: readonly Secret[]): void => runner.mask(runMasks(secrets, MIN_MASK_LENGTH).forms);
    try {
      return await provider.undo(
        left,
        { http: loggedHttp(http, provider.id, runner), clock: systemClock, born },
        signal,
      );
    } finally {
      http.close();
    }
  };
}
