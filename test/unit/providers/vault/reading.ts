import type { Content, Outcome } from "../../../../src/providers/provider.ts";
import type { VaultInputs } from "../../../../src/providers/vault/inputs.ts";
import { locateVault, type VaultLocator } from "../../../../src/providers/vault/locate.ts";
import type { VaultSetting } from "../../../../src/providers/vault/setting.ts";
import { openStore } from "../../../../src/providers/vault/store.ts";
import { parseReference } from "../../../../src/references/parse-reference.ts";
import type { Reply } from "./answers.ts";
import { scripted, settingAt, SIGNAL, TOKEN } from "./scripted.ts";

type Replies = Readonly<Record<string, Reply | readonly Reply[]>>;

/** A store at a server that gives these replies. */
export async function opened(replies: Replies, more: Partial<VaultSetting> = {}) {
  const server = await scripted(replies);
  const { setting, said } = settingAt(server.url, more);
  return { store: openStore(TOKEN, setting), server, said };
}

/** Reads one reference at a server that gives these replies; `lines` is what it asks after the look-up. */
export async function read(text: string, replies: Replies, more: Partial<VaultSetting> = {}) {
  const { store, server } = await opened(replies, more);
  const locator = at(text);
  const outcomes = await store.read([locator], SIGNAL);
  return {
    outcome: outcomes.get(locator.id)!,
    server,
    leases: store.leases(),
    lines: server.lines().slice(1),
  };
}

/** The locator of a reference's text. Throws what is wrong with it. */
export function at(text: string, vaultMount = ""): VaultLocator {
  const source = parseReference(text);
  if (source instanceof Error) throw source;
  const found = locateVault(source, { vaultMount } as VaultInputs, {});
  if (found instanceof Error) throw found;
  return found;
}

/** An outcome in one line: its value as JSON text, `missing`, or the code of its failure. */
export function brief(outcome: Outcome | undefined): string {
  if (outcome === undefined) return "no answer";
  if (outcome.is === "missing") return "missing";
  return outcome.is === "failed" ? outcome.error.code : textOf(outcome.value);
}

export function textOf(content: Content): string {
  if (content.kind === "text") return content.text.reveal() ?? "";
  if (content.kind === "bytes") return "bytes";
  if (content.kind === "fields") return content.whole.reveal() ?? "";
  return [...content.entries].map(([name, one]) => `${name}=${textOf(one)}`).join(" ");
}

/** Everything that a failure would print. */
export const printed = (outcome: Outcome | undefined): string =>
  outcome?.is === "failed"
    ? [outcome.error, ...outcome.error.all].map(({ message, fix }) => `${message}\n${fix}`).join("\n")
    : "";
