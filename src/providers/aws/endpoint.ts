import { Failure } from "../../kernel/errors.ts";
import type { Host } from "../provider.ts";
import type { AwsInputs } from "./inputs.ts";
import { partitionOf } from "./partition.ts";
import type { AwsService, AwsSetting } from "./setting.ts";

/** Each service's variable; AWS_ENDPOINT_URL stands behind all of them. */
const VARIABLES: Readonly<Record<AwsService, string>> = {
  sts: "AWS_ENDPOINT_URL_STS",
  secretsmanager: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
  ssm: "AWS_ENDPOINT_URL_SSM",
  eks: "AWS_ENDPOINT_URL_EKS",
  ecr: "AWS_ENDPOINT_URL_ECR",
  "ecr-public": "AWS_ENDPOINT_URL_ECR_PUBLIC",
};
const SERVICES = Object.keys(VARIABLES) as readonly AwsService[];
const EVERY_SERVICE = "AWS_ENDPOINT_URL";

/** The services whose ordinary endpoint in GovCloud is the FIPS one. */
const FIPS_IN_GOVCLOUD: ReadonlySet<AwsService> = new Set(["sts", "ssm", "eks"]);

/** Where the ordinary endpoint of Secrets Manager has IPv6 already; in China the FIPS one has not. */
const SECRETS_OVER_IPV6: Readonly<Record<string, { readonly fips: boolean }>> = {
  aws: { fips: true },
  "aws-us-gov": { fips: true },
  "aws-cn": { fips: false },
};

const REGION = /^[a-z]{2,}(-[a-z0-9]+)+$/;
const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/**
 * Where a service is called: the endpoint that was set for it, else the region's own, never a global one.
 * @throws Failure INPUT_INVALID for text that is no region: it would become part of a host name.
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function endpointOf(service: AwsService, region: string, setting: AwsSetting): URL {
  const own = setting.endpoints.get(service);
  if (own) return own;
  if (!REGION.test(region))
    throw new Failure("INPUT_INVALID", "The AWS region is missing, or is no name of a region.", {
      fix: "aws-region: eu-central-1",
      at: { input: "aws-region" },
    });
  const { id, dnsSuffix, dualStackSuffix } = partitionOf(region);
  const { fips, dualStack } = setting;
  const marked = fips && !(id === "aws-us-gov" && !dualStack && FIPS_IN_GOVCLOUD.has(service));
  const has = service === "secretsmanager" ? SECRETS_OVER_IPV6[id] : undefined;
  const suffix = dualStack && !(has && (!fips || has.fips)) ? dualStackSuffix : dnsSuffix;
  const name = marked ? `${service}-fips` : service;
  return new URL(`https://${dualStack ? name : nameOverIpv4(service, marked, id)}.${region}.${suffix}/`);
}

/** Services whose endpoints over IPv4 are named in a way of their own. */
function nameOverIpv4(service: AwsService, fips: boolean, partition: string): string {
  if (service === "eks") return fips ? "fips.eks" : "eks";
  const isEcr = service === "ecr" || service === "ecr-public";
  const short = service === "ecr" && fips && (partition === "aws" || partition === "aws-us-gov");
  return `${isEcr && !short ? "api." : ""}${service}${fips ? "-fips" : ""}`;
}

type From = { readonly input: string } | { readonly variable: string };

/**
 * The endpoints that were set: by the input `aws-endpoints`, else by the environment unless
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is `true`. No shared file is asked. Pure; problems are collected.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function readEndpoints(
  inputs: AwsInputs,
  env: Host["env"],
): { readonly endpoints: ReadonlyMap<AwsService, URL>; readonly problems: readonly Failure[] } {
  const endpoints = new Map<AwsService, URL>();
  const problems: Failure[] = [];
  const set = (service: AwsService, text: string, from: From): void => {
    const url = checked(text, from);
    if (url instanceof Failure) problems.push(url);
    else endpoints.set(service, url);
  };
  const named = new Set<AwsService>();
  for (const entry of inputs.awsEndpoints) {
    const [, name, text = ""] = /^([^=]*)=(.*)$/s.exec(entry) ?? [];
    const service = SERVICES.find((known) => known === name?.trim());
    if (service === undefined || named.has(service)) problems.push(badEntry(service));
    else {
      named.add(service);
      set(service, text.trim(), { input: "aws-endpoints" });
    }
  }
  if (env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.toLowerCase() !== "true")
    for (const service of SERVICES.filter((one) => !named.has(one))) {
      const variable = env[VARIABLES[service]] ? VARIABLES[service] : EVERY_SERVICE;
      const text = env[variable];
      if (text) set(service, text, { variable });
    }
  if (endpoints.size > 0 && (inputs.awsFips || inputs.awsDualStack)) problems.push(both(inputs));
  return { endpoints, problems: distinct(problems) };
}

/** The endpoints that were set, for the log: a line for each address. */
export const shownEndpoints = (endpoints: ReadonlyMap<AwsService, URL>): string[] =>
  [...Map.groupBy(endpoints, ([, { origin }]) => origin)].map(
    ([origin, of]) =>
      `aws: ${of.map(([service]) => service).join(", ")} ${of.length === 1 ? "is" : "are"} called at ${origin}`,
  );

/** Credentials go there, so nothing may be in it that a mistake would bring. */
function checked(text: string, from: From): URL | Failure {
  const where = "input" in from ? from.input : from.variable;
  const refuse = (why: string): Failure =>
    new Failure("ENDPOINT_REFUSED", `${where} holds an endpoint that ${why}.`, {
      fix:
        "input" in from
          ? "aws-endpoints: |\n  secretsmanager=https://vpce-0123-abcd.secretsmanager.eu-central-1.vpce.amazonaws.com"
          : `${where}: https://HOST, or have the environment's endpoints ignored:\nAWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true"`,
      ...("input" in from ? { at: from } : {}),
    });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return refuse("is no https: address");
  if (url.username !== "" || url.password !== "") return refuse("holds a user name or a password");
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text)) return refuse("holds a query or a fragment");
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname))
    return refuse(
      "is http: and not on this machine's loopback, so that the requests would travel in the clear",
    );
  return url;
}

function badEntry(twice: AwsService | undefined): Failure {
  const cause =
    twice === undefined
      ? `An entry of aws-endpoints is not SERVICE=URL with one of ${SERVICES.join(", ")}.`
      : `aws-endpoints names ${twice} twice.`;
  return new Failure("INPUT_INVALID", cause, {
    fix: "aws-endpoints: |\n  sts=https://sts.example.internal\n  secretsmanager=https://secrets.example.internal",
    at: { input: "aws-endpoints" },
  });
}

function both({ awsFips }: AwsInputs): Failure {
  const input = awsFips ? "aws-fips" : "aws-dual-stack";
  return new Failure(
    "INPUT_INVALID",
    `${input} picks an endpoint of AWS, and aws-endpoints or AWS_ENDPOINT_URL picks another.`,
    {
      fix: `Remove ${input} and set the endpoint that is meant, or remove the endpoint (AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" for the environment's).`,
      at: { input },
    },
  );
}

/** AWS_ENDPOINT_URL stands for every service; its problem is said once. */
const distinct = (problems: readonly Failure[]): Failure[] => [
  ...new Map(problems.map((problem) => [problem.message, problem])).values(),
];
