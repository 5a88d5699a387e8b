import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { formatsOf } from "./sign-formats.ts";
import { expectRow } from "./sign-judges.ts";
import { make } from "./sign-made.ts";
import { ATTESTED, PREDICATE_TYPES, PREDICATES } from "./sign-predicates.ts";
import { verdict } from "./sign-theirs.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ referrersRegistry: false })));
afterAll(async () => peers.stop());

const kind = "v1";
const FILE = "dist/app.tgz";
const types = Object.entries(PREDICATE_TYPES);

test("attestations of files are read alike, whatever their type", async () => {
  const { folder, run } = await make(peers, {
    name: "files",
    kind,
    inputs: { sign: FILE, attest: ATTESTED },
    files: { [FILE]: "the artifact", ...PREDICATES },
  });
  const bundles = run.outputs.get("bundles")!.split("\n");
  const [format] = formatsOf("file").filter(({ id }) => id === "file-attestation");
  for (const [name, predicateType] of types) {
    const words = name.replace("slsaprovenance1", "provenance").replace(/^https:\/\//, "");
    const file = `${words.replaceAll("/", "-")}.intoto.jsonl`;
    const bundle = bundles.find((one) => path.basename(one) === file);
    expect([file, bundle]).toEqual([file, expect.any(String)]);
    const asked = await expectRow(peers, format!.reads, {
      format: "file-attestation",
      kind,
      predicateType,
      file: path.join(folder, FILE),
      bundle: path.join(folder, bundle!),
    });
    expect(asked).toHaveLength(4);
  }
});

test.each(["attestation-referrer", "attestation-tag"] as const)(
  "attestations of images, %s, are read alike, whatever their type",
  async (id) => {
    const image = await peers.pushImage(peers.registryHost, "shop/api", id);
    const scheme = id === "attestation-tag" ? "legacy" : "referrers";
    const inputs = { sign: `oci://${image}`, attest: ATTESTED, "image-format": scheme };
    await make(peers, { name: id, kind, inputs, files: PREDICATES });
    const [format] = formatsOf("image").filter((one) => one.id === id);
    for (const [, predicateType] of types)
      await expectRow(peers, format!.reads, { format: id, kind, image, predicateType });
    const needs = types.map(([name]) => name).join(", ");
    expect(await verdict(peers, { verify: `oci://${image} has signature, ${needs}` })).toBe("ok");
    expect(await verdict(peers, { verify: `oci://${image} has vuln` })).toBe("SIGNATURE_MISSING");
  },
);
