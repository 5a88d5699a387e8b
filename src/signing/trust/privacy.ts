import { Failure } from "../../kernel/errors.ts";
import type { InstanceName, SigningServices } from "../instance.ts";

/** What the input `sigstore` says. */
export type SigstoreChoice = InstanceName | "auto";

export interface PrivacyQuestion {
  readonly sigstore: SigstoreChoice;
  /** The `repository_visibility` of the job's token; what is neither of the three counts as private. */
  readonly visibility: string | undefined;
  readonly allowPublicLog: boolean;
  /** Whether inputs name a Sigstore of the user's own: its trusted root, its TUF mirror or its services. */
  readonly own: boolean;
}

/** The public good instance, and the one that it is tried on. */
const PUBLIC_HOST = /(?:^|\.)(?:sigstore\.dev|sigstage\.dev)\.?$/;

/** GitHub's instance is another one for each host of GitHub; only this one's is known here. */
export const GITHUB_HOST = "github.com";

/**
 * Which Sigstore signs. A public log shows the names of repository, workflow, branch and environment to everybody and
 * for ever: only a repository that is public itself, or whose owner says so, gets into it.
 * @throws Failure PUBLIC_LOG_REFUSED, INPUT_INVALID
 */
export function chooseInstance({ sigstore, visibility, allowPublicLog, own }: PrivacyQuestion): InstanceName {
  if (own) {
    if (sigstore === "auto" || sigstore === "private") return "private";
    throw new Failure(
      "INPUT_INVALID",
      "Inputs name a Sigstore of your own, and `sigstore` names another one.",
      { fix: "sigstore: private", at: { input: "sigstore" } },
    );
  }
  if (sigstore === "private")
    throw new Failure("INPUT_INVALID", "`sigstore: private` does not say which one.", {
      fix: "trusted-root: path/to/trusted_root.json\nsigning-config: path/to/signing_config.v0.2.json\nfulcio-url: https://HOST",
      at: { input: "sigstore" },
    });
  if (sigstore === "github") return "github";
  const isPublic = visibility === "public";
  // Allowing a public log asks for none: where nobody chose, the quieter instance signs.
  if (sigstore === "auto") return isPublic ? "public" : "github";
  if (isPublic || allowPublicLog) return "public";
  throw tooPublic(visibility);
}

/**
 * The same for services that inputs name: those of the public good instance write to public logs under whatever name
 * they are reached. Its Fulcio alone does too, for each certificate goes into a public CT log.
 * @throws Failure PUBLIC_LOG_REFUSED
 */
export function refusePublicServices(
  { fulcio, log }: SigningServices,
  { visibility, allowPublicLog }: Pick<PrivacyQuestion, "visibility" | "allowPublicLog">,
): void {
  const isPublic = [fulcio, ...(log === undefined ? [] : [log.url])].some(({ hostname }) =>
    PUBLIC_HOST.test(hostname),
  );
  if (isPublic && visibility !== "public" && !allowPublicLog) throw tooPublic(visibility);
}

function tooPublic(visibility: string | undefined): Failure {
  return new Failure(
    "PUBLIC_LOG_REFUSED",
    `This repository is ${printVisibility(visibility)}, and the public log would show its name, its workflow, branch and environment to everybody, for ever.`,
    {
      fix: "sigstore: github       # GitHub's own, without a public log (Enterprise Cloud)\nallow-public-log: true  # or: let the names be seen",
      at: { input: "sigstore" },
    },
  );
}

function printVisibility(visibility: string | undefined): string {
  if (visibility === "private" || visibility === "internal") return visibility;
  return "of a visibility that the token does not state, which counts as private";
}

/** What GitHub's instance cannot do: it has no log, and so no image signatures of the old scheme. */
export function refuseOnGithub(serverHost: string, logVersion: 1 | undefined): void {
  if (serverHost !== GITHUB_HOST)
    throw new Failure("SIGNING_REFUSED", "GitHub's own Sigstore is known here for github.com only.", {
      fix: "sigstore: private\nfulcio-url: https://fulcio.YOUR-HOST\ntimestamp-url: https://timestamp.YOUR-HOST/api/v1/timestamp\ntrusted-root: path/to/trusted_root.json  # from `gh attestation trusted-root`",
      at: { input: "sigstore" },
    });
  if (logVersion !== undefined)
    throw new Failure(
      "SIGNING_REFUSED",
      "GitHub's own Sigstore has no log, and image signatures of the old scheme need a Rekor 1 log.",
      {
        fix: "Sign images in the new scheme only, or, where its names may be public:\nsigstore: public\nallow-public-log: true",
        at: { input: "sigstore" },
      },
    );
}
