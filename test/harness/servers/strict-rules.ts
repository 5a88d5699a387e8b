import { AwsError } from "./aws-wording.ts";
import type { AwsCall, Input, Principal } from "./aws-call.ts";
import { list, text } from "./aws-call.ts";
import type { RoleTrust } from "./web-identity.ts";

/** What a rule may look at besides the input. */
export interface RuleContext {
  readonly principal: Principal | undefined;
  readonly trust: Readonly<Record<string, RoleTrust>>;
}

type Rule = (input: Input, context: RuleContext) => void;

/** The limits of each action in AWS's API reference, which a lax server does not keep. */
const RULES: Readonly<Record<string, Rule>> = {
  AssumeRoleWithWebIdentity(input, context) {
    session(input, context);
    // STS has no such parameters here: tags of a web identity come from the token alone.
    for (const name of ["Tags", "TransitiveTagKeys", "ExternalId"]) {
      if (input[name] !== undefined) throw new AwsError("ValidationError", `Unexpected parameter: ${name}`);
    }
  },
  AssumeRole(input, context) {
    session(input, context);
    if (context.principal?.role !== undefined && duration(input) > 3600) {
      throw new AwsError(
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
      );
    }
    tags(input);
  },
  GetCallerIdentity: () => {},
  GetSecretValue(input) {
    secretId(input);
    const version = text(input, "VersionId");
    if (version !== undefined) length("versionId", version, 32, 64);
    const stage = text(input, "VersionStage");
    if (stage !== undefined) length("versionStage", stage, 1, 256);
  },
  DescribeSecret: secretId,
  BatchGetSecretValue(input) {
    const ids = input["SecretIdList"];
    const filters = input["Filters"];
    if (ids !== undefined && filters !== undefined)
      throw invalidParameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    if (ids === undefined && filters === undefined)
      throw invalidParameter("Either 'SecretIdList' or 'Filters' must be provided.");
    if (filters === undefined && (input["MaxResults"] !== undefined || input["NextToken"] !== undefined))
      throw invalidParameter("'Filters' must also be specified when 'MaxResults' is provided.");
    if (ids !== undefined) size("secretIdList", list(input, "SecretIdList"), 1, 20);
    range("maxResults", input["MaxResults"], 1, 20);
  },
  ListSecrets(input) {
    range("maxResults", input["MaxResults"], 1, 100);
    size("filters", list(input, "Filters"), 0, 10);
  },
  GetParameter(input) {
    length("name", text(input, "Name") ?? "", 1, 2048);
  },
  GetParameters(input) {
    size("names", list(input, "Names"), 1, 10);
    for (const name of list(input, "Names")) length("names", name, 1, 2048);
  },
  GetParametersByPath(input) {
    if (!(text(input, "Path") ?? "").startsWith("/"))
      throw new AwsError(
        "ValidationException",
        "The parameter doesn't meet the parameter name requirements.",
      );
    range("maxResults", input["MaxResults"], 1, 10);
  },
  DescribeParameters(input) {
    range("maxResults", input["MaxResults"], 1, 50);
  },
};

/** Takes a call; throws the AwsError that AWS answers where the input breaks a limit, or the action is unknown. */
export function checkLimits(call: AwsCall, context: RuleContext): void {
  const rule = Object.hasOwn(RULES, call.action) ? RULES[call.action] : undefined;
  if (rule === undefined) {
    throw call.service === "sts"
      ? new AwsError("InvalidAction", `Could not find operation ${call.action} for version 2011-06-15`)
      : new AwsError("UnknownOperationException", "");
  }
  rule(call.input, context);
}

function session(input: Input, { trust }: RuleContext): void {
  const name = text(input, "RoleSessionName") ?? "";
  length("roleSessionName", name, 2, 64);
  if (!/^[\w+=,.@-]*$/.test(name))
    throw constraint("roleSessionName", "satisfy regular expression pattern: [\\w+=,.@-]*");
  length("roleArn", text(input, "RoleArn") ?? "", 20, 2048);
  const seconds = duration(input);
  range("durationSeconds", seconds, 900, 43_200);
  if (
    seconds > (trust[text(input, "RoleArn") ?? ""]?.maxSeconds ?? 3600) &&
    input["DurationSeconds"] !== undefined
  )
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  size("policyArns", list(input, "PolicyArns"), 0, 10);
  const policy = text(input, "Policy");
  if (policy === undefined) return;
  if (policy.length > 2048) {
    throw new AwsError(
      "PackedPolicyTooLarge",
      "Packed size of session policies and session tags consumes 112% of the allotted space.",
    );
  }
  try {
    JSON.parse(policy);
  } catch {
    throw new AwsError("MalformedPolicyDocument", "This policy contains invalid Json");
  }
}

function duration(input: Input): number {
  return Number(input["DurationSeconds"] ?? 3600);
}

function tags(input: Input): void {
  const given = list<{ Key?: string; Value?: string }>(input, "Tags");
  size("tags", given, 0, 50);
  const keys = given.map((tag) => (tag.Key ?? "").toLowerCase());
  if (new Set(keys).size < keys.length)
    throw new AwsError(
      "InvalidParameterValue",
      "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    );
  for (const tag of given) {
    length("tags.member.key", tag.Key ?? "", 1, 128);
    length("tags.member.value", tag.Value ?? "", 0, 256);
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(`${tag.Key ?? ""}${tag.Value ?? ""}`))
      throw constraint(
        "tags.member.value",
        "satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*",
      );
  }
  for (const key of list(input, "TransitiveTagKeys")) {
    if (!keys.includes(key.toLowerCase()))
      throw new AwsError(
        "InvalidParameterValue",
        "The specified transitive tag key must be included in the requested tags.",
      );
  }
}

function secretId(input: Input): void {
  length("secretId", text(input, "SecretId") ?? "", 1, 2048);
}

/** STS says ValidationError, the others ValidationException; its fields alone are checked with these helpers. */
const STS_FIELDS = /^(role|duration|policy|tags)/;

function constraint(field: string, what: string): AwsError {
  const code = STS_FIELDS.test(field) ? "ValidationError" : "ValidationException";
  return new AwsError(
    code,
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must ${what}`,
  );
}

function length(field: string, value: string, from: number, to: number): void {
  if (value.length < from) throw constraint(field, `have length greater than or equal to ${from}`);
  if (value.length > to) throw constraint(field, `have length less than or equal to ${to}`);
}

function size(field: string, value: readonly unknown[], from: number, to: number): void {
  if (value.length < from) throw constraint(field, `have length greater than or equal to ${from}`);
  if (value.length > to) throw constraint(field, `have length less than or equal to ${to}`);
}

function range(field: string, value: unknown, from: number, to: number): void {
  if (value === undefined) return;
  const number = Number(value);
  if (!(number >= from)) throw constraint(field, `have value greater than or equal to ${from}`);
  if (number > to) throw constraint(field, `have value less than or equal to ${to}`);
}

function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
