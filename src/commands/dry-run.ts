import { Failure } from "../kernel/errors.ts";
import type { Locator, Outcome, Session } from "../providers/provider.ts";
import type { Resolution } from "../providers/resolve.ts";
import type { Sessions } from "../providers/sessions.ts";
import type { OriginLine } from "./load-lines.ts";

/** Sessions that read nothing that comes into being by being read, and the failures that stand for it. */
export interface DryRun {
  readonly sessions: Sessions;
  readonly heldBack: ReadonlySet<Failure>;
}

/** The sessions of a dry run: a read that would create something is answered with a failure of its own. */
export function dryRun(sessions: Sessions): DryRun {
  const heldBack = new Set<Failure>();
  const hold = (locator: Locator): Outcome => {
    const error = new Failure("READ_CREATES", `Reading ${locator.shown} would create something there.`, {
      fix: "dry-run: false",
    });
    heldBack.add(error);
    return { is: "failed", error };
  };
  return {
    heldBack,
    sessions: {
      ...sessions,
      of: async (provider, signal) => {
        const session = await sessions.of(provider, signal);
        const { creates } = session;
        return creates === undefined ? session : { ...session, read: holdingBack(session, creates, hold) };
      },
    },
  };
}

function holdingBack(
  session: Session,
  creates: NonNullable<Session["creates"]>,
  hold: (locator: Locator) => Outcome,
): Session["read"] {
  return async (locators, signal) => {
    const known = await Promise.all(
      locators.map(async (locator) => ({ locator, held: await creates(locator, signal) })),
    );
    const harmless = known.flatMap(({ locator, held }) => (held ? [] : [locator]));
    return new Map([
      ...(harmless.length === 0 ? [] : await session.read(harmless, signal)),
      ...known.flatMap(({ locator, held }) => (held ? [[locator.id, hold(locator)] as const] : [])),
    ]);
  };
}

/** Lines and resolutions without those that were held back, and a notice for each of these. */
export function withoutHeldBack(
  lines: readonly OriginLine[],
  resolutions: readonly Resolution[],
  heldBack: ReadonlySet<Failure>,
): {
  readonly lines: readonly OriginLine[];
  readonly resolutions: readonly Resolution[];
  readonly notices: readonly string[];
} {
  const isHeld = (resolution: Resolution | undefined): boolean =>
    resolution?.is === "failed" && heldBack.has(resolution.error);
  return {
    lines: lines.filter((_, i) => !isHeld(resolutions[i])),
    resolutions: resolutions.filter((resolution) => !isHeld(resolution)),
    notices: lines.flatMap(({ line }, i) =>
      isHeld(resolutions[i])
        ? [`${line.name}: not read, because reading it creates something; a run that is no dry run does.`]
        : [],
    ),
  };
}
