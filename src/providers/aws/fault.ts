import { Failure } from "../../kernel/errors.ts";
import { parseArn } from "./arn.ts";
import type { AwsCredentials } from "./credentials.ts";
import { deniedBy, statement } from "./denial.ts";
import { partitionOf } from "./partition.ts";
import { clusterArn, parameterArn, secretArn } from "./resource.ts";
import type { AwsService } from "./setting.ts";

/** One call of AWS, as an error names it. */
export interface AwsAction {
  readonly service: AwsService;
  readonly region: string;
  /** "secretsmanager:GetSecretValue". */
  readonly action: string;
  /** An ARN, or the name as shown; undefined for a call that is about no one resource. */
  readonly resource: string | undefined;
  readonly credentials: AwsCredentials | undefined;
}

/** A permanent error that the service itself answered. What it said stays inside; `has` asks it. */
export class AwsFault extends Error {
  override readonly name = "AwsFault";
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly #said: string;

  constructor(code: string, status: number, requestId: string | undefined, said: string) {
    super(`AWS answered ${code} (status ${status}).`);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.#said = said;
  }

  /** Whether the service's own message matches. */
  has(pattern: RegExp): boolean {
    return pattern.test(this.#said);
  }
}

const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized(Exception)?)$/;
const EXPIRED = /^(ExpiredToken(Exception)?|RequestExpired)$/;
/** AWS does not know the access key or its session token. */
export const UNKNOWN_CREDENTIALS =
  /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|InvalidToken(Exception)?)$/;
/** The secret key is another one, or the clock is wrong. */
export const BAD_SIGNATURE =
  /^(SignatureDoesNotMatch|InvalidSignature(Exception)?|IncompleteSignature(Exception)?)$/;
const UNSIGNED = /^(MissingAuthenticationToken(Exception)?|AuthFailure)$/;
const KMS = /^(DecryptionFailure(Exception)?|InvalidKeyId(Exception)?|KMS\w+)$/;
const KMS_DENIED = /\bkms:[A-Z]\w+|Access to KMS is not allowed/;

/** "(AccessDenied, request 1b2c…)", for whoever searches CloudTrail. */
export const traceOf = ({ code, requestId }: AwsFault): string =>
  `(${code}${requestId === undefined ? "" : `, request ${requestId}`})`;

/** "secretsmanager:GetSecretValue on NAME in REGION". */
export const shownAction = ({ action, resource, region }: AwsAction): string =>
  `${action}${resource === undefined || resource === "*" ? "" : ` on ${resource}`} in ${region}`;

/**
 * A service's permanent error as a failure with a fix to paste: ACCESS_DENIED, KEY_UNUSABLE, CREDENTIALS_REFUSED, else
 * STORE_ANSWER_INVALID. Errors that mean something to one call alone (a secret that is not there) are that call's.
 */
export function failureOf(fault: AwsFault, what: AwsAction): Failure {
  const { code } = fault;
  if (KMS.test(code) || (DENIED.test(code) && fault.has(KMS_DENIED))) return keyUnusable(fault, what);
  if (DENIED.test(code)) return denied(fault, what);
  if (EXPIRED.test(code))
    return refused(fault, what, "the credentials have expired", "Get fresh ones before this step runs.");
  if (UNKNOWN_CREDENTIALS.test(code))
    return refused(
      fault,
      what,
      "AWS does not know the access key or its session token",
      `Check that access key, secret key and session token are of one set, that the key is active, and that ${what.region} is enabled for the account (Account settings of the console).`,
    );
  if (BAD_SIGNATURE.test(code))
    return refused(
      fault,
      what,
      "the secret key does not fit the access key",
      "Copy the secret key again, without spaces or quotes around it.",
    );
  if (UNSIGNED.test(code))
    return refused(
      fault,
      what,
      "it takes no request without credentials",
      "aws-role: arn:aws:iam::ACCOUNT:role/NAME",
    );
  return new Failure(
    "STORE_ANSWER_INVALID",
    `AWS refused ${shownAction(what)} for a reason that is not known here ${traceOf(fault)}.`,
    {
      fix: `Look the code up: https://docs.aws.amazon.com/search/doc-search.html?searchQuery=${code}`,
      requestId: fault.requestId,
    },
  );
}

function denied(fault: AwsFault, what: AwsAction): Failure {
  const arn = arnOf(what);
  const by = deniedBy(fault, what.action, arn);
  const who = what.credentials?.arn;
  return new Failure(
    "ACCESS_DENIED",
    `AWS denies ${shownAction(what)}${who === undefined ? "" : ` to ${who}`}: ${by.cause} ${traceOf(fault)}.`,
    { fix: by.fix, requestId: fault.requestId },
  );
}

function keyUnusable(fault: AwsFault, what: AwsAction): Failure {
  const { id, dnsSuffix } = partitionOf(what.region);
  const owner = parseArn(what.resource ?? "")?.account;
  const caller = parseArn(what.credentials?.arn ?? "")?.account;
  const rule = statement(
    "kms:Decrypt",
    `arn:${id}:kms:${what.region}:${owner ?? caller ?? "ACCOUNT"}:key/KEY-ID`,
    {
      Condition: { StringEquals: { "kms:ViaService": `${what.service}.${what.region}.${dnsSuffix}` } },
    },
  );
  const foreign =
    owner !== undefined && caller !== undefined && owner !== caller
      ? "\nThe value is another account's: the key's own policy must allow this role too, and a key that AWS manages (aws/secretsmanager, aws/ssm) cannot be shared at all."
      : "";
  const cause = DENIED.test(fault.code) ? "may not be used" : "cannot be used";
  return new Failure(
    "KEY_UNUSABLE",
    `The KMS key that encrypts the value ${cause}: ${shownAction(what)} ${traceOf(fault)}.`,
    {
      fix: `Check that the key is enabled and not pending deletion, and allow the role its use:\n${rule}${foreign}`,
      requestId: fault.requestId,
    },
  );
}

const refused = (fault: AwsFault, what: AwsAction, why: string, fix: string): Failure =>
  new Failure("CREDENTIALS_REFUSED", `AWS refuses ${shownAction(what)}: ${why} ${traceOf(fault)}.`, {
    fix,
    requestId: fault.requestId,
  });

/** Calls whose permission cannot be given for one resource. */
const EVERY_RESOURCE =
  /^(secretsmanager:(BatchGetSecretValue|ListSecrets)|ssm:DescribeParameters|sts:GetCallerIdentity|ecr(-public)?:GetAuthorizationToken)$/;

/** What a policy must name so that it covers the call. */
function arnOf({ service, region, action, resource, credentials }: AwsAction): string {
  if (resource === undefined || resource === "*" || EVERY_RESOURCE.test(action)) return "*";
  if (parseArn(resource)) return resource;
  if (service === "eks") return clusterArn(resource, region, credentials);
  return service === "ssm"
    ? parameterArn(resource, region, credentials)
    : secretArn(resource, region, credentials);
}
