import { Failure } from "../../kernel/errors.ts";
import { parseArn } from "./arn.ts";
import { partitionOf } from "./partition.ts";

/** What a reference names, and the region where it is an ARN. */
export interface AwsName {
  /** A prefix loses its `*`. */
  readonly name: string;
  readonly region: string | undefined;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const SECRET = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
const PARAMETER = /^[A-Za-z0-9_.\-/]{1,2048}$/;
const PARAMETER_LEVELS = 15;
const ACCOUNT = /^[0-9]{12}$/;

/** REFERENCE_INVALID: the reference's own text stands in none. */
export const invalidReference = (message: string, fix: string): Failure =>
  new Failure("REFERENCE_INVALID", message, { fix });

/** A name, an ARN or a partial ARN (without its last six characters) of Secrets Manager, or a prefix of names. */
export function secretName(text: string, isListing: boolean): AwsName | Failure {
  if (isListing) return prefixOf(text, SECRET);
  if (text.startsWith("arn:")) return fromArn(text, "secretsmanager", "secret:", SECRET);
  return SECRET.test(text)
    ? { name: text, region: undefined }
    : invalidReference(
        "A name of Secrets Manager is 1 to 512 of A-Z a-z 0-9 / _ + = . @ -",
        "aws://liquid-hive/prod/database/mongo_url#field",
      );
}

/** A name or an ARN of Parameter Store, or a prefix of names. With a slash anywhere, the name begins with one. */
export function parameterName(text: string, isListing: boolean): AwsName | Failure {
  if (text.startsWith("arn:") && !isListing) return fromArn(text, "ssm", "parameter/", PARAMETER);
  const name = text.includes("/") && !text.startsWith("/") ? `/${text}` : text;
  if (isListing) {
    const prefix = prefixOf(name, PARAMETER);
    return prefix instanceof Failure || hasLevels(prefix.name.replace(/\/$/, "")) ? prefix : levels();
  }
  if (!PARAMETER.test(name))
    return invalidReference(
      "A name of Parameter Store is up to 2048 of A-Z a-z 0-9 _ . - and slashes.",
      "ssm://liquid-hive/prod/name   # a version: ?version=3",
    );
  return hasLevels(name) ? { name, region: undefined } : levels();
}

const levels = (): Failure =>
  invalidReference(
    `A name of Parameter Store has at most ${PARAMETER_LEVELS} levels, and none is empty.`,
    "ssm://liquid-hive/prod/name",
  );

function hasLevels(name: string): boolean {
  const parts = name.replace(/^\//, "").split("/");
  return parts.length <= PARAMETER_LEVELS && parts.every((part) => part !== "");
}

function prefixOf(text: string, allowed: RegExp): AwsName | Failure {
  const prefix = text.replace(/\*$/, "");
  if (prefix.startsWith("arn:"))
    return invalidReference(
      "A prefix is one of names: ARNs have none.",
      "aws://liquid-hive/prod/?region=us-east-1",
    );
  // A lone slash or star would be everything that there is.
  if (/^\/*$/.test(prefix) || !allowed.test(prefix))
    return invalidReference(
      "A prefix is the beginning of a name, is not empty, and ends in / or in one *.",
      "aws://liquid-hive/prod/",
    );
  return { name: prefix, region: undefined };
}

function fromArn(text: string, service: string, kind: string, name: RegExp): AwsName | Failure {
  const arn = parseArn(text);
  const resource = arn?.resource ?? "";
  if (
    arn === undefined ||
    arn.service !== service ||
    !ACCOUNT.test(arn.account) ||
    !resource.startsWith(kind) ||
    !name.test(resource.slice(kind.length))
  )
    return invalidReference(
      `This is no ARN of ${service}.`,
      service === "ssm"
        ? "ssm://arn:aws:ssm:us-east-1:123456789012:parameter/liquid-hive/prod/name"
        : "aws://arn:aws:secretsmanager:us-east-1:123456789012:secret:liquid-hive/prod/db-AbCdEf",
    );
  if (partitionOf(arn.region).id !== arn.partition)
    return invalidReference(
      "The ARN's partition is not the one of its region.",
      "aws: most regions; aws-cn: cn-north-1, cn-northwest-1; aws-us-gov: us-gov-east-1, us-gov-west-1",
    );
  return { name: text, region: arn.region };
}
