import { Failure } from "../kernel/errors.ts";
import type { BoundProvider } from "./provider.ts";
import { locate, type Located } from "./resolve.ts";

/**
 * Who is used by these sources: the providers asked, and those that lend one of them an input. Returns what is wrong
 * with each one's inputs, references in inputs that cannot be located, cycles, and a token audience that two share.
 * Pure.
 */
export function usedProviders(
  wanted: readonly Located[],
  providers: readonly BoundProvider[],
): { readonly used: readonly BoundProvider[]; readonly problems: readonly Failure[] } {
  const used = new Set<BoundProvider>(providers.filter(({ handsOver }) => handsOver));
  for (const { at } of wanted) for (const { provider } of at) used.add(provider);
  const problems: Failure[] = [];
  const lenders = new Map<BoundProvider, { readonly input: string; readonly lender: BoundProvider }[]>();
  // A Set is walked to its end, those included that the walk itself adds.
  for (const provider of used) {
    problems.push(...provider.check());
    for (const { input, source } of provider.borrows()) {
      const located = source instanceof Failure ? source : locate(source, providers, []);
      if (located instanceof Failure) {
        problems.push(inInput(located, input));
        continue;
      }
      const lender = located.at[0]!.provider;
      lenders.set(provider, [...(lenders.get(provider) ?? []), { input, lender }]);
      used.add(lender);
    }
  }
  for (const provider of used) {
    const cycle = cycleFrom(provider, lenders, []);
    if (cycle !== undefined) problems.push(cycle);
  }
  const audiences = new Map<string, string>();
  for (const { id, audience } of used) {
    if (audience === undefined) continue;
    const other = audiences.get(audience);
    audiences.set(audience, id);
    if (other !== undefined)
      problems.push(
        new Failure("INPUT_INVALID", `${other} and ${id} ask for an identity token of the same audience.`, {
          fix: `${id}-audience: …   # one of its own: either could use a shared token at the other`,
        }),
      );
  }
  return { used: [...used], problems };
}

const inInput = (failure: Failure, input: string): Failure =>
  new Failure(failure.code, `The reference in the input ${input}: ${failure.message}`, {
    at: { input },
    ...(failure.fix === undefined ? {} : { fix: failure.fix }),
  });

function cycleFrom(
  provider: BoundProvider,
  lenders: ReadonlyMap<BoundProvider, readonly { readonly input: string; readonly lender: BoundProvider }[]>,
  path: readonly { readonly provider: BoundProvider; readonly input: string }[],
): Failure | undefined {
  const [start] = path;
  if (start?.provider === provider) {
    const shown = path.map((step) => `${step.provider.id} needs ${step.input}, a reference of`).join(" ");
    return new Failure("REFERENCE_CYCLE", `${shown} ${provider.id}: it waits for itself.`, {
      at: { input: start.input },
      fix: `${start.input}: aws://liquid-hive/prod/age-key   # anything that does not need ${start.input} itself`,
    });
  }
  // A cycle that does not come back to its start is found from one of its own members.
  if (path.some((step) => step.provider === provider)) return undefined;
  for (const { input, lender } of lenders.get(provider) ?? []) {
    const found = cycleFrom(lender, lenders, [...path, { provider, input }]);
    if (found !== undefined) return found;
  }
  return undefined;
}
