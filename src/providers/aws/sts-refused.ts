import { Failure, type FailureCode } from "../../kernel/errors.ts";
import type { IdToken } from "../provider.ts";
import { parseArn } from "./arn.ts";
import { audienceOf } from "./audience.ts";
import { deniedBy, statement } from "./denial.ts";
import { type AwsAction, type AwsFault, failureOf, shownAction, traceOf } from "./fault.ts";
import type { AwsInputs } from "./inputs.ts";
import { explainSts } from "./trust.ts";

interface Reason {
  readonly code: RegExp;
  readonly said?: RegExp;
  readonly fails: FailureCode;
  readonly input?: string;
  readonly cause: string;
  readonly fix: string;
}

/** What STS refuses because of a parameter, whoever asks. The first that fits. */
const PARAMETERS: readonly Reason[] = [
  {
    code: /^ValidationError/,
    said: /MaxSessionDuration/,
    fails: "INPUT_INVALID",
    input: "aws-duration",
    cause: "the role allows no session of this length",
    fix: "Lower aws-duration, or raise it for the role:\naws iam update-role --role-name NAME --max-session-duration 3600",
  },
  {
    code: /^MalformedPolicyDocument/,
    fails: "INPUT_INVALID",
    input: "aws-session-policy",
    cause: "the session policy is no valid policy",
    fix: "Check aws-session-policy: aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://policy.json",
  },
  {
    code: /^PackedPolicyTooLarge/,
    fails: "LIMIT_EXCEEDED",
    cause: "session policy and session tags are too large together",
    fix: "Shorten aws-session-policy, name fewer aws-session-policies or aws-tags, or: aws-skip-tags: true",
  },
  {
    code: /^RegionDisabled/,
    fails: "INPUT_INVALID",
    input: "aws-region",
    cause: "the account has STS switched off in this region",
    fix: "Switch it on (IAM console, Account settings, STS), or name another aws-region.",
  },
  {
    code: /^ValidationError/,
    fails: "INPUT_INVALID",
    cause: "AWS takes one of the parameters for invalid",
    fix: "Check the role's ARN, aws-session-name, aws-duration, aws-session-policies, aws-tags and aws-external-id.",
  },
];

/**
 * Why a token was not exchanged for a role: because of the token or the role's trust policy, of a parameter, or of
 * something else.
 */
export function tokenRefused(fault: AwsFault, token: IdToken, what: AwsAction, inputs: AwsInputs): Failure {
  const exchange = {
    role: what.resource ?? "",
    audience: audienceOf(inputs),
    otherSubject: token.otherSubject,
    trace: traceOf(fault),
  };
  return (
    explainSts(fault, token.claims, exchange) ?? byReason(fault, what, PARAMETERS) ?? failureOf(fault, what)
  );
}

/**
 * Why a role was not assumed with the credentials of another identity. Two policies take part: the trust policy of the
 * role, and the permissions of the caller.
 */
export function chainRefused(fault: AwsFault, what: AwsAction, hasTags: boolean, inputs: AwsInputs): Failure {
  const known = byReason(fault, what, PARAMETERS);
  if (known) return known;
  if (!fault.code.startsWith("AccessDenied")) return failureOf(fault, what);
  const role = what.resource ?? "*";
  const actions = hasTags ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"];
  const cause = `AWS denies ${shownAction(what)}`;
  if (fault.has(/explicit deny/i)) {
    const by = deniedBy(fault, actions.join(", "), role);
    return new Failure("ACCESS_DENIED", `${cause}: ${by.cause} ${traceOf(fault)}.`, { fix: by.fix });
  }
  const trust = {
    Effect: "Allow",
    Principal: { AWS: principalOf(what) },
    Action: actions,
    ...(inputs.awsExternalId === ""
      ? {}
      : { Condition: { StringEquals: { "sts:ExternalId": "what aws-external-id says" } } }),
  };
  const onlyTags = hasTags && fault.has(/sts:TagSession/);
  const tagsHint = hasTags ? "\nOr send no tags: aws-skip-tags: true" : "";
  return new Failure(
    "ACCESS_DENIED",
    `${cause}: ${onlyTags ? "the session tags are not allowed" : "the role is not there, or its trust policy or the caller's permissions do not allow it"} ${traceOf(fault)}.`,
    {
      fix: `In the trust policy of ${role}:\n${JSON.stringify(trust, null, 2)}\nIn the permissions of the caller:\n${statement(actions, role)}${tagsHint}`,
    },
  );
}

function byReason(fault: AwsFault, what: AwsAction, reasons: readonly Reason[]): Failure | undefined {
  const reason = reasons.find(({ code, said }) => code.test(fault.code) && (!said || fault.has(said)));
  if (!reason) return undefined;
  const { fails, input, cause, fix } = reason;
  return new Failure(fails, `AWS refuses ${shownAction(what)}: ${cause} ${traceOf(fault)}.`, {
    fix,
    ...(input === undefined ? {} : { at: { input } }),
  });
}

/** The caller as a trust policy names it: of a session, its role (an ARN of a session does not say the role's path). */
function principalOf({ credentials }: AwsAction): string {
  const arn = parseArn(credentials?.arn ?? "");
  if (!arn) return "ARN of the caller: aws sts get-caller-identity";
  const session = /^assumed-role\/([^/]+)\//.exec(arn.resource);
  return session ? `arn:${arn.partition}:iam::${arn.account}:role/${session[1]}` : (credentials?.arn ?? "");
}
