import { asFailure, Failure, together } from "../kernel/errors.ts";
import type { SigningFacts } from "../report/signed.ts";
import { SIGNATURE_PREDICATE, type Bundle } from "../signing/bundle.ts";
import { certificatePem, sha256 } from "../signing/encoding.ts";
import type { TokenClaims } from "../signing/host.ts";
import { printImage } from "../signing/image-reference.ts";
import { predicateName } from "../signing/predicate-types.ts";
import { serverOf } from "../signing/provenance.ts";
import type { Signed } from "../signing/signed.ts";
import { simpleSigningPayload } from "../signing/simple-signing.ts";
import type { ImageSubject } from "../signing/subject.ts";
import { decideTrust, openTrust, type Trust } from "../signing/trust/instances.ts";
import type { Verified } from "../signing/verified.ts";
import { verifyBundle } from "../signing/verify/core.ts";
import { all } from "./all.ts";
import { checkRights, resolveImages, type ReadyToPublish } from "./sign-check.ts";
import { factsOf, plannedFacts } from "./sign-facts.ts";
import type { SignPlan } from "./sign-plan.ts";
import { publish } from "./sign-publish.ts";
import type { Schemes } from "./sign-trust.ts";
import type { Made } from "./sign-work.ts";
import type { CheckedSigning } from "./signing-job.ts";
import type { SigningParts } from "./signing.ts";

/**
 * The input `publish`: bundles of an earlier run are verified anew, against the images of `sign` and as those of this very
 * workflow, and pushed. Nothing is signed, and nothing gets into a log.
 */
export async function checkPublishing(
  parts: SigningParts,
  plan: SignPlan,
  signal: AbortSignal,
): Promise<CheckedSigning> {
  const registry = parts.registry(plan.inputs);
  const { host } = parts;
  const { claims } = await host.idToken("sigstore", signal);
  const settings = parts.trustSettings(plan.inputs, claims);
  // What stands in a public log is no secret any more: only the instance is chosen as it was for signing.
  const { name } = decideTrust({ ...settings, allowPublicLog: true }, host);
  const [trust, images] = await all<[Trust, readonly ImageSubject[]]>([
    openTrust({ ...settings, sigstore: name, signing: false }, host, signal),
    resolveImages(registry, plan, signal),
  ]);
  await checkRights(parts, plan, registry, images, signal);
  const identity = identityOf(claims, host.env["GITHUB_SERVER_URL"] ?? "https://github.com");
  const made: Made[] = [];
  const failures: Failure[] = [];
  for (const file of plan.inputs.publish)
    try {
      made.push(...madeOf(file, parts.readBundle(file), images, plan, trust, identity));
    } catch (error) {
      const { code, message, fix } = asFailure(error);
      failures.push(new Failure(code, message, { at: { file }, ...(fix === undefined ? {} : { fix }) }));
    }
  const [first, ...rest] = failures;
  if (first !== undefined) throw together([first, ...rest]);
  const schemes: Schemes = {
    referrers: plan.inputs.imageFormat !== "legacy",
    legacy: plan.inputs.imageFormat !== "referrers",
  };
  const statements = made.flatMap((one) => (one.kind === "statement" ? [one.work] : []));
  const payloads = made.flatMap((one) => (one.kind === "payload" ? [one.work] : []));
  const ready: ReadyToPublish = {
    plan,
    trust,
    registry,
    schemes,
    work: { messages: [], statements, payloads },
  };
  return {
    notices: trust.notes,
    planned: plannedFacts(ready),
    sign: async (stop): Promise<SigningFacts> => {
      const { places, notes, failures: unpublished } = await publish(parts, ready, made, stop, false);
      const [one, ...others] = unpublished;
      return factsOf(ready, {
        certificate: made[0]?.signed.certificate,
        made,
        places,
        notes,
        failed: one === undefined ? undefined : together([one, ...others]),
      });
    },
  };
}

type Identity = Readonly<Record<"san" | "issuer" | "sourceRepository" | "sourceRef", string | undefined>>;

/**
 * Who this job is, as a certificate names it. The name alone is not enough: that of a reusable workflow is the same for
 * every repository that calls it. A claim that is missing is undefined, and matches nothing that a certificate says. Pure.
 */
export function identityOf(claims: TokenClaims, fallback: string): Identity {
  const claim = (name: string): string | undefined => {
    const value = claims[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const server = serverOf(claim("iss") ?? "", fallback);
  const at = (name: string | undefined): string | undefined => name && `${server}/${name}`;
  return {
    san: at(claim("job_workflow_ref")),
    issuer: claim("iss"),
    sourceRepository: at(claim("repository")),
    sourceRef: claim("ref"),
  };
}

/** Whether a certificate is this job's: all four are stated, and the same. Pure. */
export const isOwn = (certificate: Partial<Identity> | undefined, identity: Identity): boolean =>
  certificate !== undefined &&
  (["san", "issuer", "sourceRepository", "sourceRef"] as const).every(
    (fact) => identity[fact] !== undefined && certificate[fact] === identity[fact],
  );

/** What a bundle is of the images: their statement, or their payload of the old scheme. Throws SIGNATURE_*, IDENTITY_MISMATCH. */
function madeOf(
  file: string,
  text: string,
  images: readonly ImageSubject[],
  { annotations }: SignPlan,
  { instance }: Trust,
  identity: Identity,
): Made[] {
  const isMessage = text.includes('"messageSignature"');
  const found: { image: ImageSubject; verified: Verified; payload: Uint8Array | undefined }[] = [];
  let mismatch: Failure | undefined;
  for (const image of images) {
    const payload = isMessage ? simpleSigningPayload(image.reference, annotations) : undefined;
    const artifact =
      payload === undefined
        ? { image: image.reference.digest }
        : { digests: [{ algorithm: "sha256" as const, hex: sha256(payload).toString("hex") }] };
    try {
      found.push({ image, payload, verified: verifyBundle(text, artifact, { instance }) });
    } catch (error) {
      mismatch ??= asFailure(error);
    }
  }
  const [one] = found;
  if (one === undefined)
    throw (
      mismatch ??
      new Failure("SUBJECT_NOT_FOUND", "No image stands in sign, so a bundle has nothing to be pushed to.", {
        fix: "sign: oci://ghcr.io/OWNER/NAME@sha256:DIGEST",
      })
    );
  const { certificate } = one.verified;
  if (!isOwn(certificate, identity))
    throw new Failure(
      "IDENTITY_MISMATCH",
      `The bundle was signed by another workflow, repository or ref than this one (${file}).`,
      { fix: "Publish in the workflow, and for the ref, that signed; or sign again here." },
    );
  const signed = signedOf(JSON.parse(text) as Bundle, one.verified);
  const { content } = one.verified;
  if (content.kind !== "statement")
    return found.map(({ image, payload }) => ({
      kind: "payload",
      work: { image, payload: payload! },
      signed,
    }));
  const { predicateType, predicate } = content.statement;
  const subjects = found.map(({ image }) => ({
    name: printImage(image.reference),
    digest: { algorithm: "sha256" as const, hex: image.reference.digest.slice("sha256:".length) },
    image,
  }));
  const what =
    predicateType === SIGNATURE_PREDICATE ? "signature" : (predicateName(predicateType) ?? predicateType);
  return [{ kind: "statement", work: { what, predicateType, predicate, subjects, annotations: {} }, signed }];
}

function signedOf(bundle: Bundle, { certificate, log }: Verified): Signed {
  const facts = certificate!;
  const der = Buffer.from(bundle.verificationMaterial.certificate?.rawBytes ?? "", "base64");
  const pem = certificatePem(der);
  const envelopeText = envelopeTextOf(bundle);
  return {
    bundle,
    certificate: { pem, der, chainPem: [], notBefore: facts.notBefore, notAfter: facts.notAfter, facts },
    certificatePem: pem,
    chainPem: [],
    signature: Buffer.from(
      bundle.messageSignature?.signature ?? bundle.dsseEnvelope?.signatures[0]?.sig ?? "",
      "base64",
    ),
    ...(envelopeText === undefined ? {} : { envelopeText }),
    ...(log === undefined ? {} : { logIndex: log.index }),
    notes: [],
  };
}

/** The envelope as the log got it: as ours is written. Undefined where the log says that it was another text. */
function envelopeTextOf({ dsseEnvelope, verificationMaterial }: Bundle): string | undefined {
  if (dsseEnvelope === undefined) return undefined;
  const text = JSON.stringify(dsseEnvelope);
  const [entry] = verificationMaterial.tlogEntries ?? [];
  if (entry?.kindVersion.kind !== "dsse") return undefined;
  const body = JSON.parse(Buffer.from(entry.canonicalizedBody, "base64").toString("utf8")) as {
    readonly spec?: { readonly envelopeHash?: { readonly value?: string } };
  };
  return body.spec?.envelopeHash?.value === sha256(Buffer.from(text)).toString("hex") ? text : undefined;
}
