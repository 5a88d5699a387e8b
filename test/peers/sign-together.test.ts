import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { signWith } from "./sign-action.ts";
import { signaturesOf, signedTogether } from "./sign-together.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ rekor2: false, tsa: false, referrersRegistry: false })));
afterAll(async () => peers.stop());

const ROUNDS = 10;

test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  "eight jobs sign one image at the same time, round %i: all of them are there",
  async (round) => signedTogether(peers, `shop/together-${round}`),
);

test("jobs of ours and cosign's at the same time: ours are all there", async () => {
  const image = await peers.pushImage(peers.registryHost, "shop/mixed", "one");
  const cosign = (binary: string, flags: string[]): Promise<unknown> =>
    peers.run(binary, ["sign", "--allow-insecure-registry", ...flags, image]);
  const runs = await Promise.all([
    ...Array.from({ length: 3 }, async () => signWith(peers, "v1", { inputs: { sign: `oci://${image}` } })),
    cosign("cosign", peers.signFlags("v1")).then(() => undefined),
    cosign(
      "cosign-2",
      peers.legacyFlags().filter((flag) => !/signing-config|trusted-root/.test(flag)),
    ).then(() => undefined),
  ]);
  const ours = runs.filter((run) => run !== undefined);
  expect(ours.map(({ main, log }) => (main.exitCode === 0 ? "" : log))).toEqual(["", "", ""]);
  const found = await signaturesOf(image);
  // What cosign added it does not look at again: it may be gone.
  expect([found.sig >= 3, found.referrers >= 3]).toEqual([true, true]);
});
