import { openStore } from "../../../../src/providers/vault/store.ts";
import { at, mounted, type Reply, scripted, type Scripted, settingAt, SIGNAL, TOKEN } from "./scripted.ts";

/** The servers that this test has started: each one that a test starts by itself goes in here, too. */
export const open: Scripted[] = [];

export async function closeServers(): Promise<void> {
  for (const server of open.splice(0)) await server.close();
}

export const UI = "GET sys/internal/ui/mounts";
export const SECRET = { [`${UI}/secret/app`]: mounted("secret", "kv", "2") };

/** Reads one reference at a server that gives these replies. */
export async function read(text: string, replies: Readonly<Record<string, Reply>>) {
  const server = await scripted(replies);
  open.push(server);
  const locator = at(text);
  const store = openStore(TOKEN, settingAt(server.url).setting);
  const outcomes = await store.read([locator], SIGNAL);
  return { outcome: outcomes.get(locator.id)!, leases: store.leases(), lines: server.lines().slice(1) };
}
