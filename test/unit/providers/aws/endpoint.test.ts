import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { endpointOf, readEndpoints } from "../../../../src/providers/aws/endpoint.ts";
import type { AwsService } from "../../../../src/providers/aws/setting.ts";
import { CANARY, inputsOf, settingOf } from "./setting.ts";

const REGIONS = [
  "eu-central-1",
  "us-east-1",
  "ap-southeast-5",
  "mx-central-1",
  "cn-north-1",
  "us-gov-west-1",
  "us-gov-east-1",
  "us-iso-east-1",
  "us-isob-east-1",
  "eu-isoe-west-1",
  "us-isof-south-1",
  "eusc-de-east-1",
];
const own = { region: "eu-central-1", endpoint: "https://sdk.invalid" };
const ORACLES: Readonly<
  Record<
    Exclude<AwsService, "eks" | "ecr" | "ecr-public">,
    (region: string, fips: boolean, dualStack: boolean) => URL
  >
> = {
  sts: (Region, UseFIPS, UseDualStack) =>
    new STSClient(own).config.endpointProvider({ Region, UseFIPS, UseDualStack, UseGlobalEndpoint: false })
      .url,
  secretsmanager: (Region, UseFIPS, UseDualStack) =>
    new SecretsManagerClient(own).config.endpointProvider({ Region, UseFIPS, UseDualStack }).url,
  ssm: (Region, UseFIPS, UseDualStack) =>
    new SSMClient(own).config.endpointProvider({ Region, UseFIPS, UseDualStack }).url,
};
const TABLE = (Object.keys(ORACLES) as (keyof typeof ORACLES)[]).flatMap((service) =>
  REGIONS.flatMap((region) =>
    [false, true].flatMap((fips) => [false, true].map((dualStack) => ({ service, region, fips, dualStack }))),
  ),
);

test.each(TABLE)(
  "$service in $region, fips $fips, dual-stack $dualStack: as the SDK's rules have it",
  (row) => {
    const { service, region, fips, dualStack } = row;
    const { setting } = settingOf("");
    expect(endpointOf(service, region, { ...setting, fips, dualStack }).href).toBe(
      ORACLES[service](region, fips, dualStack).href,
    );
  },
);

test.each([
  "",
  "eu-central-1.evil.example/",
  "eu_central_1",
  "@evil.example",
  "EU-CENTRAL-1",
  "localhost",
  "a b-1",
])("%j becomes no part of a host name", (region) => {
  expect(() => endpointOf("sts", region, settingOf("").setting)).toThrow(
    expect.objectContaining({ code: "INPUT_INVALID", at: { input: "aws-region" } }),
  );
});

const read = (awsEndpoints: readonly string[], env: Record<string, string> = {}, more = {}) => {
  const { endpoints, problems } = readEndpoints(inputsOf({ awsEndpoints, ...more }), env);
  return {
    urls: Object.fromEntries([...endpoints].map(([service, url]) => [service, url.href])),
    codes: problems.map(({ code }) => code),
    problems,
  };
};

test("the input goes before the service's variable, and that before AWS_ENDPOINT_URL", () => {
  const env = {
    AWS_ENDPOINT_URL: "https://all.example",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: "https://two.example/base",
  };
  expect(read(["sts = https://three.example:8443"], env)).toMatchObject({
    urls: {
      sts: "https://three.example:8443/",
      secretsmanager: "https://two.example/base",
      ssm: "https://all.example/",
    },
    codes: [],
  });
});

test("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS leaves the input alone", () => {
  const env = {
    AWS_ENDPOINT_URL: "http://example.com",
    AWS_ENDPOINT_URL_SSM: "nonsense",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
  };
  expect(read(["ssm=https://one.example"], env)).toMatchObject({
    urls: { ssm: "https://one.example/" },
    codes: [],
  });
  expect(read([], { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false" }).codes).toEqual([
    "ENDPOINT_REFUSED",
    "ENDPOINT_REFUSED",
  ]);
});

test.each(["http://127.0.0.1:4566", "http://127.8.9.10", "http://[::1]:5000", "http://localhost:4566/"])(
  "%s is this machine",
  (url) => {
    expect(read([`sts=${url}`])).toMatchObject({ urls: { sts: new URL(url).href }, codes: [] });
  },
);

test.each([
  "http://example.com",
  "http://localhost.example.com",
  "http://127.0.0.1.example.com",
  "http://10.0.0.1",
  "http://[::2]",
  "http://0.0.0.0",
  `https://${CANARY}:${CANARY}@example.com`,
  `https://example.com/?x=${CANARY}`,
  `https://example.com/#${CANARY}`,
  "https://example.com?",
  "ftp://example.com",
  "file:///etc/passwd",
  "example.com",
  CANARY,
  "",
])("%j is refused, and not repeated", (url) => {
  const { urls, codes, problems } = read([`sts=${url}`]);
  expect({ urls, codes }).toEqual({ urls: {}, codes: ["ENDPOINT_REFUSED"] });
  expect(`${problems[0]!.message}${problems[0]!.fix}`).not.toContain(CANARY);
  expect(problems[0]!.at).toEqual({ input: "aws-endpoints" });
});

test("a bad AWS_ENDPOINT_URL is said once, with the variable's name", () => {
  const { problems } = read([], { AWS_ENDPOINT_URL: "http://example.com" });
  expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/^AWS_ENDPOINT_URL /)]);
});

test.each([
  [["kms=https://one.example"]],
  [["https://one.example"]],
  [["sts=https://a.example", "sts=https://b.example"]],
])("%j is no list of services", (entries) => {
  expect(read(entries).codes).toEqual(["INPUT_INVALID"]);
});

test.each([{ awsFips: true }, { awsDualStack: true }])(
  "an own endpoint and %j do not go together",
  (more) => {
    expect(read(["sts=https://one.example"], {}, more).codes).toEqual(["INPUT_INVALID"]);
    expect(read([], { AWS_ENDPOINT_URL_SSM: "https://one.example" }, more).codes).toEqual(["INPUT_INVALID"]);
    expect(read([], {}, more).codes).toEqual([]);
  },
);
