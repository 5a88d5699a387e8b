import { expect, test } from "vitest";
import { attestationLayer, signatureLayer } from "../../../src/commands/sign-layers.ts";
import type { Bundle } from "../../../src/signing/bundle.ts";
import { sha256 } from "../../../src/signing/encoding.ts";
import { signedThings } from "./signing-fakes.ts";

/** What cosign reads of a layer: its specification of signatures in the old scheme. */
test("a signature's layer is the payload, with signature, certificate and the log's promise beside it", async () => {
  const { payload } = await signedThings();
  const { mediaType, bytes, annotations } = signatureLayer(payload);
  expect(mediaType).toBe("application/vnd.dev.cosign.simplesigning.v1+json");
  expect(Buffer.from(bytes).equals(Buffer.from(payload.work.payload))).toBe(true);
  expect(annotations["dev.cosignproject.cosign/signature"]).toBe(
    Buffer.from(payload.signed.signature).toString("base64"),
  );
  expect(annotations["dev.sigstore.cosign/certificate"]).toBe(payload.signed.certificatePem);
  expect(annotations["dev.sigstore.cosign/chain"]).toContain("BEGIN CERTIFICATE");
  const [entry] = payload.signed.bundle.verificationMaterial.tlogEntries!;
  expect(JSON.parse(annotations["dev.sigstore.cosign/bundle"] ?? "")).toEqual({
    SignedEntryTimestamp: entry!.inclusionPromise!.signedEntryTimestamp,
    Payload: {
      body: entry!.canonicalizedBody,
      integratedTime: Number(entry!.integratedTime),
      logIndex: Number(entry!.logIndex),
      logID: sha256("root").toString("hex"),
    },
  });
});

test("an attestation's layer is the envelope as the log got it, and names its type", async () => {
  const { statement } = await signedThings();
  const made = await statement({ what: "provenance", predicateType: "https://slsa.dev/provenance/v1" });
  const { mediaType, bytes, annotations } = attestationLayer(made);
  expect(mediaType).toBe("application/vnd.dsse.envelope.v1+json");
  expect(Buffer.from(bytes).toString()).toBe(made.signed.envelopeText);
  expect([annotations["dev.cosignproject.cosign/signature"], annotations["predicateType"]]).toEqual([
    "",
    "https://slsa.dev/provenance/v1",
  ]);
});

test("a timestamp goes with a signature, not with an attestation; without a promise there is no bundle", async () => {
  const { payload, statement } = await signedThings();
  const made = await statement();
  const stamped = (bundle: Bundle): Bundle => ({
    ...bundle,
    verificationMaterial: {
      certificate: bundle.verificationMaterial.certificate!,
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: "c3RhbXA=" }] },
    },
  });
  const signature = signatureLayer({
    ...payload,
    signed: { ...payload.signed, bundle: stamped(payload.signed.bundle) },
  });
  expect(signature.annotations["dev.sigstore.cosign/rfc3161timestamp"]).toBe(
    JSON.stringify({ SignedRFC3161Timestamp: "c3RhbXA=" }),
  );
  expect(signature.annotations).not.toHaveProperty("dev.sigstore.cosign/bundle");
  const attestation = attestationLayer({
    ...made,
    signed: { ...made.signed, bundle: stamped(made.signed.bundle) },
  });
  expect(attestation.annotations).not.toHaveProperty("dev.sigstore.cosign/rfc3161timestamp");
});
