import { Failure } from "../kernel/errors.ts";
import type { SignedArtifact, SignedPlace, SigningFacts } from "../report/signed.ts";
import { type CommandTrust, trustOf } from "../signing/command-trust.ts";
import type { SigningCertificate } from "../signing/fulcio.ts";
import { printImage, repositoryOf } from "../signing/image-reference.ts";
import type { Digest } from "../signing/subject.ts";
import type { CertificateFacts } from "../signing/verified.ts";
import { type Made as Shown, verifyCommands } from "../signing/verify-commands.ts";
import type { ReadyToPublish } from "./sign-check.ts";
import { imagesOf, type Made, type StatementWork } from "./sign-work.ts";

/** What came of a run, as it is told. */
interface Outcome {
  readonly certificate: SigningCertificate | undefined;
  readonly made: readonly Made[];
  readonly places: ReadonlyMap<Made, readonly SignedPlace[]>;
  readonly notes: readonly string[];
  readonly failed: Failure | undefined;
}

/** What would be signed. Pure. */
export function plannedFacts(ready: ReadyToPublish): SigningFacts {
  const { work } = ready;
  const planned = (subject: string, more: number, digest: Digest, what: string): SignedArtifact => ({
    subject,
    more,
    digest: `${digest.algorithm}:${digest.hex}`,
    what,
    places: [],
    log: undefined,
    commands: [],
  });
  return {
    ...common(ready),
    dryRun: true,
    identity: "",
    issuer: "",
    until: undefined,
    artifacts: [
      ...work.messages.map(({ subject }) => planned(subject.name, 0, subject.digest, "signature")),
      ...work.statements.map((one) =>
        planned(subjectOf(one), one.subjects.length - 1, one.subjects[0]!.digest, one.what),
      ),
      ...work.payloads.map(({ image }) =>
        planned(printImage(image.reference), 0, digestOfImage(image.reference.digest), "signature"),
      ),
    ],
    notes: [],
    failed: undefined,
  };
}

/** What was signed. Pure. */
export function factsOf(ready: ReadyToPublish, outcome: Outcome): SigningFacts {
  const { certificate, made, places, notes, failed } = outcome;
  return {
    ...common(ready),
    dryRun: false,
    identity: certificate?.facts.san ?? "",
    issuer: certificate?.facts.issuer ?? "",
    until: certificate?.notAfter,
    artifacts: made.map((one) => artifactOf(ready, one, places)),
    notes,
    failed,
  };
}

const common = ({ trust: { instance } }: ReadyToPublish): Pick<SigningFacts, "instance" | "source"> => ({
  instance: instance.name,
  source: instance.source,
});

type Places = ReadonlyMap<Made, readonly SignedPlace[]>;

function artifactOf(ready: ReadyToPublish, made: Made, all: Places): SignedArtifact {
  const places = all.get(made) ?? [];
  const { logIndex, logUrl, certificate } = made.signed;
  const base = {
    places,
    log: logIndex === undefined ? undefined : { index: logIndex, url: logUrl ?? "" },
    commands: commandsFor(ready, made, all, certificate.facts),
  };
  if (made.kind === "message") {
    const { name, digest } = made.file.subject;
    return { ...base, subject: name, more: 0, digest: text(digest), what: "signature" };
  }
  if (made.kind === "payload") {
    const { reference } = made.work.image;
    return { ...base, subject: printImage(reference), more: 0, digest: reference.digest, what: "signature" };
  }
  const { subjects, what } = made.work;
  return {
    ...base,
    subject: subjectOf(made.work),
    more: subjects.length - 1,
    digest: text(subjects[0]!.digest),
    what,
  };
}

const text = ({ algorithm, hex }: Digest): string => `${algorithm}:${hex}`;
const digestOfImage = (digest: string): Digest => ({
  algorithm: "sha256",
  hex: digest.slice("sha256:".length),
});

/** The first subject as a reader names it. */
function subjectOf({ subjects: [first] }: StatementWork): string {
  return first!.image === undefined ? first!.name : printImage(first!.image.reference);
}

/** Files that the reader of a private instance has: docs/signing-formats.md says how they are made of the first. */
const ROOT = "trusted_root.json";
const GH_ROOT = "trusted_root.jsonl";
const PARTS = { roots: "fulcio.pem", logKey: "rekor.pub", ctKey: "ctfe.pub" };

/** What a verifier must be told, by what the signature really has. */
function trustFor({ trust: { instance, services } }: ReadyToPublish, { signed }: Made): CommandTrust {
  const [entry] = signed.bundle.verificationMaterial.tlogEntries ?? [];
  const proof = {
    sct: instance.requires.sct,
    log: entry !== undefined,
    logTime: entry?.inclusionPromise !== undefined,
  };
  if (instance.name === "public") return trustOf(proof);
  if (instance.name === "github") return trustOf(proof, { root: ROOT });
  return trustOf(proof, {
    root: ROOT,
    ghRoot: GH_ROOT,
    parts: { ...PARTS, log: services?.log?.url.href.replace(/\/$/, "") },
  });
}

/** What a reader runs; nothing is printed for what could not be published. */
function commandsFor(ready: ReadyToPublish, made: Made, all: Places, facts: CertificateFacts): string[] {
  const trust = trustFor(ready, made);
  const commands = shownOf(ready, made, all).flatMap((one) => verifyCommands(one, facts, trust));
  return [...new Set(commands.map(({ command }) => command))];
}

function shownOf({ plan }: ReadyToPublish, made: Made, all: Places): Shown[] {
  const placed = (...forms: SignedPlace["form"][]): SignedPlace | undefined =>
    all.get(made)?.find(({ form }) => forms.includes(form));
  const elsewhere = plan.signaturesIn === undefined ? {} : { signaturesIn: repositoryOf(plan.signaturesIn) };
  if (made.kind === "message") {
    const bundle = placed("bundle");
    const file = made.file.subject.name;
    const [signature, certificate] = [placed(".sig"), placed(".pem")];
    return [
      ...(bundle === undefined ? [] : [{ kind: "blob" as const, file, bundle: bundle.where }]),
      ...(signature === undefined || certificate === undefined
        ? []
        : [
            {
              kind: "blob-legacy" as const,
              file,
              signature: signature.where,
              certificate: certificate.where,
            },
          ]),
    ];
  }
  if (made.kind === "payload") {
    const { reference } = made.work.image;
    const { annotations } = plan;
    const image = printImage(reference);
    return placed(".sig tag") === undefined
      ? []
      : [{ kind: "image", image, annotations, referrer: false, legacy: true, ...elsewhere }];
  }
  const { subjects, predicateType, what, annotations } = made.work;
  const referrer = placed("referrer", "referrer tag") !== undefined;
  const legacy = placed(".att tag") !== undefined;
  const bundle = placed("statement");
  const ofImages = referrer || legacy ? imagesOf(made) : [];
  const firstFile = subjects.find(({ image }) => image === undefined);
  return [
    ...ofImages.map(({ reference }): Shown => {
      const image = printImage(reference);
      return what === "signature"
        ? {
            kind: "image",
            image,
            annotations,
            referrer,
            legacy: hasPayload(all, reference.digest),
            ...elsewhere,
          }
        : { kind: "image-attestation", image, type: predicateType, referrer, legacy, ...elsewhere };
    }),
    ...(firstFile === undefined || bundle === undefined
      ? []
      : [
          {
            kind: "blob-attestation" as const,
            file: firstFile.name,
            bundle: bundle.where,
            type: predicateType,
          },
        ]),
  ];
}

/** Whether an image has its signature in the old scheme too: cosign 2 then needs no command of its own. */
const hasPayload = (all: Places, digest: string): boolean =>
  [...all].some(
    ([made, places]) =>
      made.kind === "payload" &&
      made.work.image.reference.digest === digest &&
      places.some(({ form }) => form === ".sig tag"),
  );
