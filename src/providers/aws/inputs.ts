import type { InputSpec, InputValues } from "../../kernel/input-table.ts";

/** How long AWS lets a session last, in seconds. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const SHORTEST_SESSION_SECONDS = 900;
export const LONGEST_SESSION_SECONDS = 43_200;

export const AWS_INPUTS = [
  {
    name: "aws-role",
    kind: "text",
    doc: "The ARN of the IAM role that this job gets by its GitHub OIDC token, and no stored key. Needs `id-token: write`.",
  },
  {
    name: "aws-region",
    kind: "text",
    env: ["AWS_REGION", "AWS_DEFAULT_REGION"],
    doc: "The region of STS and of the stores. Default: AWS_REGION, then AWS_DEFAULT_REGION of the environment.",
  },
  {
    name: "aws-credentials",
    kind: "text",
    doc: "Another source than GitHub's OIDC token: `environment`, `static`, `container`, `instance`, `profile NAME`, or `token-file PATH` (with `aws-role`). One source, no second try elsewhere.",
  },
  { name: "aws-access-key-id", kind: "text", doc: "The access key of `aws-credentials: static`." },
  {
    name: "aws-secret-access-key",
    kind: "text",
    secret: true,
    terminal: "--aws-credentials environment   # and AWS_SECRET_ACCESS_KEY",
    doc: "The secret key of `aws-credentials: static`.",
  },
  {
    name: "aws-session-token",
    kind: "text",
    secret: true,
    terminal: "--aws-credentials environment   # and AWS_SESSION_TOKEN",
    doc: "The session token of `aws-credentials: static`, where it has one.",
  },
  {
    name: "aws-audience",
    kind: "text",
    doc: "The audience of the OIDC token. Default: `sts.amazonaws.com`, in China `sts.amazonaws.com.cn`.",
  },
  {
    name: "aws-session-name",
    kind: "text",
    default: "GitHubActions",
    doc: "The role session name, 2 to 64 of `A-Z a-z 0-9 _ + = , . @ -`: CloudTrail shows it.",
  },
  {
    name: "aws-duration",
    kind: "integer",
    min: SHORTEST_SESSION_SECONDS,
    max: LONGEST_SESSION_SECONDS,
    doc: "How long the session lasts, in seconds. Default: 900; with `aws-export` 3600. A chained role has at most 3600.",
  },
  {
    name: "aws-session-policy",
    kind: "text",
    doc: "An inline session policy, as JSON: the session has no more rights than it gives.",
  },
  {
    name: "aws-session-policies",
    kind: "list",
    doc: "ARNs of managed policies (at most 10) that bound the session likewise.",
  },
  {
    name: "aws-chain-roles",
    kind: "list",
    doc: "ARNs of roles to assume one after the other, each with the credentials of the one before.",
  },
  { name: "aws-external-id", kind: "text", doc: "The external id that chained roles ask for." },
  {
    name: "aws-tags",
    kind: "list",
    doc: "Session tags `KEY=VALUE` for chained roles, besides the default ones (GitHub, Repository, Workflow, Action, Actor, Commit, Branch, …), which they cannot replace.",
  },
  {
    name: "aws-transitive-tags",
    kind: "list",
    doc: "Keys of session tags that go on along the chain.",
  },
  {
    name: "aws-skip-tags",
    kind: "boolean",
    default: "false",
    doc: "Whether chained roles get no session tags: their trust policy then needs no `sts:TagSession`.",
  },
  {
    name: "aws-allowed-accounts",
    kind: "list",
    doc: "Account ids. Credentials of any other account stop the run before anything is read or exported.",
  },
  {
    name: "aws-export",
    kind: "text",
    doc: "Gives the credentials to later steps: `env` as AWS_* variables, `profile NAME` as a profile in a file of ours below RUNNER_TEMP. Without it they stay inside the step.",
  },
  {
    name: "aws-prefix",
    kind: "text",
    doc: "What stands before bare paths in Secrets Manager: with `liquid-hive/prod`, `database/mongo_url` is `liquid-hive/prod/database/mongo_url`.",
  },
  {
    name: "aws-endpoints",
    kind: "list",
    doc: "Other endpoints, `SERVICE=URL` with `sts`, `secretsmanager`, `ssm`, `eks`, `ecr` or `ecr-public`. Default: AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL_SECRETS_MANAGER, AWS_ENDPOINT_URL_SSM, AWS_ENDPOINT_URL_EKS, AWS_ENDPOINT_URL_ECR, AWS_ENDPOINT_URL_ECR_PUBLIC, AWS_ENDPOINT_URL of the environment, then the region's own.",
  },
  { name: "aws-fips", kind: "boolean", default: "false", doc: "Whether to use FIPS endpoints." },
  {
    name: "aws-dual-stack",
    kind: "boolean",
    default: "false",
    doc: "Whether to use endpoints with IPv4 and IPv6.",
  },
] as const satisfies readonly InputSpec[];

export type AwsInputs = InputValues<typeof AWS_INPUTS>;
