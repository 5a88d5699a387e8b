import { Failure } from "../../kernel/errors.ts";
import { Secret } from "../../kernel/secret.ts";
import { type AwsAction, AwsFault, callAws, failureOf } from "./call.ts";
import { incomplete } from "./complete.ts";
import type { AwsCredentials } from "./credentials.ts";
import { statement } from "./denial.ts";
import { type EcrRegistry, ecrRegistryOf } from "./ecr-host.ts";
import { endpointOf } from "./endpoint.ts";
import { partitionOf } from "./partition.ts";
import type { AwsSetting } from "./setting.ts";
import { type Answered, type Json, objectIn, sendSigned } from "./signed-json.ts";

const TARGETS = {
  private: "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken",
  public: "SpencerFrontendService.GetAuthorizationToken",
} as const;

/** What signing does in a repository: it reads the image, and writes manifests and blobs beside it. */
const PUSHES = [
  "BatchCheckLayerAvailability",
  "BatchGetImage",
  "GetDownloadUrlForLayer",
  "InitiateLayerUpload",
  "UploadLayerPart",
  "CompleteLayerUpload",
  "PutImage",
];
/** What the public registry lets everybody do. */
const OPEN = new Set(["BatchGetImage", "GetDownloadUrlForLayer"]);

/**
 * The token of a registry of ECR, base64 of `AWS:PASSWORD`; undefined for a host that is none of ECR's. One request.
 * @throws Failure ACCESS_DENIED with the statements to paste, STORE_ANSWER_INVALID for an answer without a token,
 * INPUT_INVALID for the public registry where only FIPS endpoints may be asked, and what `callAws` throws.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 * @see https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_GetAuthorizationToken.html
 */
export async function ecrToken(
  host: string,
  credentials: AwsCredentials,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<Secret | undefined> {
  const registry = ecrRegistryOf(host);
  if (registry === undefined) return undefined;
  if (registry.kind === "public" && setting.fips) throw noFips();
  const service = registry.kind === "public" ? "ecr-public" : "ecr";
  const what: AwsAction = {
    service,
    region: registry.region,
    action: `${service}:GetAuthorizationToken`,
    resource: undefined,
    credentials,
  };
  const { json } = await callAws(
    (stop) => ask(registry, what, credentials, setting, stop),
    what,
    setting,
    signal,
  ).catch((error: unknown) => {
    throw error instanceof AwsFault ? explained(failureOf(error, what), registry) : error;
  });
  const token = dataIn(json)["authorizationToken"];
  if (typeof token !== "string" || token === "") throw incomplete(what);
  const secret = Secret.of(token);
  setting.host.born([secret]);
  return secret;
}

async function ask(
  { kind, region }: EcrRegistry,
  { service }: AwsAction,
  credentials: AwsCredentials,
  setting: AwsSetting,
  signal: AbortSignal,
): Promise<Answered> {
  const request = {
    method: "POST",
    url: endpointOf(service, region, setting),
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": TARGETS[kind] },
    body: "{}",
  } as const;
  return await sendSigned(request, credentials, { service, region }, setting, signal);
}

/** An object of the public registry, a list of one of any other. */
function dataIn(json: Json): Json {
  const data = json["authorizationData"];
  return Array.isArray(data)
    ? objectIn({ first: data[0] as unknown }, "first")
    : objectIn(json, "authorizationData");
}

/** A role without the one permission lacks the others too, most often. */
function explained(failure: Failure, registry: EcrRegistry): Failure {
  const { code, message, fix, requestId } = failure;
  if (code !== "ACCESS_DENIED" || fix?.startsWith("Add to") !== true) return failure;
  const more =
    registry.kind === "public"
      ? [
          statement("sts:GetServiceBearerToken", "*"),
          statement(
            PUSHES.filter((action) => !OPEN.has(action)).map((action) => `ecr-public:${action}`),
            "arn:aws:ecr-public::ACCOUNT:repository/NAME",
          ),
        ]
      : [
          statement(
            PUSHES.map((action) => `ecr:${action}`),
            `arn:${partitionOf(registry.region).id}:ecr:${registry.region}:${registry.account}:repository/NAME`,
          ),
        ];
  return new Failure(code, message, {
    fix: `${fix}\nand for each repository that is signed:\n${more.join(",\n")}`,
    ...(requestId === undefined ? {} : { requestId }),
  });
}

const noFips = (): Failure =>
  new Failure("INPUT_INVALID", "The public registry of ECR has no FIPS endpoint.", {
    at: { input: "aws-fips" },
    fix: "Leave out aws-fips, or log in to public.ecr.aws in a step before this one.",
  });
