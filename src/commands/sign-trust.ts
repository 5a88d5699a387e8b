import { Failure } from "../kernel/errors.ts";
import type { TokenClaims } from "../signing/host.ts";
import { decideTrust, openTrust, type Trust, type TrustSettings } from "../signing/trust/instances.ts";
import type { SignPlan } from "./sign-plan.ts";
import type { SigningParts } from "./signing.ts";

/** Which of the two forms of an image's signature are written. */
export interface Schemes {
  readonly referrers: boolean;
  readonly legacy: boolean;
}

export interface ChosenTrust {
  readonly trust: Trust;
  readonly schemes: Schemes;
  readonly notes: readonly string[];
}

/** Whether lines name images, by what they say alone. Pure. */
export const namesImages = ({ lines, attests }: Pick<SignPlan, "lines" | "attests">): boolean =>
  [...lines.map(({ subject }) => subject), ...attests.flatMap(({ subjects }) => subjects ?? [])].some(
    ({ kind }) => kind === "image",
  );

/**
 * Judges at once, without the network, whether this job may use the Sigstore that inputs name; then opens it. The old
 * scheme needs a log of version 1: where both schemes were the default and there is none, it is left out and that is said.
 * Throws INPUT_INVALID, PUBLIC_LOG_REFUSED, ENDPOINT_REFUSED before it returns; the promise what `openTrust` throws.
 */
export function chooseTrust(
  parts: SigningParts,
  plan: SignPlan,
  claims: TokenClaims,
): (signal: AbortSignal) => Promise<ChosenTrust> {
  const { imageFormat, log } = plan.inputs;
  const hasImages = namesImages(plan);
  const noLog = log === "none";
  if (noLog && imageFormat === "legacy" && hasImages)
    throw new Failure("INPUT_INVALID", "Image signatures of the old scheme need a log.", {
      at: { input: "image-format" },
      fix: "image-format: referrers",
    });
  const wanted = hasImages && imageFormat !== "referrers" && !noLog;
  const must = imageFormat === "legacy" ? { logVersion: 1 as const } : { preferLog: 1 as const };
  const settings: TrustSettings = {
    ...parts.trustSettings(plan.inputs, claims),
    wish: { noLog, ...(wanted ? must : {}) },
  };
  decideTrust(settings, parts.host);
  return async (signal) => {
    const trust = await openTrust(settings, parts.host, signal);
    const legacy = wanted && trust.services?.log?.version === 1;
    return {
      trust,
      schemes: { referrers: imageFormat !== "legacy", legacy },
      notes: wanted && !legacy ? [NEW_SCHEME_ONLY] : [],
    };
  };
}

const NEW_SCHEME_ONLY =
  "Images are signed in the new scheme only (referrers): the old one needs a log of version 1, which this Sigstore has not. Verifiers that read only tags (cosign 2 without --new-bundle-format, policy-controller) will not find it.";
