import readline from "node:readline";
import { systemClock } from "../../src/kernel/clock.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import type { SigningHost } from "../../src/signing/host.ts";
import { createRegistry, type Registry } from "../../src/signing/registry/registry.ts";
import type { ImageSubject } from "../../src/signing/subject.ts";

/** A round of one process: what it attaches is named by `name`. */
export interface Round {
  readonly image: ImageSubject;
  readonly name: string;
}

export interface RoundDone {
  /** The manifest of the bundle. */
  readonly digest: string;
  /** How often a tag of this round had to be written again. */
  readonly again: number;
}

/** A host of registries alone, which counts the tags that were added again. */
export function registryHost(env: Readonly<Record<string, string>> = {}): SigningHost & { again: number } {
  const http = createHttp({ env: {}, clock: systemClock });
  const host = {
    again: 0,
    http,
    registryHttp: http,
    clock: systemClock,
    env,
    workspace: "",
    temp: "",
    idToken: async () => Promise.reject(new Error("no identity is needed here")),
    born: () => undefined,
    warn: () => undefined,
    debug: () => void (host.again += 1),
  };
  return host;
}

/** The client of a process that has no login but those of its files. */
export const plainRegistry = (host: SigningHost): Registry =>
  createRegistry({ insecure: [], helper: async () => Promise.reject(new Error("no helper")) }, host);

/** Attaches a bundle, a signature and an attestation, and settles them. */
export async function attachAll({ image, name }: Round): Promise<RoundDone> {
  const host = registryHost();
  const registry = plainRegistry(host);
  const { signal } = new AbortController();
  const layer = { bytes: Buffer.from(name), annotations: { name } };
  const type = "application/vnd.dev.cosign.simplesigning.v1+json";
  const [{ digest }] = await Promise.all([
    registry.attach(image, JSON.stringify({ name }), { predicateType: "https://example.com/round" }, signal),
    registry.attachLegacy(image, "sig", { mediaType: type, ...layer }, undefined, signal),
    registry.attachLegacy(
      image,
      "att",
      { mediaType: "application/vnd.dsse.envelope.v1+json", ...layer },
      undefined,
      signal,
    ),
  ]);
  await registry.settle(signal);
  return { digest, again: host.again };
}

// As a process of its own: a round for each line of stdin.
if (process.argv[1] === import.meta.filename)
  for await (const line of readline.createInterface({ input: process.stdin }))
    console.log(JSON.stringify(await attachAll(JSON.parse(line) as Round)));
