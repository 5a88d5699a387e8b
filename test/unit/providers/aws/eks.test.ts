import { expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { describeCluster } from "../../../../src/providers/aws/eks.ts";
import { type EksLocator, locateEks } from "../../../../src/providers/aws/eks-locate.ts";
import { endpointOf } from "../../../../src/providers/aws/endpoint.ts";
import { parseReference } from "../../../../src/references/parse-reference.ts";
import { checkSignature } from "../../../harness/servers/sigv4.ts";
import { CANARY, credentialsOf, inputsOf, NOW, serveTest, settingOf } from "./setting.ts";

const NEVER = new AbortController().signal;
const AT: EksLocator = { id: "", shown: "eks://prod in eu-central-1", name: "prod", region: "eu-central-1" };
const PEM = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";

const cluster = (more: object = {}): string =>
  JSON.stringify({
    cluster: {
      name: "prod",
      status: "ACTIVE",
      endpoint: "https://ABC.gr7.eu-central-1.eks.amazonaws.com",
      certificateAuthority: { data: Buffer.from(PEM).toString("base64") },
      resourcesVpcConfig: { endpointPublicAccess: true },
      ...more,
    },
  });

test("one signed request says where the cluster is", async () => {
  const server = await serveTest({ body: cluster() });
  const { setting, told } = settingOf(server.url);
  expect(await describeCluster(AT, credentialsOf(), setting, NEVER)).toEqual({
    server: "https://ABC.gr7.eu-central-1.eks.amazonaws.com",
    ca: PEM,
  });
  expect(server.seen.map(({ path }) => path)).toEqual(["/clusters/prod"]);
  const headers = server.seen[0]!.headers as Record<string, string>;
  const call = {
    service: "eks",
    http: { method: "GET", path: "/clusters/prod", headers, body: Buffer.from("") },
  };
  const known = { secretAccessKey: `${CANARY}-key`, sessionToken: `${CANARY}-session`, expires: undefined };
  expect(checkSignature(call as never, () => known, NOW)).toEqual({ accessKeyId: "AKIDEXAMPLE" });
  const wrong = { ...known, secretAccessKey: "another" };
  expect(checkSignature(call as never, () => wrong, NOW)).toEqual({ kind: "mismatch" });
  expect(told.lines.filter((line) => !line.startsWith("aws: eks:DescribeCluster -> 200"))).toEqual([]);
});

test.each([
  [{ status: "UPDATING" }, "UPDATING"],
  [{ resourcesVpcConfig: { endpointPublicAccess: false } }, "cluster-server"],
])("what is to be known of the cluster is told: %j", async (more, word) => {
  const server = await serveTest({ body: cluster(more) });
  const { setting, told } = settingOf(server.url);
  await describeCluster(AT, credentialsOf(), setting, NEVER);
  expect(told.lines.join("\n")).toContain(word);
});

const refusal = (type: string, message: string, status: number) => ({
  status,
  headers: { "x-amzn-errortype": type, "content-type": "application/json", "x-amzn-requestid": "1-2" },
  body: JSON.stringify({ message }),
});

test.each([
  [refusal("ResourceNotFoundException", CANARY, 404), "SECRET_NOT_FOUND", "aws eks list-clusters"],
  [
    refusal("AccessDeniedException:http://internal/", `User is not authorized ${CANARY}`, 403),
    "ACCESS_DENIED",
    '"Resource": "arn:aws:eks:eu-central-1:111122223333:cluster/prod"',
  ],
  [refusal("UnrecognizedClientException", CANARY, 403), "CREDENTIALS_REFUSED", "enabled for the account"],
  [
    { status: 403, headers: { "content-type": "text/html" }, body: `<html>${CANARY}` },
    "STORE_ANSWER_INVALID",
    "PROXY",
  ],
  [{ status: 200, body: CANARY }, "STORE_ANSWER_INVALID", "PROXY"],
  [{ status: 200, body: "{}" }, "STORE_ANSWER_INVALID", "PROXY"],
  [{ body: cluster({ status: "CREATING", endpoint: undefined }) }, "STORE_ANSWER_INVALID", "aws eks wait"],
  [{ body: cluster({ status: CANARY, endpoint: "" }) }, "STORE_ANSWER_INVALID", "aws eks wait"],
])("a refusal is explained, and never quoted", async (answer, code, fix) => {
  const server = await serveTest(answer);
  const { setting, told } = settingOf(server.url);
  const failure: unknown = await describeCluster(AT, credentialsOf(), setting, NEVER).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ code });
  const { message, fix: said } = failure as Failure;
  expect(said).toContain(fix);
  expect(`${message} ${said} ${told.lines.join(" ")}`).not.toContain(CANARY);
  expect(server.seen).toHaveLength(1);
});

test("what passes by itself is asked again", async () => {
  const throttled = refusal("ThrottlingException", CANARY, 429);
  const server = await serveTest("reset", { status: 503 }, throttled, { body: cluster() });
  const { setting } = settingOf(server.url);
  expect(await describeCluster(AT, credentialsOf(), setting, NEVER)).toMatchObject({ ca: PEM });
  expect(server.seen.map(({ path }) => path)).toEqual(Array.from({ length: 4 }, () => "/clusters/prod"));
});

const locate = (text: string, inputs = {}, env = {}): EksLocator | Failure =>
  locateEks(parseReference(text, new Set(["eks"])) as never, inputsOf({ awsRegion: "", ...inputs }), env);

test("a cluster is of the query's region, else of the run's", () => {
  expect(locate("eks://prod", { awsRegion: "eu-west-1" })).toMatchObject({
    name: "prod",
    region: "eu-west-1",
  });
  expect(locate("eks://prod", {}, { AWS_REGION: "eu-west-2" })).toMatchObject({ region: "eu-west-2" });
  const asked = locate("eks://prod?region=us-east-1", { awsRegion: "eu-west-1" });
  expect(asked).toMatchObject({ region: "us-east-1", shown: "eks://prod in us-east-1" });
  expect((asked as EksLocator).id).not.toBe(
    (locate("eks://prod", { awsRegion: "eu-west-1" }) as EksLocator).id,
  );
});

test.each([
  ["eks://prod", {}, "INPUT_INVALID"],
  ["eks://prod", { awsRegion: CANARY }, "INPUT_INVALID"],
  [`eks://prod?region=${CANARY}`, {}, "REFERENCE_INVALID"],
  [`eks://prod?${CANARY}=x`, { awsRegion: "eu-west-1" }, "REFERENCE_INVALID"],
  [`eks://prod#${CANARY}`, { awsRegion: "eu-west-1" }, "REFERENCE_INVALID"],
  [`eks://arn:aws:eks:eu-west-1:1:cluster/${CANARY}`, { awsRegion: "eu-west-1" }, "REFERENCE_INVALID"],
  [`eks://../${CANARY}`, { awsRegion: "eu-west-1" }, "REFERENCE_INVALID"],
])("%s names no cluster, and is not quoted", (text, inputs, code) => {
  const failure = locate(text, inputs) as Failure;
  expect(failure).toMatchObject({ code });
  expect(`${failure.message} ${failure.fix}`).not.toContain(CANARY);
});

/** https://docs.aws.amazon.com/general/latest/gr/eks.html */
test.each([
  ["eu-central-1", false, false, "eks.eu-central-1.amazonaws.com"],
  ["us-east-1", true, false, "fips.eks.us-east-1.amazonaws.com"],
  ["us-east-1", true, true, "eks-fips.us-east-1.api.aws"],
  ["us-east-1", false, true, "eks.us-east-1.api.aws"],
  ["us-gov-west-1", true, false, "eks.us-gov-west-1.amazonaws.com"],
  ["cn-north-1", false, false, "eks.cn-north-1.amazonaws.com.cn"],
])("in %s (FIPS %s, dual-stack %s) EKS is at %s", (region, fips, dualStack, host) => {
  expect(endpointOf("eks", region, { ...settingOf("").setting, fips, dualStack }).host).toBe(host);
});
