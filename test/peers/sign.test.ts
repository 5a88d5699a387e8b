import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { judgeImage } from "../harness/servers/sigstore-verifiers.ts";
import { signWith, verifyWith } from "./sign-action.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore()));
afterAll(async () => peers.stop());

/** Whom the usual job of the private Sigstore is. */
const policy = (): Record<string, string> => ({
  repository: "liquid-hive/shop",
  workflow: ".github/workflows/deploy.yml",
  ref: "refs/heads/main",
  issuer: peers.oidc.url,
});

test.each(["v1", "v2"] as const)("a file is signed by %s, and cosign verifies it", async (kind) => {
  let verified: number | null = null;
  const tokensBefore = peers.oidc.audiences.length;
  const result = await signWith(peers, kind, {
    inputs: { sign: "dist/*.tgz" },
    untracked: { "dist/app.tgz": "the artifact" },
    laterStep: async ({ folder }) => {
      const file = path.join(folder.workspace, "dist/app.tgz");
      const bundle = `${file}.sigstore.json`;
      verified = (await peers.cosign(["verify-blob", ...peers.verifyFlags(), "--bundle", bundle, file])).code;
    },
  });
  expect([result.main.exitCode, verified]).toEqual([0, 0]);
  expect(result.outputs.get("bundles")).toBe("dist/app.tgz.sigstore.json");
  // What says who it is is also what the certificate is asked with.
  expect(peers.oidc.audiences.slice(tokensBefore)).toEqual(["sigstore"]);
});

test.each(["registryHost", "referrersRegistryHost"] as const)(
  "an image is signed and attested in both schemes at the %s, and verified by cosign 3, cosign 2 and verify/",
  async (host) => {
    const image = await peers.pushImage(peers[host], "shop/api", "one");
    const signed = await signWith(peers, "v1", {
      inputs: { sign: `oci://${image}`, attest: "provenance" },
    });
    expect(signed.log).toContain(".sig tag");
    expect(signed.main.exitCode).toBe(0);
    for (const verifier of ["cosign", "cosign-2"] as const)
      for (const legacy of verifier === "cosign" ? [false] : [true, false]) {
        const { code, stderr } = await judgeImage(peers, verifier, { kind: "v1", image, legacy });
        expect([verifier, legacy, code, code === 0 ? "" : stderr]).toEqual([verifier, legacy, 0, ""]);
      }
    const verified = await verifyWith(peers, {
      inputs: { ...policy(), verify: `oci://${image} has signature, provenance` },
    });
    expect([verified.main.exitCode, verified.log]).toEqual([0, expect.stringContaining("✓")]);
    expect(verified.outputs.get("images")).toBe(image);
    const other = await verifyWith(peers, {
      inputs: { ...policy(), ref: "refs/tags/v1", verify: `oci://${image}` },
    });
    expect([other.main.exitCode, other.log]).toEqual([1, expect.stringContaining("IDENTITY_MISMATCH")]);
  },
);

test("bundles of an earlier run are published again, and nothing new gets into the log", async () => {
  const image = await peers.pushImage(peers.registryHost, "shop/again", "one");
  const kept: Record<string, string> = {};
  const signed = await signWith(peers, "v1", {
    inputs: {
      sign: `oci://${image}`,
      attest: "provenance",
      "signatures-in": `${peers.registryHost}/other/place`,
    },
    laterStep: ({ folder }) => {
      const bundles = path.join(folder.temp, "secrets-action-bundles");
      for (const name of fs.readdirSync(bundles))
        kept[`kept/${name}`] = fs.readFileSync(path.join(bundles, name), "utf8");
    },
  });
  expect([signed.main.exitCode, Object.keys(kept).length]).toEqual([0, 3]);
  const size = await logSize();
  const published = await signWith(peers, "v1", {
    inputs: { sign: `oci://${image}`, publish: Object.keys(kept).join("\n") },
    untracked: kept,
  });
  expect([published.main.exitCode, published.log]).toEqual([0, expect.stringContaining(".att tag")]);
  expect(await logSize()).toBe(size);
  const { code } = await judgeImage(peers, "cosign-2", { kind: "v1", image, legacy: true });
  const verified = await verifyWith(peers, {
    inputs: { ...policy(), verify: `oci://${image} has signature, provenance` },
  });
  expect([code, verified.main.exitCode]).toEqual([0, 0]);
});

const logSize = async (): Promise<number> => {
  const answer = await fetch(`${peers.rekor1Url}/api/v1/log`);
  return ((await answer.json()) as { treeSize: number }).treeSize;
};
