import crypto from "node:crypto";
import type { Verified } from "../verified.ts";
import { fromBase64, sha256 } from "../encoding.ts";
import { ENVELOPE } from "./bundle-read.ts";
import { envelopeContent, messageContent } from "./content.ts";
import { statementFor } from "./core.ts";
import { prove } from "./entity.ts";
import type { Evidence } from "./entity.ts";
import { pemBytes } from "./log-body.ts";
import type { Trust } from "./material.ts";
import { invalid } from "./reasons.ts";
import { rekorBundle } from "./rekor-bundle.ts";
import { member, strictJson } from "./strict-json.ts";
import { byUnsaidHash } from "./unsaid-hash.ts";

/** A layer of a `.sig` or `.att` manifest, its bytes checked against its digest. */
export interface LegacyLayer {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
}

const SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
const ENVELOPE_LAYER = "application/vnd.dsse.envelope.v1+json";
const SIGNATURE = "dev.cosignproject.cosign/signature";
const CERTIFICATE = "dev.sigstore.cosign/certificate";
const LOG = "dev.sigstore.cosign/bundle";
const TIMESTAMP = "dev.sigstore.cosign/rfc3161timestamp";
const PAYLOAD_TYPE = "cosign container image signature";
const MAX_LAYER = 32 * 1024 * 1024;

/**
 * Verifies one layer of cosign's older scheme: a simple-signing payload with its signature in annotations, or a DSSE
 * envelope. Chains in annotations are not read: the trusted root has them.
 *
 * A simple-signing payload is signed as any file is: a file that is one can be passed off as the signature of an
 * image. Signers must refuse such files, as ours does.
 *
 * @param image `sha256:HEX` of the manifest that the signature must be about
 * @throws Failure SIGNATURE_INVALID, TRUST_ROOT_INVALID, KEY_UNUSABLE.
 *   https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export function verifyLegacy(layer: LegacyLayer, image: string, trust: Trust): Verified {
  if (layer.bytes.length > MAX_LAYER) throw invalid("bundle-too-large");
  if (layer.mediaType === SIMPLE_SIGNING) return verifyPayload(layer, image, trust);
  if (layer.mediaType === ENVELOPE_LAYER) return verifyEnvelope(layer, image, trust);
  throw invalid("content-kind");
}

function verifyPayload(layer: LegacyLayer, image: string, trust: Trust): Verified {
  const signature = fromBase64(layer.annotations[SIGNATURE]);
  if (signature === undefined) throw invalid("bundle-unreadable");
  const proven = byUnsaidHash(certificateOf(layer), trust, (algorithm) => {
    const digest = { algorithm, hex: crypto.createHash(algorithm).update(layer.bytes).digest("hex") };
    return prove(
      evidenceOf(
        layer,
        messageContent(signature, digest, () => layer.bytes, true),
      ),
      trust,
    );
  });
  const payload = strictJson(layer.bytes, "payload-unreadable");
  const reference = member(payload, "critical", "identity", "docker-reference");
  const about = member(payload, "critical", "image", "docker-manifest-digest");
  const optional = member(payload, "optional") ?? {};
  const readable =
    member(payload, "critical", "type") === PAYLOAD_TYPE &&
    typeof reference === "string" &&
    typeof about === "string" &&
    typeof optional === "object" &&
    !Array.isArray(optional);
  if (!readable) throw invalid("payload-unreadable");
  if (about !== image) throw invalid("payload-mismatch");
  const annotations = optional as Readonly<Record<string, unknown>>;
  return { content: { kind: "simple-signing", imageDigest: about, reference, annotations }, ...proven };
}

function verifyEnvelope(layer: LegacyLayer, image: string, trust: Trust): Verified {
  const envelope = strictJson(layer.bytes, "bundle-unreadable");
  if (!ENVELOPE(envelope)) throw invalid("bundle-unreadable");
  const { payload, payloadType, signatures } = envelope as {
    payload: string;
    payloadType: string;
    signatures: readonly [{ sig: string }];
  };
  const bytes = Buffer.from(payload, "base64");
  const content = envelopeContent(
    Buffer.from(signatures[0].sig, "base64"),
    payloadType,
    bytes,
    sha256(layer.bytes).toString("hex"),
  );
  return statementFor(payloadType, bytes, { image }, prove(evidenceOf(layer, content), trust));
}

function certificateOf({ annotations }: LegacyLayer): Buffer | undefined {
  const pem = annotations[CERTIFICATE] ?? "";
  const certificate = pem === "" ? undefined : pemBytes(pem);
  if (pem !== "" && certificate === undefined) throw invalid("certificate-unreadable");
  return certificate;
}

function evidenceOf(layer: LegacyLayer, content: Evidence["content"]): Evidence {
  const { annotations } = layer;
  const log = annotations[LOG] ?? "";
  const stamp = annotations[TIMESTAMP] ?? "";
  return {
    content,
    certificate: certificateOf(layer),
    entries: log === "" ? [] : [rekorBundle(strictJson(log, "bundle-unreadable"))],
    timestamps: stamp === "" ? [] : [readStamp(stamp)],
  };
}

function readStamp(text: string): Buffer {
  const der = fromBase64(member(strictJson(text, "bundle-unreadable"), "SignedRFC3161Timestamp"));
  if (der === undefined) throw invalid("bundle-unreadable");
  return der;
}
