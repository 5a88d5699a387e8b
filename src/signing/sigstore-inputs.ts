import type { InputSpec } from "../kernel/input-table.ts";

/** What signing and verifying have in common: which Sigstore, and how registries are spoken to. */
export const SIGSTORE_INPUTS = [
  {
    name: "sigstore",
    kind: "choice",
    default: "auto",
    choices: ["auto", "public", "github", "private"],
    doc: "The Sigstore: `public` (the public good), `github` (no public log), `private` (from `trusted-root` or `tuf-mirror`). `auto`: private where one of these is given, else by the repository's visibility; verifying tries public and GitHub's, each under its own rules.",
  },
  {
    name: "trusted-root",
    kind: "text",
    doc: "The trusted root of a private Sigstore: a JSON file, or its text. Works offline. A file of the checkout counts only if that is the event's own commit.",
  },
  {
    name: "tuf-mirror",
    kind: "text",
    doc: "The TUF repository that the trusted root is fetched from: `https://tuf.example`. Needs `tuf-root`, unless it is one of those that are built in.",
  },
  {
    name: "tuf-root",
    kind: "text",
    doc: "The root of trust of `tuf-mirror`: a `root.json`, or its text.",
  },
  {
    name: "registry-username",
    kind: "text",
    doc: "The user for registries. Default: as docker and podman log in (their files and credential helpers), `github-token` for ghcr.io; when signing, the AWS identity for ECR.",
  },
  {
    name: "registry-password",
    kind: "text",
    secret: true,
    doc: "The password or token of `registry-username`.",
  },
  {
    name: "insecure-registries",
    kind: "list",
    doc: "Registries that may be spoken to without TLS: `registry.example:5000`. Those of this machine may be anyway.",
  },
  {
    name: "signatures-in",
    kind: "text",
    doc: "The repository that holds signatures in place of the image's own: `ghcr.io/liquid-hive/signatures`. cosign's COSIGN_REPOSITORY.",
  },
  {
    name: "github-token",
    kind: "text",
    secret: true,
    terminal: "set GITHUB_TOKEN",
    env: ["GITHUB_TOKEN"],
    doc: "A token for ghcr.io and GitHub's attestations: the one of the job, where no other is named. In a terminal: GITHUB_TOKEN of the environment.",
  },
] as const satisfies readonly InputSpec[];

/** An output of an action as data. */
export interface SigningOutput {
  readonly name: string;
  readonly doc: string;
}
