import type { SigningFacts } from "../report/signed.ts";
import { printImage } from "../signing/image-reference.ts";
import type { Registry } from "../signing/registry/registry.ts";
import { createSigner, type Signer } from "../signing/signer.ts";
import type { ImageSubject } from "../signing/subject.ts";
import type { Trust } from "../signing/trust/instances.ts";
import { all } from "./all.ts";
import { makeAndPublish } from "./sign-effect.ts";
import { findNamed, findSubjects, type FoundSubjects } from "./sign-subjects.ts";
import { checkTargets } from "./sign-files.ts";
import type { SignPlan } from "./sign-plan.ts";
import { plannedFacts } from "./sign-facts.ts";
import { workOf } from "./sign-statements.ts";
import { chooseTrust, type ChosenTrust, type Schemes } from "./sign-trust.ts";
import type { SignWork } from "./sign-work.ts";
import type { CheckedSigning } from "./signing-job.ts";
import type { SigningParts } from "./signing.ts";

/** All that publishing needs, once nothing is known to stand in the way. */
export interface ReadyToPublish {
  readonly plan: SignPlan;
  readonly work: SignWork;
  readonly trust: Trust;
  readonly registry: Registry;
  /** Image schemes that are written. */
  readonly schemes: Schemes;
}

/** The same for signing. */
export interface ReadyToSign extends ReadyToPublish {
  readonly signer: Signer;
}

/**
 * Finds and hashes the files, resolves the images, asks every right that will be needed: all before the first entry in a
 * log, which cannot be taken back. Throws one Failure with all problems.
 */
export async function checkSigning(
  parts: SigningParts,
  plan: SignPlan,
  signal: AbortSignal,
): Promise<CheckedSigning> {
  const { host } = parts;
  const named = findNamed(parts, plan);
  const { claims } = await host.idToken("sigstore", signal);
  // Who may not sign here, or not there, has asked nobody for anything else.
  const open = chooseTrust(parts, plan, claims);
  const registry = parts.registry(plan.inputs);
  const [{ trust, schemes, notes }, images] = await all<[ChosenTrust, readonly ImageSubject[]]>([
    open(signal),
    resolveImages(registry, plan, signal),
  ]);
  const signer = createSigner(trust.services!, host);
  const [subjects] = await all<[FoundSubjects, void]>([
    findSubjects(parts, plan, named, images, signer, signal),
    checkRights(parts, plan, registry, images, signal),
  ]);
  const work = workOf(parts, plan, subjects, claims, schemes);
  checkTargets(parts, plan, work.messages);
  const ready: ReadyToSign = { plan, work, signer, trust, registry, schemes };
  const notices = [...trust.notes, ...notes, ...subjects.notes];
  return {
    notices,
    planned: plannedFacts(ready),
    sign: async (stop): Promise<SigningFacts> => makeAndPublish(parts, ready, stop),
  };
}

/** The images of all lines, each once, with those of an index where they are signed too. */
export async function resolveImages(
  registry: Registry,
  { lines, attests, inputs }: SignPlan,
  signal: AbortSignal,
): Promise<readonly ImageSubject[]> {
  const subjects = [
    ...lines.map(({ subject }) => subject),
    ...attests.flatMap(({ subjects: some }) => some ?? []),
  ];
  const references = new Map(
    subjects.flatMap((subject) =>
      subject.kind === "image" ? [[printImage(subject.reference), subject.reference] as const] : [],
    ),
  );
  const found = await all([...references.values()].map((reference) => registry.resolve(reference, signal)));
  const children = inputs.recursive
    ? await all(
        found.map(async (image) =>
          (await registry.children(image, signal)).map((child) => ({ ...child, of: image.reference })),
        ),
      )
    : [];
  const every = new Map([...found, ...children.flat()].map((image) => [printImage(image.reference), image]));
  return [...every.values()];
}

export async function checkRights(
  parts: SigningParts,
  { inputs, signaturesIn }: SignPlan,
  registry: Registry,
  images: readonly ImageSubject[],
  signal: AbortSignal,
): Promise<void> {
  const targets = new Map(
    images.map(({ reference }) => {
      const target = signaturesIn ?? reference;
      return [`${target.registry}/${target.repository}`, target] as const;
    }),
  );
  await all([
    ...[...targets.values()].map((target) => registry.canPush(target, signal)),
    ...(inputs.githubAttestations ? [parts.github(inputs).check(signal)] : []),
  ]);
}
