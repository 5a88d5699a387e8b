import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { expectImageRows } from "./sign-image-rows.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ referrersRegistry: false })));
afterAll(async () => peers.stop());

test.each(["v1+tsa", "v2"] as const)(
  "an image signed with %s in a registry without the referrers API is read by those that the table names",
  async (kind) => {
    expect(await expectImageRows(peers, "registryHost", kind)).toContain("image-referrer");
  },
);
