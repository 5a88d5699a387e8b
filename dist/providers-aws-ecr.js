import { S as Secret, F as Failure } from "./kernel-base.js";
import { e as callAws, A as AwsFault, f as failureOf, i as incomplete, a as statement } from "./providers-aws-session.js";
import { a8 as ecrRegistryOf, u as partitionOf, B as endpointOf } from "./providers-list.js";
import { o as objectIn, s as sendSigned } from "./providers-aws-signed-json.js";
const TARGETS = {
  private: "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken",
  public: "SpencerFrontendService.GetAuthorizationToken"
};
const PUSHES = [
  "BatchCheckLayerAvailability",
  "BatchGetImage",
  "GetDownloadUrlForLayer",
  "InitiateLayerUpload",
  "UploadLayerPart",
  "CompleteLayerUpload",
  "PutImage"
];
const OPEN = /* @__PURE__ */ new Set(["BatchGetImage", "GetDownloadUrlForLayer"]);
async function ecrToken(host, credentials, setting, signal) {
  const registry = ecrRegistryOf(host);
  if (registry === void 0) return void 0;
  if (registry.kind === "public" && setting.fips) throw noFips();
  const service = registry.kind === "public" ? "ecr-public" : "ecr";
  const what = {
    service,
    region: registry.region,
    action: `${service}:GetAuthorizationToken`,
    resource: void 0,
    credentials
  };
  const { json } = await callAws(
    (stop) => ask(registry, what, credentials, setting, stop),
    what,
    setting,
    signal
  ).catch((error) => {
    throw error instanceof AwsFault ? explained(failureOf(error, what), registry) : error;
  });
  const token = dataIn(json)["authorizationToken"];
  if (typeof token !== "string" || token === "") throw incomplete(what);
  const secret = Secret.of(token);
  setting.host.born([secret]);
  return secret;
}
async function ask({ kind, region }, { service }, credentials, setting, signal) {
  const request = {
    method: "POST",
    url: endpointOf(service, region, setting),
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": TARGETS[kind] },
    body: "{}"
  };
  return await sendSigned(request, credentials, { service, region }, setting, signal);
}
function dataIn(json) {
  const data = json["authorizationData"];
  return Array.isArray(data) ? objectIn({ first: data[0] }, "first") : objectIn(json, "authorizationData");
}
function explained(failure, registry) {
  const { code, message, fix, requestId } = failure;
  if (code !== "ACCESS_DENIED" || fix?.startsWith("Add to") !== true) return failure;
  const more = registry.kind === "public" ? [
    statement("sts:GetServiceBearerToken", "*"),
    statement(
      PUSHES.filter((action) => !OPEN.has(action)).map((action) => `ecr-public:${action}`),
      "arn:aws:ecr-public::ACCOUNT:repository/NAME"
    )
  ] : [
    statement(
      PUSHES.map((action) => `ecr:${action}`),
      `arn:${partitionOf(registry.region).id}:ecr:${registry.region}:${registry.account}:repository/NAME`
    )
  ];
  return new Failure(code, message, {
    fix: `${fix}
and for each repository that is signed:
${more.join(",\n")}`,
    ...requestId === void 0 ? {} : { requestId }
  });
}
const noFips = () => new Failure("INPUT_INVALID", "The public registry of ECR has no FIPS endpoint.", {
  at: { input: "aws-fips" },
  fix: "Leave out aws-fips, or log in to public.ecr.aws in a step before this one."
});
export {
  ecrToken
};
