import { printable } from "../kernel/printable.ts";
import { shellPath, shellWord } from "../kernel/shell-word.ts";
import type { CommandTrust } from "./command-trust.ts";
import { cosignTypeOf } from "./predicate-types.ts";
import type { CertificateFacts } from "./verified.ts";

/** What was made, as far as the commands that verify it differ. Paths are as they are to be shown. */
export type Made =
  | { readonly kind: "blob"; readonly file: string; readonly bundle: string }
  | {
      readonly kind: "blob-legacy";
      readonly file: string;
      readonly signature: string;
      readonly certificate: string;
    }
  | {
      readonly kind: "blob-attestation";
      readonly file: string;
      readonly bundle: string;
      /** The predicate type's URI. */
      readonly type: string;
    }
  | ({
      readonly kind: "image";
      readonly annotations?: Readonly<Record<string, string>>;
    } & OfImage)
  | ({
      readonly kind: "image-attestation";
      readonly type: string;
      /** The bundle of this machine. */
      readonly bundle?: string;
    } & OfImage);

interface OfImage {
  /** `REGISTRY/REPOSITORY@sha256:HEX`. */
  readonly image: string;
  /** Where the signatures lie, if not beside the image. */
  readonly signaturesIn?: string;
  readonly referrer: boolean;
  readonly legacy: boolean;
}

/** `cosign 2` is for version 2 alone, which needs a flag or a variable that version 3 does without. */
export type Verifier = "cosign" | "cosign 2" | "gh";

export interface VerifyCommand {
  readonly tool: Verifier;
  /** One line for a POSIX shell, complete. */
  readonly command: string;
}

const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
const REPOSITORY = /^https:\/\/([a-z0-9.-]+)\/([\w.-]+\/[\w.-]+)$/i;

/**
 * The commands that verify what was made, with the identity of the certificate that it really has: one of cosign, another
 * where version 2 needs one of its own, and gh for attestations. Without those where a name cannot be shown exactly, the
 * certificate lacks what the command needs, or the tool cannot read it. Pure.
 * @see https://docs.sigstore.dev/cosign/verifying/verify/
 * @see https://cli.github.com/manual/gh_attestation_verify
 */
export function verifyCommands(
  made: Made,
  facts: CertificateFacts,
  trust: CommandTrust,
): readonly VerifyCommand[] {
  if (facts.issuer === undefined || !isExact([...textsOf(made), facts.san, facts.issuer])) return [];
  const identity = [
    "--certificate-identity",
    shellWord(facts.san),
    "--certificate-oidc-issuer",
    shellWord(facts.issuer),
  ];
  const gh = isAttestation(made) ? ghCommand(made, facts, facts.issuer, trust) : [];
  const cosign = isOfImage(made) ? imageCommands(made, identity, trust) : fileCommands(made, identity, trust);
  return [...cosign, ...gh];
}

const line = (tool: Verifier, words: readonly string[]): VerifyCommand => ({
  tool,
  command: words.join(" "),
});

/** Both versions of cosign see by themselves what a bundle is. */
function fileCommands(
  made: OfFile,
  identity: readonly string[],
  { cosign, parts }: CommandTrust,
): readonly VerifyCommand[] {
  const file = shellPath(made.file);
  if (made.kind === "blob-legacy") {
    if (parts === undefined) return [];
    const flags = ["--certificate", shellPath(made.certificate), "--signature", shellPath(made.signature)];
    return [
      line("cosign", [
        ...parts.variables,
        "cosign",
        "verify-blob",
        ...flags,
        ...identity,
        ...parts.flags,
        file,
      ]),
    ];
  }
  const [verb, type] =
    made.kind === "blob"
      ? ["verify-blob", []]
      : ["verify-blob-attestation", ["--type", shellWord(cosignTypeOf(made.type))]];
  return [
    line("cosign", [
      "cosign",
      verb,
      "--bundle",
      shellPath(made.bundle),
      ...type,
      ...identity,
      ...cosign,
      file,
    ]),
  ];
}

/** cosign 3 looks for referrers and then for tags. Version 2 looks for tags, or where told so for the image's own referrers. */
function imageCommands(
  made: OfAnImage,
  identity: readonly string[],
  { cosign, parts, ownRoot }: CommandTrust,
): readonly VerifyCommand[] {
  const isSignature = made.kind === "image";
  const place = made.signaturesIn === undefined ? [] : [`COSIGN_REPOSITORY=${shellWord(made.signaturesIn)}`];
  const image = shellWord(made.image);
  const what = isSignature ? [] : ["--type", shellWord(cosignTypeOf(made.type))];
  const annotations = isSignature ? annotationFlags(made.annotations) : [];
  const verb = isSignature ? "verify" : "verify-attestation";
  const words = [...annotations, ...what, ...identity];
  const first = line("cosign", [...place, "cosign", verb, ...words, ...cosign, image]);
  // It takes a trusted root for signatures in tags, and for attestations in tags it takes none.
  if (made.legacy && (isSignature || !ownRoot)) return [first];
  // Annotations in bundles it passes over, whatever they are: it is not asked for what it does not check.
  if (made.referrer && made.signaturesIn === undefined) {
    const flags = ["--new-bundle-format", ...what, ...identity, ...cosign];
    return [first, line("cosign 2", ["cosign", verb, ...flags, image])];
  }
  if (!made.legacy || parts === undefined) return [first];
  return [
    first,
    line("cosign 2", [...parts.variables, ...place, "cosign", verb, ...words, ...parts.flags, image]),
  ];
}

/** gh reads attestations in bundles, of workflows of github.com and of GitHub's cloud with data residence. */
function ghCommand(
  made: Attestation,
  facts: CertificateFacts,
  issuer: string,
  trust: CommandTrust,
): readonly VerifyCommand[] {
  const source = REPOSITORY.exec(facts.sourceRepository ?? "");
  const host = source?.[1]?.toLowerCase() ?? "";
  const isTenant = host.endsWith(".ghe.com");
  const isImage = made.kind === "image-attestation";
  if (trust.gh === undefined || source === null || (host !== "github.com" && !isTenant)) return [];
  // gh reads no legacy tags, and has no setting for signatures in another repository.
  if (isImage && made.bundle === undefined && (!made.referrer || made.signaturesIn !== undefined)) return [];
  const words = [
    "gh",
    "attestation",
    "verify",
    isImage ? shellWord(`oci://${made.image}`) : shellPath(made.file),
    ...(made.bundle === undefined ? ["--bundle-from-oci"] : ["--bundle", shellPath(made.bundle)]),
    "--repo",
    source[2]!,
    // Exact; --signer-workflow would be taken for the beginning of a regular expression.
    "--cert-identity",
    shellWord(facts.san),
    "--predicate-type",
    shellWord(made.type),
    ...(issuer === GITHUB_ISSUER ? [] : ["--cert-oidc-issuer", shellWord(issuer)]),
    ...(isTenant ? ["--hostname", host] : []),
    ...trust.gh,
  ];
  return [line("gh", words)];
}

type Attestation = Extract<Made, { kind: "blob-attestation" | "image-attestation" }>;
type OfAnImage = Extract<Made, { kind: "image" | "image-attestation" }>;
type OfFile = Exclude<Made, OfAnImage>;

const isOfImage = (made: Made): made is OfAnImage =>
  made.kind === "image" || made.kind === "image-attestation";

const isAttestation = (made: Made): made is Attestation =>
  made.kind === "blob-attestation" || made.kind === "image-attestation";

/** cosign reads the value of the flag as a line of CSV. */
const annotationFlags = (annotations: Readonly<Record<string, string>> = {}): readonly string[] =>
  Object.entries(annotations).flatMap(([key, value]) => {
    const pair = `${key}=${value}`;
    return ["-a", shellWord(/[",\r\n]/.test(pair) ? `"${pair.replaceAll('"', '""')}"` : pair)];
  });

/** All text of what was made that goes into a command. */
const textsOf = (made: Made): readonly string[] =>
  Object.values(made).flatMap((value: unknown) =>
    typeof value === "string"
      ? [value]
      : typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, text]) => [key, String(text)])
        : [],
  );

/** Text that is shown with its controls spelt out would name something else. */
const isExact = (texts: readonly string[]): boolean => texts.every((text) => printable(text) === text);
