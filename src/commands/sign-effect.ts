import { type Failure, together } from "../kernel/errors.ts";
import type { SigningFacts } from "../report/signed.ts";
import type { ReadyToSign } from "./sign-check.ts";
import { factsOf } from "./sign-facts.ts";
import { makeSignatures } from "./sign-make.ts";
import { publish } from "./sign-publish.ts";
import type { SigningParts } from "./signing.ts";

/** Signs everything, and publishes what was made even where not all of it could be. Never throws. */
export async function makeAndPublish(
  parts: SigningParts,
  ready: ReadyToSign,
  signal: AbortSignal,
): Promise<SigningFacts> {
  const { work, signer, trust } = ready;
  parts.journal.signing(work.messages.length + work.statements.length + work.payloads.length);
  const { certificate, made, failures, orphans } = await makeSignatures(work, signer, trust.instance, signal);
  // What stands in a log is published too where another signature failed: an entry without it helps nobody.
  const published = await publish(parts, ready, made, signal);
  return factsOf(ready, {
    certificate,
    made,
    places: published.places,
    notes: [
      ...new Set(made.flatMap(({ signed }) => signed.notes)),
      ...(orphans > 0 && trust.services?.log !== undefined ? [orphansNote(orphans)] : []),
      ...published.notes,
    ],
    failed: worst([...failures, ...published.failures]),
  });
}

const orphansNote = (count: number): string =>
  `The log may hold ${count === 1 ? "an entry of the signature that failed, which belongs" : `up to ${count} entries of signatures that failed, which belong`} to no bundle.`;

/** One failure for many that say the same. */
function worst(failures: readonly Failure[]): Failure | undefined {
  const different = new Map(failures.map((failure) => [`${failure.code} ${failure.message}`, failure]));
  const [first, ...rest] = different.values();
  return first === undefined ? undefined : together([first, ...rest]);
}
