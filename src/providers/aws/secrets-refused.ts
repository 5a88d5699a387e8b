import { Failure } from "../../kernel/errors.ts";
import type { Outcome } from "../provider.ts";
import { AwsFault, failureOf } from "./fault.ts";
import { keyUnusable } from "./key-unusable.ts";
import { failed, MISSING } from "../outcome.ts";
import type { SecretDescription, SecretsApi } from "./secrets-api.ts";

/** A secret and which version of it; without either, the current one. */
export interface SecretAsk {
  readonly name: string;
  readonly version?: string;
  readonly stage?: string;
}

export const NOT_FOUND = "ResourceNotFoundException";
export const CURRENT = "AWSCURRENT";
const PENDING_DELETION = /(?:marked|scheduled) for deletion|marked deleted/i;
const DELETED = /was deleted|been deleted/i;
const OTHER_STAGE = /VersionStage that is not associated/i;
/** A stage is any text to AWS; none that could change a log is printed. */
const PRINTABLE = /^[\x21-\x7e]{1,256}$/;
const SHOWN_STAGES = 12;

/** Why GetSecretValue was refused, as the outcome of that secret. */
export async function explainRefused(
  ask: SecretAsk,
  fault: AwsFault,
  api: SecretsApi,
  signal: AbortSignal,
): Promise<Outcome> {
  if (fault.code === NOT_FOUND) return whatIsMissing(ask, api, signal);
  if (fault.code === "InvalidRequestException") {
    if (fault.has(PENDING_DELETION)) return failed(pendingDeletion(ask.name, api.region, undefined));
    if (fault.has(DELETED)) return failed(deleted(ask.name));
  }
  if (ask.version !== undefined && ask.stage !== undefined && fault.has(OTHER_STAGE))
    return failed(
      new Failure("VERSION_NOT_FOUND", `The version asked for of ${ask.name} has not the stage asked for.`, {
        fix: "Keep one of ?version= and ?stage=.",
      }),
    );
  const command = `aws secretsmanager describe-secret --secret-id ${ask.name} --region ${api.region} --query KmsKeyId`;
  return failed(
    keyUnusable(fault, ask.name, command) ?? failureOf(fault, api.action("GetSecretValue", ask.name)),
  );
}

/**
 * Whether the secret itself is not there, or one of its versions: GetSecretValue answers both with the same code. Only
 * DescribeSecret tells, and where it does not, that is an error.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
 */
export async function whatIsMissing(ask: SecretAsk, api: SecretsApi, signal: AbortSignal): Promise<Outcome> {
  let description: SecretDescription;
  try {
    description = await api.describe(ask.name, signal);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    if (error.code === NOT_FOUND) return MISSING;
    const cause = failureOf(error, api.action("DescribeSecret", ask.name));
    return failed(
      new Failure(
        cause.code,
        `AWS has no value for ${ask.name}, and does not say whether the secret is missing or only this version of it. ${cause.message}`,
        { ...(cause.fix === undefined ? {} : { fix: cause.fix }), requestId: cause.requestId },
      ),
    );
  }
  if (description.DeletedDate !== undefined)
    return failed(pendingDeletion(ask.name, api.region, description.DeletedDate));
  return failed(versionNotFound(ask, api.region, description.VersionIdsToStages ?? {}));
}

function versionNotFound(
  { name, version, stage }: SecretAsk,
  region: string,
  versions: Readonly<Record<string, readonly string[]>>,
): Failure {
  const stages = [...new Set(Object.values(versions).flat())].sort();
  if (Object.keys(versions).length === 0)
    return new Failure("VERSION_NOT_FOUND", `${name} is there, but has no value yet.`, {
      fix: `aws secretsmanager put-secret-value --secret-id ${name} --region ${region} --secret-string file:///dev/stdin`,
    });
  const wanted = stage ?? (version === undefined ? CURRENT : undefined);
  const isThere =
    (version === undefined || Object.hasOwn(versions, version)) &&
    (wanted === undefined || (version === undefined ? stages : (versions[version] ?? [])).includes(wanted));
  if (isThere)
    return new Failure(
      "STORE_ANSWER_INVALID",
      `AWS lists this version of ${name}, and has no value for it: its answers contradict each other.`,
      { fix: "A change from a moment ago is not everywhere yet: run the job again." },
    );
  const shown = stages
    .filter((text) => PRINTABLE.test(text))
    .slice(0, SHOWN_STAGES)
    .join(", ");
  const more = stages.length > SHOWN_STAGES ? ` and ${stages.length - SHOWN_STAGES} more` : "";
  const which = version === undefined ? "with this stage" : "with this id";
  return new Failure("VERSION_NOT_FOUND", `${name} is there, but no version of it ${which}.`, {
    fix: `Stages that it has: ${shown === "" ? "none" : shown}${more}\naws secretsmanager list-secret-version-ids --secret-id ${name} --region ${region}`,
  });
}

function pendingDeletion(name: string, region: string, date: Date | undefined): Failure {
  const when = date === undefined ? "" : ` on ${date.toISOString().slice(0, 10)}`;
  return new Failure("SECRET_DELETED", `${name} waits to be deleted${when}: it cannot be read until then.`, {
    fix: `aws secretsmanager restore-secret --secret-id ${name} --region ${region}`,
  });
}

const deleted = (name: string): Failure =>
  new Failure("SECRET_DELETED", `${name} was deleted, and cannot be restored.`, {
    fix: "Create the secret again, or remove the line that asks for it.",
  });
