import crypto from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { judgeImage } from "../harness/servers/sigstore-verifiers.ts";
import { expectCommands } from "./sign-commands.ts";
import { STRANGER } from "./sign-judges.ts";
import { make } from "./sign-made.ts";
import { verdict } from "./sign-theirs.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ referrersRegistry: false })));
afterAll(async () => peers.stop());

const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** Pushes an index of two images; returns the names of all three by their digests. */
async function pushIndex(repository: string): Promise<{ index: string; images: readonly string[] }> {
  const base = `http://${peers.registryHost}/v2/${repository}/manifests`;
  const images = await Promise.all(
    ["amd64", "arm64"].map((tag) => peers.pushImage(peers.registryHost, repository, tag)),
  );
  const manifests = await Promise.all(
    images.map(async (image, i) => {
      const digest = image.split("@")[1]!;
      const answer = await fetch(`${base}/${digest}`, { headers: { accept: MANIFEST } });
      const { byteLength: size } = await answer.arrayBuffer();
      const platform = { os: "linux", architecture: ["amd64", "arm64"][i] };
      return { mediaType: MANIFEST, digest, size, platform };
    }),
  );
  const body = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });
  const pushed = await fetch(`${base}/all`, { method: "PUT", body, headers: { "content-type": INDEX } });
  expect(pushed.status).toBe(201);
  const digest = crypto.createHash("sha256").update(body).digest("hex");
  return { index: `${peers.registryHost}/${repository}@sha256:${digest}`, images };
}

test.each(["v1", "v2"] as const)(
  "an index is signed with %s, and each of its images, and all are verified",
  async (kind) => {
    const { index, images } = await pushIndex(`shop/${kind}`);
    const kept = await make(peers, { name: kind, kind, inputs: { sign: `oci://${index}` } });
    expect(kept.run.outputs.get("images")!.split("\n").sort()).toEqual([index, ...images].sort());
    const judged = [index, ...images];
    for (const image of judged)
      for (const binary of ["cosign", "cosign-2", "kyverno"] as const) {
        const own = await judgeImage(peers, binary, { kind, image });
        const stranger = await judgeImage(peers, binary, { kind, image, identity: STRANGER });
        expect([binary, image, own.code, stranger.code === 0], own.stderr).toEqual([binary, image, 0, false]);
      }
    expect(await verdict(peers, { verify: judged.map((one) => `oci://${one}`).join("\n") })).toBe("ok");
    const lines = await expectCommands(peers, kept);
    for (const image of judged) expect(lines.some((line) => line.endsWith(` ${image}`))).toBe(true);
  },
);

test("without recursive, the index alone is signed", async () => {
  const { index, images } = await pushIndex("shop/alone");
  const inputs = { sign: `oci://${index}`, recursive: "false" };
  const kept = await make(peers, { name: "alone", kind: "v1", inputs });
  expect(kept.run.outputs.get("images")).toBe(index);
  expect(await verdict(peers, { verify: `oci://${index}` })).toBe("ok");
  expect(await verdict(peers, { verify: `oci://${images[0]}` })).toBe("SIGNATURE_MISSING");
});
