import { page } from "./stand-in-action.ts";
import type { Action, ActionContext } from "./stand-in-action.ts";
import { DEFAULT_ACCOUNT, DEFAULT_REGION, list, text } from "./aws-call.ts";
import type { Input } from "./aws-call.ts";
import { partitionOf, suffixOf, versionsOf } from "./aws-seed.ts";
import type { SeedSecret, SeedVersion } from "./aws-seed.ts";
import { AwsError, DELETED, NOT_FOUND, noValue } from "./aws-wording.ts";

interface Stored {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly versions: readonly SeedVersion[];
  readonly deleted: boolean;
  readonly tags: readonly { Key: string; Value: string }[];
}

/** When everything was made and deleted, in seconds. */
const THEN = 1_750_000_000;

/** Takes secrets; returns the actions of Secrets Manager on them. */
export function secretActions(seed: readonly SeedSecret[]): Readonly<Record<string, Action>> {
  const stored = seed.map(store);
  const find = (id: string, context: ActionContext): Stored => {
    const found = stored.find((one) => one.region === context.region && isNamed(one, id, context.account));
    if (found === undefined) throw new AwsError("ResourceNotFoundException", NOT_FOUND);
    return found;
  };
  const visible = (context: ActionContext): readonly Stored[] =>
    stored.filter((one) => one.region === context.region && one.account === context.account);

  return {
    GetSecretValue(input, context) {
      const secret = find(text(input, "SecretId") ?? "", context);
      return value(secret, text(input, "VersionId"), text(input, "VersionStage"));
    },
    BatchGetSecretValue(input, context) {
      const ids = input["SecretIdList"] === undefined ? undefined : list(input, "SecretIdList");
      const found = ids ?? filtered(visible(context), input).map((one) => one.arn);
      const { entries, NextToken } = page(found, input, 20, ids === undefined ? context.paging : {});
      const values: object[] = [];
      const errors: object[] = [];
      for (const id of entries) {
        try {
          values.push(value(find(id, context), undefined, undefined));
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          errors.push({ SecretId: id, ErrorCode: error.code, Message: error.message });
        }
      }
      return { SecretValues: values, Errors: errors, NextToken };
    },
    DescribeSecret(input, context) {
      const secret = find(text(input, "SecretId") ?? "", context);
      return { ...describe(secret), VersionIdsToStages: stagesOf(secret) };
    },
    ListSecrets(input, context) {
      const all = filtered(visible(context), input).filter(
        (one) => !one.deleted || input["IncludePlannedDeletion"] === true,
      );
      const { entries, NextToken } = page(all, input, 100, context.paging);
      const shown = entries.map((one) => ({ ...describe(one), SecretVersionsToStages: stagesOf(one) }));
      return { SecretList: shown, NextToken };
    },
  };
}

function store(secret: SeedSecret): Stored {
  const { name, region = DEFAULT_REGION, account = DEFAULT_ACCOUNT } = secret;
  return {
    name,
    region,
    account,
    arn: `arn:${partitionOf(region)}:secretsmanager:${region}:${account}:secret:${name}-${suffixOf(name)}`,
    versions: versionsOf(secret),
    deleted: secret.deleted === true,
    tags: Object.entries(secret.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** By name in the caller's own account; by ARN, whole or without its last six characters, in any. */
function isNamed(secret: Stored, id: string, account: string): boolean {
  if (!id.startsWith("arn:")) return secret.account === account && secret.name === id;
  return secret.arn === id || secret.arn.slice(0, -7) === id;
}

function value(secret: Stored, versionId: string | undefined, stage: string | undefined): object {
  if (secret.deleted) throw new AwsError("InvalidRequestException", DELETED);
  const version = secret.versions.find((one) =>
    versionId === undefined ? one.stages.includes(stage ?? "AWSCURRENT") : one.id === versionId,
  );
  if (version === undefined) throw noValue(versionId, stage);
  if (stage !== undefined && !version.stages.includes(stage)) {
    throw new AwsError(
      "InvalidRequestException",
      "You provided a VersionStage that is not associated to the provided VersionId.",
    );
  }
  const content =
    typeof version.value === "string"
      ? { SecretString: version.value }
      : { SecretBinary: version.value.toString("base64") };
  const { name: Name, arn: ARN } = secret;
  return { ARN, Name, VersionId: version.id, ...content, VersionStages: version.stages, CreatedDate: THEN };
}

function describe(secret: Stored): object {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Tags: secret.tags,
    CreatedDate: THEN,
    LastChangedDate: THEN,
    ...(secret.deleted ? { DeletedDate: THEN } : {}),
  };
}

function stagesOf(secret: Stored): Record<string, readonly string[]> | undefined {
  if (secret.versions.length === 0) return undefined;
  return Object.fromEntries(secret.versions.map((one) => [one.id, one.stages]));
}

/** Every filter is of beginnings, each for itself: a tag's key and value need not be of the same tag. */
function filtered(secrets: readonly Stored[], input: Input): readonly Stored[] {
  const filters = list<{ Key: string; Values: readonly string[] }>(input, "Filters");
  return secrets.filter((secret) =>
    filters.every(({ Key, Values }) => {
      const subjects = subjectsOf(secret, Key);
      return Values.some((wanted) => {
        const negated = wanted.startsWith("!");
        const beginning = negated ? wanted.slice(1) : wanted;
        return subjects.some((subject) => subject.startsWith(beginning)) !== negated;
      });
    }),
  );
}

function subjectsOf(secret: Stored, key: string): readonly string[] {
  if (key === "name") return [secret.name];
  if (key === "tag-key") return secret.tags.map((tag) => tag.Key);
  if (key === "tag-value") return secret.tags.map((tag) => tag.Value);
  throw new AwsError("InvalidParameterException", "Filter key is not known to the stand-in.");
}
