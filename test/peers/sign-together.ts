import fs from "node:fs";
import { expect } from "vitest";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import { signWith } from "./sign-action.ts";

/** So many jobs sign one image at the same time. */
export const AT_ONCE = 8;

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";

interface Listed {
  readonly digest: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What the document under a tag lists, each once. */
async function listed(image: string, tag: string, field: "layers" | "manifests"): Promise<Set<string>> {
  const [name = ""] = image.split("@");
  const [host = "", ...repository] = name.split("/");
  const answer = await fetch(`http://${host}/v2/${repository.join("/")}/manifests/${tag}`, {
    headers: { accept: `${MANIFEST}, ${INDEX}` },
  });
  const body = (await answer.json()) as Readonly<Record<string, readonly Listed[] | undefined>>;
  return new Set(
    (body[field] ?? []).map(({ digest, annotations }) => `${digest} ${JSON.stringify(annotations)}`),
  );
}

/** How many signatures and attestations each scheme has of an image, in a registry without the referrers API. */
export async function signaturesOf(image: string): Promise<{ sig: number; att: number; referrers: number }> {
  const tag = (image.split("@")[1] ?? "").replace(":", "-");
  return {
    sig: (await listed(image, `${tag}.sig`, "layers")).size,
    att: (await listed(image, `${tag}.att`, "layers")).size,
    referrers: (await listed(image, tag, "manifests")).size,
  };
}

/** Signs and attests one new image in `AT_ONCE` jobs; everything of each of them is there, before any post and after. */
export async function signedTogether(peers: Sigstore, name: string): Promise<void> {
  const image = await peers.pushImage(peers.registryHost, name, "one");
  const seen: string[] = [];
  const runs = await Promise.all(
    Array.from({ length: AT_ONCE }, async () =>
      signWith(peers, "v1", {
        inputs: { sign: `oci://${image}`, attest: "provenance" },
        limitMs: 120_000,
        laterStep: ({ folder }) => void seen.push(...fs.readdirSync(folder.temp)),
      }),
    ),
  );
  expect(runs.map(({ main, log }) => (main.exitCode === 0 ? "" : log))).toEqual(runs.map(() => ""));
  expect(runs.map(({ post }) => post?.annotations.map(({ message }) => message))).toEqual(runs.map(() => []));
  // A signature and an attestation in the new scheme, and one of each in the old one.
  expect(await signaturesOf(image)).toEqual({ sig: AT_ONCE, att: AT_ONCE, referrers: 2 * AT_ONCE });
  expect(seen.length).toBeGreaterThan(0);
}
