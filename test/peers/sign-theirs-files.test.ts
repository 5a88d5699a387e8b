import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { BUNDLE, expectTheirs, FILE } from "./sign-theirs-rows.ts";
import { CONTENT, FILE_SIGNERS, verdict } from "./sign-theirs.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ registry: false, referrersRegistry: false })));
afterAll(async () => peers.stop());

test.each([
  ["cosign 3", "v1"],
  ["cosign 3", "v1+tsa"],
  ["cosign 3", "v2"],
  ["cosign 3, an attestation", "v1"],
  ["cosign 3, an attestation", "v2"],
  ["cosign 2", "v1"],
  ["cosign 2", "v2"],
  ["cosign 2, its older bundle", "v1"],
] as const)(
  "a file signed by %s with %s is verified, and not when anything is another",
  async (signer, kind) => {
    expect(await expectTheirs(peers, signer, kind)).toBe("ok");
  },
);

test("one that was never logged is not taken where the Sigstore has a log", async () => {
  const bundle = await FILE_SIGNERS["cosign 3"](peers, "tsa-only", peers.write("unlogged", CONTENT));
  expect(await verdict(peers, { verify: FILE }, { [FILE]: CONTENT, [BUNDLE]: bundle })).toBe(
    "SIGNATURE_INVALID",
  );
});
