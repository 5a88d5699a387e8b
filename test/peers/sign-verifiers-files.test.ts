import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { type FormatId, formatsOf, KINDS } from "./sign-formats.ts";
import { type Case, expectRow, PROVENANCE } from "./sign-judges.ts";
import { type Kept, make } from "./sign-made.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ registry: false, referrersRegistry: false })));
afterAll(async () => peers.stop());

const FILE = "dist/app.tgz";

/** One file in every format. */
const all = async (kind: (typeof KINDS)[number]): Promise<Kept> =>
  make(peers, {
    name: `files-${kind}`,
    kind,
    inputs: { sign: FILE, "file-format": "both", "legacy-files": "true", attest: "provenance" },
    files: { [FILE]: `the artifact of ${kind}` },
  });

const BUNDLES: Partial<Record<FormatId, string>> = {
  bundle: `bundles/${FILE}.sigstore.json`,
  statement: "bundles/signature.intoto.jsonl",
  "legacy-files": `bundles/${FILE}`,
  "file-attestation": "bundles/provenance.intoto.jsonl",
};

describe.each(KINDS)("a file signed with %s", (kind) => {
  test("in every format is read by those that the table names, and by no other", async () => {
    const { folder } = await all(kind);
    for (const { id, reads } of formatsOf("file")) {
      const one: Case = {
        format: id,
        kind,
        file: path.join(folder, FILE),
        bundle: path.join(folder, BUNDLES[id]!),
        ...(id === "file-attestation" ? { predicateType: PROVENANCE } : {}),
      };
      const asked = await expectRow(peers, reads, one);
      expect(asked).toEqual(["cosign 3", "cosign 2", "gh", "sigstore-python"]);
    }
  });
});
