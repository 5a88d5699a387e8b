import { asFailure, Failure } from "../kernel/errors.ts";
import type { BarePath, Reference } from "../references/reference.ts";
import {
  type BoundProvider,
  type Content,
  type FallbackReason,
  type Locator,
  type Outcome,
  reasonOf,
} from "./provider.ts";
import type { Sessions } from "./sessions.ts";

/** A source with every provider that will be asked for it, in order. */
export interface Located {
  readonly at: readonly { readonly provider: BoundProvider; readonly locator: Locator }[];
}

export interface Skip {
  readonly provider: string;
  readonly why: string;
}

export type Resolution =
  | {
      readonly is: "found";
      readonly content: Content;
      readonly provider: string;
      readonly shown: string;
      readonly version: string | undefined;
      readonly date: Date | undefined;
      readonly notices: readonly string[];
      /** When the value ends by itself. */
      readonly expires: Date | undefined;
      /** The store's own id of the request. */
      readonly requestId: string | undefined;
      readonly skipped: readonly Skip[];
    }
  | { readonly is: "missing"; readonly skipped: readonly Skip[] }
  | { readonly is: "failed"; readonly error: Failure; readonly skipped: readonly Skip[] };

/**
 * Finds who will be asked for a source: the provider of its scheme, or the chain for a bare path. Pure.
 */
export function locate(
  source: Reference | BarePath,
  providers: readonly BoundProvider[],
  chain: readonly BoundProvider[],
): Located | Failure {
  const asked =
    source.kind === "bare"
      ? chain
      : providers.filter((p) => p.schemes.some((scheme) => scheme.name === source.scheme));
  const at: { provider: BoundProvider; locator: Locator }[] = [];
  for (const provider of asked) {
    const locator = provider.locate(source);
    if (locator instanceof Failure) return locator;
    at.push({ provider, locator });
  }
  if (at.length === 0) return new Failure("REFERENCE_INVALID", "No provider answers to this reference.");
  return { at };
}

/** The only chain: groups by locator, and gives each provider in turn all that is still missing. */
export async function resolve(
  wanted: readonly Located[],
  fallbackOn: ReadonlySet<FallbackReason>,
  sessions: Sessions,
  signal: AbortSignal,
): Promise<Resolution[]> {
  const skipped = wanted.map((): Skip[] => []);
  const done = new Map<number, Resolution>();
  for (let turn = 0; wanted.some((located, i) => !done.has(i) && turn < located.at.length); turn++) {
    const asking = new Map<BoundProvider, number[]>();
    for (const [i, located] of wanted.entries()) {
      const provider = done.has(i) ? undefined : located.at[turn]?.provider;
      if (provider) asking.set(provider, [...(asking.get(provider) ?? []), i]);
    }
    const turns = [...asking].map(async ([provider, indexes]) => {
      const outcomes = await ask(
        provider,
        sessions,
        indexes.map((i) => wanted[i]!.at[turn]!.locator),
        signal,
      );
      for (const i of indexes) {
        const { locator } = wanted[i]!.at[turn]!;
        const outcome = outcomes.get(locator.id) ?? missingAnswer;
        const settled = settle(outcome, provider, locator, skipped[i]!, fallbackOn);
        if (settled) done.set(i, settled);
      }
    });
    await Promise.all(turns);
  }
  return wanted.map((_, i) => done.get(i) ?? { is: "missing", skipped: skipped[i]! });
}

const missingAnswer: Outcome = {
  is: "failed",
  error: new Failure("INTERNAL", "The provider gave no answer for this reference."),
};

async function ask(
  provider: BoundProvider,
  sessions: Sessions,
  locators: readonly Locator[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Outcome>> {
  const unique = [...new Map(locators.map((locator) => [locator.id, locator])).values()];
  try {
    return await (await sessions.of(provider, signal)).read(unique, signal);
  } catch (error) {
    const failed: Outcome = { is: "failed", error: asFailure(error) };
    return new Map(unique.map((locator) => [locator.id, failed]));
  }
}

function settle(
  outcome: Outcome,
  provider: BoundProvider,
  locator: Locator,
  skipped: Skip[],
  fallbackOn: ReadonlySet<FallbackReason>,
): Resolution | undefined {
  if (outcome.is === "found")
    return {
      is: "found",
      content: outcome.value,
      provider: provider.id,
      shown: locator.shown,
      version: outcome.version,
      date: outcome.date,
      notices: outcome.notices ?? [],
      expires: outcome.expires,
      requestId: outcome.requestId,
      skipped,
    };
  const reason = outcome.is === "failed" ? reasonOf(outcome.error) : undefined;
  if (outcome.is === "failed" && !(reason && fallbackOn.has(reason)))
    return { is: "failed", error: outcome.error, skipped };
  skipped.push({ provider: provider.id, why: outcome.is === "missing" ? outcome.why : (reason ?? "failed") });
  return outcome.is === "missing" && !fallbackOn.has("not-found") ? { is: "missing", skipped } : undefined;
}
