import { Failure } from "../kernel/errors.ts";
import { findFiles } from "../signing/globs.ts";
import { hashFiles } from "../signing/hash-files.ts";
import type { FileSubject, ImageSubject } from "../signing/subject.ts";
import type { VerifyInputs } from "../signing/verify-inputs.ts";
import type { VerifyLine } from "../signing/verify-lines.ts";
import type { Examined } from "../signing/verify/verdict.ts";
import { all } from "./all.ts";
import { candidatesOf, findForFile, findForImage, type LookParts } from "./verify-candidates.ts";
import type { VerifyPlan } from "./verify-plan.ts";
import type { VerifyParts } from "./verify.ts";

/** Every subject of every line with all that was found for it. Throws SUBJECT_*, FILE_*, REGISTRY_*, TRUST_ROOT_*. */
export async function examine(
  parts: VerifyParts,
  inputs: VerifyInputs,
  plan: VerifyPlan,
  signal: AbortSignal,
): Promise<readonly Examined[]> {
  const [look, trusts] = await Promise.all([parts.look(inputs, plan), parts.trusts(inputs, signal)]);
  const subjects = await all(plan.lines.map(async (line) => subjectsOf(parts, look, line, signal)));
  return await all(
    plan.lines.flatMap((line, i) =>
      subjects[i]!.map(async (subject): Promise<Examined> => {
        const found =
          subject.kind === "image"
            ? await findForImage(look, subject, signal)
            : await findForFile(look, subject, signal);
        return { line: line.line, subject, needs: line.needs, candidates: await candidatesOf(found, trusts) };
      }),
    ),
  );
}

async function subjectsOf(
  { hashing, runner }: VerifyParts,
  { registry }: LookParts,
  { subject, line }: VerifyLine,
  signal: AbortSignal,
): Promise<readonly (FileSubject | ImageSubject)[]> {
  if (subject.kind === "image") {
    const image = await registry.resolve(subject.reference, signal);
    if (subject.reference.digest === undefined)
      runner.info(
        `line ${line}: ${subject.reference.repository}:${subject.reference.tag} is ${image.reference.digest} now; deploy that digest, a tag can change.`,
      );
    return [image];
  }
  if (subject.kind === "stdin") throw new Failure("INTERNAL", "Stdin was let through.");
  const { files } = findFiles([subject.pattern], { workspace: runner.workspace, temp: runner.temp });
  const hashed = await hashFiles(files, hashing, { signal, refuseConfusing: false });
  return hashed.map((one) => one.subject);
}
