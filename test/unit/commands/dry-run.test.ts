import { expect, test } from "vitest";
import { dryRun, withoutHeldBack } from "../../../src/commands/dry-run.ts";
import type { OriginLine } from "../../../src/commands/load-lines.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { BoundProvider, Locator, Outcome, Session } from "../../../src/providers/provider.ts";
import { resolve } from "../../../src/providers/resolve.ts";
import { createSessions } from "../../../src/providers/sessions.ts";

const signal = new AbortController().signal;
const found: Outcome = {
  is: "found",
  value: { kind: "text", text: Secret.of("v"), clear: false },
};

function provider(more: Partial<Session>): { readonly bound: BoundProvider; readonly read: string[] } {
  const read: string[] = [];
  const session: Session = {
    read: async (locators) => {
      read.push(...locators.map(({ id }) => id));
      return new Map(locators.map(({ id }) => [id, found]));
    },
    close: async () => undefined,
    ...more,
  };
  return { bound: { id: "one", open: async () => session } as unknown as BoundProvider, read };
}

const line = (name: string) => ({ line: { name, line: 1 } }) as OriginLine;
const at = (bound: BoundProvider, id: string) => ({ at: [{ provider: bound, locator: { id, shown: id } }] });

test("a dry run reads nothing that comes into being by being read, and says so", async () => {
  const { bound, read } = provider({ creates: async ({ id }: Locator) => id.startsWith("made") });
  const dry = dryRun(createSessions());
  const wanted = ["kept", "made", "kept-too"];
  const all = await resolve(
    wanted.map((id) => at(bound, id)),
    new Set(["not-found"] as const),
    dry.sessions,
    signal,
  );
  expect(read).toEqual(["kept", "kept-too"]);
  const left = withoutHeldBack(wanted.map(line), all, dry.heldBack);
  expect(left.lines.map((one) => one.line.name)).toEqual(["kept", "kept-too"]);
  expect(left.resolutions.map(({ is }) => is)).toEqual(["found", "found"]);
  expect(left.notices).toEqual([expect.stringMatching(/^made: not read/)]);
});

test("where nothing is left to read, the store is not asked; a session that cannot create is as it was", async () => {
  const all = provider({ creates: async () => true });
  const plain = provider({});
  const dry = dryRun(createSessions());
  await resolve([at(all.bound, "a")], new Set(), dry.sessions, signal);
  const dryPlain = dryRun(createSessions());
  await resolve([at(plain.bound, "b")], new Set(), dryPlain.sessions, signal);
  expect([all.read, plain.read]).toEqual([[], ["b"]]);
});

test("a failure of the store's own stays a failure", async () => {
  const { bound } = provider({ read: async () => new Map() });
  const dry = dryRun(createSessions());
  const all = await resolve([at(bound, "a")], new Set(), dry.sessions, signal);
  expect(withoutHeldBack([line("A")], all, dry.heldBack).resolutions).toMatchObject([{ is: "failed" }]);
});
