import { Failure } from "../kernel/errors.ts";
import { SIGNATURE_PREDICATE } from "../signing/bundle.ts";
import type { TokenClaims } from "../signing/host.ts";
import { repositoryOf } from "../signing/image-reference.ts";
import { readPredicate } from "../signing/predicates.ts";
import { provenanceOf } from "../signing/provenance.ts";
import { simpleSigningPayload } from "../signing/simple-signing.ts";
import { subjectChunks } from "../signing/subject-names.ts";
import type { ImageSubject } from "../signing/subject.ts";
import type { SignPlan } from "./sign-plan.ts";
import type { FoundSubjects } from "./sign-subjects.ts";
import type { Schemes } from "./sign-trust.ts";
import type { AttestedSubject, HashedFile, SignWork, StatementWork } from "./sign-work.ts";
import type { SigningParts } from "./signing.ts";

/**
 * What is to be signed: message signatures of files, statements, payloads of the old scheme. Reads the predicates.
 * Throws PREDICATE_INVALID, FILE_*, INPUT_INVALID where a line names nothing.
 */
export function workOf(
  parts: SigningParts,
  plan: SignPlan,
  subjects: FoundSubjects,
  claims: TokenClaims,
  schemes: Schemes,
): SignWork {
  const { inputs, annotations } = plan;
  const asStatement = inputs.fileFormat !== "bundle";
  const listed = subjects.checksums.map(({ name, digest }): AttestedSubject => ({ name, digest }));
  const signature = (
    some: readonly AttestedSubject[],
    noted: StatementWork["annotations"],
  ): StatementWork => ({
    what: "signature",
    predicateType: SIGNATURE_PREDICATE,
    predicate: {},
    subjects: some,
    annotations: noted,
  });
  const statements: StatementWork[] = [];
  if (asStatement)
    for (const chunk of subjectChunks([...subjects.signed.map(ofFile), ...listed]))
      statements.push(signature(chunk, {}));
  if (schemes.referrers)
    for (const image of subjects.images) statements.push(signature([ofImage(image)], annotations));
  for (const { line, name, predicateType, file } of plan.attests) {
    const named = subjects.of.get(line);
    const about = named ?? { files: subjects.signed, images: subjects.images };
    const { predicate } =
      file === undefined
        ? provenanceOf(claims, parts.host.env["GITHUB_SERVER_URL"])
        : readPredicate(name, file, parts.host, new Date(parts.host.clock.now()));
    const every = [
      ...about.files.map(ofFile),
      ...(named === undefined ? listed : []),
      ...about.images.map(ofImage),
    ];
    if (every.length === 0)
      throw new Failure("INPUT_INVALID", "This line is about nothing.", {
        at: { input: "attest", line },
        fix: "provenance for dist/*.tgz",
      });
    for (const chunk of subjectChunks(every))
      statements.push({ what: name, predicateType, predicate, subjects: chunk, annotations: {} });
  }
  return {
    messages: inputs.fileFormat === "statement" ? [] : subjects.signed,
    statements,
    payloads: schemes.legacy
      ? subjects.images.map((image) => ({
          image,
          payload: simpleSigningPayload(image.reference, annotations),
        }))
      : [],
  };
}

const ofFile = ({ subject: { name, digest, path } }: HashedFile): AttestedSubject => ({ name, digest, path });

const ofImage = (image: ImageSubject): AttestedSubject => ({
  name: repositoryOf(image.reference),
  digest: { algorithm: "sha256", hex: image.reference.digest.slice("sha256:".length) },
  image,
});
