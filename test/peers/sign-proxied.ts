import fs from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { ActionRun, RunFolder, RunOptions } from "../harness/run-action.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";
import { signWith } from "./sign-action.ts";
import { type SignProxies, signProxies } from "./sign-proxy.ts";

export interface ProxiedSigstore {
  readonly peers: () => Sigstore;
  readonly proxies: () => SignProxies;
  /** Runs the built `sign/` against the proxies, whose calls before are forgotten. */
  readonly sign: (kind: SigningKind, options: RunOptions) => Promise<ActionRun>;
}

/** A private Sigstore behind proxies, for the suite in which it is called; each test begins with proxies that do nothing. */
export function proxiedSigstore(): ProxiedSigstore {
  let peers: Sigstore;
  let proxies: SignProxies;
  beforeAll(async () => {
    peers = await sigstore();
    proxies = await signProxies(peers);
  });
  afterEach(() => proxies.decide(() => undefined));
  afterAll(async () => {
    await proxies.stop();
    await peers.stop();
  });
  return {
    peers: () => peers,
    proxies: () => proxies,
    sign: async (kind, { inputs, ...options }) => {
      proxies.passed.length = 0;
      return signWith(peers, kind, {
        servers: [proxies.server],
        ...options,
        inputs: { ...proxies.inputs(kind), ...inputs },
      });
    },
  };
}

/** Bundles that a run left in RUNNER_TEMP for a later step, by the name that they get in the next job. */
export function keptBundles({ temp }: Pick<RunFolder, "temp">): Record<string, string> {
  const folder = path.join(temp, "secrets-action-bundles");
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return Object.fromEntries(
    names.map((name) => [`kept/${name}`, fs.readFileSync(path.join(folder, name), "utf8")]),
  );
}

const BUNDLE = /\.(?:sigstore\.json|intoto\.jsonl)$/;

/** The bundles that are there after a run. */
export const bundlesOf = (run: ActionRun): string[] =>
  run.files.afterPost.map(({ path: name }) => name).filter((name) => BUNDLE.test(name));

/** What else a run left: its journal, or files that were begun. */
export const unfinished = (run: ActionRun): string[] =>
  run.files.afterPost.map(({ path: name }) => name).filter((name) => !BUNDLE.test(name));
