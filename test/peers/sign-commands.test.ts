import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { expectCommands, verbsOf } from "./sign-commands.ts";
import { make } from "./sign-made.ts";
import { ATTESTED, PREDICATES } from "./sign-predicates.ts";

let peers: Sigstore;
beforeAll(async () => void (peers = await sigstore({ referrersRegistry: false })));
afterAll(async () => peers.stop());

test.each([
  ["v1", "both"],
  ["v1+tsa", "legacy"],
  ["v2", "referrers"],
  ["tsa-only", "referrers"],
] as const)(
  "every command that is printed after signing an image with %s, %s passes",
  async (kind, scheme) => {
    const image = await peers.pushImage(peers.registryHost, "shop/api", scheme);
    const kept = await make(peers, {
      name: `image-${kind}`,
      kind,
      inputs: {
        sign: `oci://${image}`,
        "image-format": scheme,
        annotations: 'env=prod\nnote=it\'s "a", b',
        attest: scheme === "both" ? ATTESTED : "provenance",
      },
      files: PREDICATES,
    });
    const lines = await expectCommands(peers, kept);
    expect(lines.find((line) => line.includes(" verify "))).toContain(
      `-a env=prod -a '"note=it'\\''s ""a"", b"' `,
    );
    const gh = kind === "tsa-only" || scheme === "legacy" ? [] : ["gh attestation verify"];
    expect(verbsOf(lines).sort()).toEqual(["cosign verify", "cosign verify-attestation", ...gh]);
  },
);

test.each([
  ["v1", "both"],
  ["v1", "legacy"],
  ["v2", "referrers"],
] as const)(
  "with signatures elsewhere, %s, %s: COSIGN_REPOSITORY is printed, and passes",
  async (kind, scheme) => {
    const image = await peers.pushImage(peers.registryHost, "shop/elsewhere", `${kind}-${scheme}`);
    const elsewhere = `${peers.registryHost}/shop/signatures`;
    const inputs = { sign: `oci://${image}`, attest: "provenance", "image-format": scheme };
    const kept = await make(peers, {
      name: `elsewhere-${kind}-${scheme}`,
      kind,
      inputs: { ...inputs, "signatures-in": elsewhere },
    });
    const lines = await expectCommands(peers, kept);
    expect(lines.every((line) => line.includes(`COSIGN_REPOSITORY=${elsewhere} cosign `))).toBe(true);
  },
);

test("without where the signatures are, or for another image, they are not found", async () => {
  const image = await peers.pushImage(peers.registryHost, "shop/api", "away");
  const elsewhere = `${peers.registryHost}/shop/signatures`;
  const kept = await make(peers, {
    name: "away",
    kind: "v1",
    inputs: { sign: `oci://${image}`, "signatures-in": elsewhere },
  });
  const lines = await expectCommands(peers, {
    ...kept,
    commands: kept.commands.filter((line) => line.includes(" verify ")),
  });
  const [line] = lines;
  const { code } = await peers.run("cosign", ["verify", ...peers.verifyFlags(), image]);
  expect([line?.startsWith("COSIGN_REPOSITORY="), code === 0]).toEqual([true, false]);
});

test("annotations are checked by cosign 3, and by cosign 2 in tags alone: there it is asked for them", async () => {
  const sign = async (
    scheme: string,
  ): Promise<{ image: string; commands: readonly string[]; folder: string }> => {
    const image = await peers.pushImage(peers.registryHost, "shop/noted", scheme);
    const inputs = { sign: `oci://${image}`, "image-format": scheme, annotations: "env=prod" };
    return { image, ...(await make(peers, { name: `noted-${scheme}`, kind: "v1", inputs })) };
  };
  const judge = async (binary: string, image: string, ...more: readonly string[]): Promise<boolean> =>
    (await peers.run(binary, ["verify", ...more, ...peers.verifyFlags(), "-a", "env=test", image])).code ===
    0;
  const [referrer, tag] = [await sign("referrers"), await sign("legacy")];
  expect({
    "cosign 3": await judge("cosign", referrer.image),
    "cosign 3, a tag": await judge("cosign", tag.image),
    "cosign 2": await judge("cosign-2", referrer.image, "--new-bundle-format"),
    "cosign 2, a tag": await judge("cosign-2", tag.image),
  }).toEqual({ "cosign 3": false, "cosign 3, a tag": false, "cosign 2": true, "cosign 2, a tag": false });
  const asked = [...referrer.commands, ...tag.commands].map((line) => line.includes(" -a env=prod "));
  expect(asked).toEqual([true, false, true]);
});
