import { afterAll, beforeAll, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { signedTogether } from "./sign-together.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ rekor2: false, tsa: false, referrersRegistry: false })));
afterAll(async () => peers.stop());

const ROUNDS = 10;

test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  "eight jobs sign one image at the same time, round %i of the second half: all of them are there",
  async (round) => signedTogether(peers, `shop/together-more-${round}`),
);
