import type { Bundle } from "@sigstore/bundle";
import { HashAlgorithm } from "@sigstore/protobuf-specs";
import crypto from "node:crypto";
import type { Digest } from "../subject.ts";
import type { Statement, Verified } from "../verified.ts";
import { readBundle } from "./bundle-read.ts";
import { envelopeContent, messageContent } from "./content.ts";
import { prove } from "./entity.ts";
import type { Evidence, Proven } from "./entity.ts";
import type { Trust } from "./material.ts";
import { invalid, refusing } from "./reasons.ts";
import { readStatement, requireSubject } from "./statement-read.ts";

/** What a signature must be about. */
export type Artifact =
  | {
      /** Of a file, computed here. */
      readonly digests: readonly Digest[];
      /** The file; only asked for where an Ed25519 key signed, or where it is named by a digest that was not computed, or where it is `small`. */
      readonly bytes?: (() => Uint8Array) | undefined;
      /** Whether it is of at most SMALL_BYTES: then Node verifies it, which takes a tenth of the time. */
      readonly small?: boolean | undefined;
    }
  | {
      /** `sha256:` and hex, of a manifest. */
      readonly image: string;
    };

const ALGORITHMS: Readonly<Record<number, Digest["algorithm"]>> = {
  [HashAlgorithm.SHA2_256]: "sha256",
  [HashAlgorithm.SHA2_384]: "sha384",
  [HashAlgorithm.SHA2_512]: "sha512",
};

/**
 * Verifies a Sigstore bundle: that the artifact is what was signed, and that everything which the trust requires holds.
 * Says nothing about who may sign. For a file a signature over its bytes or a statement about it counts, for an image
 * only a statement.
 *
 * With Rekor 2 an entry for an envelope is the same as one for a file that consists of the envelope's encoding: a
 * bundle can be made of the signature of such a file. Signers must refuse files that begin with `DSSEv1 `, as ours does.
 *
 * @param text the bundle's JSON
 * @throws Failure SIGNATURE_INVALID, whose reason `reasonOf` tells; TRUST_ROOT_INVALID, KEY_UNUSABLE
 */
export function verifyBundle(text: string, artifact: Artifact, trust: Trust): Verified {
  const bundle = readBundle(text);
  return bundle.content.$case === "messageSignature"
    ? verifyMessage(bundle, bundle.content.messageSignature, artifact, trust)
    : verifyStatement(bundle, bundle.content.dsseEnvelope, artifact, trust);
}

type MessageSignature = Extract<Bundle["content"], { $case: "messageSignature" }>["messageSignature"];
type Envelope = Extract<Bundle["content"], { $case: "dsseEnvelope" }>["dsseEnvelope"];

function verifyMessage(
  bundle: Bundle,
  message: MessageSignature,
  artifact: Artifact,
  trust: Trust,
): Verified {
  if ("image" in artifact) throw invalid("content-kind");
  const { algorithm, digest } = message.messageDigest;
  const own = digest.length === 0 ? artifact.digests[0] : digestOf(artifact, ALGORITHMS[algorithm]);
  if (own === undefined) throw invalid("digest-unsupported");
  // The bundle's digest is a hint, but one that is wrong shows that it is another artifact's bundle.
  if (digest.length > 0 && digest.toString("hex") !== own.hex) throw invalid("digest-mismatch");
  const content = messageContent(message.signature, own, artifact.bytes, artifact.small);
  return { content: { kind: "message", digest: own }, ...prove(evidenceOf(bundle, content), trust) };
}

/** The artifact's digest, read from its bytes where it was not computed before: larger curves come with their own hash. */
export function digestOf(
  { digests, bytes }: Extract<Artifact, { readonly digests: unknown }>,
  algorithm: Digest["algorithm"] | undefined,
): Digest | undefined {
  const known = digests.find((one) => one.algorithm === algorithm);
  if (known !== undefined || algorithm === undefined || bytes === undefined) return known;
  const artifact = bytes();
  const hash = (name: Digest["algorithm"]): string => crypto.createHash(name).update(artifact).digest("hex");
  // What is read now must be what was hashed before, and is told of.
  if (digests.some((one) => hash(one.algorithm) !== one.hex)) throw invalid("digest-mismatch");
  return { algorithm, hex: hash(algorithm) };
}

function verifyStatement(bundle: Bundle, envelope: Envelope, artifact: Artifact, trust: Trust): Verified {
  const content = envelopeContent(envelope.signatures[0]!.sig, envelope.payloadType, envelope.payload);
  const proven = prove(evidenceOf(bundle, content), trust);
  return statementFor(envelope.payloadType, envelope.payload, artifact, proven);
}

/** Takes a payload that was proven; throws SIGNATURE_INVALID where it is no statement about the artifact. */
export function statementFor(
  payloadType: string,
  payload: Uint8Array,
  artifact: Artifact,
  proven: Proven,
): Verified {
  const statement = readStatement(payloadType, payload);
  requireSubject(
    statement,
    "image" in artifact ? [imageDigest(artifact.image)] : digestsFor(artifact, statement.subjects),
  );
  return { content: { kind: "statement", statement }, ...proven };
}

/** The artifact's digests, with another than those that were computed where no subject is named by one of these: npm's are by SHA-512. */
function digestsFor(
  artifact: Extract<Artifact, { readonly digests: unknown }>,
  subjects: Statement["subjects"],
): readonly Digest[] {
  const names = (algorithm: Digest["algorithm"]): boolean =>
    subjects.some(({ digest }) => Object.hasOwn(digest, algorithm));
  if (artifact.digests.some(({ algorithm }) => names(algorithm))) return artifact.digests;
  const other = (["sha512", "sha384"] as const).filter(names).slice(0, 1);
  return [...artifact.digests, ...other.flatMap((algorithm) => digestOf(artifact, algorithm) ?? [])];
}

/** The digest in `sha256:HEX`. */
const imageDigest = (text: string): Digest => ({
  algorithm: "sha256",
  hex: text.replace(/^sha256:/, ""),
});

/** The certificate that a bundle's signature claims to be by, as DER; undefined where a key signed. Throws SIGNATURE_INVALID. */
export const bundleCertificate = (text: string): Buffer | undefined => certificateOf(readBundle(text));

function evidenceOf(bundle: Bundle, content: Evidence["content"]): Evidence {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  return {
    content,
    certificate: certificateOf(bundle),
    entries: tlogEntries,
    timestamps: (timestampVerificationData?.rfc3161Timestamps ?? []).map(
      ({ signedTimestamp }) => signedTimestamp,
    ),
  };
}

/** The signer's certificate. Older bundles hold a chain, which may not contain a root: that would look like trust. */
function certificateOf(bundle: Bundle): Buffer | undefined {
  const { content } = bundle.verificationMaterial;
  if (content.$case === "publicKey") return undefined;
  if (content.$case === "certificate") return content.certificate.rawBytes;
  const [leaf, ...others] = content.x509CertificateChain.certificates.map(({ rawBytes }) => rawBytes);
  const root = refusing("certificate-unreadable", () =>
    others.some((der) => {
      const certificate = new crypto.X509Certificate(der);
      return certificate.checkIssued(certificate);
    }),
  );
  if (root) throw invalid("bundle-unreadable");
  return leaf;
}
