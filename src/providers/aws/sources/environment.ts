import { Failure } from "../../../kernel/errors.ts";
import type { Host } from "../../provider.ts";
import type { AwsCredentials } from "../credentials.ts";
import { credentialsOf } from "./answer.ts";

const REQUIRED = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;

/**
 * The credentials of the environment's own variables; an empty one counts as absent.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html
 *
 * @throws Failure CREDENTIALS_MISSING, CREDENTIALS_REFUSED where AWS_CREDENTIAL_EXPIRATION is past
 */
export function environmentCredentials(host: Host): AwsCredentials {
  const { env } = host;
  const missing = REQUIRED.filter((name) => (env[name] ?? "") === "");
  if (missing.length > 0)
    throw new Failure("CREDENTIALS_MISSING", `The environment has no ${missing.join(" and no ")}.`, {
      at: { input: "aws-credentials" },
      fix: "Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary credentials, AWS_SESSION_TOKEN for this step. Or use no stored key:\naws-role: arn:aws:iam::ACCOUNT:role/NAME",
    });
  return credentialsOf(
    {
      accessKeyId: env["AWS_ACCESS_KEY_ID"],
      secretAccessKey: env["AWS_SECRET_ACCESS_KEY"],
      sessionToken: env["AWS_SESSION_TOKEN"],
      expiration: env["AWS_CREDENTIAL_EXPIRATION"],
    },
    "The environment",
    "Get new credentials before this step (AWS_CREDENTIAL_EXPIRATION says when they end).",
    host,
  );
}
