import { F as Failure } from "./kernel-base.js";
import { e as callAws, A as AwsFault, f as failureOf, i as incomplete } from "./providers-aws-session.js";
import { B as endpointOf } from "./providers-list.js";
import { o as objectIn, s as sendSigned } from "./providers-aws-signed-json.js";
async function describeCluster(at, credentials, setting, signal) {
  const { name, region } = at;
  const what = {
    service: "eks",
    region,
    action: "eks:DescribeCluster",
    resource: name,
    credentials
  };
  const { json } = await callAws((stop) => ask(at, credentials, setting, stop), what, setting, signal).catch(
    (error) => {
      if (!(error instanceof AwsFault)) throw error;
      throw error.code === "ResourceNotFoundException" ? missing(at, credentials) : failureOf(error, what);
    }
  );
  const cluster = objectIn(json, "cluster");
  const { status, endpoint } = cluster;
  if (typeof status !== "string") throw incomplete(what);
  if (typeof endpoint !== "string" || endpoint === "") throw notThere(at, status);
  if (status !== "ACTIVE")
    setting.host.warn(
      `aws: the EKS cluster ${name} is ${shownStatus(status)}, not ACTIVE; it is used as it is.`
    );
  if (objectIn(cluster, "resourcesVpcConfig")["endpointPublicAccess"] === false)
    setting.host.info(
      `aws: the endpoint of the EKS cluster ${name} is private: this runner must be in its network, or reach it by another address (cluster-server: https://HOST).`
    );
  const { data } = objectIn(cluster, "certificateAuthority");
  const ca = typeof data === "string" && data !== "" ? Buffer.from(data, "base64").toString("latin1") : void 0;
  return { server: endpoint, ca };
}
async function ask({ name, region }, credentials, setting, signal) {
  const url = new URL(endpointOf("eks", region, setting));
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/clusters/${name}`;
  const request = { method: "GET", url, headers: {} };
  return await sendSigned(request, credentials, { service: "eks", region }, setting, signal);
}
const shownStatus = (status) => /^[A-Z_]{1,40}$/.test(status) ? status : "in a state of its own";
function missing({ name, region }, { arn }) {
  const account = arn?.split(":")[4];
  return new Failure(
    "SECRET_NOT_FOUND",
    `There is no EKS cluster ${name} in ${region}${account ? ` of the account ${account}` : ""}.`,
    {
      at: { input: "cluster" },
      fix: `aws eks list-clusters --region ${region}   # another region: cluster: eks://${name}?region=REGION`
    }
  );
}
function notThere({ name, region }, status) {
  return new Failure(
    "STORE_ANSWER_INVALID",
    `The EKS cluster ${name} is ${shownStatus(status)}, and has no endpoint.`,
    {
      at: { input: "cluster" },
      fix: `Wait for it:
aws eks wait cluster-active --region ${region} --name ${name}`
    }
  );
}
export {
  describeCluster
};
