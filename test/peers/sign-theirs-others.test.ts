import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { expectTheirs } from "./sign-theirs-rows.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ registry: false, referrersRegistry: false })));
afterAll(async () => peers.stop());

test.each([
  ["sigstore-python", "v1"],
  ["sigstore-python", "v2"],
  ["sigstore-python, an attestation", "v1"],
  ["actions/attest, an attestation", "v1"],
] as const)(
  "a file signed by %s with %s is verified, and not when anything is another",
  async (signer, kind) => {
    expect(await expectTheirs(peers, signer, kind)).toBe("ok");
  },
);
