import { asFailure, Failure } from "../kernel/errors.ts";
import { createPool } from "../kernel/pool.ts";
import { readBounded } from "../kernel/files.ts";
import { SIGNATURE_PREDICATE } from "../signing/bundle.ts";
import type { Instance } from "../signing/instance.ts";
import type { SigningCertificate } from "../signing/fulcio.ts";
import type { Signer } from "../signing/signer.ts";
import { statementOf } from "../signing/statement.ts";
import type { Digest } from "../signing/subject.ts";
import { SMALL_BYTES } from "../signing/verify/content.ts";
import { verifyBundle } from "../signing/verify/core.ts";
import { proveCertificate } from "../signing/verify/entity.ts";
import type { Made, SignWork, StatementWork } from "./sign-work.ts";

/** What came of signing: what was made, and what ended it. */
export interface Making {
  readonly certificate: SigningCertificate | undefined;
  readonly made: readonly Made[];
  readonly failures: readonly Failure[];
  /** How many were begun and failed: each may have got into the log all the same. */
  readonly orphans: number;
}

/** As many as a signer makes at a time. */
const AT_ONCE = 8;

/**
 * Gets the certificate, signs everything, and verifies each bundle as a reader would before anybody gets it. Never throws:
 * what was made beside a failure may stand in a public log, and is returned.
 */
export async function makeSignatures(
  work: SignWork,
  signer: Signer,
  instance: Instance,
  signal: AbortSignal,
): Promise<Making> {
  let certificate: SigningCertificate;
  try {
    certificate = await signer.certificate(signal);
    requireTrusted(certificate, instance);
  } catch (error) {
    return { certificate: undefined, made: [], failures: [asFailure(error)], orphans: 0 };
  }
  const tasks: (() => Promise<Made>)[] = [
    ...work.messages.map((file) => async (): Promise<Made> => ({
      kind: "message",
      file,
      signed: await signer.signMessage(file.hashed, signal),
    })),
    ...work.statements.map((one) => async (): Promise<Made> => ({
      kind: "statement",
      work: one,
      signed: await signer.signStatement(statement(one), signal),
    })),
    ...work.payloads.map((one) => async (): Promise<Made> => ({
      kind: "payload",
      work: one,
      signed: await signer.signPayload(one.payload, signal),
    })),
  ];
  const pool = createPool(AT_ONCE);
  const own: unknown[] = [];
  const ends = await Promise.allSettled(
    tasks.map((task) =>
      pool.run(async () => {
        // What has not begun when another failed would fail too, or get into the log for a run that fails.
        if (own.length > 0) throw own[0];
        try {
          const made = await task();
          check(made, instance);
          return made;
        } catch (error) {
          own.push(error);
          throw error;
        }
      }),
    ),
  );
  return {
    certificate,
    made: ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : [])),
    failures: ends.flatMap((end) => (end.status === "rejected" ? [asFailure(end.reason)] : [])),
    orphans: own.length,
  };
}

const statement = ({ subjects, predicateType, predicate, annotations }: StatementWork): object =>
  statementOf(
    subjects.map(({ name, digest, image }) => ({
      // As cosign does it: a signature of an image has no name, so it holds wherever the image is copied to.
      ...(image !== undefined && predicateType === SIGNATURE_PREDICATE ? {} : { name }),
      digest,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    })),
    predicateType,
    predicate,
  );

/** Asked before anything is in a log: nobody would accept what such a certificate is for. */
function requireTrusted({ der, notBefore }: SigningCertificate, instance: Instance): void {
  try {
    proveCertificate(der, notBefore, instance);
  } catch (error) {
    const { message } = asFailure(error);
    throw new Failure(
      "SIGNING_ANSWER_INVALID",
      `Fulcio gave a certificate that its own users do not accept: ${message}`,
      {
        fix: "Check that the trusted root is the one of this Fulcio: trusted-root, fulcio-url, signing-config.",
      },
    );
  }
}

/** A service that answers wrongly is found here, not by whoever verifies later. */
function check(made: Made, instance: Instance): void {
  const bundle = JSON.stringify(made.signed.bundle);
  const found = verifyBundle(bundle, { digests: [digestOf(made)], ...bytesOf(made) }, { instance });
  if (found.certificate?.san !== made.signed.certificate.facts.san)
    throw new Failure("SIGNING_ANSWER_INVALID", "The certificate in the bundle is of another identity.", {
      fix: "Check what the input fulcio-url or the signing config names.",
    });
}

/** What was signed, where it is at hand or soon read. */
function bytesOf(made: Made): { readonly bytes?: () => Uint8Array; readonly small?: boolean } {
  if (made.kind === "payload") return { bytes: () => made.work.payload, small: true };
  if (made.kind === "statement") return {};
  const { path, size } = made.file.subject;
  return { bytes: () => readBounded(path, SMALL_BYTES).bytes, small: path !== "-" && size <= SMALL_BYTES };
}

/** What a bundle is over: of a statement the first of its subjects. */
export function digestOf(made: Made): Digest {
  if (made.kind === "message") return made.file.subject.digest;
  if (made.kind === "statement") return made.work.subjects[0]!.digest;
  const digest = made.signed.bundle.messageSignature!.messageDigest.digest;
  return { algorithm: "sha256", hex: Buffer.from(digest, "base64").toString("hex") };
}
