import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { expectCommands } from "./sign-commands.ts";
import { formatsOf } from "./sign-formats.ts";
import { expectRow, PROVENANCE } from "./sign-judges.ts";
import { make } from "./sign-made.ts";
import { verdict } from "./sign-theirs.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ ctlog: false, referrersRegistry: false })));
afterAll(async () => peers.stop());

const FILE = "dist/app.tgz";
const kind = "v1";

test("without a CT log, a file is read by the same verifiers, but for sigstore-python", async () => {
  const kept = await make(peers, {
    name: "files",
    kind,
    inputs: { sign: FILE, "file-format": "both", "legacy-files": "true", attest: "provenance" },
    files: { [FILE]: "the artifact" },
  });
  const at = (name: string): string => path.join(kept.folder, name);
  for (const [id, bundle] of [
    ["bundle", `bundles/${FILE}.sigstore.json`],
    ["statement", "bundles/signature.intoto.jsonl"],
    ["legacy-files", `bundles/${FILE}`],
  ] as const) {
    const [format] = formatsOf("file").filter((one) => one.id === id);
    const reads = { ...format!.reads, "sigstore-python": [] };
    const one = { format: id, kind, file: at(FILE), bundle: at(bundle) } as const;
    expect(await expectRow(peers, reads, one)).toContain("cosign 2");
  }
  const lines = await expectCommands(peers, kept);
  const cosign = lines.filter((line) => line.includes("cosign verify"));
  expect(cosign.filter((line) => !line.includes(" --insecure-ignore-sct "))).toEqual([]);
});

test("without a CT log, an image is read by the same verifiers", async () => {
  const image = await peers.pushImage(peers.registryHost, "shop/api", "one");
  const kept = await make(peers, {
    name: "image",
    kind,
    inputs: { sign: `oci://${image}`, attest: "provenance", "image-format": "referrers" },
  });
  for (const { id, reads } of formatsOf("image"))
    if (id === "image-referrer" || id === "attestation-referrer")
      await expectRow(peers, reads, {
        format: id,
        kind,
        image,
        ...(id === "image-referrer" ? {} : { predicateType: PROVENANCE }),
      });
  const lines = await expectCommands(peers, kept);
  expect(lines.length).toBeGreaterThan(3);
  expect(await verdict(peers, { verify: `oci://${image} has signature, provenance` })).toBe("ok");
});
