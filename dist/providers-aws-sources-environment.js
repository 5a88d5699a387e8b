import { F as Failure } from "./kernel-base.js";
import { c as credentialsOf } from "./providers-aws-sources-answer.js";
const REQUIRED = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
function environmentCredentials(host) {
  const { env } = host;
  const missing = REQUIRED.filter((name) => (env[name] ?? "") === "");
  if (missing.length > 0)
    throw new Failure("CREDENTIALS_MISSING", `The environment has no ${missing.join(" and no ")}.`, {
      at: { input: "aws-credentials" },
      fix: "Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary credentials, AWS_SESSION_TOKEN for this step. Or use no stored key:\naws-role: arn:aws:iam::ACCOUNT:role/NAME"
    });
  return credentialsOf(
    {
      accessKeyId: env["AWS_ACCESS_KEY_ID"],
      secretAccessKey: env["AWS_SECRET_ACCESS_KEY"],
      sessionToken: env["AWS_SESSION_TOKEN"],
      expiration: env["AWS_CREDENTIAL_EXPIRATION"]
    },
    "The environment",
    "Get new credentials before this step (AWS_CREDENTIAL_EXPIRATION says when they end).",
    host
  );
}
export {
  environmentCredentials
};
