import type { InputSpec, InputValues } from "../kernel/input-table.ts";
import { SIGSTORE_INPUTS, type SigningOutput } from "./sigstore-inputs.ts";

/** The inputs of which one policy consists: whom to trust, and what the signature must say. Keys of `policies` too. */
export const POLICY_INPUTS = [
  {
    name: "repository",
    kind: "text",
    doc: "The repository whose job signed: `OWNER/NAME`. `*` stands for any text up to the next `/`. `any` needs `repository-id`, `owner-id`, `issuer` or the owner of a reusable `workflow`.",
  },
  {
    name: "workflow",
    kind: "text",
    doc: "The workflow that signed: `.github/workflows/release.yml` of `repository` at `ref`; a reusable one as `OWNER/NAME/.github/workflows/FILE@REF`; or `any`.",
  },
  {
    name: "ref",
    kind: "text",
    doc: "The ref that the run was for, in full: `refs/heads/main`, `refs/tags/v*`, or `any` (pull requests too).",
  },
  {
    name: "identity",
    kind: "text",
    doc: "In place of `repository`, `workflow` and `ref`: the whole identity of the certificate, a URI or an e-mail address. Needs `issuer`.",
  },
  {
    name: "identity-regexp",
    kind: "text",
    doc: "The same as a regular expression (RE2), which must match the whole identity.",
  },
  {
    name: "issuer",
    kind: "text",
    doc: "Who vouched for the identity. Default with `repository`: `https://token.actions.githubusercontent.com`. GitHub Enterprise has its own.",
  },
  {
    name: "issuer-regexp",
    kind: "text",
    doc: "The same as a regular expression (RE2), which must match the whole issuer.",
  },
  { name: "repository-id", kind: "text", doc: "The number of the repository, which no new one gets." },
  { name: "owner-id", kind: "text", doc: "The number of the repository's owner, which no new one gets." },
  {
    name: "trigger",
    kind: "list",
    doc: "Events, one of which must have started the run: `push, workflow_dispatch`.",
  },
  { name: "commit", kind: "text", doc: "The commit that the run was for, in full." },
  {
    name: "runner",
    kind: "choice",
    default: "any",
    choices: ["any", "github-hosted", "self-hosted"],
    doc: "On whose machine it was signed.",
  },
  {
    name: "annotations",
    kind: "lines",
    doc: "Annotations that the signature must carry, `KEY=VALUE` a line.",
  },
  {
    name: "builder",
    kind: "text",
    doc: "The builder's id that SLSA provenance must name; `*` stands for any text up to the next `/`. Lines then need `has provenance`.",
  },
  {
    name: "source",
    kind: "text",
    doc: "The repository that SLSA provenance must name as the source: `OWNER/NAME` or a URL.",
  },
  {
    name: "materials",
    kind: "lines",
    doc: "What SLSA provenance must list among the dependencies, `URI [ALGORITHM:DIGEST]` a line.",
  },
] as const satisfies readonly InputSpec[];

/** The inputs of verifying, as data: docs/verify.md. */
export const VERIFY_INPUTS = [
  {
    name: "verify",
    kind: "lines",
    doc: "What to verify, `SUBJECT [has NEED, ...]` a line: a file, pattern or image, and what it needs: `signature` (the default), a type as cosign names it (`provenance`, `spdxjson`), or a URI.",
  },
  ...POLICY_INPUTS,
  {
    name: "policies",
    kind: "lines",
    doc: "Further policies, a YAML list of maps with the inputs from `repository` to `materials` as keys, and `name`. All must hold, each by a signature of its own or by the same.",
  },
  {
    name: "key",
    kind: "text",
    doc: "A public key (PEM, or its file) that must have signed, in place of an identity.",
  },
  {
    name: "bundle",
    kind: "files",
    doc: "Files with bundles to look in; `.jsonl` holds one a line. Without it, `NAME.sigstore.json` beside each file.",
  },
  {
    name: "look-in",
    kind: "list",
    choices: ["beside", "bundle", "registry", "github"],
    doc: "Where to look for signatures. Default: `bundle` where it is given, else beside files and in the registry of images. `github` is GitHub's attestations of the repository that the policy names, else of this one.",
  },
  {
    name: "require",
    kind: "list",
    choices: ["log", "sct", "timestamp"],
    doc: "What each signature must have besides what its Sigstore requires. It adds, and never takes away.",
  },
  {
    name: "report",
    kind: "text",
    doc: "A file that gets the verdict as JSON. Relative to the workspace; absolute only below it or RUNNER_TEMP.",
  },
  ...SIGSTORE_INPUTS,
] as const satisfies readonly InputSpec[];

export type PolicyInputs = InputValues<typeof POLICY_INPUTS>;
export type VerifyInputs = InputValues<typeof VERIFY_INPUTS>;

export const VERIFY_OUTPUTS = [
  { name: "images", doc: "The images that were verified, `name@sha256:...` a line: deploy these." },
  { name: "digests", doc: "The digest of each subject by its name, as a JSON object." },
  {
    name: "verdict",
    doc: "The path of the verdict, a JSON file: of each subject, need and policy what held.",
  },
] as const satisfies readonly SigningOutput[];
