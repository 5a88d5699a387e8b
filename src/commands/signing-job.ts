import type { InputsRead } from "../config/read-inputs.ts";
import type { Failure } from "../kernel/errors.ts";
import type { SigningFacts } from "../report/signed.ts";
import type { ClusterContext } from "./cluster-job.ts";

/** What a run signs, in the steps of the run. */
export interface SigningJob {
  /** What is wrong with all that can be read without any request. */
  readonly problems: readonly Failure[];
  /** The files of the checkout that say whom to trust and where to sign: they have to be the event's own. */
  readonly files: readonly string[];
  /** Hashes, asks registries, services and rights. Makes nothing. Throws a Failure. */
  readonly check: (signal: AbortSignal) => Promise<CheckedSigning>;
}

/** A job of which nothing is known to stand in the way. */
export interface CheckedSigning {
  readonly notices: readonly string[];
  /** What would be signed. */
  readonly planned: SigningFacts;
  /** Signs and publishes. Never throws: the facts say why it stopped, and what stands. */
  readonly sign: (signal: AbortSignal) => Promise<SigningFacts>;
}

export type SigningContext = Pick<ClusterContext, "given" | "providers" | "sessions" | "tools">;

/** Inputs that ask for a signature by themselves. */
const ASKING = ["sign", "attest", "publish"] as const;

/** Whether inputs ask for a signature, an attestation, or for publishing one. Pure. */
export function asksSigning({ providers }: InputsRead): boolean {
  const values = providers.get("signing")?.values ?? {};
  return ASKING.some((name) => {
    const value = values[name];
    return Array.isArray(value) ? value.length > 0 : typeof value === "string" && value.trim() !== "";
  });
}
