import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { ActionRun } from "../harness/run-action.ts";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";
import { signWith, verifyWith } from "./sign-action.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- JSON of any kind: the test says which
export type Json = any;
export type Inputs = Readonly<Record<string, string>>;

/** Whom the usual job of a private Sigstore is. */
export const policyOf = (peers: Sigstore): Record<string, string> => ({
  repository: "liquid-hive/shop",
  workflow: ".github/workflows/deploy.yml",
  ref: "refs/heads/main",
  issuer: peers.oidc.url,
});

/** Takes a private Sigstore, inputs over the usual policy, files of the workspace; runs the built `verify/`. */
export const verifyUsual = async (
  peers: Sigstore,
  inputs: Inputs,
  untracked: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<ActionRun> => await verifyWith(peers, { inputs: { ...policyOf(peers), ...inputs }, untracked });

/** A run's exit code and its log, to be compared with a code of failure in it (or "✓"). */
export const outcome = ({ main, log }: ActionRun): readonly [number | null, string] => [main.exitCode, log];

export const PASSES = [0, expect.stringContaining("✓")];
export const failsWith = (code: string): readonly unknown[] => [1, expect.stringContaining(code)];

/** Runs cosign; throws an Error with what it said, where it does not pass. */
export async function mustCosign(
  peers: Sigstore,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, stdout, stderr } = await peers.cosign(args, { env });
  if (code !== 0) throw new Error(`cosign ${args[0]}: ${stderr}`);
  return stdout;
}

/** Signs a file with cosign; returns the text of the bundle. */
export async function blobBundle(
  peers: Sigstore,
  content: string | Buffer,
  kind: SigningKind = "v1",
  claims: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const file = peers.write("signed-blob", content);
  const bundle = path.join(peers.folder, "signed-blob.json");
  await mustCosign(peers, ["sign-blob", ...peers.signFlags(kind, claims), `--bundle=${bundle}`, file]);
  return fs.readFileSync(bundle, "utf8");
}

/** Signs with the built `sign/`; returns the run, with each file that it left in the workspace by its name. */
export async function signUsual(
  peers: Sigstore,
  inputs: Inputs,
  untracked: Readonly<Record<string, string | Uint8Array>> = {},
  kind: SigningKind = "v1",
): Promise<{ readonly run: ActionRun; readonly files: ReadonlyMap<string, Buffer> }> {
  const run = await signWith(peers, kind, { inputs, untracked });
  const files = new Map(
    run.files.afterMain.map((file) => [file.path.replace(/^workspace\//, ""), file.bytes] as const),
  );
  return { run, files };
}

export const sha256 = (data: string | Buffer): string =>
  crypto.createHash("sha256").update(data).digest("hex");

/** A layer or referrer's content with what it says of itself. */
export interface PushedLayer {
  readonly mediaType: string;
  readonly data: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * Pushes a manifest that holds one layer, without asking what is in it: to a tag, or as a referrer of `subject`. Returns
 * its digest. Throws an Error where the registry refuses.
 */
export async function pushArtifact(
  host: string,
  repository: string,
  layer: PushedLayer,
  place: { readonly tag: string } | { readonly subject: string; readonly artifactType?: string },
): Promise<string> {
  const base = `http://${host}/v2/${repository}`;
  const must = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, init);
    if (!response.ok) throw new Error(`${init.method} ${url} -> ${response.status} ${await response.text()}`);
    return response;
  };
  const blob = async (data: string): Promise<{ digest: string; size: number }> => {
    const upload = await must(`${base}/blobs/uploads/`, { method: "POST" });
    const at = new URL(upload.headers.get("location") ?? "", base);
    const digest = `sha256:${sha256(data)}`;
    at.searchParams.set("digest", digest);
    const headers = { "content-type": "application/octet-stream" };
    await must(at.href, { method: "PUT", body: data, headers });
    return { digest, size: Buffer.byteLength(data) };
  };
  const subject = "subject" in place ? await described(base, place.subject) : undefined;
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    ...("subject" in place ? { artifactType: place.artifactType ?? layer.mediaType } : {}),
    config: { mediaType: "application/vnd.oci.empty.v1+json", ...(await blob("{}")) },
    layers: [
      {
        mediaType: layer.mediaType,
        ...(await blob(layer.data)),
        ...(layer.annotations === undefined ? {} : { annotations: layer.annotations }),
      },
    ],
    ...(subject === undefined ? {} : { subject }),
  });
  const digest = `sha256:${sha256(manifest)}`;
  const at = "tag" in place ? place.tag : digest;
  await must(`${base}/manifests/${at}`, {
    method: "PUT",
    body: manifest,
    headers: { "content-type": MANIFEST },
  });
  return digest;
}

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

async function described(base: string, digest: string): Promise<object> {
  const answer = await fetch(`${base}/manifests/${digest}`, { headers: { accept: MANIFEST } });
  const text = await answer.text();
  return { mediaType: MANIFEST, digest, size: Buffer.byteLength(text) };
}

/** `host`, `repository` and digest of an image's name. */
export function partsOf(image: string): { host: string; repository: string; digest: string } {
  const match = /^([^/]+)\/(.+)@(sha256:.+)$/.exec(image);
  if (match === null) throw new Error("no image by its digest");
  return { host: match[1]!, repository: match[2]!, digest: match[3]! };
}
