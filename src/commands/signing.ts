import type { SigningHost, TokenClaims } from "../signing/host.ts";
import type { Attestations } from "../signing/github.ts";
import type { Registry } from "../signing/registry/registry.ts";
import type { SignInputs } from "../signing/sign-inputs.ts";
import type { TrustSettings } from "../signing/trust/instances.ts";
import type { TrustFile } from "../signing/trust/shape.ts";
import { planSigning } from "./sign-plan.ts";
import type { SigningContext, SigningJob } from "./signing-job.ts";

/** What signing needs of the outside. */
export interface SigningParts {
  readonly host: SigningHost;
  /** Where bundles go that have no file to lie beside, if the inputs name no folder. */
  readonly folder: string;
  readonly registry: (inputs: SignInputs) => Registry;
  readonly github: (inputs: SignInputs) => Attestations;
  /** Whom to trust and where to sign, as inputs and their files say. Throws FILE_*. */
  readonly trustSettings: (inputs: SignInputs, claims: TokenClaims) => Omit<TrustSettings, "wish">;
  /** The files that say so. */
  readonly trustFiles: (inputs: SignInputs) => readonly string[];
  /** A file of the workspace. Throws FILE_*. */
  readonly read: (file: string) => TrustFile;
  /** A bundle's text. Throws FILE_*. */
  readonly readBundle: (file: string) => string;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly journal: SigningJournal;
  /** Appends to the runner's list of artifacts; returns what to tell. Never throws. */
  readonly listArtifacts: (subjects: readonly ArtifactEntry[]) => readonly string[];
}

/** Tells post how far a run came: one that is killed cannot say itself what it leaves. */
export interface SigningJournal {
  /** So many signatures are about to be made: each may get into a log. */
  readonly signing: (count: number) => void;
  /** They are made, and these are their bundles. */
  readonly made: (bundles: readonly string[]) => void;
  /** All that is to be said has been, or is about to be. */
  readonly done: () => void;
}

/** What the runner's list of artifacts takes: a file that lies here, or an image. */
export type ArtifactEntry =
  | { readonly kind: "file"; readonly path: string; readonly digest: string }
  | { readonly kind: "oci"; readonly name: string; readonly digest: string };

/**
 * The job of a run that signs: everything that can be read and judged offline. Sends nothing, and loads what signs only
 * when that begins.
 */
export function signingJob(parts: SigningParts, context: SigningContext): SigningJob {
  const { plan, problems } = planSigning(context.given);
  return {
    problems,
    files: parts.trustFiles(plan.inputs),
    check: async (signal) =>
      plan.inputs.publish.length > 0
        ? (await import("./sign-again.ts")).checkPublishing(parts, plan, signal)
        : (await import("./sign-check.ts")).checkSigning(parts, plan, signal),
  };
}
