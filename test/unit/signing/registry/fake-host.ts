import type { Clock } from "../../../../src/kernel/clock.ts";
import { systemClock } from "../../../../src/kernel/clock.ts";
import { Failure } from "../../../../src/kernel/errors.ts";
import { createHttp } from "../../../../src/kernel/http-client.ts";
import type { Secret } from "../../../../src/kernel/secret.ts";
import type { SigningHost } from "../../../../src/signing/host.ts";
import type { ImageSubject } from "../../../../src/signing/subject.ts";
import {
  createRegistry,
  type Registry,
  type RegistrySettings,
} from "../../../../src/signing/registry/registry.ts";
import { type FakeRegistry, sha } from "./fake-registry.ts";

export const CANARY = "CANARY-7f3a";
export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
export const signal = new AbortController().signal;

export interface FakeHost {
  readonly host: SigningHost;
  /** Revealed. */
  readonly born: string[];
  readonly said: string[];
  readonly slept: number[];
}

/** A host whose clock jumps: whoever sleeps is woken at once, that much later. */
export function fakeHost(env: Readonly<Record<string, string>> = {}): FakeHost {
  const born: string[] = [];
  const said: string[] = [];
  const slept: number[] = [];
  let now = Date.UTC(2026, 10, 24, 12);
  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const http = createHttp({ env: {}, clock: systemClock });
  return {
    host: {
      http,
      registryHttp: http,
      clock,
      env,
      workspace: "",
      temp: "",
      idToken: async () => Promise.reject(new Error("no identity is needed here")),
      born: (secrets: readonly Secret[]) => void born.push(...secrets.map((secret) => secret.reveal() ?? "")),
      warn: (text) => void said.push(text),
      debug: (text) => void said.push(text),
    },
    born,
    said,
    slept,
  };
}

export const registryOf = (host: FakeHost, settings: Partial<RegistrySettings> = {}): Registry =>
  createRegistry(
    { insecure: [], helper: async () => Promise.reject(new Error("no helper")), ...settings },
    host.host,
  );

/** An image that lies in the registry, and what it is as a subject. */
export function imageIn(registry: FakeRegistry, tag?: string, text = "one"): ImageSubject {
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    layers: [],
    annotations: { text },
  });
  const digest = registry.put(manifest, OCI_MANIFEST, tag);
  return {
    kind: "image",
    reference: { registry: registry.host, repository: "shop/api", digest },
    mediaType: OCI_MANIFEST,
    size: manifest.length,
  };
}

/** A referrer with a bundle that lies in the registry; its descriptor. */
export function bundleIn(registry: FakeRegistry, image: ImageSubject, text: string, type = BUNDLE): object {
  registry.blobs.set(sha(text), Buffer.from(text));
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: type,
    layers: [{ mediaType: type, digest: sha(text), size: text.length }],
    subject: { mediaType: image.mediaType, digest: image.reference.digest, size: image.size },
  });
  const digest = registry.put(manifest, OCI_MANIFEST);
  return { mediaType: OCI_MANIFEST, digest, size: manifest.length, artifactType: type };
}

/** The failure that something ends with; one that holds the canary, where there is none. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  return new Failure("INTERNAL", `it did not fail ${CANARY}`);
}
