import type { Digest } from "./subject.ts";

/**
 * What a certificate of Fulcio says of a GitHub workflow, by the names of its extensions. All text; undefined where it is absent.
 * @see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
export interface CertificateFacts {
  /** The subject alternative name: a URI or an e-mail address. */
  readonly san: string;
  readonly issuer: string | undefined;
  /** `https://github.com/OWNER/REPO`. */
  readonly sourceRepository: string | undefined;
  readonly sourceRepositoryId: string | undefined;
  readonly sourceOwner: string | undefined;
  readonly sourceOwnerId: string | undefined;
  readonly sourceRef: string | undefined;
  /** The commit. */
  readonly sourceDigest: string | undefined;
  readonly sourceVisibility: string | undefined;
  /** `https://github.com/OWNER/REPO/PATH@REF` of the workflow whose job it was: of the called one, where it is reusable. */
  readonly buildSigner: string | undefined;
  readonly buildSignerDigest: string | undefined;
  /** Of the workflow that the event started. */
  readonly buildConfig: string | undefined;
  readonly buildConfigDigest: string | undefined;
  readonly trigger: string | undefined;
  readonly runner: string | undefined;
  /** `https://github.com/OWNER/REPO/actions/runs/N/attempts/M`. */
  readonly run: string | undefined;
  readonly environment: string | undefined;
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly pem: string;
}

/** @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export interface Statement {
  readonly predicateType: string;
  readonly predicate: unknown;
  readonly subjects: readonly {
    readonly name?: string;
    readonly digest: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, unknown>>;
  }[];
}

/** A signature whose mathematics hold: signed, logged and stamped as the instance requires. Says nothing about who may sign. */
export interface Verified {
  /** What was signed: bytes by their digest, a statement, or a simple-signing payload about an image. */
  readonly content:
    | { readonly kind: "message"; readonly digest: Digest }
    | { readonly kind: "statement"; readonly statement: Statement }
    | {
        readonly kind: "simple-signing";
        readonly imageDigest: string;
        readonly reference: string;
        readonly annotations: Readonly<Record<string, unknown>>;
      };
  /** Undefined where a key of the user's signed. */
  readonly certificate: CertificateFacts | undefined;
  /** When it was signed, as the log or the authorities say; all of them lie in the certificate's time. */
  readonly signedAt: readonly Date[];
  readonly log: { readonly index: string; readonly keyId: string } | undefined;
}
