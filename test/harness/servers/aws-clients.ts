import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleWithWebIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { OidcServer } from "./oidc.ts";
import type { RoleTrust } from "./strict-aws.ts";

export interface AwsClients {
  readonly sts: STSClient;
  readonly secrets: SecretsManagerClient;
  readonly parameters: SSMClient;
  /** The same in another region. */
  readonly at: (region: string) => AwsClients;
}

export interface ClientCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

const REGION = "us-east-1";
export const ROLE = "arn:aws:iam::123456789012:role/deploy";
export const NEXT_ROLE = "arn:aws:iam::123456789012:role/next";
export const SUBJECT = "repo:liquid-hive/shop:ref:refs/heads/main";
export const TRUST: Readonly<Record<string, RoleTrust>> = {
  [ROLE]: { sub: [SUBJECT] },
  [NEXT_ROLE]: { principals: [ROLE] },
};

/** Takes an address and credentials; returns AWS's clients, which ask once. Destroy them, or let the test end. */
export function awsClients(endpoint: string, credentials?: ClientCredentials, region = REGION): AwsClients {
  const none = { accessKeyId: "none", secretAccessKey: "none" };
  const config = { endpoint, region, credentials: plain(credentials ?? none), maxAttempts: 1 };
  return {
    sts: new STSClient(config),
    secrets: new SecretsManagerClient(config),
    parameters: new SSMClient(config),
    at: (other) => awsClients(endpoint, credentials, other),
  };
}

function plain({ sessionToken, ...keys }: ClientCredentials): ClientCredentials & { sessionToken?: string } {
  return sessionToken === undefined ? keys : { ...keys, sessionToken };
}

/** Takes an address and an issuer; returns credentials of the role, got with a token of the issuer. */
export async function assumeWithToken(
  endpoint: string,
  oidc: OidcServer,
  input: {
    roleArn?: string;
    claims?: Readonly<Record<string, unknown>>;
    audience?: string;
    seconds?: number;
  } = {},
): Promise<ClientCredentials> {
  const answer = await awsClients(endpoint).sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: input.roleArn ?? ROLE,
      RoleSessionName: "test",
      WebIdentityToken: oidc.token(input.audience ?? "sts.amazonaws.com", input.claims),
      ...(input.seconds === undefined ? {} : { DurationSeconds: input.seconds }),
    }),
  );
  return credentialsOf(answer.Credentials);
}

/** Takes an assume answer's credentials; returns them in the shape that clients take. */
export function credentialsOf(
  given:
    | {
        AccessKeyId?: string | undefined;
        SecretAccessKey?: string | undefined;
        SessionToken?: string | undefined;
      }
    | undefined,
): ClientCredentials {
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "", SessionToken } = given ?? {};
  return { accessKeyId, secretAccessKey, sessionToken: SessionToken };
}

/** Takes a call; returns `CODE: message` where AWS refuses. Throws if it does not. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return `${outcome.name}: ${outcome.message}`;
  throw new Error("it was not refused");
}
