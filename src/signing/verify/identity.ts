import type { CertificateFacts } from "../verified.ts";
import type { Pattern } from "./glob-pattern.ts";
import { type Check, type Mismatch, mismatch } from "./mismatch.ts";
import type { Policy, WorkflowPolicy } from "./policy.ts";
import { repositoryAt, serverOf, workflowAt } from "./workflow-name.ts";

/**
 * What of the signer is not as the policy says; empty where all is. An extension that is absent never matches. Pure.
 * @see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
export function signerMismatches(
  certificate: CertificateFacts | undefined,
  { signer }: Policy,
): readonly Mismatch[] {
  if (signer === "key")
    return certificate === undefined
      ? []
      : [mismatch("certificate", "a signature by the given key", "a signature by an identity")];
  if (certificate === undefined)
    return [mismatch("certificate", "a signature by an identity", "a signature by a key")];
  const server = serverOf(certificate.issuer);
  const { sourceRepository } = certificate;
  return [
    ...compare("issuer", signer.issuer, certificate.issuer),
    ...signer.identities.flatMap((identity) => compare("identity", identity, certificate.san)),
    ...compare(
      "repository",
      signer.repository,
      repositoryAt(server, sourceRepository),
      // A URL of another server is shown whole.
      sourceRepository,
    ),
    ...workflowMismatches(signer.workflow, certificate, server),
    ...compare("ref", signer.ref, certificate.sourceRef),
    ...compare("repository-id", signer.repositoryId, certificate.sourceRepositoryId),
    ...compare("owner-id", signer.ownerId, certificate.sourceOwnerId),
    ...compare("trigger", signer.trigger, certificate.trigger),
    ...compare("commit", signer.commit, certificate.sourceDigest),
    ...compare("runner", signer.runner, certificate.runner),
  ];
}

const compare = (
  check: Check,
  expected: Pattern | undefined,
  found: string | undefined,
  whole?: string,
): Mismatch[] =>
  expected === undefined || (found !== undefined && expected.matches(found))
    ? []
    : [mismatch(check, expected.text, found ?? whole)];

function workflowMismatches(
  expected: WorkflowPolicy | undefined,
  certificate: CertificateFacts,
  server: string,
): Mismatch[] {
  if (expected === undefined) return [];
  const { san, sourceRef } = certificate;
  const found = workflowAt(server, san);
  if (expected.kind === "any")
    return found === undefined ? [mismatch("workflow", `a workflow of ${server}`, san)] : [];
  const repository = repositoryAt(server, certificate.sourceRepository);
  const isOwn = found !== undefined && found.repository === repository && found.ref === sourceRef;
  const matches =
    found !== undefined &&
    expected.path.matches(found.path) &&
    (expected.kind === "own"
      ? isOwn
      : expected.repository.matches(found.repository) && expected.ref.matches(found.ref));
  if (matches) return [];
  if (expected.kind === "own" && isOwn) return [mismatch("workflow", expected.path.text, found.path)];
  const text =
    expected.kind === "own" ? `${expected.path.text} of the repository itself, at its ref` : expected.text;
  return [
    mismatch("workflow", text, found === undefined ? san : `${found.repository}/${found.path}@${found.ref}`),
  ];
}

/** The words of a policy that are about the signer, without those of what was signed. */
export const SIGNER_CHECKS: ReadonlySet<Check> = new Set<Check>([
  "certificate",
  "issuer",
  "identity",
  "repository",
  "workflow",
  "ref",
  "repository-id",
  "owner-id",
  "trigger",
  "commit",
  "runner",
]);
