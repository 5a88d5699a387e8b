import type { CertificateFacts } from "../verified.ts";
import { type Mismatch, mismatch } from "./mismatch.ts";
import { gitSource, type Material, type Provenance } from "./provenance.ts";
import { serverOf, workflowAt } from "./workflow-name.ts";

/**
 * Where a provenance and the certificate state the same fact, they must agree: whoever may sign could else state that
 * another workflow, repository, commit or run had made it. A fact that only one of them states is no matter of this.
 * Pure.
 */
export function disagreements(provenance: Provenance, certificate: CertificateFacts): readonly Mismatch[] {
  const server = serverOf(certificate.issuer);
  const started = workflowAt(server, certificate.buildConfig);
  const sources = provenance.sources.map(({ uri }) => ({ uri, ...gitSource(uri) }));
  const commits = [
    ...provenance.sources,
    ...provenance.materials.filter((material) => isSource(material, certificate)),
  ].flatMap(commitsOf);
  return [
    ...builderDisagrees(provenance, certificate, server),
    ...sources.flatMap(({ uri, repository }) =>
      differ("repository", certificate.sourceRepository, repository ?? uri),
    ),
    ...[provenance.ref, ...sources.map(({ ref }) => ref)].flatMap((ref) =>
      differ("ref", certificate.sourceRef, ref),
    ),
    ...differ("workflow", started?.path, provenance.path),
    ...commits.flatMap((commit) => differ("commit", certificate.sourceDigest, commit)),
    ...runDisagrees(provenance, certificate.run),
    ...differ("trigger", certificate.trigger, provenance.trigger),
    ...differ("repository-id", certificate.sourceRepositoryId, provenance.repositoryId),
    ...differ("owner-id", certificate.sourceOwnerId, provenance.ownerId),
    ...differ("runner", certificate.runner, provenance.runner),
  ];
}

const differ = (what: string, fact: string | undefined, stated: string | undefined): Mismatch[] =>
  fact === undefined || stated === undefined || fact === stated
    ? []
    : [mismatch("agreement", `${what} ${fact}, as in the certificate`, `${what} ${stated}`)];

/**
 * GitHub's provenance names the workflow that signs as its builder. Others may name a run, or a machine or service, of
 * which the certificate says nothing: `builder` of a policy is for these.
 */
function builderDisagrees(
  { builder, isGitHub }: Provenance,
  certificate: CertificateFacts,
  server: string,
): Mismatch[] {
  const signer = certificate.buildSigner ?? certificate.san;
  if (/\/actions\/runs\/\d/.test(builder))
    return isSameRun(builder, certificate.run) ? [] : differ("builder", certificate.run, builder);
  const isWorkflow = builder.includes("/.github/workflows/");
  if (!isGitHub && !isWorkflow) return [];
  // An e-mail address built nothing.
  if (workflowAt(server, signer) === undefined) return [];
  return !isGitHub && !builder.includes("@") && signer.startsWith(`${builder}@`)
    ? []
    : differ("builder", signer, builder);
}

function runDisagrees({ run, isGitHub }: Provenance, fact: string | undefined): Mismatch[] {
  if (run === undefined || isSameRun(run, fact)) return [];
  const isRun = isGitHub || /\/actions\/runs\/\d/.test(run) || /^\d+-\d+$/.test(run);
  return isRun ? differ("run", fact, run) : [];
}

/** `URL`, `URL` without the attempt, or `RUN-ATTEMPT` as slsa-github-generator writes it. */
function isSameRun(stated: string, fact: string | undefined): boolean {
  if (fact === undefined) return false;
  const match = /^(.+\/actions\/runs\/(\d+))\/attempts\/(\d+)$/.exec(fact);
  return stated === fact || (match !== null && (stated === match[1] || stated === `${match[2]}-${match[3]}`));
}

/** Whether a material is the certificate's repository at the certificate's ref, so that its commit is the same fact. */
function isSource({ uri }: Material, { sourceRepository, sourceRef }: CertificateFacts): boolean {
  const source = gitSource(uri);
  return (
    source !== undefined &&
    source.repository === sourceRepository &&
    (source.ref === undefined || source.ref === sourceRef)
  );
}

function commitsOf({ uri, digests }: Material): readonly string[] {
  const named = gitSource(uri)?.commit;
  const beside = digests.flatMap((digest) => /^(?:gitCommit|sha1):(.*)$/s.exec(digest)?.[1] ?? []);
  return named === undefined ? beside : [named, ...beside];
}
