import type { Outcome } from "../provider.ts";
import { type Read, readInBatches } from "./batches.ts";
import type { SecretsApi, SecretsBatch } from "./secrets-api.ts";
import { NOT_FOUND, type SecretAsk, whatIsMissing } from "./secrets-refused.ts";
import { foundSecret, readSecret } from "./secrets-single.ts";

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html */
export const SECRETS_BATCH = 20;
const RANDOM = /^-[A-Za-z0-9]{6}$/;

/** Reads the current versions of many secrets: two and more in batches, next to each other; one by itself. */
export const readSecrets = <A extends SecretAsk>(
  asks: readonly A[],
  api: SecretsApi,
  signal: AbortSignal,
): Promise<Read<A>> =>
  readInBatches<A, SecretsBatch>(
    asks,
    {
      size: SECRETS_BATCH,
      ask: (batch) =>
        api.batch(
          batch.map(({ name }) => name),
          signal,
        ),
      action: () => api.action("BatchGetSecretValue"),
      read: (ask, answer) => fromAnswer(ask, answer, api, signal),
    },
    signal,
  );

/**
 * What a batch says of one secret. Only a value and "not found" are taken from it: a refused name may be allowed with
 * its stage named, a name that is not mentioned is in doubt, and a single read explains the rest.
 */
async function fromAnswer(
  ask: SecretAsk,
  answer: SecretsBatch | undefined,
  api: SecretsApi,
  signal: AbortSignal,
): Promise<Outcome> {
  const entry = answerTo(ask.name, answer?.SecretValues ?? []);
  const outcome = entry === undefined ? undefined : foundSecret(entry, answer?.$metadata);
  if (outcome !== undefined) return outcome;
  const error = answer?.Errors?.find(
    ({ SecretId: id }) => id !== undefined && (id === ask.name || isPartialOf(ask.name, id)),
  );
  // What a batch does not find by ARN may be another account's.
  return error?.ErrorCode === NOT_FOUND && !ask.name.startsWith("arn:")
    ? whatIsMissing(ask, api, signal)
    : readSecret(ask, api, signal);
}

/** The one entry with this ARN or name, or else the one whose ARN this is without its last part. */
export function answerTo<E extends { readonly ARN?: string | undefined; readonly Name?: string | undefined }>(
  name: string,
  entries: readonly E[],
): E | undefined {
  // One secret that was asked for by name and by ARN may stand there twice.
  const secrets = [...new Map(entries.map((entry) => [entry.ARN ?? entry.Name, entry])).values()];
  const exact = secrets.filter((entry) => entry.ARN === name || entry.Name === name);
  const found = exact.length > 0 ? exact : secrets.filter(({ ARN }) => isPartialOf(name, ARN ?? ""));
  return found.length === 1 ? found[0] : undefined;
}

const isPartialOf = (name: string, arn: string): boolean =>
  name.startsWith("arn:") && arn.startsWith(name) && RANDOM.test(arn.slice(name.length));
