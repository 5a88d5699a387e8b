import type { Pool } from "../../kernel/pool.ts";
import type { AwsAction, Metadata } from "./call.ts";
import { completeCalls } from "./complete.ts";
import type { AwsCredentials } from "./credentials.ts";
import { secretArn } from "./resource.ts";
import { clientConfig } from "./sdk.ts";
import type { AwsSetting } from "./setting.ts";

/** What Secrets Manager says of one value; the names are its own. */
export interface SecretEntry {
  readonly ARN?: string | undefined;
  readonly Name?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly VersionStages?: string[] | undefined;
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
  readonly CreatedDate?: Date | undefined;
  /** Of the answer that it came in, unless that held others too. */
  readonly $metadata?: Metadata | undefined;
}

export interface SecretsBatch {
  readonly $metadata?: Metadata | undefined;
  readonly SecretValues?: SecretEntry[] | undefined;
  readonly Errors?: { SecretId?: string | undefined; ErrorCode?: string | undefined }[] | undefined;
}

export interface SecretDescription {
  readonly ARN?: string | undefined;
  readonly DeletedDate?: Date | undefined;
  readonly VersionIdsToStages?: Record<string, string[]> | undefined;
}

export interface ListedSecret {
  readonly ARN?: string | undefined;
  readonly Name?: string | undefined;
  readonly DeletedDate?: Date | undefined;
  readonly Tags?: { Key?: string | undefined; Value?: string | undefined }[] | undefined;
}

export interface SecretsPage {
  readonly SecretList?: ListedSecret[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface SecretsFilter {
  readonly Key: "name" | "tag-key" | "tag-value";
  readonly Values: string[];
}

export type SecretsVerb = "GetSecretValue" | "BatchGetSecretValue" | "DescribeSecret" | "ListSecrets";

/** Secrets Manager in one region. Each call throws AwsFault where the service refuses, a Failure for the rest. */
export interface SecretsApi {
  readonly region: string;
  readonly get: (
    ask: { readonly name: string; readonly version?: string; readonly stage?: string },
    signal: AbortSignal,
  ) => Promise<SecretEntry>;
  readonly batch: (names: readonly string[], signal: AbortSignal) => Promise<SecretsBatch>;
  readonly describe: (name: string, signal: AbortSignal) => Promise<SecretDescription>;
  readonly list: (
    filters: readonly SecretsFilter[],
    token: string | undefined,
    signal: AbortSignal,
  ) => Promise<SecretsPage>;
  /** What a policy has to allow for this call; without a name the verb is about no one secret. */
  readonly action: (verb: SecretsVerb, name?: string) => AwsAction;
}

export type OpenSecretsApi = (region: string, signal: AbortSignal) => Promise<SecretsApi>;

/** The most that ListSecrets gives in one page. */
const PAGE = 100;

/**
 * Secrets Manager through the SDK, which is loaded by the first call; every request takes its place in the pool.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html
 */
export function secretsApi(
  credentials: AwsCredentials | undefined,
  setting: AwsSetting,
  pool: Pool,
): OpenSecretsApi {
  return async (region, signal) => {
    const sdk = await import("./sdk-secrets.ts");
    const client = new sdk.SecretsManagerClient(
      clientConfig("secretsmanager", region, credentials, setting, signal),
    );
    const action: SecretsApi["action"] = (verb, name) => ({
      service: "secretsmanager",
      region,
      action: `secretsmanager:${verb}`,
      // Errors show a name as it was asked for; the end of a partial ARN they could not know.
      resource: name?.startsWith("arn:") === true ? secretArn(name, region, credentials) : name,
      credentials,
    });
    const call = completeCalls(setting, pool);
    return {
      region,
      action,
      get: async ({ name, version, stage }, until) =>
        call(action("GetSecretValue", name), until, "ARN", async (abortSignal) =>
          client.send(
            new sdk.GetSecretValueCommand({ SecretId: name, VersionId: version, VersionStage: stage }),
            { abortSignal },
          ),
        ),
      batch: async (names, until) =>
        call(action("BatchGetSecretValue"), until, "SecretValues", async (abortSignal) =>
          client.send(new sdk.BatchGetSecretValueCommand({ SecretIdList: [...names] }), { abortSignal }),
        ),
      describe: async (name, until) =>
        call(action("DescribeSecret", name), until, "ARN", async (abortSignal) =>
          client.send(new sdk.DescribeSecretCommand({ SecretId: name }), { abortSignal }),
        ),
      list: async (filters, token, until) =>
        call(action("ListSecrets"), until, "SecretList", async (abortSignal) =>
          client.send(
            new sdk.ListSecretsCommand({ Filters: [...filters], MaxResults: PAGE, NextToken: token }),
            { abortSignal },
          ),
        ),
    };
  };
}
