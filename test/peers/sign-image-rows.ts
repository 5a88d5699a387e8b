import { expect } from "vitest";
import type { Sigstore } from "../harness/servers/sigstore.ts";
import type { SigningKind } from "../harness/servers/sigstore-trust.ts";
import { type FormatId, formatsOf } from "./sign-formats.ts";
import { expectRow, PROVENANCE } from "./sign-judges.ts";
import { type Kept, make } from "./sign-made.ts";

export type RegistryName = "registryHost" | "referrersRegistryHost";

/** An image of its own, signed and attested in one scheme alone. */
export interface SignedImage extends Kept {
  readonly image: string;
}

/** Pushes an image, and runs `sign/` for it. */
export async function signImage(
  peers: Sigstore,
  host: RegistryName,
  kind: SigningKind,
  inputs: Readonly<Record<string, string>>,
): Promise<SignedImage> {
  const name = `image-${crypto.randomUUID()}`;
  const image = await peers.pushImage(peers[host], "shop/api", name);
  const kept = await make(peers, {
    name,
    kind,
    inputs: { sign: `oci://${image}`, attest: "provenance", ...inputs },
  });
  return { ...kept, image };
}

/** Takes a registry and a kind; lets every verifier judge every format of images, and another's identity. Returns the formats. */
export async function expectImageRows(
  peers: Sigstore,
  host: RegistryName,
  kind: SigningKind,
): Promise<FormatId[]> {
  const judged: FormatId[] = [];
  const elsewhere = `${peers[host]}/shop/signatures`;
  const signed = async (scheme: string, isElsewhere: boolean): Promise<string> =>
    (
      await signImage(peers, host, kind, {
        "image-format": scheme,
        ...(isElsewhere ? { "signatures-in": elsewhere } : {}),
      })
    ).image;
  const images = new Map<string, string>();
  for (const { id, made, reads } of formatsOf("image")) {
    if (!made.includes(kind)) continue;
    const scheme = id.endsWith("-tag") ? "legacy" : "referrers";
    const isElsewhere = id.startsWith("elsewhere-");
    const key = `${scheme} ${isElsewhere}`;
    const image = images.get(key) ?? (await signed(scheme, isElsewhere));
    images.set(key, image);
    const types = { image: [undefined], attestation: [PROVENANCE], elsewhere: [undefined, PROVENANCE] };
    for (const predicateType of types[id.split("-")[0] as keyof typeof types]) {
      // The registry here that has the referrers API calls each referrer by the type of its config. gh asks for that of a
      // bundle and finds none, neither of ours nor of cosign's.
      const gh = host === "registryHost" ? reads.gh : [];
      await expectRow(
        peers,
        { ...reads, gh },
        {
          format: id,
          kind,
          image,
          ...(predicateType === undefined ? {} : { predicateType }),
          ...(isElsewhere ? { elsewhere } : {}),
        },
      );
    }
    judged.push(id);
  }
  expect(judged).toEqual(formatsOf("image").flatMap(({ id, made }) => (made.includes(kind) ? [id] : [])));
  return judged;
}
