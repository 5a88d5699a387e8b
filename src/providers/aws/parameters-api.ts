import type { Pool } from "../../kernel/pool.ts";
import type { AwsAction, Metadata } from "./call.ts";
import { completeCalls } from "./complete.ts";
import type { AwsCredentials } from "./credentials.ts";
import { clientConfig } from "./sdk.ts";
import type { AwsSetting } from "./setting.ts";

/** What Parameter Store says of one parameter; the names are its own. */
export interface ParameterEntry {
  readonly ARN?: string | undefined;
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
  readonly Version?: number | undefined;
  /** `:3` or `:label`, where the request had one. */
  readonly Selector?: string | undefined;
  readonly LastModifiedDate?: Date | undefined;
  /** Of the answer that it came in, unless that held others too. */
  readonly $metadata?: Metadata | undefined;
}

export interface ParametersBatch {
  readonly $metadata?: Metadata | undefined;
  readonly Parameters?: ParameterEntry[] | undefined;
  readonly InvalidParameters?: string[] | undefined;
}

export interface ParametersPage {
  readonly Parameters?: ParameterEntry[] | undefined;
  readonly NextToken?: string | undefined;
}

export interface ParametersFilter {
  readonly Key: string;
  readonly Option: "BeginsWith" | "Equals";
  readonly Values: string[];
}

export type ParametersVerb = "GetParameter" | "GetParameters" | "GetParametersByPath" | "DescribeParameters";

/** Parameter Store in one region. Each call throws AwsFault where the service refuses, a Failure for the rest. */
export interface ParametersApi {
  readonly region: string;
  /** Names with their selectors. */
  readonly get: (name: string, signal: AbortSignal) => Promise<ParameterEntry | undefined>;
  readonly batch: (names: readonly string[], signal: AbortSignal) => Promise<ParametersBatch>;
  readonly byPath: (path: string, token: string | undefined, signal: AbortSignal) => Promise<ParametersPage>;
  /** Their names alone: no values. */
  readonly describe: (
    filters: readonly ParametersFilter[],
    token: string | undefined,
    signal: AbortSignal,
  ) => Promise<ParametersPage>;
  /** What a policy has to allow for this call; without a name the verb is about no one parameter. */
  readonly action: (verb: ParametersVerb, name?: string) => AwsAction;
}

export type OpenParametersApi = (region: string, signal: AbortSignal) => Promise<ParametersApi>;

/** The most that one page of each may hold. */
const PATH_PAGE = 10;
const NAMES_PAGE = 50;

/**
 * Parameter Store through the SDK, which is loaded by the first call; every request takes its place in the pool.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function parametersApi(
  credentials: AwsCredentials | undefined,
  setting: AwsSetting,
  pool: Pool,
): OpenParametersApi {
  return async (region, signal) => {
    const sdk = await import("./sdk-ssm.ts");
    const client = new sdk.SSMClient(clientConfig("ssm", region, credentials, setting, signal));
    const action: ParametersApi["action"] = (verb, name) => ({
      service: "ssm",
      region,
      action: `ssm:${verb}`,
      resource: name,
      credentials,
    });
    const call = completeCalls(setting, pool);
    return {
      region,
      action,
      get: async (name, until) => {
        const answer = await call(action("GetParameter", name), until, "Parameter", async (abortSignal) =>
          client.send(new sdk.GetParameterCommand({ Name: name, WithDecryption: true }), { abortSignal }),
        );
        return answer.Parameter && { ...answer.Parameter, $metadata: answer.$metadata };
      },
      batch: async (names, until) =>
        call(action("GetParameters"), until, "Parameters", async (abortSignal) =>
          client.send(new sdk.GetParametersCommand({ Names: [...names], WithDecryption: true }), {
            abortSignal,
          }),
        ),
      byPath: async (path, token, until) =>
        call(action("GetParametersByPath", path), until, "Parameters", async (abortSignal) =>
          client.send(
            new sdk.GetParametersByPathCommand({
              Path: path,
              Recursive: true,
              WithDecryption: true,
              MaxResults: PATH_PAGE,
              NextToken: token,
            }),
            { abortSignal },
          ),
        ),
      describe: async (filters, token, until) =>
        call(action("DescribeParameters"), until, "Parameters", async (abortSignal) =>
          client.send(
            new sdk.DescribeParametersCommand({
              ParameterFilters: [...filters],
              MaxResults: NAMES_PAGE,
              NextToken: token,
            }),
            { abortSignal },
          ),
        ),
    };
  };
}
