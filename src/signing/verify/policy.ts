import type { Pattern } from "./glob-pattern.ts";

/** The workflow of a policy: in the certificate's own repository at its own ref, or a reusable one that was called. */
export type WorkflowPolicy =
  | { readonly kind: "any" }
  | { readonly kind: "own"; readonly path: Pattern }
  | {
      readonly kind: "reusable";
      readonly repository: Pattern;
      readonly path: Pattern;
      readonly ref: Pattern;
      /** The three as they were written. */
      readonly text: string;
    };

/** What SLSA provenance must say. */
export interface PredicatePolicy {
  readonly builder: Pattern | undefined;
  /** `OWNER/NAME` at the certificate's server, or a URL. */
  readonly source: Pattern | undefined;
  readonly materials: readonly { readonly uri: Pattern; readonly digest: string | undefined }[];
}

/** Whom to trust, and what the signature must say: all of it must hold of one signature. Undefined is not asked for. */
export interface Policy {
  /** For messages and the verdict. */
  readonly name: string;
  /** A key of the user's signs, no identity. Then there is no `signer`. */
  readonly signer: "key" | SignerPolicy;
  readonly annotations: ReadonlyMap<string, string>;
  readonly predicate: PredicatePolicy | undefined;
}

/** What the certificate must say. */
export interface SignerPolicy {
  readonly issuer: Pattern;
  readonly identities: readonly Pattern[];
  readonly repository: Pattern | undefined;
  readonly workflow: WorkflowPolicy | undefined;
  readonly ref: Pattern | undefined;
  readonly repositoryId: Pattern | undefined;
  readonly ownerId: Pattern | undefined;
  readonly trigger: Pattern | undefined;
  readonly commit: Pattern | undefined;
  readonly runner: Pattern | undefined;
}
