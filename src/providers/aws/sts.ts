import { Secret } from "../../kernel/secret.ts";
import type { IdToken } from "../provider.ts";
import { type AwsAction, AwsFault, callAws, failureOf } from "./call.ts";
import { incomplete } from "./complete.ts";
import type { AwsCredentials } from "./credentials.ts";
import { type AwsInputs, SHORTEST_SESSION_SECONDS } from "./inputs.ts";
import { clientConfig } from "./sdk.ts";
import type { AwsSetting } from "./setting.ts";
import type { SessionTag } from "./tags.ts";

/** The longest session of a role that another role assumes. */
export const LONGEST_CHAINED_SECONDS = 3_600;
/** Without `aws-duration`, for credentials that later steps get too. */
const EXPORTED_SECONDS = 3_600;

/** The credentials in an answer of STS. */
interface Assumed {
  readonly Credentials?:
    | {
        readonly AccessKeyId?: string | undefined;
        readonly SecretAccessKey?: string | undefined;
        readonly SessionToken?: string | undefined;
        readonly Expiration?: Date | undefined;
      }
    | undefined;
  readonly AssumedRoleUser?: { readonly Arn?: string | undefined } | undefined;
}

/**
 * Exchanges an identity token for a role's credentials. The request bears no signature; tags and an external id have no
 * place in it.
 * @throws Failure TRUST_REFUSED with the trust policy to paste, CREDENTIALS_REFUSED, INPUT_INVALID, LIMIT_EXCEEDED, and
 * what `callAws` throws for a service that cannot be asked.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export async function assumeWithToken(
  token: IdToken,
  role: string,
  inputs: AwsInputs,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<AwsCredentials> {
  const sdk = await import("./sdk-sts.ts");
  const client = new sdk.STSClient(clientConfig("sts", setting.region, undefined, setting, signal));
  const command = new sdk.AssumeRoleWithWebIdentityCommand({
    RoleArn: role,
    RoleSessionName: inputs.awsSessionName,
    WebIdentityToken: token.token.reveal(),
    DurationSeconds: secondsOf(inputs),
    // A policy is for the session that reads the secrets: before a chain it would forbid the chain.
    ...(inputs.awsChainRoles.length === 0 ? policiesOf(inputs) : {}),
  });
  const what = stsAction("AssumeRoleWithWebIdentity", role, undefined, setting);
  const answer = await callAws(
    async (abortSignal) => client.send(command, { abortSignal }),
    what,
    setting,
    signal,
  ).catch(async (error: unknown) => {
    if (!(error instanceof AwsFault)) throw error;
    // What explains a refusal is loaded for it alone: it is long, and few runs need it.
    throw (await import("./sts-refused.ts")).tokenRefused(error, token, what, inputs);
  });
  const { sub, aud } = token.claims;
  const subject = answer.SubjectFromWebIdentityToken ?? textOf(sub);
  const audience = answer.Audience ?? textOf(aud);
  return credentialsOf(answer, what, setting, { subject, audience });
}

/**
 * Assumes a role with the credentials of another identity, for at most an hour.
 * @param tags the session tags; where the packed session is too large, once more without the droppable ones.
 * @throws Failure ACCESS_DENIED with both policies to paste, CREDENTIALS_REFUSED, INPUT_INVALID, LIMIT_EXCEEDED, and what
 * `callAws` throws for a service that cannot be asked.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function assumeRole(
  role: string,
  credentials: AwsCredentials,
  tags: readonly SessionTag[],
  inputs: AwsInputs,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<AwsCredentials> {
  const sdk = await import("./sdk-sts.ts");
  const client = new sdk.STSClient(clientConfig("sts", setting.region, credentials, setting, signal));
  const what = stsAction("AssumeRole", role, credentials, setting);
  const { awsChainRoles: roles, awsTransitiveTags: transitive } = inputs;
  const isLast = roles.length === 0 || roles.at(-1) === role;
  // AWS passes them on by itself, and refuses a session that names them again.
  const inherited = new Set(roles.indexOf(role) > 0 ? transitive : []);
  const own = tags.filter(({ key }) => !inherited.has(key));
  const assume = async (sent: readonly SessionTag[]): Promise<Assumed> => {
    const keys = transitive.filter((key) => sent.some((tag) => tag.key === key));
    const command = new sdk.AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: inputs.awsSessionName,
      DurationSeconds: Math.min(secondsOf(inputs), LONGEST_CHAINED_SECONDS),
      ...(inputs.awsExternalId === "" ? {} : { ExternalId: inputs.awsExternalId }),
      ...(sent.length === 0 ? {} : { Tags: sent.map(({ key, value }) => ({ Key: key, Value: value })) }),
      ...(keys.length === 0 ? {} : { TransitiveTagKeys: keys }),
      ...(isLast ? policiesOf(inputs) : {}),
    });
    return callAws(async (abortSignal) => client.send(command, { abortSignal }), what, setting, signal);
  };
  const refused = async (error: unknown): Promise<never> => {
    if (!(error instanceof AwsFault)) throw error;
    throw (await import("./sts-refused.ts")).chainRefused(error, what, own.length > 0, inputs);
  };
  const kept = own.filter(({ droppable }) => droppable !== true);
  const answer = await assume(own).catch(async (error: unknown) => {
    const tooLarge = error instanceof AwsFault && error.code.startsWith("PackedPolicyTooLarge");
    if (!tooLarge || kept.length === own.length) return refused(error);
    setting.host.info(
      `aws: the session tags for ${role} are too large together: ${own
        .filter((tag) => !kept.includes(tag))
        .map(({ key }) => key)
        .join(", ")} are left out.`,
    );
    return assume(kept).catch(refused);
  });
  return credentialsOf(answer, what, setting, undefined);
}

/**
 * Who the credentials are, by a request that needs no permission. Made only where no assume answer said so.
 * @throws Failure as `failureOf` and `callAws` have them.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerArn(
  credentials: AwsCredentials,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<string> {
  const sdk = await import("./sdk-sts.ts");
  const client = new sdk.STSClient(clientConfig("sts", setting.region, credentials, setting, signal));
  const what = stsAction("GetCallerIdentity", undefined, credentials, setting);
  const { Arn } = await callAws(
    async (abortSignal) => client.send(new sdk.GetCallerIdentityCommand({}), { abortSignal }),
    what,
    setting,
    signal,
  ).catch((error: unknown) => {
    throw error instanceof AwsFault ? failureOf(error, what) : error;
  });
  if (Arn === undefined) throw incomplete(what);
  return Arn;
}

const stsAction = (
  verb: string,
  resource: string | undefined,
  credentials: AwsCredentials | undefined,
  { region }: AwsSetting,
): AwsAction => ({ service: "sts", region, action: `sts:${verb}`, resource, credentials });

const secondsOf = ({ awsDuration, awsExport }: AwsInputs): number =>
  awsDuration ?? (awsExport === "" ? SHORTEST_SESSION_SECONDS : EXPORTED_SECONDS);

const policiesOf = ({
  awsSessionPolicy,
  awsSessionPolicies,
}: AwsInputs): { Policy?: string; PolicyArns?: { arn: string }[] } => ({
  ...(awsSessionPolicy === "" ? {} : { Policy: awsSessionPolicy }),
  ...(awsSessionPolicies.length === 0 ? {} : { PolicyArns: awsSessionPolicies.map((arn) => ({ arn })) }),
});

/** Masks all three parts before anything else is done with them. */
function credentialsOf(
  { Credentials: given, AssumedRoleUser: user }: Assumed,
  what: AwsAction,
  { host }: AwsSetting,
  token: AwsCredentials["token"],
): AwsCredentials {
  const parts = [given?.AccessKeyId, given?.SecretAccessKey, given?.SessionToken].map((text) =>
    Secret.of(text ?? ""),
  );
  host.born(parts.filter(({ isEmpty }) => !isEmpty));
  const [accessKeyId, secretAccessKey, sessionToken] = parts;
  if (!accessKeyId || !secretAccessKey || !sessionToken || parts.some(({ isEmpty }) => isEmpty))
    throw incomplete(what);
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expires: given?.Expiration,
    arn: user?.Arn,
    assumedAt: host.clock.now(),
    token,
  };
}

const textOf = (claim: unknown): string => {
  const first: unknown = Array.isArray(claim) ? claim[0] : claim;
  return typeof first === "string" ? first : "";
};
