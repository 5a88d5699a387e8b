import type { Server } from "../job.ts";
import { listen } from "./control.ts";
import type { Answer, Call, Reply } from "./control.ts";
import { createFaults } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { trustedBy } from "./tls.ts";
import type { CertificateName } from "./tls.ts";
import { askVault } from "./vault-ask.ts";
import type { AskVault } from "./vault-ask.ts";
import { createCore } from "./vault-core.ts";
import type { VaultSeed } from "./vault-seed.ts";
import type { VaultState } from "./vault-system.ts";
import { ROOT_TOKEN } from "./vault-tokens.ts";
import type { LeaseEntry } from "./vault-tokens.ts";

export interface VaultOptions {
  readonly seed?: VaultSeed;
  readonly faults?: readonly Fault[];
  readonly latencyMs?: number;
  readonly tls?: CertificateName;
  /** The server's clock. */
  readonly now?: () => number;
  readonly state?: VaultState;
}

export interface VaultStandIn extends Server {
  /** Where it listens; only while it runs. */
  readonly url: () => string;
  readonly rootToken: string;
  /** Asks by hand; counted like every request. */
  readonly ask: AskVault;
  readonly setState: (state: VaultState) => void;
  /**
   * Requests so far, by method and path without its query: `GET secret/data/app`; a list by query is a LIST, too.
   * Those with a fault are counted.
   */
  readonly counts: () => ReadonlyMap<string, number>;
  /** Requests so far, in all. */
  readonly total: () => number;
  /** What was sent, with tokens and bodies, for tests that look at it; the log holds none. */
  readonly raw: readonly Call[];
  /** Method, path, version, namespace, whose token (its accessor), status. */
  readonly log: string[];
  /** Tokens, wrapping tokens and values that an engine made: nothing of it may be seen anywhere. */
  readonly issued: () => readonly string[];
  /** Tokens of logins so far, in order, batch tokens too. */
  readonly tokens: () => readonly string[];
  /** Takes a token; returns whether the server still takes it: not revoked, not used up, not expired. */
  readonly alive: (token: string) => boolean;
  readonly leases: () => readonly (LeaseEntry & { readonly alive: boolean })[];
}

/**
 * HashiCorp Vault's API in this process, strict: it insists on `X-Vault-Request`, verifies identity tokens, and
 * decides by policies, namespaces and uses as the server does. Written from HashiCorp's API documentation;
 * vault-agreement.ts has what OpenBao must say alike.
 */
export function vaultStandIn(options: VaultOptions = {}): VaultStandIn {
  const now = options.now ?? Date.now;
  let url = "";
  const core = createCore(options.seed ?? {}, now, options.state ?? "active", () => url);
  const counts = new Map<string, number>();
  const raw: Call[] = [];
  const log: string[] = [];

  async function answer(call: Call, decide: ReturnType<typeof createFaults>): Promise<Answer> {
    raw.push(call);
    const [path = "", query = ""] = call.path.split("?", 2);
    const asked = new URLSearchParams(query);
    const method = call.method === "GET" && asked.get("list") === "true" ? "LIST" : call.method;
    const name = `${method} ${path.replace(/^\/v1\//, "")}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    let who = "nobody";
    const decided = await decide(call, async (): Promise<Reply> => {
      const { reply, caller } = core.answer(call);
      if (caller !== undefined) who = caller.accessor === "" ? "a batch token" : caller.accessor;
      return reply;
    });
    const version = asked.get("version");
    const namespace = call.headers["x-vault-namespace"];
    const status = "deliver" in decided.answer ? "" : ` ${decided.answer.status}`;
    log.push(
      `${name}${version === null ? "" : `?version=${version}`}${namespace === undefined ? "" : ` in ${namespace}`} by ${who} ->${status}${decided.fault === undefined ? "" : ` fault ${decided.fault}`}`,
    );
    if ("deliver" in decided.answer) return decided.answer;
    const date = new Date(now()).toUTCString();
    return { ...decided.answer, headers: { date, ...decided.answer.headers } };
  }

  return {
    url: () => url,
    rootToken: ROOT_TOKEN,
    ask: askVault(() => url),
    setState: core.setState,
    counts: () => counts,
    total: () => raw.length,
    raw,
    log,
    issued: () => [...core.tokens.all(), ...core.made],
    tokens: () => core.tokens.all().filter((token) => token !== ROOT_TOKEN && !token.includes("-wrap-")),
    alive: (token) => core.tokens.find(token) !== undefined,
    leases: core.tokens.leases,
    async start() {
      const decide = createFaults(options.faults ?? []);
      const listening = await listen((call) => answer(call, decide), {
        ...options,
        list: true,
        askCertificate: true,
      });
      url = listening.url;
      return { env: { VAULT_ADDR: url, ...trustedBy(options.tls) }, stop: listening.stop, log };
    },
  };
}
