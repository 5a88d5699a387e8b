import { accountOf } from "./arn.ts";
import type { AwsCredentials } from "./credentials.ts";
import { partitionOf } from "./partition.ts";

/** Secrets Manager ends every ARN in a hyphen and six characters of its own. */
const RANDOM = /-[A-Za-z0-9]{6}$/;
const ANY_RANDOM = "-??????";

/**
 * The ARN that a policy has to allow for a secret. A name's six last characters are not known, a policy writes `??????`.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
export function secretArn(name: string, region: string, credentials: AwsCredentials | undefined): string {
  if (name.startsWith("arn:")) return RANDOM.test(name) ? name : `${name}${ANY_RANDOM}`;
  return `${baseOf("secretsmanager", region, credentials)}:secret:${name}${ANY_RANDOM}`;
}

/** The ARN that a policy has to allow for a parameter or a path of parameters. */
export function parameterArn(name: string, region: string, credentials: AwsCredentials | undefined): string {
  if (name.startsWith("arn:")) return name;
  return `${baseOf("ssm", region, credentials)}:parameter/${name.replace(/^\//, "")}`;
}

/** The ARN that a policy has to allow for an EKS cluster. */
export const clusterArn = (name: string, region: string, credentials: AwsCredentials | undefined): string =>
  `${baseOf("eks", region, credentials)}:cluster/${name}`;

/** The account is the one of the credentials, where an assume answer said it. */
function baseOf(service: string, region: string, credentials: AwsCredentials | undefined): string {
  const account = credentials?.arn === undefined ? undefined : accountOf(credentials.arn);
  return `arn:${partitionOf(region).id}:${service}:${region}:${account ?? "*"}`;
}
