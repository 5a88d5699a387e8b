import type { InputSpec, InputValues } from "../kernel/input-table.ts";
import { SIGSTORE_INPUTS, type SigningOutput } from "./sigstore-inputs.ts";

/** The inputs that concern signing, as data: docs/sign.md. */
export const SIGN_INPUTS = [
  {
    name: "sign",
    kind: "lines",
    doc: "What to sign, one a line: a file or pattern (`dist/*.tgz`), an image (`oci://ghcr.io/liquid-hive/api@sha256:...`), stdin (`- = NAME`).",
  },
  {
    name: "attest",
    kind: "lines",
    doc: "What to state about it: `TYPE [= FILE] [for SUBJECT, ...]`, TYPE as cosign names it or a URI: `provenance`, `spdxjson = api.spdx.json for oci://ghcr.io/liquid-hive/api`. Without `for`: about all that is signed.",
  },
  {
    name: "checksums",
    kind: "files",
    doc: "Checksums files (`sha256sum`'s format) whose lines are subjects of the statements. They are never signed one by one.",
  },
  {
    name: "file-format",
    kind: "choice",
    default: "bundle",
    choices: ["bundle", "statement", "both"],
    doc: "How files are signed: `bundle` (a signature beside each file), `statement` (one statement for all, which `gh attestation verify` reads), or `both`.",
  },
  {
    name: "legacy-files",
    kind: "boolean",
    default: "false",
    doc: "Whether `.sig` and `.pem` are written beside each file too, for old installers.",
  },
  {
    name: "image-format",
    kind: "choice",
    default: "both",
    choices: ["referrers", "legacy", "both"],
    doc: "How images are signed: `referrers` (cosign 3), `legacy` (the tags `sha256-....sig` and `.att`: cosign 2, policy-controller, Kyverno), or `both`.",
  },
  {
    name: "recursive",
    kind: "boolean",
    default: "true",
    doc: "Whether the images of a multi-arch index are signed too.",
  },
  {
    name: "annotations",
    kind: "lines",
    doc: "Annotations that are signed with each image, `KEY=VALUE` a line.",
  },
  {
    name: "bundles-folder",
    kind: "text",
    doc: "Where bundles go that have no file to lie beside, and with it those of files too. Default: a folder below RUNNER_TEMP.",
  },
  {
    name: "signing-config",
    kind: "text",
    doc: "The signing config of a private Sigstore: a JSON file, or its text. The host of its Fulcio must also stand in `fulcio-url`.",
  },
  { name: "fulcio-url", kind: "text", doc: "The Fulcio of a private Sigstore: `https://fulcio.example`." },
  { name: "rekor-url", kind: "text", doc: "The log of a private Sigstore: `https://rekor.example`." },
  {
    name: "rekor-version",
    kind: "choice",
    default: "1",
    choices: ["1", "2"],
    doc: "Which API the log at `rekor-url` speaks. Version 2 needs `timestamp-url`.",
  },
  {
    name: "timestamp-url",
    kind: "list",
    doc: "Timestamp authorities (RFC 3161) of a private Sigstore, all of which are asked: `https://tsa.example/api/v1/timestamp`.",
  },
  {
    name: "log",
    kind: "choice",
    default: "required",
    choices: ["required", "none"],
    doc: "Whether signatures are written to the log. `none` needs a timestamp authority; verifiers must be told.",
  },
  {
    name: "allow-public-log",
    kind: "boolean",
    default: "false",
    doc: "Whether a repository that is not public may write its names (repository, workflow, environment) to a public log for good.",
  },
  {
    name: "github-attestations",
    kind: "boolean",
    default: "false",
    doc: "Whether statements are stored as GitHub's attestations too. Needs `attestations: write`.",
  },
  {
    name: "publish",
    kind: "files",
    doc: "Bundles of an earlier run, to be verified again and pushed in place of signing.",
  },
  ...SIGSTORE_INPUTS,
] as const satisfies readonly InputSpec[];

export type SignInputs = InputValues<typeof SIGN_INPUTS>;

export const SIGN_OUTPUTS = [
  { name: "bundles", doc: "The paths of the bundles that were written, one a line." },
  { name: "digests", doc: "The digest of each subject by its name, as a JSON object." },
  { name: "images", doc: "The images that were signed, `name@sha256:...` a line." },
  { name: "verify-commands", doc: "The commands of cosign and gh that verify what was made, one a line." },
] as const satisfies readonly SigningOutput[];
