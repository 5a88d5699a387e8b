import { Failure } from "../kernel/errors.ts";
import { printImage, repositoryOf } from "../signing/image-reference.ts";
import type { ImageSubject } from "../signing/subject.ts";
import type { SignedPlace } from "../report/signed.ts";
import type { ReadyToPublish } from "./sign-check.ts";
import { attestationLayer, type LegacyLayer, signatureLayer } from "./sign-layers.ts";
import type { Made } from "./sign-work.ts";

/** Pushes one signature to one place. Throws REGISTRY_*, LIMIT_EXCEEDED. */
export type Push = (signal: AbortSignal) => Promise<Pushed>;

export interface Pushed {
  readonly place?: SignedPlace;
  /** Why it is not there, where that is no failure. */
  readonly note?: string;
  /** Finds it again as a verifier would, byte for byte. Throws NOT_PUBLISHED where it is not there, REGISTRY_*. */
  readonly readBack?: (signal: AbortSignal) => Promise<void>;
}

/** What is pushed of one signature beside one image. */
export function pushesOf(ready: ReadyToPublish, made: Made, image: ImageSubject): Push[] {
  if (made.kind === "message") return [];
  if (made.kind === "payload") return [toTag(ready, image, "sig", signatureLayer(made))];
  const { referrers, legacy } = ready.schemes;
  const isAttestation = made.work.what !== "signature";
  return [
    ...(referrers ? [asReferrer(ready, made, image)] : []),
    ...(legacy && isAttestation && made.signed.envelopeText !== undefined
      ? [toTag(ready, image, "att", attestationLayer(made))]
      : []),
  ];
}

/** Adds a layer to the image's tag of the old scheme. */
const toTag =
  ({ registry, plan }: ReadyToPublish, image: ImageSubject, kind: "sig" | "att", layer: LegacyLayer): Push =>
  async (signal) => {
    const target = plan.signaturesIn ?? image.reference;
    const where = repositoryOf(target);
    const { how, tag } = await registry.attachLegacy(image, kind, layer, target, signal);
    if (how === "immutable")
      return {
        note: `${where} does not let tags change: ${printImage(image.reference)} has its signatures as referrers only.`,
      };
    return {
      place: { form: kind === "sig" ? ".sig tag" : ".att tag", where: `${where}:${tag}` },
      readBack: async (stop) => {
        const layers = await registry.readLegacy(image, kind, target, stop);
        if (!layers.some((one) => isSame(one, layer))) throw gone(`${where}:${tag}`);
      },
    };
  };

const asReferrer =
  (
    { registry, plan }: ReadyToPublish,
    made: Extract<Made, { kind: "statement" }>,
    image: ImageSubject,
  ): Push =>
  async (signal) => {
    const target = plan.signaturesIn ?? image.reference;
    const where = repositoryOf(target);
    const { predicateType } = made.work;
    const text = JSON.stringify(made.signed.bundle);
    const { digest, how } = await registry.attach(image, text, { predicateType, in: target }, signal);
    if (how === "immutable")
      return {
        note: `${where} has no referrers API and does not let tags change: cosign and others cannot find the signature of ${printImage(image.reference)} there.`,
      };
    return {
      place: { form: how === "tag" ? "referrer tag" : "referrer", where: `${where}@${digest}` },
      readBack: async (stop) => {
        const listed = await registry.referrers(image, target, stop);
        const own = listed.find((one) => one.digest === digest);
        const found = own === undefined ? undefined : await registry.bundle(image, own, target, stop);
        if (found?.text !== text) throw gone(`${where}@${digest}`);
      },
    };
  };

/** One payload is signed again with each run: it is this signature that counts. */
const isSame = (found: LegacyLayer, { bytes, annotations }: LegacyLayer): boolean =>
  Buffer.from(found.bytes).equals(Buffer.from(bytes)) &&
  Object.entries(annotations).every(([name, text]) => found.annotations[name] === text);

const gone = (where: string): Failure =>
  new Failure("NOT_PUBLISHED", `It was pushed, but ${where} does not give it back.`, {
    fix: "Run the step again; if it stays so, look at the registry's cache or cleaning rules.",
  });
