import { Failure } from "../kernel/errors.ts";
import type { InputsRead } from "../config/read-inputs.ts";
import { parseAnnotations } from "../signing/annotations.ts";
import type { ImageReference } from "../signing/image-reference.ts";
import { parseSignaturesIn } from "../signing/signatures-in.ts";
import type { SignInputs } from "../signing/sign-inputs.ts";
import {
  ambiguousBill,
  type AttestLine,
  parseAttestLines,
  parseSignLines,
  type SignLine,
} from "../signing/sign-lines.ts";

/** What is read of the inputs before anything is looked at. */
export interface SignPlan {
  readonly inputs: SignInputs;
  readonly lines: readonly SignLine[];
  readonly attests: readonly AttestLine[];
  /** Signed with each image. */
  readonly annotations: Readonly<Record<string, string>>;
  /** The repository that holds the signatures, where that is not the image's own. */
  readonly signaturesIn: ImageReference | undefined;
}

/** Reads the inputs of signing. Pure; problems come together. */
export function planSigning({ providers }: InputsRead): { plan: SignPlan; problems: Failure[] } {
  const inputs = providers.get("signing")!.values as unknown as SignInputs;
  const signs = parseSignLines(inputs.sign);
  const attests = parseAttestLines(inputs.attest);
  const annotations = parseAnnotations(inputs.annotations);
  const problems = [...signs.problems, ...attests.problems, ...annotations.problems];
  const several =
    signs.lines.length > 1 ||
    signs.lines.some(({ subject }) => subject.kind === "files" && /[*?[]/.test(subject.pattern));
  for (const line of attests.lines) {
    const problem = ambiguousBill(line, several ? signs.lines.length + 1 : signs.lines.length);
    if (problem !== undefined) problems.push(problem);
  }
  const signaturesIn = parseSignaturesIn(inputs.signaturesIn);
  if (signaturesIn instanceof Failure) problems.push(signaturesIn);
  if (inputs.publish.length > 0 && inputs.attest.trim() !== "")
    problems.push(
      new Failure(
        "INPUT_INVALID",
        "publish pushes what an earlier run made; nothing new is attested beside it.",
        {
          at: { input: "publish" },
          fix: "Leave attest out here, and name in sign the images that the bundles are for.",
        },
      ),
    );
  const nobody = signs.lines.length === 0 && inputs.checksums.length === 0;
  for (const { line, subjects } of attests.lines)
    if (subjects === undefined && nobody)
      problems.push(
        new Failure("INPUT_INVALID", "This line does not say what it is about, and nothing is signed.", {
          at: { input: "attest", line },
          fix: "provenance for dist/*.tgz",
        }),
      );
  if (inputs.checksums.length > 0 && attests.lines.length === 0 && inputs.fileFormat === "bundle")
    problems.push(
      new Failure(
        "INPUT_INVALID",
        "Lines of checksums are subjects of statements, and no statement is asked for.",
        {
          at: { input: "checksums" },
          fix: "attest: provenance",
        },
      ),
    );
  return {
    plan: {
      inputs,
      lines: signs.lines,
      attests: attests.lines,
      annotations: Object.fromEntries(annotations.annotations),
      signaturesIn: signaturesIn instanceof Failure ? undefined : signaturesIn,
    },
    problems,
  };
}
