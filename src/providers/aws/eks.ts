import { Failure } from "../../kernel/errors.ts";
import type { ClusterPlace } from "../provider.ts";
import { type AwsAction, AwsFault, callAws, failureOf } from "./call.ts";
import { incomplete } from "./complete.ts";
import type { AwsCredentials } from "./credentials.ts";
import type { EksLocator } from "./eks-locate.ts";
import { endpointOf } from "./endpoint.ts";
import type { AwsSetting } from "./setting.ts";
import { type Answered, objectIn, sendSigned } from "./signed-json.ts";

/**
 * Where a cluster's API server is, by one request of our own: the SDK's client for it would weigh more than all of the
 * others together.
 * @throws Failure SECRET_NOT_FOUND, ACCESS_DENIED with the statement to paste, STORE_ANSWER_INVALID for a cluster that has
 * no endpoint (yet), and what `callAws` throws for a service that cannot be asked.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html
 */
export async function describeCluster(
  at: EksLocator,
  credentials: AwsCredentials,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<ClusterPlace> {
  const { name, region } = at;
  const what: AwsAction = {
    service: "eks",
    region,
    action: "eks:DescribeCluster",
    resource: name,
    credentials,
  };
  const { json } = await callAws((stop) => ask(at, credentials, setting, stop), what, setting, signal).catch(
    (error: unknown) => {
      if (!(error instanceof AwsFault)) throw error;
      throw error.code === "ResourceNotFoundException" ? missing(at, credentials) : failureOf(error, what);
    },
  );
  const cluster = objectIn(json, "cluster");
  const { status, endpoint } = cluster;
  if (typeof status !== "string") throw incomplete(what);
  if (typeof endpoint !== "string" || endpoint === "") throw notThere(at, status);
  if (status !== "ACTIVE")
    setting.host.warn(
      `aws: the EKS cluster ${name} is ${shownStatus(status)}, not ACTIVE; it is used as it is.`,
    );
  if (objectIn(cluster, "resourcesVpcConfig")["endpointPublicAccess"] === false)
    setting.host.info(
      `aws: the endpoint of the EKS cluster ${name} is private: this runner must be in its network, or reach it by another address (cluster-server: https://HOST).`,
    );
  const { data } = objectIn(cluster, "certificateAuthority");
  const ca =
    typeof data === "string" && data !== "" ? Buffer.from(data, "base64").toString("latin1") : undefined;
  return { server: endpoint, ca };
}

async function ask(
  { name, region }: EksLocator,
  credentials: AwsCredentials,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<Answered> {
  // A copy: the address that was set is every request's.
  const url = new URL(endpointOf("eks", region, setting));
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/clusters/${name}`;
  const request = { method: "GET", url, headers: {} } as const;
  return await sendSigned(request, credentials, { service: "eks", region }, setting, signal);
}

const shownStatus = (status: string): string =>
  /^[A-Z_]{1,40}$/.test(status) ? status : "in a state of its own";

function missing({ name, region }: EksLocator, { arn }: AwsCredentials): Failure {
  const account = arn?.split(":")[4];
  return new Failure(
    "SECRET_NOT_FOUND",
    `There is no EKS cluster ${name} in ${region}${account ? ` of the account ${account}` : ""}.`,
    {
      at: { input: "cluster" },
      fix: `aws eks list-clusters --region ${region}   # another region: cluster: eks://${name}?region=REGION`,
    },
  );
}

function notThere({ name, region }: EksLocator, status: string): Failure {
  return new Failure(
    "STORE_ANSWER_INVALID",
    `The EKS cluster ${name} is ${shownStatus(status)}, and has no endpoint.`,
    {
      at: { input: "cluster" },
      fix: `Wait for it:\naws eks wait cluster-active --region ${region} --name ${name}`,
    },
  );
}
