import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach } from "vitest";
import { awsClients, TRUST } from "../../../harness/servers/aws-clients.ts";
import type { AwsClients } from "../../../harness/servers/aws-clients.ts";
import { awsStandIn } from "../../../harness/servers/aws-stand-in.ts";
import { oidcServer } from "../../../harness/servers/oidc.ts";
import { strictAws } from "../../../harness/servers/strict-aws.ts";
import type { StrictAwsOptions } from "../../../harness/servers/strict-aws.ts";

export const CANARY = "CANARY-7f3a-value";
export const USER = {
  accessKeyId: "AKIAUSER",
  secretAccessKey: "CANARY-7f3a-key",
  arn: "arn:aws:iam::123456789012:user/me",
};
export const oidc = oidcServer();
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Opens AWS with the stand-in behind it; it is gone after the test. */
export async function open(options: Partial<StrictAwsOptions> = {}) {
  const upstream = awsStandIn({
    secrets: [
      { name: "a", value: CANARY },
      { name: "b", value: CANARY },
    ],
    parameters: [{ name: "/p", type: "SecureString", values: [CANARY] }],
  });
  const aws = strictAws({ upstream, issuers: [oidc.issuer], trust: TRUST, users: [USER], ...options });
  const { env, stop } = await aws.start();
  stops.push(stop);
  const url = env["AWS_ENDPOINT_URL_STS"] ?? "";
  return { aws, url, env, clients: awsClients(url, USER) };
}

export const read = (clients: AwsClients, SecretId = "a") =>
  clients.secrets.send(new GetSecretValueCommand({ SecretId }));
export const who = (clients: AwsClients) => clients.sts.send(new GetCallerIdentityCommand({}));
