import { parseArn } from "./arn.ts";
import type { AwsInputs } from "./inputs.ts";

/** What the identity provider of an AWS partition is told to expect; GitHub's own default is never asked for. */
const AUDIENCE = "sts.amazonaws.com";
const AUDIENCE_CHINA = "sts.amazonaws.com.cn";

/** The audience of the OIDC token: the input `aws-audience`, else the one of the role's partition. */
export const audienceOf = ({ awsAudience, awsRole }: AwsInputs): string =>
  awsAudience || (parseArn(awsRole)?.partition === "aws-cn" ? AUDIENCE_CHINA : AUDIENCE);
