import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Outcome } from "../provider.ts";
import { idOf } from "./call.ts";
import { AwsFault } from "./fault.ts";
import { failed } from "../outcome.ts";
import type { SecretEntry, SecretsApi } from "./secrets-api.ts";
import { CURRENT, explainRefused, type SecretAsk } from "./secrets-refused.ts";

/** As much of a version's id as a person compares. */
const SHORT_ID = 8;

/**
 * Reads one secret, or says why it cannot be read. The current version is asked for by its stage: a policy may allow
 * that one alone (condition secretsmanager:VersionStage), and then refuses a request that names none.
 */
export async function readSecret(ask: SecretAsk, api: SecretsApi, signal: AbortSignal): Promise<Outcome> {
  const stage = ask.stage ?? (ask.version === undefined ? CURRENT : undefined);
  let entry: SecretEntry;
  try {
    entry = await api.get({ ...ask, ...(stage === undefined ? {} : { stage }) }, signal);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return explainRefused(ask, error, api, signal);
  }
  return (
    foundSecret(entry) ??
    failed(
      new Failure("STORE_ANSWER_INVALID", `AWS answers for ${ask.name} with neither text nor bytes.`, {
        fix: "If aws-endpoints or AWS_ENDPOINT_URL names a server of your own, look there.",
      }),
    )
  );
}

/** The outcome of an entry of Secrets Manager, bytes unchanged; undefined where it holds no value. */
export function foundSecret(entry: SecretEntry, metadata = entry.$metadata): Outcome | undefined {
  const {
    SecretString: text,
    SecretBinary: bytes,
    VersionId: id,
    VersionStages: stages,
    CreatedDate,
  } = entry;
  if (text === undefined && bytes === undefined) return undefined;
  const requestId = idOf(metadata);
  const version = [(stages ?? []).join(", "), (id ?? "").slice(0, SHORT_ID)].filter((part) => part !== "");
  return {
    is: "found",
    value:
      text === undefined
        ? { kind: "bytes", bytes: Secret.ofBytes(bytes!) }
        : { kind: "text", text: Secret.of(text) },
    ...(version.length === 0 ? {} : { version: version.join(" ") }),
    ...(CreatedDate === undefined ? {} : { date: CreatedDate }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
