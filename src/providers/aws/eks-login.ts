import type { ClusterLogin } from "../provider.ts";
import { parseArn } from "./arn.ts";
import type { AwsCredentials } from "./credentials.ts";
import type { EksLocator } from "./eks-locate.ts";
import type { AwsInputs } from "./inputs.ts";
import { partitionOf } from "./partition.ts";
import type { AwsSetting } from "./setting.ts";

/** Credentials that end this soon are acquired anew: a token ends with them. */
const SOON_MS = 2 * 60_000;
/** The group that the advice gives the role, and binds rights to. */
const GROUP = "secrets-action";

/** The login to an EKS cluster, and how the cluster comes to trust it. */
export interface EksLogin extends ClusterLogin {
  /** An access entry and the subject of a RoleBinding, to paste. */
  readonly unauthorized: string;
}

/**
 * The login to an EKS cluster by AWS credentials. Its code loads when it is used. Its tokens need no request; where the
 * credentials have (almost) ended, they are acquired anew, so that it outlives the session.
 * @param acquire gets fresh credentials of the same source.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-auth.html
 */
export function eksLogin(
  at: EksLocator,
  first: AwsCredentials,
  acquire: (signal: AbortSignal) => Promise<AwsCredentials>,
  inputs: Pick<AwsInputs, "awsRole" | "awsChainRoles">,
  setting: AwsSetting,
): EksLogin {
  const { clock, born } = setting.host;
  let held = first;
  const credentials = async (signal: AbortSignal): Promise<AwsCredentials> => {
    const ends = held.expires?.getTime() ?? Number.POSITIVE_INFINITY;
    if (ends - clock.now() < SOON_MS) held = await acquire(signal);
    return held;
  };
  const account = first.arn?.split(":")[4];
  return {
    shown: `${at.shown}${account ? ` (account ${account})` : ""}`,
    unauthorized: entryAdvice(at, first.arn, [...inputs.awsChainRoles, inputs.awsRole]),
    place: async (signal) => {
      const { describeCluster } = await import("./eks.ts");
      return describeCluster(at, await credentials(signal), setting, signal);
    },
    token: async (signal) => {
      const { eksToken } = await import("./eks-token.ts");
      const made = eksToken(at, await credentials(signal), clock.now());
      born([made.token]);
      return made;
    },
  };
}

/**
 * What lets an identity into an EKS cluster, as text to paste. An access entry takes a role, not a session of one. Pure.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function entryAdvice(
  { name, region }: EksLocator,
  arn: string | undefined,
  roles: readonly string[],
): string {
  const principal = arn === undefined ? undefined : principalOf(arn, roles);
  return `The EKS cluster must know this role (authentication mode API or API_AND_CONFIG_MAP):
aws eks create-access-entry --region ${region} --cluster-name ${name} --principal-arn ${principal ?? `arn:${partitionOf(region).id}:iam::ACCOUNT:role/NAME`} --kubernetes-groups ${GROUP}
and a RoleBinding give its group rights:
subjects:
  - kind: Group
    name: ${GROUP}
    apiGroup: rbac.authorization.k8s.io`;
}

/**
 * The role of a session's ARN, which lacks the role's path: with it where the inputs name the role. Any other identity
 * is itself. Undefined for what is no ARN.
 */
export function principalOf(arn: string, roles: readonly string[]): string | undefined {
  const caller = parseArn(arn);
  const role = /^assumed-role\/([^/]+)\//.exec(caller?.resource ?? "")?.[1];
  if (caller === undefined || role === undefined) return caller === undefined ? undefined : arn;
  const named = roles.find((one) => {
    const given = parseArn(one);
    return given?.account === caller.account && given.resource.split("/").at(-1) === role;
  });
  return named ?? `arn:${caller.partition}:iam::${caller.account}:role/${role}`;
}
