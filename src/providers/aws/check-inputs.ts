import { Failure } from "../../kernel/errors.ts";
import type { Host } from "../provider.ts";
import { parseArn } from "./arn.ts";
import { readEndpoints } from "./endpoint.ts";
import { checkExport } from "./export-conflict.ts";
import type { AwsInputs } from "./inputs.ts";
import { partitionOf } from "./partition.ts";
import { regionOf } from "./region.ts";
import { assumes, parseSource } from "./source.ts";
import { tagProblem } from "./tags.ts";

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;
const ROLE = /^role\/[\w+=,.@/-]{1,576}$/;
const POLICY = /^policy\/[\w+=,.@/-]{1,640}$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const DEFAULT_SESSION_NAME = "GitHubActions";
const ACCOUNT = /^\d{12}$/;
/** Of a role whose session another role's session asks for; sts.ts, which is loaded only to call STS, has it too. */
const LONGEST_CHAINED_SECONDS = 3_600;
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const MAX_POLICY_CHARACTERS = 2_048;
const MAX_POLICIES = 10;

/**
 * What is wrong with the inputs of AWS, all of it at once and before anything is asked.
 *
 * @returns the problems; none where credentials can be got
 */
export function checkInputs(inputs: AwsInputs, env: Host["env"], face: Host["face"]): readonly Failure[] {
  const source = parseSource(inputs);
  const region = regionOf(inputs, env);
  return [
    ...(source instanceof Failure ? [source] : checkSession(inputs, assumes(source, inputs), source.kind)),
    ...checkRegion(region, inputs),
    ...checkArns(inputs, region),
    ...checkValues(inputs),
    ...checkChain(inputs),
    ...readEndpoints(inputs, env).problems,
    ...checkExport(inputs, env, face),
  ];
}

const invalid = (input: string, message: string, fix: string): Failure =>
  new Failure("INPUT_INVALID", message, { at: { input }, fix });

function checkRegion(region: string | undefined, { awsRegion }: AwsInputs): Failure[] {
  if (region === undefined)
    return [
      invalid(
        "aws-region",
        "No AWS region: neither aws-region nor AWS_REGION or AWS_DEFAULT_REGION is set.",
        "aws-region: eu-central-1",
      ),
    ];
  if (REGION.test(region)) return [];
  const from = awsRegion === "" ? "AWS_REGION or AWS_DEFAULT_REGION of the environment" : "aws-region";
  return [
    invalid(
      "aws-region",
      `${from} is not the name of a region${/\d[a-z]$/.test(region) ? ": it ends like an availability zone" : ""}.`,
      "aws-region: eu-central-1",
    ),
  ];
}

/** Roles and policies are named by ARN, and lie in the partition of the region: no session crosses it. */
function checkArns(inputs: AwsInputs, region: string | undefined): Failure[] {
  const partition = region !== undefined && REGION.test(region) ? partitionOf(region).id : undefined;
  const check = (text: string, input: string, what: "role" | "policy", at: string): Failure[] => {
    const arn = parseArn(text);
    const example = `arn:${partition ?? "aws"}:iam::${what === "role" ? "123456789012:role" : "aws:policy"}/NAME`;
    const isAccount =
      arn !== undefined && (ACCOUNT.test(arn.account) || (what === "policy" && arn.account === "aws"));
    if (
      arn?.service !== "iam" ||
      arn.region !== "" ||
      !isAccount ||
      !(what === "role" ? ROLE : POLICY).test(arn.resource)
    )
      return [invalid(input, `${at} is not the ARN of an IAM ${what}.`, `${input}: ${example}`)];
    if (partition === undefined || arn.partition === partition) return [];
    return [
      invalid(
        input,
        `${at} is in the partition ${arn.partition}, and the region ${region} in ${partition}.`,
        `Use a region of ${arn.partition}, or a ${what} of ${partition}: ${example}`,
      ),
    ];
  };
  const each = (list: readonly string[], input: string, what: "role" | "policy"): Failure[] =>
    list.flatMap((text, i) => check(text, input, what, `Entry ${i + 1} of ${input}`));
  return [
    ...(inputs.awsRole === "" ? [] : check(inputs.awsRole, "aws-role", "role", "aws-role")),
    ...each(inputs.awsChainRoles, "aws-chain-roles", "role"),
    ...each(inputs.awsSessionPolicies, "aws-session-policies", "policy"),
  ];
}

function checkValues(inputs: AwsInputs): Failure[] {
  const problems: Failure[] = [];
  if (!SESSION_NAME.test(inputs.awsSessionName))
    problems.push(
      invalid(
        "aws-session-name",
        "aws-session-name must have 2 to 64 of A-Z a-z 0-9 _ + = , . @ and -.",
        "aws-session-name: deploy-${{ github.run_id }}",
      ),
    );
  if (inputs.awsSessionPolicy !== "" && !isPolicy(inputs.awsSessionPolicy))
    problems.push(
      invalid(
        "aws-session-policy",
        `aws-session-policy must be a JSON object of at most ${MAX_POLICY_CHARACTERS} characters.`,
        'aws-session-policy: |\n  {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "ARN"}]}',
      ),
    );
  if (inputs.awsSessionPolicies.length > MAX_POLICIES)
    problems.push(
      invalid(
        "aws-session-policies",
        `aws-session-policies has ${inputs.awsSessionPolicies.length} entries; a session takes ${MAX_POLICIES}.`,
        "Put what they allow into fewer managed policies, or into aws-session-policy.",
      ),
    );
  const wrong = inputs.awsAllowedAccounts.findIndex((account) => !ACCOUNT.test(account));
  if (wrong !== -1)
    problems.push(
      invalid(
        "aws-allowed-accounts",
        `Entry ${wrong + 1} of aws-allowed-accounts is not an account id of 12 digits.`,
        'aws-allowed-accounts: "012345678901"\nin quotes, since YAML takes leading zeros away.',
      ),
    );
  return problems;
}

function isPolicy(text: string): boolean {
  if (text.length > MAX_POLICY_CHARACTERS) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** What belongs to chained roles, and what these cannot have. */
function checkChain(inputs: AwsInputs): Failure[] {
  const { awsChainRoles, awsDuration, awsExternalId } = inputs;
  const isChained = awsChainRoles.length > 0;
  const problems: Failure[] = [];
  if (isChained && awsDuration !== undefined && awsDuration > LONGEST_CHAINED_SECONDS)
    problems.push(
      invalid(
        "aws-duration",
        `A chained role's session lasts at most ${LONGEST_CHAINED_SECONDS} seconds.`,
        `aws-duration: ${LONGEST_CHAINED_SECONDS}`,
      ),
    );
  const again = awsChainRoles.findIndex((role, i) => awsChainRoles.indexOf(role) < i);
  if (again !== -1)
    problems.push(
      invalid(
        "aws-chain-roles",
        `Entry ${again + 1} of aws-chain-roles is there already: a chain goes through each role once.`,
        "Remove that entry.",
      ),
    );
  const tags = tagProblem(inputs);
  if (tags !== undefined) problems.push(tags);
  if (!isChained && awsExternalId !== "")
    problems.push(
      invalid(
        "aws-external-id",
        "aws-external-id is for chained roles, and none is chained: AWS takes no external id beside an identity token.",
        "aws-chain-roles: arn:aws:iam::ACCOUNT:role/NAME\nor remove aws-external-id.",
      ),
    );
  return problems;
}

/** What says how a session is, where no session is begun: it would bound nothing. */
function checkSession(inputs: AwsInputs, isAssumed: boolean, kind: string): Failure[] {
  const given = [
    ["aws-session-policy", !isAssumed && inputs.awsSessionPolicy !== ""],
    ["aws-session-policies", !isAssumed && inputs.awsSessionPolicies.length > 0],
    ["aws-duration", !isAssumed && inputs.awsDuration !== undefined],
    ["aws-session-name", !isAssumed && inputs.awsSessionName !== DEFAULT_SESSION_NAME],
    ["aws-audience", kind !== "oidc" && inputs.awsAudience !== ""],
  ] as const;
  return given
    .filter(([, isGiven]) => isGiven)
    .map(([input]) =>
      input === "aws-audience"
        ? invalid(
            input,
            `aws-audience is for GitHub's OIDC token, and aws-credentials: ${kind} asks for none.`,
            "Remove aws-audience, or aws-credentials.",
          )
        : invalid(
            input,
            `${input} is for a session that STS begins; aws-credentials: ${kind} takes the credentials as they are.`,
            `Remove ${input}, or assume a role with these credentials:\naws-chain-roles: arn:aws:iam::ACCOUNT:role/NAME`,
          ),
    );
}
