import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import type { RegistryName } from "./sign-image-rows.ts";
import { IMAGE_SIGNERS, type ImageSigner, verdict } from "./sign-theirs.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore()));
afterAll(async () => peers.stop());

const CASES: readonly (readonly [ImageSigner, "v1" | "v1+tsa" | "v2", RegistryName])[] = [
  ["cosign 3", "v1", "registryHost"],
  ["cosign 3", "v1+tsa", "registryHost"],
  ["cosign 3", "v2", "registryHost"],
  ["cosign 3", "v1", "referrersRegistryHost"],
  ["cosign 3", "v2", "referrersRegistryHost"],
  ["cosign 3, tags", "v1", "registryHost"],
  ["cosign 2", "v1", "registryHost"],
  ["cosign 2, tags", "v1", "referrersRegistryHost"],
];

describe.each(CASES)("an image signed and attested by %s with %s at the %s", (signer, kind, host) => {
  test("is verified, and not when anything is another", async () => {
    const image = await peers.pushImage(peers[host], "shop/theirs", "one");
    const other = await peers.pushImage(peers[host], "shop/theirs", "other");
    await IMAGE_SIGNERS[signer](peers, kind, image);
    const both = `oci://${image} has signature, provenance`;
    const judge = async (inputs: Record<string, string>): Promise<string> =>
      verdict(peers, { verify: both, ...inputs });
    expect({
      itself: await judge({}),
      "another image": await judge({ verify: `oci://${other}` }),
      "another ref": await judge({ ref: "refs/heads/other" }),
      "another repository": await judge({ repository: "liquid-hive/other" }),
      "its annotation": await judge({ verify: `oci://${image}`, annotations: "env=prod" }),
      "another annotation": await judge({ verify: `oci://${image}`, annotations: "env=test" }),
      "another need": await judge({ verify: `oci://${image} has spdxjson` }),
    }).toEqual({
      itself: "ok",
      "another image": "SIGNATURE_MISSING",
      "another ref": "IDENTITY_MISMATCH",
      "another repository": "IDENTITY_MISMATCH",
      // cosign 2 leaves annotations out of a bundle.
      "its annotation": signer === "cosign 2" ? "POLICY_UNMET" : "ok",
      "another annotation": "POLICY_UNMET",
      "another need": expect.stringMatching(/^SIGNATURE_|^PREDICATE_/),
    });
  });
});

test.each([
  ["cosign 3", "v2"],
  ["cosign 3, tags", "v1"],
  ["cosign 2, tags", "v1"],
] as const)(
  "signatures of %s in another repository are found there, and only there",
  async (signer, kind) => {
    const image = await peers.pushImage(peers.registryHost, "shop/away", "one");
    const elsewhere = `${peers.registryHost}/shop/their-signatures`;
    await IMAGE_SIGNERS[signer](peers, kind, image, { COSIGN_REPOSITORY: elsewhere });
    const verify = `oci://${image} has signature, provenance`;
    expect([
      await verdict(peers, { verify, "signatures-in": elsewhere }),
      await verdict(peers, { verify }),
    ]).toEqual(["ok", "SIGNATURE_MISSING"]);
  },
);
